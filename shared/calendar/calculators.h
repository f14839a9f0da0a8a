// The calculators of the command line: parsed values in, the fields of the answer out, under the same names.
// Pure functions; moments that are days stay days.
#pragma once

#include "shared/calendar/huisverbod_terms.h"
#include "shared/calendar/screening.h"
#include "shared/calendar/terms.h"

namespace veldpost::calendar {

struct HuisverbodDeadline {
    Moment imposedAt;
    Moment endsAt;                        // ten days
    Moment latestEndAt;                   // 28 days
    std::optional<Moment> extendedEndAt;  // null without an extension
    std::vector<std::string> problems;    // codes of HuisverbodTerms
};
// Errors (Usage): `bad_extension_days` outside 1..kMaxExtensionDays, `two_extensions` when both forms are given.
Result<HuisverbodDeadline> deadlineHuisverbod(const Moment& imposed, const std::optional<Moment>& extendedUntil = {},
                                              std::optional<int> extensionDays = {});

// Codes of what may still move a date:
//   decree_days_unknown   a year of the term is not covered by the decrees known here (RoyalDecreeDays)
using Doubts = std::vector<std::string>;

struct DueOn {
    Date dueOn;
    Doubts problems;
};
DueOn deadlineTriage(const Date& received);        // five working days
DueOn deadlineInvestigation(const Date& decided);  // ten weeks, Atw
DueOn deadlineInform(const Date& recorded);        // four weeks, Atw

struct HearingDeadline {
    Date dueOnStatute;   // three days, Atw 1 and 2
    Date dueOnPractice;  // three working days
    Doubts problems;
};
HearingDeadline deadlineHearing(const Date& requested);

struct MonitoringDeadline {
    Date at3Months;
    Date at12Months;
};
MonitoringDeadline deadlineMonitoring(const Date& from);

struct DueAt {
    Moment dueAt;
};
// 24 elapsed hours (Wth 2(6)). Imposed on a day: the next day.
DueAt deadlineReachable(const Moment& imposed);

}  // namespace veldpost::calendar
