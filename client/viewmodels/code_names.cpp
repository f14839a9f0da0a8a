#include "client/viewmodels/code_names.h"

#include "shared/model/kind_rules.h"

#include <QCoreApplication>

namespace veldpost::viewmodels {

namespace {

struct CodeNames {
    Q_DECLARE_TR_FUNCTIONS(CodeNames)
};

struct Word {
    const char* code;
    const char* name;
};

constexpr Word kRoles[] = {
    {"wijkteam", QT_TRANSLATE_NOOP("CodeNames", "Neighbourhood team")},
    {"vertrouwensarts", QT_TRANSLATE_NOOP("CodeNames", "Vertrouwensarts")},
    {"coordinator", QT_TRANSLATE_NOOP("CodeNames", "Coordinator")},
    {"auditor", QT_TRANSLATE_NOOP("CodeNames", "Auditor")},
};

constexpr Word kRights[] = {
    {"none", QT_TRANSLATE_NOOP("CodeNames", "No access")},
    {"read", QT_TRANSLATE_NOOP("CodeNames", "May read")},
    {"write", QT_TRANSLATE_NOOP("CodeNames", "May read and write")},
    {"own", QT_TRANSLATE_NOOP("CodeNames", "Owner")},
};

constexpr Word kKinds[] = {
    {model::kCase, QT_TRANSLATE_NOOP("CodeNames", "Case")},
    {model::kMembership, QT_TRANSLATE_NOOP("CodeNames", "Access")},
    {model::kPerson, QT_TRANSLATE_NOOP("CodeNames", "Person")},
    {model::kNote, QT_TRANSLATE_NOOP("CodeNames", "Note")},
    {model::kInjury, QT_TRANSLATE_NOOP("CodeNames", "Injury")},
    {model::kHuisverbod, QT_TRANSLATE_NOOP("CodeNames", "Huisverbod")},
    {model::kHuisverbodEvent, QT_TRANSLATE_NOOP("CodeNames", "Huisverbod event")},
    {model::kBlobRef, QT_TRANSLATE_NOOP("CodeNames", "File")},
};

template <std::size_t count>
QString find(const Word (&words)[count], const QString& code, const QString& otherwise)
{
    for (const Word& word : words)
        if (code == QLatin1String(word.code)) return CodeNames::tr(word.name);
    return otherwise;
}

}  // namespace

QVariantMap choice(const QString& code, const QString& name)
{
    return {{QStringLiteral("code"), code}, {QStringLiteral("name"), name}};
}

QString placeName(std::string_view region, std::string_view laterality, const QString& language)
{
    const model::BodyRegion* entry = model::findBodyRegion(region);
    if (entry == nullptr) return {};
    const QString name = nameOf(*entry, language);
    if (laterality.empty()) return name;
    return name + QStringLiteral(", ") + codeName(model::lateralities(), laterality, language).toLower();
}

QString roleText(const QString& role)
{
    return find(kRoles, role, role);
}

QString rightText(const QString& right)
{
    return find(kRights, right, right);
}

QString kindText(const QString& kind)
{
    return find(kKinds, kind, CodeNames::tr("Something a newer app has made"));
}

}  // namespace veldpost::viewmodels
