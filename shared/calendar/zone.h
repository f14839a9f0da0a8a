// The clock on the wall in Europe/Amsterdam, and what it shows at a moment of UTC.
// Rules come from the system's tzdata up to 2037; the library that reads it knows no clock change after that year, so
// from 2038 the European rule is computed: summer time from the last Sunday of March to the last Sunday of October,
// both at 01:00 UTC (directive 2000/84/EC). Before 1946 Dutch time was not on whole hours; there the zone is held at
// +01:00: dates reach back that far, clock times of a case do not.
#pragma once

#include "shared/calendar/date.h"

namespace veldpost::calendar {

// Whether a wall-clock time was taken as written.
enum class ClockNote {
    None,
    Gap,       // it does not exist (spring): read one hour later
    Repeated,  // it exists twice (autumn): read as the first
};

// "clock_gap", "clock_repeated"; empty for None.
std::string_view clockNoteCode(ClockNote note);

struct WallClock {
    Date date;
    int secondOfDay = 0;  // 0..86399
};

struct PlacedClock {
    std::int64_t utcSeconds = 0;
    ClockNote note = ClockNote::None;
};

// Error `time_zone_missing` (Failed) when the system has no tzdata; nothing below may be called then.
Status zoneReady();

// Seconds east of UTC. REQUIRES: zoneReady()
int offsetSecondsAt(std::int64_t utcSeconds);

// The same by the European rule alone, which the Netherlands has followed since 1997.
int ruleOffsetSecondsAt(std::int64_t utcSeconds);

// REQUIRES: zoneReady()
WallClock wallClockAt(std::int64_t utcSeconds);
PlacedClock placeWallClock(const WallClock& wall);

}  // namespace veldpost::calendar
