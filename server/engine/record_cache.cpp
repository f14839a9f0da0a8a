#include "server/engine/record_cache.h"

#include "shared/model/kind_rules.h"

namespace veldpost::server {

using revision::Json;

namespace {

constexpr std::size_t kRecordsMax = 32;
constexpr std::size_t kRecordBytesMax = 1024 * 1024;

std::size_t bytesOf(const revision::RecordState& state)
{
    std::size_t bytes = 0;
    for (const auto& [field, candidates] : state.fields)
        for (const revision::Candidate& candidate : candidates)
            bytes += field.size() + revision::canonicalText(candidate.value).size();
    return bytes;
}

}  // namespace

const revision::RecordState* RecordCache::find(const RecordKey& key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second.state;
}

void RecordCache::put(const RecordKey& key, revision::RecordState state)
{
    // No rule looks at the fields of a kind we do not know, and nobody bounds what they add up to.
    if (model::findKind(key.kind) == nullptr) state.fields.clear();
    const std::size_t bytes = bytesOf(state);
    if (bytes > kRecordBytesMax) return;
    // All at once: rare, and an order of their last use would have to be kept for nothing else.
    if (m_entries.size() >= kRecordsMax) m_entries.clear();
    m_entries[key] = {std::move(state), bytes};
}

void RecordCache::follow(const revision::SignedRevision& live, const Json& set)
{
    const revision::Header& header = live.header;
    const auto found = m_entries.find(header.recordKey());
    if (found == m_entries.end()) return;
    Entry& entry = found->second;
    if (header.v != 1 || header.replaces || header.parents != entry.state.heads) {
        m_entries.erase(found);
        return;
    }
    const RevisionId id = live.id;
    entry.state.heads = {id};
    if (model::findKind(header.kind) == nullptr) return;
    // Every other revision is an ancestor of this one: for each field it sets it is the only candidate.
    for (const auto& [field, value] : set.items()) {
        entry.state.fields[field] = {{value, {id}}};
        entry.bytes += field.size() + revision::canonicalText(value).size();
    }
    if (!set.empty() && !set.contains(revision::kRetracted))
        entry.state.fields[revision::kRetracted] = {{false, {id}}};
    if (entry.bytes > kRecordBytesMax) entry.bytes = bytesOf(entry.state);  // what was overwritten counted too
    if (entry.bytes > kRecordBytesMax) m_entries.erase(found);
}

}  // namespace veldpost::server
