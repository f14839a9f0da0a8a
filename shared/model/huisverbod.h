// A huisverbod (Wet tijdelijk huisverbod) and what happens around it. The written decision wins: what it says is kept
// as it is, and what the law computes stands beside it.
#pragma once

#include "shared/calendar/huisverbod_terms.h"
#include "shared/model/records.h"

namespace veldpost::model {

struct Huisverbod {
    calendar::Moment imposedAt;
    std::optional<calendar::Moment> endsAt;  // as decided
    std::optional<bool> endsInclusive;       // decided as "tot en met"
    std::optional<std::string> municipality;
    std::optional<std::string> ecli;
    std::optional<std::string> imposedBy;    // of huisverbodAuthorities()
    std::optional<std::string> announced;    // of announcements()
    std::optional<std::string> place;        // the dwelling
    std::vector<std::string> contactBan;     // who may not be contacted
    std::optional<std::string> facts;
    std::optional<std::string> source;

    static Result<Huisverbod> from(const Json& fields);
    Json toSet() const;
};

struct HuisverbodEvent {
    RecordId huisverbod;
    std::string event;                          // of huisverbodEventCodes()
    std::optional<calendar::Moment> at;         // when it happened or takes effect
    std::optional<calendar::Moment> until;      // extension: the new end
    std::optional<calendar::Moment> decidedAt;  // when it was decided
    std::optional<std::string> effect;          // ruling: of rulingEffects()
    std::optional<std::string> remarks;

    static Result<HuisverbodEvent> from(const Json& fields);
    Json toSet() const;
};

// What `huisverbod list` says of one.
struct HuisverbodSummary {
    calendar::Moment imposedAt;
    calendar::Moment endsAt;                         // as decided or extended, else computed
    calendar::Moment computedEndsAt;                 // ten days, same clock time
    calendar::Moment latestEndAt;                    // 28 days
    std::optional<calendar::Moment> extendedEndAt;
    std::string_view state;                          // calendar::huisverbodStateName
    std::string_view precision;                      // "time" or "day", of the imposing
    std::vector<std::string> problems;               // those of calendar::HuisverbodTerms, then `suspended_by_court`
};

// The facts the terms are computed from. Events of other kinds than extension, withdrawal and annulment do not move them.
calendar::HuisverbodFacts factsOf(const Huisverbod& huisverbod, const std::vector<HuisverbodEvent>& events);

// `events`: those of this huisverbod that are not retracted, in any order. `now` decides the state and nothing else.
HuisverbodSummary summarise(const Huisverbod& huisverbod, const std::vector<HuisverbodEvent>& events,
                            const calendar::Moment& now);

}  // namespace veldpost::model
