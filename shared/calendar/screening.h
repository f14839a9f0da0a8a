// TEN-4-FACESp: a screening rule for bruises of young children. A signal, no diagnosis: consult.
// Source: Pierce et al., JAMA Netw Open 2021 (the older TEN-4, younger than four months, is superseded by it).
#pragma once

#include "shared/calendar/date.h"

#include <vector>

namespace veldpost::calendar {

// One bruise. `region` is a region code of the body map, e.g. "cheek".
struct BruiseFinding {
    std::string region;
    bool patterned = false;
};

struct Ten4Facesp {
    bool applies = false;   // younger than four years, with at least one bruise
    bool positive = false;  // only when it applies
    // Stable codes, each once, in this order. Positive for: torso, ear, neck, frenulum, jaw_angle, cheek, eyelid,
    // subconjunctiva, infant_under_five_months, patterned. Does not apply for: age_four_or_older, no_bruise.
    std::vector<std::string> reasons;
};

// Torso = chest, abdomen, back, buttocks, genitals. Infant = the day of five months has not come.
// Errors (Usage): `bad_region`: a code the rule does not know, since a misspelt cheek must not read as harmless;
// `on_before_born`.
Result<Ten4Facesp> screenTen4Facesp(const Date& born, const Date& on, const std::vector<BruiseFinding>& findings);

// The region codes known here.
bool isScreenedRegion(std::string_view region);

}  // namespace veldpost::calendar
