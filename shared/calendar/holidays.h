// Holidays of the Netherlands in the sense of the Algemene termijnenwet (Atw) art. 3, computed for any year.
// The rules are those in force since 1990; earlier years are given by the same rules.
#pragma once

#include "shared/calendar/royal_decree_days.h"

namespace veldpost::calendar {

struct Holiday {
    Date date;
    std::string_view code;  // "good_friday", … ; "royal_decree" for a day equated by decree
};

// Easter Sunday, Gregorian. REQUIRES: 1583 ≤ year ≤ 9999
Date easterSunday(int year);

// From 2014 Koningsdag: 27 April, on a Sunday 26 April. Before, Koninginnedag: 30 April, on a Sunday 29 April.
Date kingsDay(int year);

// All of a year, ascending, decree days among them; two may share a date (Ascension on 5 May).
// 5 May counts every year; Good Friday is equated by art. 3(2). Easter and Whit Sunday are Sundays anyway.
std::vector<Holiday> holidaysOf(int year, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

bool isHoliday(const Date& date, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// Not a Saturday, a Sunday or a holiday. Local days off (carnival) are working days.
bool isWorkingDay(const Date& date, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

}  // namespace veldpost::calendar
