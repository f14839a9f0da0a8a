#include "shared/revision/record_state.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace veldpost::revision {

namespace {

using Bits = std::vector<std::uint64_t>;

void setBit(Bits& bits, std::size_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }
bool hasBit(const Bits& bits, std::size_t i) { return (bits[i / 64] >> (i % 64) & 1) != 0; }
void unite(Bits& into, const Bits& from)
{
    for (std::size_t w = 0; w < into.size(); ++w) into[w] |= from[w];
}

using Index = std::unordered_map<RevisionId, std::size_t>;

// The nodes in an order where parents stand before children, with each one's ancestors as a bit set.
struct Graph {
    std::vector<const StateNode*> nodes;
    std::vector<std::vector<std::size_t>> parents;
    std::vector<Bits> ancestors;  // without the node itself
    Index place;                  // of every id that stands for a node, the replaced ones too
};

// The node that `node` stands for again after a rekey, when it is here. A claim that does not fit (another user's, or
// of another payload) is none: or a revision could be made to vanish behind any other.
const StateNode* replacedBy(const StateNode& node, const std::unordered_map<RevisionId, const StateNode*>& byId)
{
    if (!node.replaces || *node.replaces == node.id) return nullptr;
    const auto it = byId.find(*node.replaces);
    if (it == byId.end()) return nullptr;
    const StateNode& old = *it->second;
    return old.user == node.user && old.payloadSha256 == node.payloadSha256 ? &old : nullptr;
}

// Where a revision stands again under another id, the old one counts while it is there, and references to either mean
// it.
Index indexOf(const std::vector<StateNode>& nodes, std::vector<const StateNode*>& kept)
{
    std::unordered_map<RevisionId, const StateNode*> byId;
    for (const StateNode& node : nodes) byId.emplace(node.id, &node);
    Index index;
    for (const StateNode& node : nodes) {
        if (replacedBy(node, byId) != nullptr) continue;
        index[node.id] = kept.size();
        kept.push_back(&node);
    }
    for (const StateNode& node : nodes) {
        const StateNode* at = &node;
        // Bounded: a chain of replacements is at most as long as the set.
        for (std::size_t hops = 0; hops < nodes.size(); ++hops) {
            const StateNode* old = replacedBy(*at, byId);
            if (old == nullptr) break;
            at = old;
        }
        const auto it = index.find(at->id);
        if (it != index.end()) index[node.id] = it->second;
    }
    return index;
}

std::vector<std::vector<std::size_t>> parentIndexes(const std::vector<const StateNode*>& kept, const Index& index)
{
    std::vector<std::vector<std::size_t>> out(kept.size());
    for (std::size_t i = 0; i < kept.size(); ++i)
        for (const RevisionId& parent : kept[i]->parents) {
            const auto it = index.find(parent);
            if (it != index.end() && it->second != i) out[i].push_back(it->second);
        }
    return out;
}

// Kahn's order. Ids are hashes over the parents, so a cycle cannot be made; one would leave nodes out here.
std::vector<std::size_t> topologicalOrder(const std::vector<std::vector<std::size_t>>& parents)
{
    std::vector<std::size_t> waiting(parents.size());
    std::vector<std::vector<std::size_t>> children(parents.size());
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < parents.size(); ++i) {
        waiting[i] = parents[i].size();
        for (const std::size_t p : parents[i]) children[p].push_back(i);
        if (waiting[i] == 0) order.push_back(i);
    }
    for (std::size_t at = 0; at < order.size(); ++at)
        for (const std::size_t child : children[order[at]])
            if (--waiting[child] == 0) order.push_back(child);
    return order;
}

Graph graphOf(const std::vector<StateNode>& nodes)
{
    std::vector<const StateNode*> kept;
    const Index index = indexOf(nodes, kept);
    const auto parents = parentIndexes(kept, index);
    const auto order = topologicalOrder(parents);
    std::vector<std::size_t> place(kept.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;

    Graph graph;
    for (const std::size_t from : order) {
        Bits bits((order.size() + 63) / 64, 0);
        std::vector<std::size_t> mapped;
        for (const std::size_t p : parents[from]) {
            mapped.push_back(place[p]);
            setBit(bits, place[p]);
            unite(bits, graph.ancestors[place[p]]);
        }
        graph.nodes.push_back(kept[from]);
        graph.parents.push_back(std::move(mapped));
        graph.ancestors.push_back(std::move(bits));
    }
    for (const auto& [id, at] : index)
        graph.place.emplace(id, place[at]);
    return graph;
}

const Json* valueSetBy(const StateNode& node, const std::string& field)
{
    static const Json notRetracted = false;
    const auto it = node.set.find(field);
    if (it != node.set.end()) return &*it;
    return field == kRetracted && !node.set.empty() ? &notRetracted : nullptr;
}

std::vector<Candidate> candidatesOf(const Graph& graph, const std::string& field)
{
    Bits covered((graph.nodes.size() + 63) / 64, 0);
    std::vector<Candidate> out;
    for (std::size_t i = graph.nodes.size(); i-- > 0;) {
        const Json* value = valueSetBy(*graph.nodes[i], field);
        if (value == nullptr) continue;
        const bool dominated = hasBit(covered, i);
        unite(covered, graph.ancestors[i]);
        if (dominated) continue;
        const auto same = std::find_if(out.begin(), out.end(), [&](const Candidate& c) { return c.value == *value; });
        if (same != out.end()) same->revisions.push_back(graph.nodes[i]->id);
        else out.push_back({*value, {graph.nodes[i]->id}});
    }
    for (Candidate& c : out) std::sort(c.revisions.begin(), c.revisions.end());
    std::sort(out.begin(), out.end(),
              [](const Candidate& a, const Candidate& b) { return a.revisions.front() < b.revisions.front(); });
    return out;
}

std::vector<RevisionId> headsOf(const Graph& graph)
{
    std::vector<bool> hasChild(graph.nodes.size(), false);
    for (const auto& parents : graph.parents)
        for (const std::size_t p : parents) hasChild[p] = true;
    std::vector<RevisionId> heads;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (!hasChild[i]) heads.push_back(graph.nodes[i]->id);
    std::sort(heads.begin(), heads.end());
    return heads;
}

RevisionId firstOf(const Graph& graph)
{
    const StateNode* first = graph.nodes.front();
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const StateNode* node = graph.nodes[i];
        if (graph.parents[i].empty() && std::tie(node->atMs, node->id) < std::tie(first->atMs, first->id)) first = node;
    }
    return first->id;
}

}  // namespace

