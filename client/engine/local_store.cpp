#include "client/engine/local_store.h"

#include "client/engine/blob_rows.h"
#include "client/engine/waiting_rows.h"
#include "shared/crypto/hash.h"

namespace veldpost::engine {

using storage::Statement;

namespace {


std::span<const std::uint8_t> blobOf(std::string_view text)
{
    return crypto::asBytes(text);
}

Error damagedRow()
{
    return {ErrorKind::Damaged, "store_damaged", "A row of the store does not hold what it should", "revisions"};
}

Result<StoredRevision> readRow(Statement& s)
{
    const auto signature = crypto::Signature::fromBytes(s.blob(2));
    if (!signature) return damagedRow();
    VELDPOST_ASSIGN(SignedRevision rev, SignedRevision::fromParts(std::string(crypto::asText(s.blob(0))),
                                                                  std::string(crypto::asText(s.blob(1))), *signature));
    StoredRevision row{std::move(rev), {}, {}, static_cast<RevisionStatus>(s.int64(5)), std::string(s.text(6)),
                       s.int64(7) == 1};
    if (!s.isNull(3)) row.receivedAtMs = s.int64(3);
    if (!s.isNull(4)) row.stamp = protocol::Stamp::fromBytes(s.blob(4));
    return row;
}

}  // namespace

// Why a revision waits for a person; empty: it does not.
std::string waitReasonOf(RevisionStatus status, std::string_view reason)
{
    switch (status) {
    case RevisionStatus::Quarantined: return std::string(reason.empty() ? "unknown" : reason);
    case RevisionStatus::Declined: return "declined";
    case RevisionStatus::Refused: return "refused";
    case RevisionStatus::Live:
    case RevisionStatus::Held:
    case RevisionStatus::Leaving: break;
    }
    return {};
}

LocalStore::LocalStore(std::unique_ptr<storage::Database> db, const Clock& clock, std::filesystem::path folder)
    : m_db(std::move(db)), m_clock(clock), m_folder(std::move(folder))
{
}

Result<std::optional<std::string>> LocalStore::meta(std::string_view name)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT value FROM meta WHERE name = ?"));
    s.bindAll(name);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<std::string>();
    return std::optional<std::string>(crypto::asText(s.blob(0)));
}

Result<std::optional<std::int64_t>> LocalStore::metaInteger(std::string_view name)
{
    VELDPOST_ASSIGN(const auto text, meta(name));
    if (!text) return std::optional<std::int64_t>();
    return std::optional<std::int64_t>(std::stoll(*text));
}

Status LocalStore::setMeta(std::string_view name, std::string_view value)
{
    return m_db->run("INSERT INTO meta(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                     name, blobOf(value));
}

Status LocalStore::setMetaInteger(std::string_view name, std::int64_t value)
{
    return setMeta(name, std::to_string(value));
}

Result<bool> LocalStore::hasRevision(const RevisionId& id)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT 1 FROM revisions WHERE id = ?"));
    s.bindAll(id);
    return s.step();
}

Status LocalStore::insertRevision(const StoredRevision& row)
{
    const revision::Header& h = row.revision.header;
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "INSERT INTO revisions(id, record, case_id, part, kind, device, user, n, at_ms, header, payload, signature,"
        " received_at, stamp, status, reason, checked) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    s.bindAll(row.revision.id, h.record, h.caseId, static_cast<int>(h.part), std::string_view(h.kind), h.device,
              h.user, h.n, h.atMs, blobOf(row.revision.headerBytes));
    if (row.revision.payloadBytes.empty()) s.bindNull(11);
    else s.bind(11, blobOf(row.revision.payloadBytes));
    s.bind(12, std::span<const std::uint8_t>(row.revision.signature.bytes()));
    s.bind(13, row.receivedAtMs);
    if (row.stamp) s.bind(14, std::span<const std::uint8_t>(row.stamp->bytes()));
    else s.bindNull(14);
    s.bind(15, static_cast<int>(row.status));
    if (row.reason.empty()) s.bindNull(16);
    else s.bind(16, std::string_view(row.reason));
    s.bind(17, row.checked ? 1 : 0);
    VELDPOST_TRY(s.step());
    return done();
}

Result<std::optional<StoredRevision>> LocalStore::revision(const RevisionId& id)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT header, payload, signature, received_at, stamp, status, reason, checked FROM revisions WHERE id = ?"));
    s.bindAll(id);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<StoredRevision>();
    VELDPOST_ASSIGN(StoredRevision row, readRow(s));
    return std::optional<StoredRevision>(std::move(row));
}

