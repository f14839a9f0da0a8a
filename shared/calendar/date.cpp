#include "shared/calendar/date.h"

#include "shared/calendar/digits.h"

#include <chrono>

namespace veldpost::calendar {

namespace {

using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

year_month_day civil(std::int32_t days)
{
    return year_month_day(std::chrono::sys_days(std::chrono::days(days)));
}

std::int32_t dayNumber(const year_month_day& day)
{
    return static_cast<std::int32_t>(std::chrono::sys_days(day).time_since_epoch().count());
}

Error badDate(std::string detail)
{
    return Error{ErrorKind::Usage, "bad_date", "This is not a date", std::move(detail)};
}

}  // namespace

std::optional<Date> Date::fromYmd(int year, int month, int day)
{
    if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const year_month_day value(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                               std::chrono::day(static_cast<unsigned>(day)));
    if (!value.ok()) return std::nullopt;
    return Date(dayNumber(value));
}

Result<Date> Date::parse(std::string_view text)
{
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (text.size() != 10 || !year || !month || !day || text[4] != '-' || text[7] != '-')
        return badDate("A date is written YYYY-MM-DD.");
    if (*year < kFirstYear || *year > kLastYear) return badDate("The year must lie between 1900 and 2199.");
    const auto date = fromYmd(*year, *month, *day);
    if (!date) return badDate("There is no such day in the calendar.");
    return *date;
}

Date Date::fromDays(std::int32_t days)
{
    constexpr std::int32_t kYearZero = -719528;
    constexpr std::int32_t kYearTenThousand = 2932897;
    VELDPOST_CHECK(days >= kYearZero && days < kYearTenThousand);
    return Date(days);
}

int Date::year() const { return int(civil(m_days).year()); }
int Date::month() const { return static_cast<int>(unsigned(civil(m_days).month())); }
int Date::day() const { return static_cast<int>(unsigned(civil(m_days).day())); }

Weekday Date::weekday() const
{
    return static_cast<Weekday>(std::chrono::weekday(std::chrono::sys_days(std::chrono::days(m_days))).c_encoding());
}

bool Date::isWeekend() const
{
    const Weekday day = weekday();
    return day == Weekday::Saturday || day == Weekday::Sunday;
}

Date Date::plusDays(int days) const { return fromDays(m_days + days); }

Date Date::plusMonthsClamped(int months) const
{
    const year_month_day moved = civil(m_days) + std::chrono::months(months);
    if (moved.ok()) return fromDays(dayNumber(moved));
    const year_month_day_last lastOfMonth(moved.year(), std::chrono::month_day_last(moved.month()));
    return fromDays(dayNumber(year_month_day(lastOfMonth)));
}

Date Date::plusMonthsOverflowing(int months) const
{
    const year_month_day moved = civil(m_days) + std::chrono::months(months);
    if (moved.ok()) return fromDays(dayNumber(moved));
    return plusMonthsClamped(months).plusDays(1);
}

std::string Date::text() const
{
    const year_month_day day = civil(m_days);
    std::string out;
    appendDigits(out, int(day.year()), 4);
    out += '-';
    appendDigits(out, static_cast<int>(unsigned(day.month())), 2);
    out += '-';
    appendDigits(out, static_cast<int>(unsigned(day.day())), 2);
    return out;
}

}  // namespace veldpost::calendar
