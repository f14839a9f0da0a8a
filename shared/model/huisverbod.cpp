#include "shared/model/huisverbod.h"

#include "shared/model/set_fields.h"

#include <algorithm>

namespace veldpost::model {

namespace {

using Terms = calendar::HuisverbodEvent;

// When an event counts from: an extension from its decision, all else from when it took effect.
std::optional<calendar::Moment> timeOf(const HuisverbodEvent& event)
{
    if (event.event == "extension") return event.decidedAt ? event.decidedAt : event.at;
    return event.at ? event.at : event.decidedAt;
}

// Unknown times first, then by time, then by what they say: the same list however the events came.
bool before(const HuisverbodEvent& a, const HuisverbodEvent& b)
{
    const auto ta = timeOf(a), tb = timeOf(b);
    if (ta.has_value() != tb.has_value()) return !ta;
    if (ta && calendar::sortsBefore(*ta, *tb)) return true;
    if (ta && calendar::sortsBefore(*tb, *ta)) return false;
    if (a.until.has_value() != b.until.has_value()) return !a.until;
    if (a.until && calendar::sortsBefore(*a.until, *b.until)) return true;
    if (a.until && calendar::sortsBefore(*b.until, *a.until)) return false;
    return a.event < b.event;
}

}  // namespace

Result<Huisverbod> Huisverbod::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kHuisverbod, fields));
    const SetReader reader(fields);
    std::optional<calendar::Moment> imposed, ends;
    VELDPOST_TRY(reader.moment("imposed_at", imposed));
    std::optional<bool> inclusive;
    if (const Json* end = reader.find("end")) {
        const SetReader decided(*end);
        VELDPOST_TRY(decided.moment("at", ends));
        inclusive = decided.get<bool>("inclusive");
    }
    return Huisverbod{*imposed,
                      ends,
                      inclusive,
                      reader.text("municipality"),
                      reader.text("ecli"),
                      reader.text("imposed_by"),
                      reader.text("announced"),
                      reader.text("place"),
                      reader.get<std::vector<std::string>>("contact_ban").value_or(std::vector<std::string>()),
                      reader.text("facts"),
                      reader.text("source")};
}

Json Huisverbod::toSet() const
{
    Json set{{"imposed_at", imposedAt.text()}};
    if (endsAt) {
        set["end"] = Json{{"at", endsAt->text()}};
        putOptional(set["end"], "inclusive", endsInclusive);
    }
    putOptional(set, "municipality", municipality);
    putOptional(set, "ecli", ecli);
    putOptional(set, "imposed_by", imposedBy);
    putOptional(set, "announced", announced);
    putOptional(set, "place", place);
    if (!contactBan.empty()) set["contact_ban"] = contactBan;
    putOptional(set, "facts", facts);
    putOptional(set, "source", source);
    return set;
}

Result<HuisverbodEvent> HuisverbodEvent::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kHuisverbodEvent, fields));
    const SetReader reader(fields);
    HuisverbodEvent event;
    event.huisverbod = reader.requiredId<RecordId>("huisverbod");
    event.event = reader.requiredText("event");
    VELDPOST_TRY(reader.moment("at", event.at));
    VELDPOST_TRY(reader.moment("until", event.until));
    VELDPOST_TRY(reader.moment("decided_at", event.decidedAt));
    event.effect = reader.text("effect");
    event.remarks = reader.text("remarks");
    return event;
}

Json HuisverbodEvent::toSet() const
{
    Json set{{"huisverbod", huisverbod.text()}, {"event", event}};
    putOptional(set, "at", at);
    putOptional(set, "until", until);
    putOptional(set, "decided_at", decidedAt);
    putOptional(set, "effect", effect);
    putOptional(set, "remarks", remarks);
    return set;
}

calendar::HuisverbodFacts factsOf(const Huisverbod& huisverbod, const std::vector<HuisverbodEvent>& events)
{
    std::vector<HuisverbodEvent> sorted = events;
    std::stable_sort(sorted.begin(), sorted.end(), before);
    calendar::HuisverbodFacts facts{huisverbod.imposedAt, huisverbod.endsAt, huisverbod.endsInclusive.value_or(false), {}};
    for (const HuisverbodEvent& event : sorted) {
        if (event.event == "extension")
            facts.events.push_back({Terms::Kind::Extended, timeOf(event), event.until, std::nullopt});
        else if (event.event == "withdrawal")
            facts.events.push_back({Terms::Kind::Withdrawn, timeOf(event), std::nullopt, std::nullopt});
        else if (event.event == "ruling" && event.effect == "annulled")
            facts.events.push_back({Terms::Kind::Annulled, timeOf(event), std::nullopt, std::nullopt});
    }
    return facts;
}

HuisverbodSummary summarise(const Huisverbod& huisverbod, const std::vector<HuisverbodEvent>& events,
                            const calendar::Moment& now)
{
    const calendar::HuisverbodFacts facts = factsOf(huisverbod, events);
    const calendar::HuisverbodTerms terms = calendar::huisverbodTerms(facts);
    HuisverbodSummary summary{facts.imposed,
                              terms.endsAt,
                              terms.computedEndsAt,
                              terms.latestEndAt,
                              terms.extendedEndAt,
                              calendar::huisverbodStateName(calendar::huisverbodStateAt(facts, now)),
                              facts.imposed.precision(),
                              terms.problems};
    const bool suspended = std::any_of(events.begin(), events.end(), [](const HuisverbodEvent& e) {
        return e.event == "ruling" && e.effect == "suspended";
    });
    if (suspended) summary.problems.emplace_back("suspended_by_court");
    return summary;
}

}  // namespace veldpost::model
