#include "client/engine/waiting_rows.h"

#include "shared/crypto/hash.h"

namespace veldpost::engine {

using storage::Statement;

namespace {

constexpr char kStale[] = "waiting_stale";

Error notTrusted(const char* why)
{
    return {ErrorKind::Failed, "not_trusted_page", "What the server sent does not hold; nothing of it was taken", why};
}

int numberOf(WaitState state) { return static_cast<int>(state); }

Status checkItem(LocalStore& store, const SignedRevision& rev)
{
    const revision::Header& h = rev.header;
    VELDPOST_ASSIGN(const auto certificate, store.certificate(h.device));
    if (!certificate) return notTrusted("no certificate of the author");
    if (certificate->user != h.user || certificate->region != h.region || h.region != store.identity().region())
        return notTrusted("author and certificate differ");
    if (!signatureHolds(rev, certificate->key)) return notTrusted("signature");
    if (h.v == 1 && !rev.payloadBytes.empty() && !payloadMatches(rev)) return notTrusted("payload");
    return done();
}

Status bindDecision(Statement& s, int column, const std::optional<protocol::DecisionNote>& note)
{
    if (!note) {
        for (int i = 0; i < 3; ++i) s.bindNull(column + i);
        return done();
    }
    s.bind(column, std::span<const std::uint8_t>(note->user.bytes()));
    s.bind(column + 1, note->atMs);
    s.bind(column + 2, std::string_view(note->reason));
    return done();
}

Status takeItem(LocalStore& store, const protocol::WaitingItem& item, std::int64_t round)
{
    const SignedRevision& rev = item.item.revision;
    const revision::Header& h = rev.header;
    if (h.device == store.identity().device()) return done();  // of those the own rows say more
    VELDPOST_TRY(checkItem(store, rev));
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "INSERT INTO waiting(revision, own, case_id, part, record, kind, user, device, at_ms, received_at, reason, state,"
        " may_decide, round, payload, decided_by, decided_at, decision_reason) VALUES(?,0,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
        " ON CONFLICT(revision) DO UPDATE SET reason = excluded.reason, state = excluded.state,"
        " may_decide = excluded.may_decide, round = excluded.round, payload = excluded.payload,"
        " decided_by = excluded.decided_by, decided_at = excluded.decided_at, decision_reason = excluded.decision_reason,"
        // Decided by now, by whoever: what was decided here is answered.
        " decision = CASE WHEN state = excluded.state THEN decision END,"
        " verdict = CASE WHEN state = excluded.state THEN verdict END"));
    s.bindAll(rev.id, h.caseId, static_cast<int>(h.part), h.record, std::string_view(h.kind), h.user, h.device, h.atMs,
              item.item.receivedAtMs, std::string_view(item.reason),
              numberOf(item.declined ? WaitState::Declined : WaitState::Waiting), item.mayDecide ? 1 : 0, round);
    if (rev.payloadBytes.empty()) s.bindNull(14);
    else s.bind(14, crypto::asBytes(rev.payloadBytes));
    VELDPOST_TRY(bindDecision(s, 15, item.decision));
    VELDPOST_TRY(s.step());
    return done();
}

// The row beside it, where there is one, stands as the server says: what it holds back counts nowhere.
Status markStanding(LocalStore& store, const protocol::OwnStanding& standing)
{
    using protocol::OwnState;
    VELDPOST_ASSIGN(const auto row, store.revision(standing.id));
    const bool isDecided = row && row->status == RevisionStatus::Quarantined && standing.state == OwnState::Declined;
    const bool isNews = row && row->status == RevisionStatus::Live &&
                        (standing.state == OwnState::Declined || standing.state == OwnState::Waiting);
    // A restored server may let count at once what it held back before, and sends its author nothing of his own.
    const bool isFree = row && standing.state == OwnState::Counts &&
                        (row->status == RevisionStatus::Quarantined || row->status == RevisionStatus::Declined);
    if (!isDecided && !isNews && !isFree) return done();
    const auto status = isFree                                ? RevisionStatus::Live
                        : standing.state == OwnState::Declined ? RevisionStatus::Declined
                                                               : RevisionStatus::Quarantined;
    const std::string& reason = isFree ? std::string() : isDecided ? row->reason : standing.reason;
    VELDPOST_TRY(store.setStatus(standing.id, status, reason));
    return store.refreshRecord(row->revision.header.recordKey());
}

}  // namespace

std::string_view waitStateWord(WaitState state)
{
    switch (state) {
    case WaitState::Waiting: return "waiting";
    case WaitState::Declined: return "declined";
    case WaitState::Accepted: return "accepted";
    }
    VELDPOST_CHECK(false);
}

