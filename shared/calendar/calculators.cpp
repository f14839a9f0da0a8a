#include "shared/calendar/calculators.h"

#include "shared/calendar/royal_decree_days.h"

namespace veldpost::calendar {

namespace {

Doubts doubtsOf(const Date& from, const Date& due)
{
    const RoyalDecreeDays& decrees = RoyalDecreeDays::builtIn();
    if (decrees.covers(from.year()) && decrees.covers(due.year())) return {};
    return {"decree_days_unknown"};
}

DueOn dueOn(const Date& from, const Date& due) { return {due, doubtsOf(from, due)}; }

}  // namespace

Result<HuisverbodDeadline> deadlineHuisverbod(const Moment& imposed, const std::optional<Moment>& extendedUntil,
                                              std::optional<int> extensionDays)
{
    if (extendedUntil && extensionDays)
        return Error{ErrorKind::Usage, "two_extensions", "The extension is given twice", "Give its end or its days."};
    if (extensionDays) VELDPOST_TRY(extensionEnd(imposed, *extensionDays));
    HuisverbodFacts facts{imposed, std::nullopt, false, {}};
    if (extendedUntil || extensionDays)
        facts.events.push_back({HuisverbodEvent::Kind::Extended, std::nullopt, extendedUntil, extensionDays});
    HuisverbodTerms terms = huisverbodTerms(facts);
    return HuisverbodDeadline{imposed, terms.computedEndsAt, terms.latestEndAt, terms.extendedEndAt,
                              std::move(terms.problems)};
}

DueOn deadlineTriage(const Date& received) { return dueOn(received, triageDue(received)); }
DueOn deadlineInvestigation(const Date& decided) { return dueOn(decided, investigationDue(decided)); }
DueOn deadlineInform(const Date& recorded) { return dueOn(recorded, informDue(recorded)); }

HearingDeadline deadlineHearing(const Date& requested)
{
    const Date practice = hearingDueByPractice(requested);
    return {hearingDueByStatute(requested), practice, doubtsOf(requested, practice)};
}

MonitoringDeadline deadlineMonitoring(const Date& from)
{
    return {monitoringFrom(from, 3), monitoringFrom(from, 12)};
}

DueAt deadlineReachable(const Moment& imposed)
{
    return {imposed.isDay() ? imposed.plusDaysSameClock(1) : imposed.plusElapsedHours(24)};
}

}  // namespace veldpost::calendar
