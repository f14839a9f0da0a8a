#include "shared/calendar/screening.h"

#include "shared/calendar/terms.h"

#include <algorithm>
#include <array>

namespace veldpost::calendar {

namespace {

constexpr int kAgeLimitYears = 4;
constexpr int kInfantMonths = 5;  // "four months or younger" reads: not yet five months

struct Region {
    std::string_view code;
    std::string_view reason;  // empty: a place where a bruise alone says nothing
};

constexpr std::array kRegions{
    Region{"chest", "torso"},         Region{"abdomen", "torso"},
    Region{"back", "torso"},          Region{"buttocks", "torso"},
    Region{"genitals", "torso"},      Region{"flank", "torso"},
    Region{"anus", "torso"},          Region{"ear", "ear"},
    Region{"neck", "neck"},           Region{"frenulum", "frenulum"},
    Region{"jaw_angle", "jaw_angle"}, Region{"cheek", "cheek"},
    Region{"eyelid", "eyelid"},       Region{"subconjunctiva", "subconjunctiva"},
    Region{"scalp", ""},              Region{"forehead", ""},
    Region{"temple", ""},             Region{"nose", ""},
    Region{"lip", ""},                Region{"mouth", ""},
    Region{"chin", ""},               Region{"shoulder", ""},
    Region{"upper_arm", ""},          Region{"elbow", ""},
    Region{"forearm", ""},            Region{"wrist", ""},
    Region{"hand", ""},               Region{"finger", ""},
    Region{"hip", ""},                Region{"thigh", ""},
    Region{"knee", ""},               Region{"lower_leg", ""},
    Region{"shin", ""},               Region{"calf", ""},
    Region{"ankle", ""},              Region{"foot", ""},
    Region{"toe", ""},
};

constexpr std::array<std::string_view, 8> kReasonOrder{"torso",     "ear",   "neck",   "frenulum",
                                                       "jaw_angle", "cheek", "eyelid", "subconjunctiva"};

const Region* findRegion(std::string_view code)
{
    const auto at = std::find_if(kRegions.begin(), kRegions.end(), [&](const Region& r) { return r.code == code; });
    return at == kRegions.end() ? nullptr : &*at;
}

Status checkInput(const Date& born, const Date& on, const std::vector<BruiseFinding>& findings)
{
    if (on < born)
        return Error{ErrorKind::Usage, "on_before_born", "The day of the findings lies before the birth", ""};
    for (const BruiseFinding& finding : findings)
        if (!isScreenedRegion(finding.region))
            return Error{ErrorKind::Usage, "bad_region", "A finding names no known region of the body",
                         "Regions are lower-case English words, such as cheek, jaw_angle, upper_arm."};
    return done();
}

std::vector<std::string> positiveReasons(bool infant, const std::vector<BruiseFinding>& findings)
{
    std::vector<std::string> reasons;
    for (const std::string_view reason : kReasonOrder)
        if (std::any_of(findings.begin(), findings.end(),
                        [&](const BruiseFinding& finding) { return findRegion(finding.region)->reason == reason; }))
            reasons.emplace_back(reason);
    if (infant) reasons.emplace_back("infant_under_five_months");
    if (std::any_of(findings.begin(), findings.end(), [](const BruiseFinding& finding) { return finding.patterned; }))
        reasons.emplace_back("patterned");
    return reasons;
}

}  // namespace

bool isScreenedRegion(std::string_view region) { return findRegion(region) != nullptr; }

Result<Ten4Facesp> screenTen4Facesp(const Date& born, const Date& on, const std::vector<BruiseFinding>& findings)
{
    VELDPOST_TRY(checkInput(born, on, findings));
    Ten4Facesp out;
    if (on >= reachesAge(born, kAgeLimitYears)) {
        out.reasons = {"age_four_or_older"};
    } else if (findings.empty()) {
        out.reasons = {"no_bruise"};
    } else {
        out.applies = true;
        out.reasons = positiveReasons(on < born.plusMonthsOverflowing(kInfantMonths), findings);
        out.positive = !out.reasons.empty();
    }
    return out;
}

}  // namespace veldpost::calendar
