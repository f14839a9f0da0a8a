// Dates and times as people here write and read them: "ma 23 november 2026 21:30". Always the clock of Europe/Amsterdam.
#pragma once

#include "shared/calendar/moment.h"

#include <QLocale>
#include <QString>

namespace veldpost::viewmodels {

// `language`: "nl" or "en".
QLocale localeOf(const QString& language);
QString dayText(const calendar::Date& date, const QString& language);        // "ma 23 november 2026"
QString momentText(const calendar::Moment& moment, const QString& language);  // a day without its clock
QString whenText(std::int64_t utcMs, const QString& language);                // empty for what is no time of ours
QString dayOfMs(std::int64_t utcMs, const QString& language);
// "today 21:30", "yesterday 21:30", else the date.
QString nearText(std::int64_t utcMs, std::int64_t nowMs, const QString& language);
// How far off, in words: "in 4 days", "in 3 hours", "2 days ago".
QString distanceText(std::int64_t fromMs, std::int64_t toMs);

// The stored form of a moment in words; the text as it is where it cannot be read.
QString storedMomentText(const std::string& stored, const QString& language);

// What was typed. Days: "23-11-2026", "23/11/2026", "23 11 2026", "2026-11-23". Clocks: "21:30", "21.30", "2130", "9:05".
std::optional<calendar::Date> readDay(const QString& typed);
std::optional<int> readClock(const QString& typed);  // second of the day
// Both as one moment; an empty clock gives the day. Nothing when one of them cannot be read or the day is empty.
std::optional<calendar::Moment> readMoment(const QString& day, const QString& clock);
// A date of which month or day may be missing: "14-3-2019", "3-2019", "2019" and the ISO order. The stored form.
std::optional<std::string> readPartialDate(const QString& typed);

// The way back into a form's fields: "23-11-2026" and "21:30".
QString typedDay(const calendar::Date& date);
QString typedClock(const calendar::Moment& moment);  // empty for a day
QString typedPartialDate(const std::string& stored);
// A partial date in words: "14 maart 2019", "maart 2019", "2019".
QString partialDateText(const std::string& stored, const QString& language);

}  // namespace veldpost::viewmodels
