// Date: a day of the Gregorian calendar, without a clock or a zone.
#pragma once

#include "shared/base/result.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace veldpost::calendar {

// What parse() takes; birth dates reach back, retention reaches ahead. Arithmetic may step outside (a term that starts
// in the last days of 2199): such a date has a text as any other, which parse() then refuses.
inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2199;

enum class Weekday { Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday };

// Always a day that exists. Ordered by time.
class Date {
public:
    // Exactly `YYYY-MM-DD`, kFirstYear..kLastYear. Error `bad_date` (Usage) else; it never repeats the text.
    static Result<Date> parse(std::string_view text);
    // nullopt when the day does not exist or the year is outside kFirstYear..kLastYear.
    static std::optional<Date> fromYmd(int year, int month, int day);
    // Days since 1970-01-01. REQUIRES: between the years 0 and 9999.
    static Date fromDays(std::int32_t days);

    int year() const;
    int month() const;  // 1..12
    int day() const;    // 1..31
    std::int32_t days() const { return m_days; }
    Weekday weekday() const;
    bool isWeekend() const;  // Saturday or Sunday

    Date plusDays(int days) const;
    // The same day of the month; where that month is shorter, its last day (31 January + 1 month = 28 or 29 February).
    Date plusMonthsClamped(int months) const;
    // The same day of the month; where that month is shorter, the first of the next (29 February + 1 year = 1 March).
    Date plusMonthsOverflowing(int months) const;

    std::string text() const;  // YYYY-MM-DD

    friend auto operator<=>(const Date&, const Date&) = default;

private:
    explicit Date(std::int32_t days) : m_days(days) {}
    std::int32_t m_days;
};

}  // namespace veldpost::calendar