Result<std::vector<StoredRevision>> LocalStore::revisionsOf(const RecordKey& key)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT header, payload, signature, received_at, stamp, status, reason, checked FROM revisions"
        " WHERE record = ? AND case_id = ? AND part = ? AND kind IN (?, '') ORDER BY seq"));
    s.bindAll(key.record, key.caseId, static_cast<int>(key.part), std::string_view(key.kind));
    std::vector<StoredRevision> rows;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return rows;
        VELDPOST_ASSIGN(StoredRevision row, readRow(s));
        rows.push_back(std::move(row));
    }
}

Result<std::optional<RecordKey>> LocalStore::keyOf(const RecordId& record)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT r.case_id, r.part, r.kind FROM revisions v CROSS JOIN records r ON r.record = v.record"
        " AND r.case_id = v.case_id AND r.part = v.part AND r.kind = v.kind WHERE v.record = ? ORDER BY v.seq LIMIT 1"));
    s.bindAll(record);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<RecordKey>();
    return std::optional<RecordKey>({s.uuid<CaseId>(0), static_cast<Part>(s.int64(1)), std::string(s.text(2)), record});
}

Result<std::vector<revision::StateNode>> nodesOf(const std::vector<StoredRevision>& rows)
{
    std::vector<revision::StateNode> nodes;
    for (const StoredRevision& row : rows) {
        const revision::Header& h = row.revision.header;
        revision::StateNode node{row.revision.id, h.parents, h.replaces, Json::object(), h.user, h.atMs,
                                 h.payloadSha256};
        if (h.v == 1 && !h.enc && !row.revision.payloadBytes.empty()) {
            VELDPOST_ASSIGN(revision::Payload payload, revision::Payload::fromBytes(row.revision.payloadBytes));
            node.set = std::move(payload.set);
        }
        nodes.push_back(std::move(node));
    }
    return nodes;
}

Result<std::vector<revision::StateNode>> LocalStore::liveNodes(const RecordKey& key)
{
    VELDPOST_ASSIGN(auto rows, revisionsOf(key));
    std::erase_if(rows, [](const StoredRevision& row) { return row.status != RevisionStatus::Live; });
    return nodesOf(rows);
}

Status LocalStore::setStatus(const RevisionId& id, RevisionStatus status, std::string_view reason)
{
    return m_db->run("UPDATE revisions SET status = ?2, reason = ?3 WHERE id = ?1", id, static_cast<int>(status), reason);
}

Result<std::optional<LocalStore::StampKept>> LocalStore::stampOf(const RevisionId& id)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT received_at, stamp FROM revisions WHERE id = ? AND stamp IS NOT NULL"));
    s.bindAll(id);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<StampKept>();
    const auto stamp = protocol::Stamp::fromBytes(s.blob(1));
    if (!stamp) return Error{ErrorKind::Damaged, "store_damaged", "A stored stamp is damaged", id.text()};
    return std::optional<StampKept>({s.int64(0), *stamp});
}

Status LocalStore::setReceived(const RevisionId& id, std::int64_t receivedAtMs,
                               const std::optional<protocol::Stamp>& stamp)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("UPDATE revisions SET received_at = ?2, stamp = ?3 WHERE id = ?1"));
    s.bindAll(id, receivedAtMs);
    if (stamp) s.bind(3, std::span<const std::uint8_t>(stamp->bytes()));
    else s.bindNull(3);
    VELDPOST_TRY(s.step());
    return done();
}

Result<ChainHead> LocalStore::chainHead(const revision::ChainKey& chain)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT n, id FROM chains WHERE device = ? AND case_id = ? AND part = ?"));
    s.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part));
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return ChainHead{};
    return ChainHead{s.int64(0), s.hash<RevisionId>(1)};
}

Status LocalStore::setChainHead(const revision::ChainKey& chain, const ChainHead& head)
{
    return m_db->run("INSERT INTO chains(device, case_id, part, n, id) VALUES(?,?,?,?,?)"
                     " ON CONFLICT(device, case_id, part) DO UPDATE SET n = excluded.n, id = excluded.id",
                     chain.device, chain.caseId, static_cast<int>(chain.part), head.n, head.id);
}

Status LocalStore::noteChain(const revision::ChainKey& chain, std::int64_t n, std::string_view what)
{
    return m_db->run("INSERT OR IGNORE INTO chain_notes(device, case_id, part, n, what, noted_at) VALUES(?,?,?,?,?,?)",
                     chain.device, chain.caseId, static_cast<int>(chain.part), n, what, m_clock.nowMs());
}

