// A field's value as a person or a script writes it on one line.
#pragma once

#include "shared/revision/json.h"

#include <string_view>

namespace veldpost::model {

using revision::Json;

// The value that `text` means for a field of this kind: the text itself where the field takes it; a moment in any form
// calendar::Moment takes where it wants one; `true`, `12`, `["blue"]`, `{"region":"cheek"}` where it wants JSON. Nothing at
// all clears a field that may be cleared. The pseudo-field `retracted` takes `true` and `false`.
// Errors: `rule_broken` (detail "field: why"): no such field, or nothing it takes; `time_zone_missing`; those of cleanText.
// REQUIRES: a known kind
Result<Json> parseFieldText(std::string_view kind, std::string_view field, std::string_view text);

}  // namespace veldpost::model
