#include "client/engine/outbox.h"

#include "client/engine/waiting_rows.h"
#include "shared/crypto/hash.h"

namespace veldpost::engine {

using storage::Statement;

namespace {

void bindPlace(Statement& s, const revision::Header* behind)
{
    if (behind == nullptr) return;
    s.bind(3, std::span<const std::uint8_t>(behind->caseId.bytes()));
    s.bind(4, static_cast<int>(behind->part));
    s.bind(5, behind->n);
}

// At least one, where there is one, and about `bytes` of payload.
Result<std::vector<SignedRevision>> readRevisions(Statement& s, std::size_t bytes)
{
    std::vector<SignedRevision> out;
    for (std::size_t total = 0; total < bytes;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) break;
        const auto signature = crypto::Signature::fromBytes(s.blob(2));
        if (!signature) return Error{ErrorKind::Damaged, "store_damaged", "A stored signature is damaged", ""};
        VELDPOST_ASSIGN(SignedRevision rev,
                        SignedRevision::fromParts(std::string(crypto::asText(s.blob(0))),
                                                  std::string(crypto::asText(s.blob(1))), *signature));
        total += rev.payloadBytes.size() + 400;
        out.push_back(std::move(rev));
    }
    return out;
}

}  // namespace

// Of the rows that are here: of a purged case the server may know more than this device keeps.
Result<std::int64_t> Outbox::count()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT coalesce(sum((SELECT count(*) FROM revisions v INDEXED BY revisions_by_chain WHERE v.device = h.device"
        "   AND v.case_id = h.case_id AND v.part = h.part AND v.n > coalesce(p.n, 0))), 0)"
        " FROM chains h LEFT JOIN receipts p ON p.case_id = h.case_id AND p.part = h.part"
        " WHERE h.device = ? AND h.n > coalesce(p.n, 0)"));
    s.bindAll(m_store.identity().device());
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

Result<std::vector<SignedRevision>> Outbox::next(std::size_t limit, std::size_t bytes, const revision::Header* behind)
{
    // Named here and below: SQLite's planner would rather walk all revisions of the chain than these few.
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT v.header, v.payload, v.signature FROM chains h LEFT JOIN receipts p ON p.case_id = h.case_id"
        " AND p.part = h.part LEFT JOIN (SELECT case_id, part, min(n) AS n FROM revisions INDEXED BY revisions_not_live"
        "   WHERE status != 0 AND (status = 3 OR (status = 5 AND reason IS NOT NULL)) AND device = ?1"
        "   GROUP BY case_id, part) held"
        "   ON held.case_id = h.case_id AND held.part = h.part"
        " CROSS JOIN revisions v INDEXED BY revisions_by_chain ON v.device = h.device AND v.case_id = h.case_id AND v.part = h.part"
        "   AND v.n > coalesce(p.n, 0) AND v.n < coalesce(held.n, 9007199254740992)"
        " WHERE h.device = ?1 AND h.n > coalesce(p.n, 0)"
        "   AND NOT EXISTS (SELECT 1 FROM chain_notes c WHERE c.device = h.device AND c.case_id = h.case_id"
        "     AND c.part = h.part AND c.what IN ('fork', 'behind', 'hole'))"
        "   AND (?3 IS NULL OR (h.case_id, h.part) > (?3, ?4) OR ((h.case_id, h.part) = (?3, ?4) AND v.n > ?5))"
        " ORDER BY h.case_id, h.part, v.n LIMIT ?2"));
    s.bindAll(m_store.identity().device(), static_cast<std::int64_t>(limit));
    bindPlace(s, behind);
    return readRevisions(s, bytes);
}

Result<std::vector<SignedRevision>> Outbox::undelivered(std::size_t limit, std::size_t bytes, const revision::Header* behind)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT v.header, v.payload, v.signature FROM revisions v INDEXED BY revisions_by_chain"
        " LEFT JOIN receipts p ON p.case_id = v.case_id AND p.part = v.part"
        " WHERE v.device = ?1 AND v.n > coalesce(p.n, 0)"
        "   AND (?3 IS NULL OR (v.case_id, v.part, v.n) > (?3, ?4, ?5))"
        " ORDER BY v.case_id, v.part, v.n LIMIT ?2"));
    s.bindAll(m_store.identity().device(), static_cast<std::int64_t>(limit));
    bindPlace(s, behind);
    return readRevisions(s, bytes);
}

Status Outbox::takeOne(const SignedRevision& sent, const protocol::PushResult& result, Taken& taken)
{
    if (result.receivedAtMs) VELDPOST_TRY(m_store.setReceived(sent.id, *result.receivedAtMs, result.stamp));
    switch (result.outcome) {
    case protocol::Outcome::Stored:
        ++taken.stored;
        return markCounts(sent);
    case protocol::Outcome::Already:
        return markCounts(sent);
    case protocol::Outcome::Quarantined:
        ++taken.quarantined;
        VELDPOST_TRY(noteOwnWaiting(m_store, sent, result.reason, result.receivedAtMs));
        return markUnlessLeaving(sent, RevisionStatus::Quarantined, result.reason);
    case protocol::Outcome::Refused:
        ++taken.refused;
        return takeRefusal(sent, result.reason, taken);
    }
    VELDPOST_CHECK(false);
}

