// When a huisverbod ends, at latest ends, and what about its dates deserves a look (Wet tijdelijk huisverbod, Wth).
// Ten days (Wth 2(1)) and at most four weeks (Wth 9(1)) run on the clock: the same time of day ten and 28 calendar
// days later, so that a clock change makes them an hour shorter or longer (ECLI:NL:RBMID:2011:BP2167). The
// Algemene termijnenwet does not apply (Wth 13): no term moves from a weekend or holiday.
// A written decision wins over what is computed here; the difference is a problem to show, never to mend.
#pragma once

#include "shared/calendar/moment.h"

#include <vector>

namespace veldpost::calendar {

inline constexpr int kHuisverbodDays = 10;
inline constexpr int kHuisverbodMaxDays = 28;
// An extension is some days; what exceeds 28 in all is flagged, what exceeds a year is a mistake in the number.
inline constexpr int kMaxExtensionDays = 366;

struct HuisverbodEvent {
    enum class Kind { Extended, Withdrawn, Annulled };
    Kind kind;
    std::optional<Moment> at;      // decided; withdrawn or annulled from. Sources leave it out now and then
    std::optional<Moment> until;   // Extended: the new end, as decided
    std::optional<int> days;       // Extended, where only a number was decided: from the computed end on
};

struct HuisverbodFacts {
    Moment imposed;
    std::optional<Moment> decidedEnd;     // as the decision states it
    bool decidedEndInclusive = false;     // "tot en met" instead of "tot"
    std::vector<HuisverbodEvent> events;  // in the order recorded
};

// All ends are days where `imposed` is a day.
struct HuisverbodTerms {
    Moment computedEndsAt;                // imposed + ten days
    Moment latestEndAt;                   // imposed + 28 days
    Moment endsAt;                        // in effect: the last extension, else the decided end, else the computed one
    std::optional<Moment> extendedEndAt;  // the end of the last extension that names one
    // Codes, each once, in the order of this list:
    // day_precision                    only the day of imposing is known
    // imposed_clock_gap/_repeated      the clock time of imposing did not exist, or came twice (the first was taken)
    // end_clock_gap/_repeated          the same of the computed end
    // latest_end_clock_gap/_repeated   the same of the latest end
    // decided_end_clock_gap/_repeated  the same of the decided end
    // decided_end_differs              from the computed end, as far as both are known
    // shorter_than_ten_days, longer_than_ten_days   which way it differs
    // decided_end_past_latest_end, ends_before_imposed
    // ends_inclusive                   decided as "tot en met"
    // extended_end_clock_gap/_repeated
    // extension_end_unknown            neither a new end nor 1..kMaxExtensionDays days
    // extension_before_end             the new end is not after the end it extends
    // extension_past_latest_end        more than 28 days in all
    // extension_decided_after_end      the ban had ended when it was extended
    // extension_decided_on_end_day     decided on the day the ban ends, one of the hours unknown
    // extension_decided_before_imposed, withdrawn_before_imposed, withdrawn_after_end, annulled_before_imposed
    std::vector<std::string> problems;
};

HuisverbodTerms huisverbodTerms(const HuisverbodFacts& facts);

// The end of an extension by days: the imposed clock time, ten plus so many days after the imposed date.
// Error `bad_extension_days` (Usage) outside 1..kMaxExtensionDays.
Result<Moment> extensionEnd(const Moment& imposed, int days);

enum class HuisverbodState { Imposed, Extended, Ended, Withdrawn, Annulled };
std::string_view huisverbodStateName(HuisverbodState state);  // "imposed", …

// The state at `at`, from what had been decided by then (an event without a time: always). In force from imposed to
// the end, the end itself no more; extended without a known end, to the latest end. Ends known to the day last through that day; a withdrawal or annulment known to
// the day holds all that day. Annulled wins over all else, also after the end (an appeal keeps its interest);
// a withdrawal after the end changes nothing. Before imposing: Imposed.
HuisverbodState huisverbodStateAt(const HuisverbodFacts& facts, const Moment& at);

}  // namespace veldpost::calendar
