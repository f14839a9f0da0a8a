#include "shared/revision/conflict.h"

#include <algorithm>

namespace veldpost::revision {

namespace {

std::vector<Json> valuesBefore(const std::vector<StateNode>& nodes, const std::string& field,
                               const std::vector<Candidate>& values)
{
    std::vector<RevisionId> revisions;
    for (const Candidate& value : values)
        revisions.insert(revisions.end(), value.revisions.begin(), value.revisions.end());
    const std::vector<StateNode> common = commonAncestorsOf(nodes, revisions);
    std::vector<Json> before;
    if (common.empty()) return before;
    const RecordState state = stateOf(common);
    const auto found = state.fields.find(field);
    if (found == state.fields.end()) return before;
    for (const Candidate& candidate : found->second) before.push_back(candidate.value);
    return before;
}

// Setting any field says of `retracted` that it is not.
bool sets(const StateNode& node, const std::string& field)
{
    return node.set.contains(field) || (field == kRetracted && !node.set.empty());
}

}  // namespace

std::vector<FieldConflict> conflictsOf(const std::vector<StateNode>& nodes)
{
    const RecordState state = stateOf(nodes);
    std::vector<FieldConflict> out;
    for (const auto& [field, values] : state.fields)
        if (values.size() > 1) out.push_back({field, values, valuesBefore(nodes, field, values)});
    return out;
}

std::vector<FieldConflict> settledBy(const std::vector<StateNode>& nodes, const RevisionId& id)
{
    const auto node = std::find_if(nodes.begin(), nodes.end(), [&](const StateNode& n) { return n.id == id; });
    if (node == nodes.end()) return {};
    const std::vector<StateNode> before = ancestorsOf(nodes, node->parents);
    if (before.empty()) return {};
    std::vector<FieldConflict> out = conflictsOf(before);
    std::erase_if(out, [&](const FieldConflict& conflict) { return !sets(*node, conflict.field); });
    return out;
}

}  // namespace veldpost::revision
