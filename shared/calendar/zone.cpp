#include "shared/calendar/zone.h"

#include <date/tz.h>

#include <chrono>
#include <stdexcept>

namespace veldpost::calendar {

namespace {

constexpr int kWinterSeconds = 3600;
constexpr int kSummerSeconds = 7200;
constexpr std::int64_t kDaySeconds = 86400;

std::int64_t startOfYear(int year)
{
    using namespace std::chrono;
    return std::int64_t{sys_days(std::chrono::year(year) / January / 1).time_since_epoch().count()} * kDaySeconds;
}

// 01:00 UTC on the last Sunday of the month.
std::int64_t clockChange(int year, std::chrono::month month)
{
    using namespace std::chrono;
    const sys_days day(std::chrono::year(year) / month / Sunday[last]);
    return std::int64_t{day.time_since_epoch().count()} * kDaySeconds + 3600;
}

int yearAt(std::int64_t utcSeconds)
{
    using namespace std::chrono;
    return int(year_month_day(floor<days>(sys_seconds(seconds(utcSeconds)))).year());
}

int tzdataOffset(const date::time_zone& zone, std::int64_t utcSeconds)
{
    const date::sys_seconds at{std::chrono::seconds(utcSeconds)};
    return static_cast<int>(zone.get_info(at).offset.count());
}

struct Tzdata {
    const date::time_zone* zone = nullptr;  // null: see trouble
    std::int64_t from = 0;                  // tzdata decides in [from, until)
    std::int64_t until = 0;
    std::string trouble;
};

Tzdata openTzdata()
{
    Tzdata out;
    try {
        out.zone = date::locate_zone("Europe/Amsterdam");
        out.from = startOfYear(1946);
        // Files in the "slim" form list no change after 1996 (a rule in their last line does, which the library does
        // not read): then the computed rule takes over in 1997.
        const bool knowsSummer2037 = tzdataOffset(*out.zone, clockChange(2037, std::chrono::July)) == kSummerSeconds;
        out.until = startOfYear(knowsSummer2037 ? 2038 : 1997);
    } catch (const std::runtime_error& error) {
        out.zone = nullptr;
        out.trouble = error.what();
    }
    return out;
}

const Tzdata& tzdata()
{
    static const Tzdata opened = openTzdata();
    return opened;
}

}  // namespace

std::string_view clockNoteCode(ClockNote note)
{
    switch (note) {
    case ClockNote::None: return "";
    case ClockNote::Gap: return "clock_gap";
    case ClockNote::Repeated: return "clock_repeated";
    }
    return "";
}

Status zoneReady()
{
    if (tzdata().zone) return done();
    return Error{ErrorKind::Failed, "time_zone_missing", "The system has no data for Europe/Amsterdam",
                 "Install the package tzdata. " + tzdata().trouble};
}

int ruleOffsetSecondsAt(std::int64_t utcSeconds)
{
    const int year = yearAt(utcSeconds);
    const bool summer = utcSeconds >= clockChange(year, std::chrono::March) &&
                        utcSeconds < clockChange(year, std::chrono::October);
    return summer ? kSummerSeconds : kWinterSeconds;
}

int offsetSecondsAt(std::int64_t utcSeconds)
{
    const Tzdata& data = tzdata();
    VELDPOST_CHECK(data.zone);
    if (utcSeconds < data.from) return kWinterSeconds;
    if (utcSeconds >= data.until) return ruleOffsetSecondsAt(utcSeconds);
    return tzdataOffset(*data.zone, utcSeconds);
}

WallClock wallClockAt(std::int64_t utcSeconds)
{
    const std::int64_t local = utcSeconds + offsetSecondsAt(utcSeconds);
    const std::int64_t second = ((local % kDaySeconds) + kDaySeconds) % kDaySeconds;
    return {Date::fromDays(static_cast<std::int32_t>((local - second) / kDaySeconds)), static_cast<int>(second)};
}

PlacedClock placeWallClock(const WallClock& wall)
{
    const std::int64_t local = std::int64_t{wall.date.days()} * kDaySeconds + wall.secondOfDay;
    // Two clock changes are never within two days of each other, so these are the only offsets that can hold.
    const int before = offsetSecondsAt(local - kDaySeconds);
    const int after = offsetSecondsAt(local + kDaySeconds);
    const bool holdsBefore = offsetSecondsAt(local - before) == before;
    const bool holdsAfter = offsetSecondsAt(local - after) == after;
    if (before == after || (holdsBefore && !holdsAfter)) return {local - before, ClockNote::None};
    if (holdsBefore) return {local - before, ClockNote::Repeated};
    if (holdsAfter) return {local - after, ClockNote::None};
    return {local - before, ClockNote::Gap};  // the old offset shows, on the new clock, one hour later
}

}  // namespace veldpost::calendar
