#include "shared/calendar/holidays.h"

#include <algorithm>

namespace veldpost::calendar {

namespace {

// Years beside the parse range occur: a term from the end of 2199 looks into 2200.
Date dayOf(int year, int month, int day)
{
    const auto inThisCentury = Date::fromYmd(2000, month, day);
    VELDPOST_CHECK(inThisCentury);
    return inThisCentury->plusMonthsClamped((year - 2000) * 12);
}

}  // namespace

Date easterSunday(int year)
{
    VELDPOST_CHECK(year >= 1583 && year <= 9999);
    // The anonymous Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, ch. 8); names as printed there.
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return dayOf(year, n / 31, n % 31 + 1);
}

Date kingsDay(int year)
{
    const Date day = year >= 2014 ? dayOf(year, 4, 27) : dayOf(year, 4, 30);
    return day.weekday() == Weekday::Sunday ? day.plusDays(-1) : day;
}

std::vector<Holiday> holidaysOf(int year, const RoyalDecreeDays& decree)
{
    const Date easter = easterSunday(year);
    std::vector<Holiday> out{
        {dayOf(year, 1, 1), "new_year"},          {easter.plusDays(-2), "good_friday"},
        {easter.plusDays(1), "easter_monday"},    {kingsDay(year), "kings_day"},
        {dayOf(year, 5, 5), "liberation_day"},    {easter.plusDays(39), "ascension_day"},
        {easter.plusDays(50), "whit_monday"},     {dayOf(year, 12, 25), "christmas_day"},
        {dayOf(year, 12, 26), "second_christmas_day"}};
    for (const RoyalDecreeDay& day : decree.days())
        if (day.date.year() == year) out.push_back({day.date, "royal_decree"});
    std::stable_sort(out.begin(), out.end(), [](const Holiday& x, const Holiday& y) { return x.date < y.date; });
    return out;
}

bool isHoliday(const Date& date, const RoyalDecreeDays& decree)
{
    const std::vector<Holiday> all = holidaysOf(date.year(), decree);
    return std::any_of(all.begin(), all.end(), [&](const Holiday& holiday) { return holiday.date == date; });
}

bool isWorkingDay(const Date& date, const RoyalDecreeDays& decree)
{
    return !date.isWeekend() && !isHoliday(date, decree);
}

}  // namespace veldpost::calendar