// `fork` and `gap` say something of the chain, not of the revision: nothing is wrong with it.
Status Outbox::takeRefusal(const SignedRevision& sent, const std::string& reason, Taken& taken)
{
    const revision::ChainKey chain = sent.header.chain();
    if (reason == "fork") {
        taken.stoppedChains.insert(chain);
        return m_store.noteChain(chain, sent.header.n, "fork");
    }
    if (reason == "gap") {
        // Behind another one that was refused it had to come. Alone it means that the server holds less than its
        // receipt said: it is asked anew what it has.
        const bool isFirst = taken.stoppedChains.insert(chain).second;
        if (!isFirst) return done();
        VELDPOST_ASSIGN(const bool hasHole, holeBefore(chain, sent.header.n));
        if (hasHole) return m_store.noteChain(chain, sent.header.n, "hole");
        taken.askAnew = true;
        return m_store.setMeta("epoch", "");
    }
    taken.stoppedChains.insert(chain);
    return markUnlessLeaving(sent, RevisionStatus::Refused, reason);
}

// Whether what stood between the receipt and `n` was delivered once and deleted with its case: a restored server lacks it,
// and this device has it no more. The chain waits until somebody else brings it.
Result<bool> Outbox::holeBefore(const revision::ChainKey& chain, std::int64_t n)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT ?4 - 1 - coalesce((SELECT n FROM receipts WHERE case_id = ?2 AND part = ?3), 0) > count(*) FROM revisions"
        " INDEXED BY revisions_by_chain WHERE device = ?1 AND case_id = ?2 AND part = ?3 AND n < ?4"
        " AND n > coalesce((SELECT n FROM receipts WHERE case_id = ?2 AND part = ?3), 0)"));
    s.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part), n);
    VELDPOST_TRY(s.step());
    return s.int64(0) == 1;
}

// A restored server may let count what it held back, declined or refused before, and tells nobody of his own work again.
Status Outbox::markCounts(const SignedRevision& sent)
{
    // Asked of every revision that is pushed: no more than this is read.
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT 1 FROM revisions WHERE id = ? AND status IN (1, 2, 3)"));
    s.bindAll(sent.id);
    VELDPOST_ASSIGN(const bool waited, s.step());
    if (!waited) return done();
    VELDPOST_TRY(m_store.setStatus(sent.id, RevisionStatus::Live, ""));
    VELDPOST_TRY(m_store.refreshRecord(sent.header.recordKey()));
    return noteOwnCounts(m_store, sent.id);
}

// The server has what was sent and its receipt ends before it: others brought it back, and something is missing between.
Status Outbox::noteHoles(const std::vector<SignedRevision>& sent, Taken& taken)
{
    std::set<revision::ChainKey> seen;
    for (const SignedRevision& first : sent) {
        const revision::ChainKey chain = first.header.chain();
        if (!seen.insert(chain).second || taken.stoppedChains.contains(chain)) continue;
        VELDPOST_ASSIGN(const std::int64_t held, m_store.receiptOf(chain.caseId, chain.part));
        taken.anyMoved = taken.anyMoved || held >= first.header.n;
        if (held >= first.header.n) continue;
        VELDPOST_ASSIGN(const bool stopped, m_store.hasStopped(chain));
        VELDPOST_ASSIGN(const bool hasHole, holeBefore(chain, first.header.n));
        if (hasHole) VELDPOST_TRY(m_store.noteChain(chain, first.header.n, "hole"));
        taken.anyMoved = taken.anyMoved || stopped || hasHole;
    }
    return done();
}

// What is leaving is shown no more, whatever the server says of it; only that it was refused holds its chain back.
Status Outbox::markUnlessLeaving(const SignedRevision& sent, RevisionStatus status, const std::string& reason)
{
    VELDPOST_ASSIGN(const auto row, m_store.revision(sent.id));
    if (!row) return done();
    if (row->status == RevisionStatus::Leaving) {
        const bool holds = status == RevisionStatus::Refused;
        return holds ? m_store.setStatus(sent.id, RevisionStatus::Leaving, reason) : done();
    }
    VELDPOST_TRY(m_store.setStatus(sent.id, status, reason));
    return m_store.refreshRecord(sent.header.recordKey());
}

Result<Outbox::Taken> Outbox::take(const std::vector<SignedRevision>& sent, const protocol::PushAnswer& answer)
{
    if (answer.results.size() != sent.size()) return protocol::malformed("results");
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    Taken taken;
    for (std::size_t i = 0; i < sent.size(); ++i) VELDPOST_TRY(takeOne(sent[i], answer.results[i], taken));
    for (const protocol::Receipt& receipt : answer.receipts) {
        VELDPOST_TRY(m_store.takeReceipt(receipt.caseId, receipt.part, {receipt.n, receipt.id}));
        VELDPOST_TRY(m_store.dropDelivered(receipt.caseId, receipt.part));
    }
    VELDPOST_TRY(noteHoles(sent, taken));
    VELDPOST_TRY(tx.commit());
    return taken;
}

Status Outbox::markRefused(const SignedRevision& sent, const std::string& reason)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(markUnlessLeaving(sent, RevisionStatus::Refused, reason));
    return tx.commit();
}

Result<std::int64_t> Outbox::stoppedChains()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT count(*) FROM (SELECT DISTINCT case_id, part FROM chain_notes WHERE device = ?"
        " AND what IN ('fork', 'behind'))"));
    s.bindAll(m_store.identity().device());
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

}  // namespace veldpost::engine