Status noteOwnWaiting(LocalStore& store, const SignedRevision& rev, const std::string& reason,
                      const std::optional<std::int64_t>& receivedAtMs)
{
    const revision::Header& h = rev.header;
    const WaitState state = reason == "declined" ? WaitState::Declined : WaitState::Waiting;
    VELDPOST_TRY(store.db().run(
        "INSERT INTO waiting(revision, own, case_id, part, record, kind, user, device, at_ms, received_at, reason, state,"
        " may_decide, round) VALUES(?,1,?,?,?,?,?,?,?,?,?,?,0,0)"
        " ON CONFLICT(revision) DO UPDATE SET reason = excluded.reason, state = excluded.state",
        rev.id, h.caseId, static_cast<int>(h.part), h.record, std::string_view(h.kind), h.user, h.device, h.atMs,
        receivedAtMs, std::string_view(reason), numberOf(state)));
    // A decision that is held back has had no effect: what it was about is open again.
    if (h.kind == "decision")
        VELDPOST_TRY(store.db().run("UPDATE waiting SET decision = NULL, verdict = NULL WHERE decision = ?", rev.id));
    return setWaitingStale(store);
}

Status noteOwnUnanswered(LocalStore& store, const SignedRevision& rev)
{
    VELDPOST_TRY(noteOwnWaiting(store, rev, "unknown", std::nullopt));
    return noteOwnCounts(store, rev.id);
}

Status noteOwnCounts(LocalStore& store, const RevisionId& id)
{
    VELDPOST_TRY(store.db().run("UPDATE waiting SET state = ?2 WHERE revision = ?1 AND own = 1", id,
                                numberOf(WaitState::Accepted)));
    return setWaitingStale(store);
}

Status dropOthersWaiting(LocalStore& store, const CaseId& caseId, Part part)
{
    return store.db().run("DELETE FROM waiting WHERE own = 0 AND case_id = ? AND part = ?", caseId, static_cast<int>(part));
}

Result<std::vector<RevisionId>> ownToAskAfter(LocalStore& store)
{
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "SELECT revision FROM waiting WHERE own = 1 AND (state != 2 OR decided_at IS NULL) ORDER BY revision"));
    std::vector<RevisionId> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        out.push_back(s.hash<RevisionId>(0));
    }
}

Status takeOwnStanding(LocalStore& store, const protocol::OwnStanding& standing)
{
    using protocol::OwnState;
    if (standing.state == OwnState::Unknown) return done();  // a restored server: it is sent again, or offered
    if (standing.state == OwnState::Counts) {
        VELDPOST_TRY(store.db().run("DELETE FROM waiting WHERE revision = ? AND own = 1", standing.id));
        return markStanding(store, standing);
    }
    const WaitState state = standing.state == OwnState::Accepted   ? WaitState::Accepted
                            : standing.state == OwnState::Declined ? WaitState::Declined
                                                                   : WaitState::Waiting;
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "UPDATE waiting SET state = ?2, reason = ?3, decided_by = ?4, decided_at = ?5, decision_reason = ?6,"
        " decision = CASE WHEN state = ?2 THEN decision END, verdict = CASE WHEN state = ?2 THEN verdict END"
        " WHERE revision = ?1 AND own = 1"));
    s.bindAll(standing.id, numberOf(state), std::string_view(standing.reason));
    VELDPOST_TRY(bindDecision(s, 4, standing.decision));
    VELDPOST_TRY(s.step());
    return markStanding(store, standing);
}

Status takeWaitingItems(LocalStore& store, const protocol::QuarantineAnswer& answer, std::int64_t round)
{
    const Identity& me = store.identity();
    for (const protocol::Certificate& c : answer.certificates) {
        if (c.region != me.region() || !c.signedBy(me.serverKey)) return notTrusted("certificate");
        VELDPOST_TRY(store.saveCertificate(c));
    }
    for (const protocol::WaitingItem& item : answer.items) VELDPOST_TRY(takeItem(store, item, round));
    return done();
}

Status endWaitingRound(LocalStore& store, std::int64_t round)
{
    return store.db().run("DELETE FROM waiting WHERE own = 0 AND round != ?", round);
}

Status setWaitingStale(LocalStore& store)
{
    return store.setMeta(kStale, "1");
}

Result<bool> waitingIsStale(LocalStore& store)
{
    VELDPOST_ASSIGN(const auto stale, store.meta(kStale));
    return stale && *stale == "1";
}

Result<std::int64_t> countOwnWaiting(LocalStore& store)
{
    VELDPOST_ASSIGN(Statement s, store.db().prepare("SELECT count(*) FROM waiting WHERE own = 1 AND state = 0"));
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

}  // namespace veldpost::engine
