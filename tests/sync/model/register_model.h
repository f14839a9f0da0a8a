// What a record says, once more: multi-value registers (protocol §2), written plainly from the page and not fast, so that
// the engine's own function can be compared with it.
#pragma once

#include "shared/revision/header.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace veldpost::sync {

struct ModelNode {
    RevisionId id;
    std::vector<RevisionId> parents;
    revision::Json set;
    UserId user = {};
    std::optional<RevisionId> replaces = {};  // the name under which it was signed before a rekey
};

// field → the values that stand, as canonical text; "null" among them when one branch has cleared it beside another.
// `retracted` is a field like any other here.
using ModelState = std::map<std::string, std::set<std::string>>;

// Of a work that counts under two names, the first is meant by either.
// REQUIRES: `nodes` are the ones that count, each once
ModelState modelState(const std::vector<ModelNode>& nodes);

bool modelRetracted(const ModelState& state);

}  // namespace veldpost::sync
