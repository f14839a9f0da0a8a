// Moment: when something happened, on the clock of Europe/Amsterdam; or, where the source gives only the day, that day.
#pragma once

#include "shared/calendar/zone.h"

namespace veldpost::calendar {

// A value of one of two precisions:
//   "time"  a moment of UTC, to the second, with what the clock in Amsterdam shows then;
//   "day"   a date, hour unknown. It is never turned into midnight: what is computed from it is a day again.
class Moment {
public:
    // Takes `YYYY-MM-DDTHH:MM[:SS]` (Amsterdam clock), the same with `Z` or `±HH:MM`, or `YYYY-MM-DD`; nothing else.
    // A clock time that does not exist or exists twice is placed and noted, see clockNote().
    // Errors: `bad_date`, `bad_time` (Usage), `time_zone_missing` (Failed).
    static Result<Moment> parse(std::string_view text);

    static Moment ofDay(const Date& date) { return Moment(date); }
    // The moment the Amsterdam clock shows this. REQUIRES: 0 ≤ secondOfDay < 86400, zoneReady()
    static Moment atClock(const Date& date, int secondOfDay);
    // Milliseconds since 1970-01-01T00:00Z, cut to the whole second before. Error `bad_time` outside the years
    // kFirstYear..kLastYear; `time_zone_missing`.
    static Result<Moment> fromUtcMs(std::int64_t ms);

    bool isDay() const { return m_isDay; }
    std::string_view precision() const { return m_isDay ? "day" : "time"; }
    Date date() const { return m_date; }  // of the Amsterdam clock
    int secondOfDay() const;              // REQUIRES: !isDay()
    // Of a day: the moment it begins in Amsterdam. REQUIRES: zoneReady()
    std::int64_t utcMs() const;
    // What had to be done to the clock time this was made from. Not part of the value: the text() has an offset and
    // so no doubt is left in it; whoever takes a moment in must say the note then and there.
    ClockNote clockNote() const { return m_note; }

    // The same clock time so many days on (a day: the day so many on). The note tells of a clock change met there.
    Moment plusDaysSameClock(int days) const;
    // Elapsed hours, whatever the clock does. A day has no hours: REQUIRES: !isDay()
    Moment plusElapsedHours(int hours) const;

    // The stored form: `2026-12-03T21:30:00+01:00`, or `2026-12-03`. parse() gives the same moment back.
    std::string text() const;

    friend bool operator==(const Moment& a, const Moment& b);

private:
    explicit Moment(const Date& date) : m_date(date), m_isDay(true) {}
    static Moment atUtcSeconds(std::int64_t utcSeconds, ClockNote note);

    Date m_date;
    bool m_isDay = false;
    int m_secondOfDay = 0;
    std::int64_t m_utcSeconds = 0;
    ClockNote m_note = ClockNote::None;
};

// By time as far as it is known: two times by the moment; a day and anything else by the date, and on the same date a
// day and a time are unordered (two equal days are equivalent). "Surely before" is `order(a, b) < 0`.
std::partial_ordering order(const Moment& a, const Moment& b);

// A total order for lists: by date, on one date the day before the times, then by the moment.
bool sortsBefore(const Moment& a, const Moment& b);

}  // namespace veldpost::calendar
