// Dossiers: what happened to a record.
#include "client/engine/blob_rows.h"
#include "client/engine/dossiers.h"
#include "client/engine/local_store.h"
#include "shared/model/kind_rules.h"

#include <algorithm>

namespace veldpost::engine {

using storage::Statement;

namespace {

Result<ItemStanding> revisionStanding(LocalStore& store, const StoredRevision& row)
{
    const revision::Header& h = row.revision.header;
    ItemFacts facts;
    facts.waitReason = waitReasonOf(row.status, row.reason);
    facts.covered = h.device != store.identity().device();
    if (!facts.covered) {
        VELDPOST_ASSIGN(const std::int64_t held, store.receiptOf(h.caseId, h.part));
        facts.covered = held >= h.n;
    }
    facts.underWay = !facts.covered && h.n <= store.underWayUpTo(h.caseId, h.part);
    if (facts.covered && h.kind == model::kBlobRef) {  // a photo's revision without its photo is not safe
        VELDPOST_ASSIGN(facts.files, BlobRows(store).factsOf({h.caseId, h.part, h.kind, h.record}));
    }
    return standingOf(facts);
}

// By id, where no row of `records` stands for it: nothing of it counts or waits any more, and its author may still read it.
Result<std::optional<revision::RecordKey>> anyKeyOf(LocalStore& store, const RecordId& record)
{
    VELDPOST_ASSIGN(auto key, store.keyOf(record));
    if (key) return key;
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "SELECT case_id, part, kind FROM revisions WHERE record = ? AND status != 5 ORDER BY seq LIMIT 1"));
    s.bindAll(record);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<revision::RecordKey>();
    return std::optional<revision::RecordKey>({s.uuid<CaseId>(0), static_cast<Part>(s.int64(1)), std::string(s.text(2)), record});
}

Result<std::vector<revision::StateNode>> liveOf(std::vector<StoredRevision> stored)
{
    std::erase_if(stored, [](const StoredRevision& row) { return row.status != RevisionStatus::Live; });
    return nodesOf(stored);
}

// Without a merge nothing was ever settled, and nobody has to look.
bool everMerged(const std::vector<revision::StateNode>& nodes)
{
    return std::any_of(nodes.begin(), nodes.end(), [](const revision::StateNode& node) { return node.parents.size() > 1; });
}

}  // namespace

Result<std::vector<RevisionRow>> Dossiers::history(const RecordId& record)
{
    VELDPOST_ASSIGN(const auto key, anyKeyOf(m_store, record));
    if (!key) return Error{ErrorKind::NotFound, "unknown_record", "There is no such record on this device", ""};
    VELDPOST_ASSIGN(auto stored, m_store.revisionsOf(*key));
    std::erase_if(stored, [](const StoredRevision& row) { return row.status == RevisionStatus::Leaving; });
    VELDPOST_ASSIGN(const auto people, users());
    VELDPOST_ASSIGN(const auto nodes, liveOf(stored));
    const bool merged = everMerged(nodes);
    std::vector<RevisionRow> rows;
    for (const StoredRevision& s : stored) {
        const revision::Header& h = s.revision.header;
        const auto who = std::find_if(people.begin(), people.end(), [&](const UserRow& u) { return u.user == h.user; });
        RevisionRow row;
        row.revision = s.revision.id;
        row.user = h.user;
        if (who != people.end()) row.userName = who->name;
        row.device = h.device;
        row.atMs = h.atMs;
        row.parents = h.parents;
        row.receivedAtMs = s.receivedAtMs;
        VELDPOST_ASSIGN(row.standing, revisionStanding(m_store, s));
        if (h.v == 1 && !h.enc && !s.revision.payloadBytes.empty()) row.payload = Json::parse(s.revision.payloadBytes);
        if (merged) row.settled = revision::settledBy(nodes, s.revision.id);
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [](const RevisionRow& a, const RevisionRow& b) { return a.atMs < b.atMs; });
    return rows;
}

}  // namespace veldpost::engine
