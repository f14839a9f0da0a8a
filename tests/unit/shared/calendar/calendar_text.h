// Short forms for the calendar's tests: values from texts, texts from values.
#pragma once

#include "shared/calendar/moment.h"

#include <QtCore/QByteArray>

#include <vector>

namespace veldpost::calendar {

inline std::string_view view(const QByteArray& text)
{
    return {text.constData(), static_cast<std::size_t>(text.size())};
}

// REQUIRES: a good text
inline Date day(const QByteArray& text) { return Date::parse(view(text)).value(); }
inline Moment moment(const QByteArray& text) { return Moment::parse(view(text)).value(); }

// nullopt for an empty text
inline std::optional<Moment> maybeMoment(const QByteArray& text)
{
    if (text.isEmpty()) return std::nullopt;
    return moment(text);
}

inline QByteArray text(const std::string& value) { return QByteArray::fromStdString(value); }
inline QByteArray text(std::string_view value) { return QByteArray(value.data(), static_cast<qsizetype>(value.size())); }
inline QByteArray text(const Date& value) { return text(value.text()); }
inline QByteArray text(const Moment& value) { return text(value.text()); }
inline QByteArray text(const std::optional<Moment>& value) { return value ? text(*value) : QByteArray("-"); }

// The codes with blanks between.
inline QByteArray text(const std::vector<std::string>& codes)
{
    QByteArray out;
    for (const std::string& code : codes) out += (out.isEmpty() ? "" : " ") + text(code);
    return out;
}

}  // namespace veldpost::calendar
