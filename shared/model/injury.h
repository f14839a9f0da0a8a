// An injury finding: what was seen, where on the body, how large. A description, never a conclusion.
#pragma once

#include "shared/calendar/moment.h"
#include "shared/model/body_region.h"
#include "shared/model/records.h"

namespace veldpost::model {

// Where it was pointed at. Units of the drawing, whose every view is 10000 wide and 10000 high.
struct MapPosition {
    std::string view;  // of bodyViews()
    int x = 0;         // 0…10000 from the viewer's left
    int y = 0;         // 0…10000 from the top
    int mapVersion = 1;
    bool operator==(const MapPosition&) const = default;
};

struct Injury {
    std::string type;                       // of injuryTypes()
    std::string region;                     // of bodyRegions()
    std::optional<std::string> laterality;  // of lateralities(), the person's own side
    std::optional<MapPosition> position;
    std::optional<int> count;               // 1…999
    std::optional<bool> cluster;            // too many or too close to count
    std::optional<int> lengthMm, widthMm, depthMm;  // 1…3000
    std::optional<std::string> shape;       // of injuryShapes()
    std::optional<bool> patterned;
    std::optional<std::string> pattern;     // the imprint, in words
    std::vector<std::string> colours;       // of injuryColours(), as seen; never converted to an age
    std::optional<bool> swelling, tender, bleeding;
    std::optional<bool> overBonyProminence;
    std::optional<std::string> statedCause;  // verbatim
    std::optional<calendar::Moment> seenAt;
    std::optional<std::string> remarks;

    static Result<Injury> from(const Json& fields);
    Json toSet() const;
};

// The injury file (`injury add --from`): one flat object, the keys of the record's fields, but for `region` and
// `laterality` instead of `place`, `view`, `x`, `y`, `map_v` instead of `position`, and the sides instead of `size`. `seen_at` in any form
// calendar::Moment takes. Texts are made clean.
// Errors: `malformed_json`, `too_large`, `invalid_utf8`, `bad_injury` (Malformed; detail "key: why").
Result<Injury> injuryFromFile(std::string_view json);

// The same object back; absent fields left out.
Json injuryToFile(const Injury& injury);

}  // namespace veldpost::model
