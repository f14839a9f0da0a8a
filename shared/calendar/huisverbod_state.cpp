#include "shared/calendar/huisverbod_terms.h"

#include <algorithm>

namespace veldpost::calendar {

namespace {

using Kind = HuisverbodEvent::Kind;

// A moment that had come by `at`; one known to the day comes with its day.
bool hasCome(const Moment& moment, const Moment& at)
{
    if (moment.isDay() || at.isDay()) return moment.date() <= at.date();
    return moment.utcMs() <= at.utcMs();
}

bool hasCome(const std::optional<Moment>& moment, const Moment& at) { return !moment || hasCome(*moment, at); }

// An end that had passed by `at`; one known to the day passes with its day.
bool hasPassed(const Moment& end, const Moment& at)
{
    if (end.isDay() || at.isDay()) return end.date() < at.date();
    return end.utcMs() <= at.utcMs();
}

// The facts as they stood at a moment: without what was decided later.
HuisverbodFacts knownBy(const HuisverbodFacts& facts, const Moment& at)
{
    HuisverbodFacts known = facts;
    std::erase_if(known.events, [&](const HuisverbodEvent& event) { return !hasCome(event.at, at); });
    return known;
}

bool has(const HuisverbodFacts& facts, Kind kind)
{
    return std::any_of(facts.events.begin(), facts.events.end(),
                       [&](const HuisverbodEvent& event) { return event.kind == kind; });
}

// Whether a withdrawal came while the ban ran.
bool withdrawnInTime(const HuisverbodFacts& facts, const Moment& end)
{
    return std::any_of(facts.events.begin(), facts.events.end(), [&](const HuisverbodEvent& event) {
        return event.kind == Kind::Withdrawn && (!event.at || !hasPassed(end, *event.at));
    });
}

}  // namespace

std::string_view huisverbodStateName(HuisverbodState state)
{
    switch (state) {
    case HuisverbodState::Imposed: return "imposed";
    case HuisverbodState::Extended: return "extended";
    case HuisverbodState::Ended: return "ended";
    case HuisverbodState::Withdrawn: return "withdrawn";
    case HuisverbodState::Annulled: return "annulled";
    }
    return "";
}

HuisverbodState huisverbodStateAt(const HuisverbodFacts& facts, const Moment& at)
{
    const HuisverbodFacts known = knownBy(facts, at);
    const HuisverbodTerms terms = huisverbodTerms(known);
    if (has(known, Kind::Annulled)) return HuisverbodState::Annulled;
    if (withdrawnInTime(known, terms.endsAt)) return HuisverbodState::Withdrawn;
    // Extended without a known end: it may run to the latest one there can be, and must not read as over before.
    const bool openEnd = std::find(terms.problems.begin(), terms.problems.end(), "extension_end_unknown") !=
                         terms.problems.end();
    if (hasPassed(openEnd ? terms.latestEndAt : terms.endsAt, at)) return HuisverbodState::Ended;
    return has(known, Kind::Extended) ? HuisverbodState::Extended : HuisverbodState::Imposed;
}

}  // namespace veldpost::calendar
