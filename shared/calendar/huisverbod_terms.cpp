#include "shared/calendar/huisverbod_terms.h"

#include <algorithm>

namespace veldpost::calendar {

namespace {

using Kind = HuisverbodEvent::Kind;

// Collects codes, each once.
class Problems {
public:
    void add(std::string code)
    {
        if (std::find(m_codes.begin(), m_codes.end(), code) == m_codes.end()) m_codes.push_back(std::move(code));
    }
    void addIf(bool holds, const char* code)
    {
        if (holds) add(code);
    }
    void addClock(const char* what, const Moment& moment)
    {
        if (moment.clockNote() == ClockNote::None) return;
        std::string code(what);
        add(code.append("_").append(clockNoteCode(moment.clockNote())));
    }
    std::vector<std::string> take() { return std::move(m_codes); }

private:
    std::vector<std::string> m_codes;
};

// Whether two ends are the same as far as both are known: on the same date when one is a day.
bool sameAsKnown(const Moment& a, const Moment& b)
{
    return a.isDay() || b.isDay() ? a.date() == b.date() : a == b;
}

bool surelyBefore(const Moment& a, const Moment& b) { return order(a, b) < 0; }
bool surelyAfter(const Moment& a, const Moment& b) { return order(a, b) > 0; }

void judgeDecidedEnd(const HuisverbodFacts& facts, const HuisverbodTerms& terms, Problems& problems)
{
    problems.addIf(facts.decidedEndInclusive, "ends_inclusive");
    if (!facts.decidedEnd) return;
    const Moment& end = *facts.decidedEnd;
    problems.addClock("decided_end", end);
    problems.addIf(!sameAsKnown(end, terms.computedEndsAt), "decided_end_differs");
    problems.addIf(surelyBefore(end, terms.computedEndsAt), "shorter_than_ten_days");
    problems.addIf(surelyAfter(end, terms.computedEndsAt), "longer_than_ten_days");
    problems.addIf(surelyAfter(end, terms.latestEndAt), "decided_end_past_latest_end");
    problems.addIf(surelyBefore(end, facts.imposed) || end == facts.imposed, "ends_before_imposed");
}

std::optional<Moment> newEnd(const Moment& imposed, const HuisverbodEvent& extension)
{
    if (extension.until) return extension.until;
    if (!extension.days) return std::nullopt;
    auto byDays = extensionEnd(imposed, *extension.days);
    return byDays ? std::optional(*byDays) : std::nullopt;
}

// `end` is the end in effect until this extension.
void judgeExtension(const HuisverbodFacts& facts, const HuisverbodEvent& event, const HuisverbodTerms& terms,
                    Problems& problems)
{
    const auto until = newEnd(facts.imposed, event);
    const Moment& end = terms.endsAt;
    problems.addIf(!until, "extension_end_unknown");
    if (until) {
        problems.addClock("extended_end", *until);
        problems.addIf(!surelyAfter(*until, end), "extension_before_end");
        problems.addIf(surelyAfter(*until, terms.latestEndAt), "extension_past_latest_end");
    }
    if (!event.at) return;
    const bool dayKnownOnly = event.at->isDay() || end.isDay();
    problems.addIf(surelyBefore(*event.at, facts.imposed), "extension_decided_before_imposed");
    problems.addIf(surelyAfter(*event.at, end) || (!dayKnownOnly && *event.at == end), "extension_decided_after_end");
    problems.addIf(dayKnownOnly && event.at->date() == end.date(), "extension_decided_on_end_day");
}

// By time of deciding; events without one keep their place in the record, before those with one.
std::vector<HuisverbodEvent> inOrder(std::vector<HuisverbodEvent> events)
{
    std::stable_sort(events.begin(), events.end(), [](const HuisverbodEvent& a, const HuisverbodEvent& b) {
        if (!a.at || !b.at) return !a.at && b.at.has_value();
        return sortsBefore(*a.at, *b.at);
    });
    return events;
}

void judgeStop(const HuisverbodFacts& facts, const HuisverbodEvent& event, const HuisverbodTerms& terms,
               Problems& problems)
{
    if (!event.at) return;
    const bool before = surelyBefore(*event.at, facts.imposed);
    if (event.kind == Kind::Annulled) {
        problems.addIf(before, "annulled_before_imposed");
        return;
    }
    problems.addIf(before, "withdrawn_before_imposed");
    problems.addIf(surelyAfter(*event.at, terms.endsAt) || (!event.at->isDay() && *event.at == terms.endsAt),
                   "withdrawn_after_end");
}

}  // namespace

Result<Moment> extensionEnd(const Moment& imposed, int days)
{
    if (days < 1 || days > kMaxExtensionDays)
        return Error{ErrorKind::Usage, "bad_extension_days", "This is no number of days",
                     "An extension is 1 to " + std::to_string(kMaxExtensionDays) + " whole days."};
    return imposed.plusDaysSameClock(kHuisverbodDays + days);
}

HuisverbodTerms huisverbodTerms(const HuisverbodFacts& facts)
{
    const Moment computed = facts.imposed.plusDaysSameClock(kHuisverbodDays);
    const Moment latest = facts.imposed.plusDaysSameClock(kHuisverbodMaxDays);
    HuisverbodTerms terms{computed, latest, facts.decidedEnd.value_or(computed), std::nullopt, {}};
    Problems problems;
    problems.addIf(facts.imposed.isDay(), "day_precision");
    problems.addClock("imposed", facts.imposed);
    problems.addClock("end", computed);
    problems.addClock("latest_end", latest);
    judgeDecidedEnd(facts, terms, problems);
    const std::vector<HuisverbodEvent> events = inOrder(facts.events);
    for (const HuisverbodEvent& event : events) {
        if (event.kind != Kind::Extended) continue;
        judgeExtension(facts, event, terms, problems);
        if (const auto until = newEnd(facts.imposed, event)) terms.extendedEndAt = terms.endsAt = *until;
    }
    for (const HuisverbodEvent& event : events)
        if (event.kind != Kind::Extended) judgeStop(facts, event, terms, problems);
    terms.problems = problems.take();
    return terms;
}

}  // namespace veldpost::calendar
