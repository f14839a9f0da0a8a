// Random graphs of revisions, and what their state should be by the slow and obvious reading of the rules.
#pragma once

#include "shared/base/random.h"
#include "shared/revision/record_state.h"

#include <algorithm>
#include <map>
#include <set>

namespace veldpost::revision {

inline RevisionId randomId(RandomSource& random)
{
    RevisionId::Bytes bytes;
    random.fill(bytes);
    return RevisionId(bytes);
}

inline Json randomSet(RandomSource& random)
{
    static const char* const fields[] = {"a", "b", "text"};
    Json set = Json::object();
    const std::size_t count = 1 + random.below(2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t value = random.below(4);
        set[fields[random.below(3)]] = value == 3 ? Json(nullptr) : Json(static_cast<std::int64_t>(value));
    }
    if (random.below(4) == 0) set = Json::object();
    if (set.empty() || random.below(6) == 0) set[kRetracted] = random.below(2) == 0;
    return set;
}

// Parents are drawn from the newest few, so that branches cross and merge; some are unknown, some nodes stand for
// another one after a rekey.
inline std::vector<StateNode> randomDag(std::size_t size, RandomSource& random)
{
    std::vector<StateNode> nodes;
    while (nodes.size() < size) {
        StateNode node{randomId(random), {}, {}, randomSet(random), {}, static_cast<std::int64_t>(random.below(5))};
        const std::size_t window = std::min<std::size_t>(nodes.size(), 6);
        const std::size_t parents = window == 0 ? 0 : random.below(4);
        for (std::size_t i = 0; i < parents; ++i)
            node.parents.push_back(random.below(12) == 0 ? randomId(random)
                                                         : nodes[nodes.size() - 1 - random.below(window)].id);
        if (!nodes.empty() && random.below(6) == 0) {
            const StateNode& old = nodes[nodes.size() - 1 - random.below(window)];
            node.replaces = random.below(5) == 0 ? randomId(random) : old.id;
            node.set = old.set;
            node.parents = old.parents;
        }
        std::sort(node.parents.begin(), node.parents.end());
        node.parents.erase(std::unique(node.parents.begin(), node.parents.end()), node.parents.end());
        nodes.push_back(std::move(node));
    }
    return nodes;
}

inline void shuffle(std::vector<StateNode>& nodes, RandomSource& random)
{
    for (std::size_t i = nodes.size(); i > 1; --i) std::swap(nodes[i - 1], nodes[random.below(i)]);
}

// The reference: every question is answered by walking the whole set.
class SlowState {
public:
    explicit SlowState(const std::vector<StateNode>& nodes)
    {
        for (const StateNode& node : nodes) m_all.emplace(node.id, &node);
        for (const StateNode& node : nodes)
            if (meaning(node.id) == node.id) m_kept.push_back(&node);
    }

    // The id that counts where one stands for another.
    RevisionId meaning(const RevisionId& id) const
    {
        const auto it = m_all.find(id);
        if (it == m_all.end() || !it->second->replaces || !m_all.contains(*it->second->replaces)) return id;
        return meaning(*it->second->replaces);
    }

    std::set<RevisionId> parentsOf(const StateNode& node) const
    {
        std::set<RevisionId> out;
        for (const RevisionId& parent : node.parents)
            if (m_all.contains(meaning(parent))) out.insert(meaning(parent));
        return out;
    }

    std::set<RevisionId> ancestorsOf(const StateNode& node) const
    {
        std::set<RevisionId> out;
        for (const RevisionId& parent : parentsOf(node)) {
            out.insert(parent);
            const auto further = ancestorsOf(*m_all.at(parent));
            out.insert(further.begin(), further.end());
        }
        return out;
    }

    std::vector<RevisionId> heads() const
    {
        std::set<RevisionId> out;
        for (const StateNode* node : m_kept) out.insert(node->id);
        for (const StateNode* node : m_kept)
            for (const RevisionId& parent : parentsOf(*node)) out.erase(parent);
        return {out.begin(), out.end()};
    }

    // value as text → the revisions that set it and that nobody after them set again
    std::map<std::string, std::set<RevisionId>> candidates(const std::string& field) const
    {
        std::map<std::string, std::set<RevisionId>> out;
        for (const StateNode* node : m_kept) {
            if (!setsField(*node, field)) continue;
            const bool overwritten = std::any_of(m_kept.begin(), m_kept.end(), [&](const StateNode* later) {
                return setsField(*later, field) && ancestorsOf(*later).contains(node->id);
            });
            if (!overwritten) out[canonicalText(node->set.contains(field) ? node->set[field] : Json(false))].insert(node->id);
        }
        return out;
    }

    RevisionId first() const
    {
        const StateNode* out = nullptr;
        for (const StateNode* node : m_kept)
            if (parentsOf(*node).empty() &&
                (out == nullptr || std::tie(node->atMs, node->id) < std::tie(out->atMs, out->id)))
                out = node;
        return out->id;
    }

    std::set<std::string> fields() const
    {
        std::set<std::string> out;
        for (const StateNode* node : m_kept) {
            for (const auto& [name, value] : node->set.items()) out.insert(name);
            out.insert(kRetracted);
        }
        return out;
    }

private:
    static bool setsField(const StateNode& node, const std::string& field)
    {
        return node.set.contains(field) || (field == kRetracted && !node.set.empty());
    }

    std::map<RevisionId, const StateNode*> m_all;
    std::vector<const StateNode*> m_kept;
};

}  // namespace veldpost::revision
