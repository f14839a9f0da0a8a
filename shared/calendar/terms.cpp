#include "shared/calendar/terms.h"

namespace veldpost::calendar {

namespace {

constexpr int kWeekDays = 7;
constexpr int kTriageDays = 5;
constexpr int kHearingDays = 3;
constexpr int kInvestigationWeeks = 10;
constexpr int kInformWeeks = 4;
constexpr int kInformExtensionWeeks = 2;
constexpr int kAtwLeastWorkingDays = 2;  // art. 2

}  // namespace

Date plusWorkingDays(const Date& from, int count, const RoyalDecreeDays& decree)
{
    VELDPOST_CHECK(count >= 1 && count <= 366);
    Date day = from;
    for (int counted = 0; counted < count;) {
        day = day.plusDays(1);
        if (isWorkingDay(day, decree)) ++counted;
    }
    return day;
}

Date rollToWorkingDay(const Date& last, const RoyalDecreeDays& decree)
{
    Date day = last;
    while (!isWorkingDay(day, decree)) day = day.plusDays(1);
    return day;
}

Date atwDays(const Date& from, int days, const RoyalDecreeDays& decree)
{
    VELDPOST_CHECK(days >= 3 && days <= 90);
    const Date nominal = from.plusDays(days);
    const Date lengthened = plusWorkingDays(from, kAtwLeastWorkingDays, decree);
    return rollToWorkingDay(nominal > lengthened ? nominal : lengthened, decree);
}

Date atwWeeks(const Date& from, int weeks, const RoyalDecreeDays& decree)
{
    VELDPOST_CHECK(weeks >= 1 && weeks <= 12);
    return rollToWorkingDay(from.plusDays(weeks * kWeekDays), decree);
}

Date triageDue(const Date& received, const RoyalDecreeDays& decree)
{
    return plusWorkingDays(received, kTriageDays, decree);
}

Date triageTarget(const Date& received, const RoyalDecreeDays& decree)
{
    return atwDays(received, kTriageDays, decree);
}

Date hearingDueByStatute(const Date& requested, const RoyalDecreeDays& decree)
{
    return atwDays(requested, kHearingDays, decree);
}

Date hearingDueByPractice(const Date& requested, const RoyalDecreeDays& decree)
{
    return plusWorkingDays(requested, kHearingDays, decree);
}

Date investigationDue(const Date& decided, const RoyalDecreeDays& decree)
{
    return atwWeeks(decided, kInvestigationWeeks, decree);
}

Date informDue(const Date& recorded, int extensions, const RoyalDecreeDays& decree)
{
    VELDPOST_CHECK(extensions >= 0 && extensions <= 100);
    const int weeks = kInformWeeks + extensions * kInformExtensionWeeks;
    return rollToWorkingDay(recorded.plusDays(weeks * kWeekDays), decree);
}

Date monitoringFrom(const Date& from, int months) { return from.plusMonthsClamped(months); }

Date reachesAge(const Date& born, int years) { return born.plusMonthsOverflowing(years * 12); }

int ageOn(const Date& born, const Date& on)
{
    const int years = on.year() - born.year();
    return on < reachesAge(born, years) ? years - 1 : years;
}

Date retainedUntil(const Date& lastChange, int years) { return lastChange.plusMonthsOverflowing(years * 12); }

}  // namespace veldpost::calendar
