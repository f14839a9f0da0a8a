#include "shared/calendar/moment.h"

#include "shared/calendar/digits.h"

namespace veldpost::calendar {

namespace {

constexpr std::int64_t kDaySeconds = 86400;

Error badTime(std::string detail)
{
    return Error{ErrorKind::Usage, "bad_time", "This is not a time", std::move(detail)};
}

Error badShape()
{
    return badTime("A time is written YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS, with or without an offset as +01:00 "
                   "or Z; where only the day is known, YYYY-MM-DD.");
}

// Takes `HH:MM` or `HH:MM:SS` off the front of `rest`; the second of the day.
Result<int> takeClock(std::string_view& rest)
{
    const auto hour = digits(rest, 0, 2);
    const auto minute = digits(rest, 3, 2);
    if (!hour || !minute || rest[2] != ':') return badShape();
    rest.remove_prefix(5);
    int second = 0;
    if (!rest.empty() && rest[0] == ':') {
        const auto given = digits(rest, 1, 2);
        if (!given) return badShape();
        second = *given;
        rest.remove_prefix(3);
    }
    if (*hour > 23 || *minute > 59 || second > 59) return badTime("The clock runs from 00:00:00 to 23:59:59.");
    return *hour * 3600 + *minute * 60 + second;
}

// `Z` or `±HH:MM`, whole; seconds east of UTC.
Result<int> readOffset(std::string_view text)
{
    if (text == "Z") return 0;
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    if (text.size() != 6 || !hours || !minutes || text[3] != ':') return badShape();
    if (text[0] != '+' && text[0] != '-') return badShape();
    if (*hours > 14 || *minutes > 59 || (*hours == 14 && *minutes > 0))
        return badTime("An offset lies between -14:00 and +14:00.");
    const int seconds = *hours * 3600 + *minutes * 60;
    return text[0] == '-' ? -seconds : seconds;
}

bool inRange(const Date& date)
{
    return date.year() >= kFirstYear && date.year() <= kLastYear;
}

}  // namespace

Moment Moment::atUtcSeconds(std::int64_t utcSeconds, ClockNote note)
{
    const WallClock wall = wallClockAt(utcSeconds);
    Moment out(wall.date);
    out.m_isDay = false;
    out.m_secondOfDay = wall.secondOfDay;
    out.m_utcSeconds = utcSeconds;
    out.m_note = note;
    return out;
}

Moment Moment::atClock(const Date& date, int secondOfDay)
{
    VELDPOST_CHECK(secondOfDay >= 0 && secondOfDay < kDaySeconds);
    const PlacedClock placed = placeWallClock({date, secondOfDay});
    return atUtcSeconds(placed.utcSeconds, placed.note);
}

Result<Moment> Moment::parse(std::string_view text)
{
    VELDPOST_ASSIGN(const Date date, Date::parse(text.substr(0, 10)));
    if (text.size() == 10) return ofDay(date);
    if (text[10] != 'T') return badShape();
    std::string_view rest = text.substr(11);
    VELDPOST_ASSIGN(const int secondOfDay, takeClock(rest));
    VELDPOST_TRY(zoneReady());
    if (rest.empty()) return atClock(date, secondOfDay);
    VELDPOST_ASSIGN(const int offset, readOffset(rest));
    const Moment moment = atUtcSeconds(std::int64_t{date.days()} * kDaySeconds + secondOfDay - offset, ClockNote::None);
    // The day may be another one in Amsterdam: 2199-12-31T23:30Z is a moment of 2200.
    if (!inRange(moment.date())) return badTime("The year must lie between 1900 and 2199 in Amsterdam.");
    return moment;
}

Result<Moment> Moment::fromUtcMs(std::int64_t ms)
{
    VELDPOST_TRY(zoneReady());
    constexpr std::int64_t kMsLimit = 8'000'000'000'000;  // beyond both ends of the range, and safe to compute with
    if (ms < -kMsLimit || ms > kMsLimit) return badTime("The year must lie between 1900 and 2199 in Amsterdam.");
    const std::int64_t seconds = ms / 1000 - (ms % 1000 < 0 ? 1 : 0);
    const Moment moment = atUtcSeconds(seconds, ClockNote::None);
    if (!inRange(moment.date())) return badTime("The year must lie between 1900 and 2199 in Amsterdam.");
    return moment;
}

int Moment::secondOfDay() const
{
    VELDPOST_CHECK(!m_isDay);
    return m_secondOfDay;
}

std::int64_t Moment::utcMs() const
{
    return (m_isDay ? placeWallClock({m_date, 0}).utcSeconds : m_utcSeconds) * 1000;
}

Moment Moment::plusDaysSameClock(int days) const
{
    const Date there = m_date.plusDays(days);
    return m_isDay ? ofDay(there) : atClock(there, m_secondOfDay);
}

Moment Moment::plusElapsedHours(int hours) const
{
    VELDPOST_CHECK(!m_isDay);
    return atUtcSeconds(m_utcSeconds + std::int64_t{hours} * 3600, ClockNote::None);
}

std::string Moment::text() const
{
    std::string out = m_date.text();
    if (m_isDay) return out;
    out += 'T';
    appendDigits(out, m_secondOfDay / 3600, 2);
    out += ':';
    appendDigits(out, m_secondOfDay / 60 % 60, 2);
    out += ':';
    appendDigits(out, m_secondOfDay % 60, 2);
    const int offsetMinutes = offsetSecondsAt(m_utcSeconds) / 60;  // +01:00 or +02:00: never west, whole minutes
    out += '+';
    appendDigits(out, offsetMinutes / 60, 2);
    out += ':';
    appendDigits(out, offsetMinutes % 60, 2);
    return out;
}

bool operator==(const Moment& a, const Moment& b)
{
    if (a.m_isDay != b.m_isDay) return false;
    return a.m_isDay ? a.m_date == b.m_date : a.m_utcSeconds == b.m_utcSeconds;
}

std::partial_ordering order(const Moment& a, const Moment& b)
{
    if (!a.isDay() && !b.isDay()) return a.utcMs() <=> b.utcMs();
    if (a.date() != b.date() || (a.isDay() && b.isDay())) return a.date() <=> b.date();
    return std::partial_ordering::unordered;
}

bool sortsBefore(const Moment& a, const Moment& b)
{
    if (a.date() != b.date()) return a.date() < b.date();
    if (a.isDay() || b.isDay()) return a.isDay() && !b.isDay();
    return a.utcMs() < b.utcMs();
}

}  // namespace veldpost::calendar