Status LocalStore::setReceipt(const CaseId& caseId, Part part, const ChainHead& head)
{
    return m_db->run("INSERT INTO receipts(case_id, part, n, id) VALUES(?,?,?,?) ON CONFLICT(case_id, part)"
                     " DO UPDATE SET n = excluded.n, id = excluded.id",
                     caseId, static_cast<int>(part), head.n, head.id);
}

std::int64_t LocalStore::underWayUpTo(const CaseId& caseId, Part part) const
{
    const auto found = m_underWay.find({caseId, part});
    return found == m_underWay.end() ? 0 : found->second;
}

Result<std::int64_t> LocalStore::countUnderWay()
{
    std::int64_t count = 0;
    for (const auto& [chain, upTo] : m_underWay) {
        VELDPOST_ASSIGN(const std::int64_t held, receiptOf(chain.first, chain.second));
        count += std::max<std::int64_t>(0, upTo - held);
    }
    return count;
}

Result<std::int64_t> LocalStore::receiptOf(const CaseId& caseId, Part part)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT n FROM receipts WHERE case_id = ? AND part = ?"));
    s.bindAll(caseId, static_cast<int>(part));
    VELDPOST_ASSIGN(const bool found, s.step());
    return found ? s.int64(0) : std::int64_t{0};
}

Result<bool> LocalStore::hasStopped(const revision::ChainKey& chain)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT 1 FROM chain_notes WHERE device = ? AND case_id = ? AND part = ? AND what IN ('fork', 'behind', 'hole')"));
    s.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part));
    return s.step();
}

Status LocalStore::clearReceipts()
{
    return m_db->run("DELETE FROM receipts");
}

Result<std::optional<protocol::Certificate>> LocalStore::certificate(const DeviceId& device)
{
    const auto known = m_certificates.find(device);
    if (known != m_certificates.end()) return std::optional<protocol::Certificate>(known->second);
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT bytes, signature FROM certificates WHERE device = ?"));
    s.bindAll(device);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<protocol::Certificate>();
    const auto signature = crypto::Signature::fromBytes(s.blob(1));
    if (!signature) return damagedRow();
    VELDPOST_ASSIGN(auto certificate,
                    protocol::Certificate::fromBytes(std::string(crypto::asText(s.blob(0))), *signature));
    m_certificates.emplace(device, certificate);
    return std::optional<protocol::Certificate>(std::move(certificate));
}

Status LocalStore::saveCertificate(const protocol::Certificate& certificate)
{
    return m_db->run("INSERT OR IGNORE INTO certificates(device, bytes, signature) VALUES(?,?,?)", certificate.device,
                     blobOf(certificate.bytes), std::span<const std::uint8_t>(certificate.signature.bytes()));
}

// Whether the place the server names is the one that is here; else it is noted what is wrong.
Result<bool> LocalStore::fitsChain(const revision::ChainKey& chain, const ChainHead& said)
{
    VELDPOST_ASSIGN(const ChainHead head, chainHead(chain));
    if (said.n > head.n) {
        VELDPOST_TRY(noteChain(chain, said.n, "behind"));
        return false;
    }
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT id FROM revisions WHERE device = ? AND case_id = ? AND part = ? AND n = ?"));
    s.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part), said.n);
    VELDPOST_ASSIGN(const bool here, s.step());
    const bool differs = here ? s.hash<RevisionId>(0) != said.id : said.n == head.n && head.id != said.id;
    if (differs) VELDPOST_TRY(noteChain(chain, said.n, "fork"));
    return !differs;
}

Status LocalStore::takeReceipt(const CaseId& caseId, Part part, const ChainHead& said)
{
    VELDPOST_ASSIGN(const bool fits, fitsChain({m_identity->device(), caseId, part}, said));
    return fits ? setReceipt(caseId, part, said) : done();
}

Status LocalStore::takeHeld(const CaseId& caseId, Part part, const ChainHead& said)
{
    const revision::ChainKey chain{m_identity->device(), caseId, part};
    VELDPOST_ASSIGN(const bool fits, fitsChain(chain, said));
    if (!fits) return done();
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT n, header FROM revisions INDEXED BY revisions_by_chain WHERE device = ? AND case_id = ? AND part = ? AND n <= ?"
        " AND received_at IS NULL ORDER BY n LIMIT 1"));
    s.bindAll(chain.device, caseId, static_cast<int>(part), said.n);
    VELDPOST_ASSIGN(const bool anyUnanswered, s.step());
    if (!anyUnanswered) return setReceipt(caseId, part, said);
    const std::int64_t n = s.int64(0);
    if (n == 1) return done();
    VELDPOST_ASSIGN(const auto header, revision::Header::fromBytes(std::string(crypto::asText(s.blob(1)))));
    VELDPOST_CHECK(header.prev.has_value());
    return setReceipt(caseId, part, {n - 1, *header.prev});
}