const Json& RecordState::value(const std::string& field) const
{
    static const Json none;
    const auto it = fields.find(field);
    return it == fields.end() || it->second.size() != 1 ? none : it->second.front().value;
}

bool RecordState::inConflict(const std::string& field) const
{
    const auto it = fields.find(field);
    return it != fields.end() && it->second.size() > 1;
}

bool RecordState::anyConflict() const
{
    return std::any_of(fields.begin(), fields.end(), [](const auto& f) { return f.second.size() > 1; });
}

bool RecordState::retracted() const
{
    const Json& v = value(kRetracted);
    return v.is_boolean() && v.get<bool>();
}

std::vector<RevisionId> RecordState::parentsForEdit() const
{
    if (heads.size() <= kParentsMax) return heads;
    return {heads.begin(), heads.begin() + kParentsMax};
}

RecordState stateOf(const std::vector<StateNode>& nodes)
{
    VELDPOST_CHECK(!nodes.empty());
    const Graph graph = graphOf(nodes);
    VELDPOST_CHECK(!graph.nodes.empty());
    std::set<std::string> names;
    for (const StateNode* node : graph.nodes) {
        for (const auto& [name, value] : node->set.items()) names.insert(name);
        if (!node->set.empty()) names.insert(kRetracted);
    }
    RecordState state;
    for (const std::string& name : names) state.fields[name] = candidatesOf(graph, name);
    state.heads = headsOf(graph);
    state.first = firstOf(graph);
    return state;
}

std::vector<StateNode> ancestorsOf(const std::vector<StateNode>& nodes, const std::vector<RevisionId>& heads)
{
    const Graph graph = graphOf(nodes);
    Bits wanted((graph.nodes.size() + 63) / 64, 0);
    for (const RevisionId& head : heads) {
        const auto it = graph.place.find(head);
        if (it == graph.place.end()) continue;
        setBit(wanted, it->second);
        unite(wanted, graph.ancestors[it->second]);
    }
    std::vector<StateNode> out;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (hasBit(wanted, i)) out.push_back(*graph.nodes[i]);
    return out;
}

std::vector<StateNode> commonAncestorsOf(const std::vector<StateNode>& nodes, const std::vector<RevisionId>& ids)
{
    const Graph graph = graphOf(nodes);
    Bits common((graph.nodes.size() + 63) / 64, ids.empty() ? 0 : ~std::uint64_t{0});
    for (const RevisionId& id : ids) {
        const auto it = graph.place.find(id);
        for (std::size_t w = 0; w < common.size(); ++w)
            common[w] &= it == graph.place.end() ? 0 : graph.ancestors[it->second][w];
    }
    std::vector<StateNode> out;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        if (hasBit(common, i)) out.push_back(*graph.nodes[i]);
    return out;
}

std::vector<RevisionId> parentsBesideRetracts(const std::vector<StateNode>& nodes, const std::vector<RevisionId>& heads)
{
    const std::vector<StateNode> before = ancestorsOf(nodes, heads);
    const Graph graph = graphOf(before);
    const std::vector<Candidate> candidates = candidatesOf(graph, kRetracted);
    if (candidates.size() < 2) return heads;
    Bits retracts((graph.nodes.size() + 63) / 64, 0);
    for (const Candidate& candidate : candidates)
        if (candidate.value == true)
            for (const RevisionId& id : candidate.revisions) setBit(retracts, graph.place.at(id));
    const auto isBeside = [&](std::size_t i) {
        if (hasBit(retracts, i)) return false;
        for (std::size_t w = 0; w < retracts.size(); ++w)
            if ((graph.ancestors[i][w] & retracts[w]) != 0) return false;
        return true;
    };
    // Never none: of the other values no revision stands behind a retract, or that retract would be no value any more.
    std::set<RevisionId> newest;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!isBeside(i)) continue;
        for (const std::size_t parent : graph.parents[i]) newest.erase(graph.nodes[parent]->id);
        newest.insert(graph.nodes[i]->id);
    }
    return {newest.begin(), newest.end()};
}

}  // namespace veldpost::revision
