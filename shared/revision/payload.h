// A revision's payload: what it sets.
//
//   payload = canonical bytes of {"salt": 32 hex, "set": {field: value, …}} or the same with "reason": text
//
// Invariants: 1. `set` holds only the fields this revision sets, maybe none; each top-level key is one field, its value
// atomic; null clears. 2. `reason` belongs to the revision and never merges. 3. The salt is random, so that a
// short payload cannot be guessed from its hash. 4. ≤ 256 KiB.
#pragma once

#include "shared/base/random.h"
#include "shared/revision/json.h"

#include <optional>

namespace veldpost::revision {

struct Payload {
    std::string salt;  // 32 hex digits
    Json set = Json::object();
    std::optional<std::string> reason;

    std::string canonicalBytes() const;

    // Errors: `malformed_json`, `bad_payload` (detail says what), `too_large`.
    static Result<Payload> fromBytes(std::string_view bytes);
};

std::string makeSalt(RandomSource& random);

}  // namespace veldpost::revision
