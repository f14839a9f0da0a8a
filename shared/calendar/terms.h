// Terms in days, weeks, months and years. The day a term starts from is not counted; its last day counts to 24:00.
// Atw = Algemene termijnenwet, Wth = Wet tijdelijk huisverbod, Wmo = Wet maatschappelijke ondersteuning 2015,
// UB = its Uitvoeringsbesluit.
#pragma once

#include "shared/calendar/holidays.h"

namespace veldpost::calendar {

// The working day `count` working days after `from`. REQUIRES: 1 ≤ count ≤ 366
Date plusWorkingDays(const Date& from, int count, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// Atw art. 1(1): a last day on a Saturday, Sunday or holiday moves to the next day that is none.
// Not for terms counted backwards, in hours, over 12 weeks or 3 months (art. 1(2), 4), nor Wth 2(1) and 9(1) (Wth 13).
Date rollToWorkingDay(const Date& last, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// The last day of a term of `days` ≥ 3 days under Atw art. 2 (it is lengthened until it holds two days that are no
// Saturday, Sunday or holiday) and then art. 1. REQUIRES: 3 ≤ days ≤ 90 (art. 4)
Date atwDays(const Date& from, int days, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// The last day of a term of whole weeks under Atw art. 1. REQUIRES: 1 ≤ weeks ≤ 12 (art. 4)
Date atwWeeks(const Date& from, int weeks, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// Triage (safety assessment): at latest within five working days. Where a region reads "five days" in the law, the
// earlier date of five calendar days under the Atw is the target to show beside it.
Date triageDue(const Date& received, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());
Date triageTarget(const Date& received, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// Hearing of a request for a provisional measure (Wth 6): three days under Atw 1 and 2; and what courts do, three
// working days. The two differ; show both, named.
Date hearingDueByStatute(const Date& requested, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());
Date hearingDueByPractice(const Date& requested, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// Judgement within ten weeks after the decision to investigate (UB 4.1.7(2), Atw 1).
Date investigationDue(const Date& decided, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// People concerned are told within four weeks of recording (Wmo 5.3.1, Atw 1), each extension at most two weeks more.
// The weeks are counted on from the recording, and only the last day rolls. REQUIRES: 0 ≤ extensions ≤ 100
Date informDue(const Date& recorded, int extensions = 0, const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn());

// Calendar months, in a shorter month its last day; no Atw: a "from" date.
Date monitoringFrom(const Date& from, int months);

// The first day somebody has this age: the birthday; who is born on 29 February, in other years on 1 March.
Date reachesAge(const Date& born, int years);
// Full years on that day; negative before birth.
int ageOn(const Date& born, const Date& on);

// The last day a record is kept: so many years after its last change; 29 February becomes 1 March, never a day less.
Date retainedUntil(const Date& lastChange, int years);

}  // namespace veldpost::calendar