Status LocalStore::purge(const CaseId& caseId, Part part)
{
    const int p = static_cast<int>(part);
    VELDPOST_TRY(m_db->run("DELETE FROM records_fts WHERE rowid IN"
                           " (SELECT rid FROM records WHERE case_id = ? AND part = ? AND indexed = 1)", caseId, p));
    VELDPOST_TRY(m_db->run("DELETE FROM records WHERE case_id = ? AND part = ?", caseId, p));
    VELDPOST_TRY(m_db->run("DELETE FROM drafts WHERE case_id = ? AND part = ?", caseId, p));
    VELDPOST_TRY(dropOthersWaiting(*this, caseId, part));
    VELDPOST_TRY(m_db->run("UPDATE revisions SET status = 5, reason = CASE WHEN status = 3 THEN reason END"
                           " WHERE device = ?1 AND case_id = ?2 AND part = ?3",
                           m_identity->device(), caseId, p));
    VELDPOST_TRY(m_db->run("DELETE FROM revisions WHERE case_id = ? AND part = ? AND status != 5", caseId, p));
    VELDPOST_TRY(BlobRows(*this).purge(caseId, part));
    return dropDelivered(caseId, part);
}

Status LocalStore::dropDelivered(const CaseId& caseId, Part part)
{
    const int p = static_cast<int>(part);
    VELDPOST_TRY(m_db->run(
        "INSERT INTO purged(case_id, part, n) SELECT case_id, part, max(n) FROM revisions INDEXED BY revisions_not_live"
        " WHERE status != 0 AND status = 5 AND case_id = ?1 AND part = ?2"
        " AND n <= (SELECT n FROM receipts WHERE case_id = ?1 AND part = ?2) GROUP BY case_id, part"
        " ON CONFLICT(case_id, part) DO UPDATE SET n = max(n, excluded.n)", caseId, p));
    VELDPOST_TRY(m_db->run("DELETE FROM revisions INDEXED BY revisions_not_live WHERE status != 0 AND status = 5"
                           " AND case_id = ?1 AND part = ?2"
                           " AND n <= (SELECT n FROM receipts WHERE case_id = ?1 AND part = ?2)", caseId, p));
    return BlobRows(*this).dropDelivered(caseId, part);
}

Result<std::vector<RecordKey>> LocalStore::keepLeaving(const CaseId& caseId, Part part)
{
    std::vector<RecordKey> records;
    {
        VELDPOST_ASSIGN(Statement s, m_db->prepare(
            "SELECT DISTINCT record, kind FROM revisions INDEXED BY revisions_not_live WHERE status != 0 AND status = 5"
            " AND case_id = ? AND part = ?"));
        s.bindAll(caseId, static_cast<int>(part));
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            records.push_back({caseId, part, std::string(s.text(1)), s.uuid<RecordId>(0)});
        }
    }
    VELDPOST_TRY(m_db->run(
        "UPDATE revisions INDEXED BY revisions_not_live SET status = CASE WHEN reason IS NULL THEN 4 ELSE 3 END"
        " WHERE status != 0 AND status = 5 AND case_id = ? AND part = ?", caseId, static_cast<int>(part)));
    VELDPOST_TRY(BlobRows(*this).keepLeaving(caseId, part));
    return records;
}

Result<std::vector<CaseId>> LocalStore::casesWithPart(Part part)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare(
        "SELECT case_id FROM (SELECT case_id FROM records WHERE part = ?1 UNION SELECT case_id FROM drafts WHERE part = ?1"
        " UNION SELECT case_id FROM revisions WHERE status != 0 AND status != 5 AND part = ?1"
        " UNION SELECT case_id FROM waiting WHERE own = 0 AND part = ?1) WHERE case_id != ?2 ORDER BY 1"));
    s.bindAll(static_cast<int>(part), m_identity->region());
    std::vector<CaseId> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        out.push_back(s.uuid<CaseId>(0));
    }
}

Result<std::int64_t> LocalStore::purgedUpTo(const CaseId& caseId, Part part)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT n FROM purged WHERE case_id = ? AND part = ?"));
    s.bindAll(caseId, static_cast<int>(part));
    VELDPOST_ASSIGN(const bool found, s.step());
    return found ? s.int64(0) : std::int64_t{0};
}

}  // namespace veldpost::engine
