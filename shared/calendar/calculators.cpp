#include "shared/calendar/calculators.h"

namespace veldpost::calendar {

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

DueOn deadlineTriage(const Date& received) { return {triageDue(received)}; }
DueOn deadlineInvestigation(const Date& decided) { return {investigationDue(decided)}; }
DueOn deadlineInform(const Date& recorded) { return {informDue(recorded)}; }

HearingDeadline deadlineHearing(const Date& requested)
{
    return {hearingDueByStatute(requested), hearingDueByPractice(requested)};
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
