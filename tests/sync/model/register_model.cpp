#include "tests/sync/model/register_model.h"

namespace veldpost::sync {

namespace {

using Nodes = std::map<RevisionId, const ModelNode*>;

// The same work under its first name. Only its author's, word for word: nobody takes another's place.
const ModelNode& firstOf(const Nodes& nodes, const ModelNode& node)
{
    const auto old = node.replaces ? nodes.find(*node.replaces) : nodes.end();
    if (old == nodes.end() || old->second->user != node.user || old->second->set != node.set) return node;
    return firstOf(nodes, *old->second);
}

void addAncestors(const Nodes& nodes, const ModelNode& node, std::set<RevisionId>& out)
{
    for (const RevisionId& parent : node.parents) {
        const auto it = nodes.find(parent);
        if (it == nodes.end()) continue;
        const ModelNode& first = firstOf(nodes, *it->second);
        if (out.insert(first.id).second) addAncestors(nodes, first, out);
    }
}

// An edit says of the record that it is there.
revision::Json effectiveSet(const ModelNode& node)
{
    revision::Json set = node.set;
    if (!set.empty() && !set.contains("retracted")) set["retracted"] = false;
    return set;
}

}  // namespace

ModelState modelState(const std::vector<ModelNode>& nodes)
{
    Nodes byId;
    for (const ModelNode& node : nodes) byId[node.id] = &node;
    std::map<std::string, std::map<RevisionId, std::string>> values;  // field → who set what
    std::map<std::string, std::set<RevisionId>> passed;               // field → those with a descendant that set it too
    for (const ModelNode& node : nodes) {
        if (&firstOf(byId, node) != &node) continue;
        std::set<RevisionId> ancestors;
        addAncestors(byId, node, ancestors);
        const revision::Json set = effectiveSet(node);
        for (const auto& [field, value] : set.items()) {
            values[field][node.id] = revision::canonicalText(value);
            passed[field].insert(ancestors.begin(), ancestors.end());
        }
    }
    ModelState state;
    for (const auto& [field, setters] : values)
        for (const auto& [id, value] : setters)
            if (!passed[field].contains(id)) state[field].insert(value);
    return state;
}

bool modelRetracted(const ModelState& state)
{
    const auto it = state.find("retracted");
    return it != state.end() && it->second == std::set<std::string>{"true"};
}

}  // namespace veldpost::sync
