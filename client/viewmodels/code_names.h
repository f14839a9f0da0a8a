// Names of codes in the user's language, from the model's tables: they belong to the data, not to the translations.
#pragma once

#include "shared/model/body_region.h"
#include "shared/model/code_lists.h"

#include <QString>
#include <QVariantList>

namespace veldpost::viewmodels {

inline QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::string toUtf8(const QString& text)
{
    return text.toStdString();
}

template <typename Entry>
QString nameOf(const Entry& entry, const QString& language)
{
    return fromView(language == QStringLiteral("en") ? entry.nameEn : entry.nameNl);
}

// The name of a code; the code itself where the list does not have it (a newer program's).
template <typename Entry>
QString codeName(std::span<const Entry> list, std::string_view code, const QString& language)
{
    const Entry* entry = model::findCode(list, code);
    return entry == nullptr ? fromView(code) : nameOf(*entry, language);
}

QVariantMap choice(const QString& code, const QString& name);  // {code, name}

template <typename Entry>
QVariantList choices(std::span<const Entry> list, const QString& language)
{
    QVariantList out;
    for (const Entry& entry : list) out << choice(fromView(entry.code), nameOf(entry, language));
    return out;
}

// "Cheek, left"; without a side the region's name alone. Empty for a region that is not in the table.
QString placeName(std::string_view region, std::string_view laterality, const QString& language);

QString roleText(const QString& role);    // what a user is in the region
QString rightText(const QString& right);  // what a member may do in a case
QString kindText(const QString& kind);    // what a record is

}  // namespace veldpost::viewmodels
