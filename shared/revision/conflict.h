// What stands against what in a record, and what was decided about it. Pure; the same on every replica.
#pragma once

#include "shared/revision/record_state.h"

namespace veldpost::revision {

struct FieldConflict {
    std::string field;              // of the payload, or `retracted`
    std::vector<Candidate> values;  // two or more, as in RecordState
    // What the field said at the nearest common ancestors of all those values. Empty: it was not set then; several: it
    // was in conflict before.
    std::vector<Json> before;
};

// The fields in conflict, by name. REQUIRES: as stateOf
std::vector<FieldConflict> conflictsOf(const std::vector<StateNode>& nodes);

// The conflicts among the ancestors of revision `id` that it ended by setting the field. Empty for an unknown id.
// REQUIRES: as stateOf
std::vector<FieldConflict> settledBy(const std::vector<StateNode>& nodes, const RevisionId& id);

}  // namespace veldpost::revision
