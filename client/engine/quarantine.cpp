#include "client/engine/quarantine.h"

#include "shared/crypto/hash.h"
#include "shared/model/field_checks.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace veldpost::engine {

using storage::Statement;

namespace {

std::string titleIn(std::string_view state, std::string_view payload)
{
    const auto json = revision::readJson(state.empty() ? payload : state);
    const char* key = state.empty() ? "set" : "f";
    if (!json.ok() || !json->is_object() || !json->contains(key)) return {};
    const Json& title = (*json)[key].value("title", Json());
    return title.is_string() ? title.get<std::string>() : std::string();
}

Json setIn(std::string_view payload)
{
    const auto read = revision::Payload::fromBytes(payload);
    return read.ok() ? read->set : Json(nullptr);
}

// The columns of entries(), in their order.
WaitingEntry readEntry(const Statement& s)
{
    WaitingEntry e;
    e.revision = s.hash<RevisionId>(0);
    e.caseId = s.uuid<CaseId>(1);
    e.part = static_cast<Part>(s.int64(2));
    e.record = s.uuid<RecordId>(3);
    e.kind = s.text(4);
    e.user = s.uuid<UserId>(5);
    e.userName = s.text(6);
    e.device = s.uuid<DeviceId>(7);
    e.atMs = s.int64(8);
    if (!s.isNull(9)) e.receivedAtMs = s.int64(9);
    e.reason = s.text(10);
    e.state = static_cast<WaitState>(s.int64(11));
    e.own = s.int64(12) == 1;
    e.mayDecide = s.int64(13) == 1;
    if (!s.isNull(14)) e.set = setIn(crypto::asText(s.blob(14)));
    e.decidedBy = s.optionalUuid<UserId>(15);
    e.decidedByName = s.text(16);
    if (!s.isNull(17)) e.decidedAtMs = s.int64(17);
    e.decisionReason = s.text(18);
    e.decisionOnItsWay = s.text(19);
    e.caseTitle = titleIn(s.text(20), crypto::asText(s.blob(21)));
    return e;
}

Error notWaiting(const RevisionId& id)
{
    return {ErrorKind::Failed, "not_waiting", "Nothing of this name waits for a decision here", id.text() + "; sync first"};
}

// What no acceptance lets count: nobody else gives rights or decides by another's hand, and what is too large or of a
// newer version cannot be judged. A broken rule is the server's to find.
bool isNobodysToAccept(const WaitingEntry& e)
{
    static constexpr std::string_view reasons[] = {"too_large",   "needs_newer_server", "not_decidable", "unknown_parent",
                                                   "no_payload",  "parent_quarantined", "unknown_case",  "no_grant_known"};
    return e.kind == "membership" || e.kind == "decision" ||
           std::find(std::begin(reasons), std::end(reasons), e.reason) != std::end(reasons);
}

Status mayBeDecided(const WaitingEntry& e, const std::string& verdict)
{
    const bool open = e.state == WaitState::Waiting || (e.state == WaitState::Declined && verdict == "accept");
    if (!open) return notWaiting(e.revision);
    if (verdict == "accept" && isNobodysToAccept(e))
        return Error{ErrorKind::Failed, "not_decidable", "This cannot be accepted", e.revision.text() + ": " + e.reason};
    // Of own work the server has not said it; it judges the decision anyway.
    if (!e.own && !e.mayDecide)
        return Error{ErrorKind::Failed, "may_not_decide", "This is for somebody else to decide", e.revision.text()};
    return done();
}

// In parts of a case; the founding of a case by itself and first, since nothing in it can count before.
std::vector<std::vector<WaitingEntry>> batchesOf(std::vector<WaitingEntry> entries)
{
    const auto place = [](const WaitingEntry& e) { return std::tuple(e.caseId, e.kind != "case", e.part); };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const WaitingEntry& a, const WaitingEntry& b) { return place(a) < place(b); });
    std::vector<std::vector<WaitingEntry>> out;
    for (WaitingEntry& e : entries) {
        const bool fits = !out.empty() && place(out.back().front()) == place(e) && out.back().size() < model::kDecidedMax;
        if (!fits) out.emplace_back();
        out.back().push_back(std::move(e));
    }
    return out;
}

}  // namespace

Result<std::vector<WaitingEntry>> Quarantine::entries()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT w.revision, w.case_id, w.part, w.record, w.kind, w.user, coalesce(a.name, ''), w.device, w.at_ms,"
        " w.received_at, w.reason, w.state, w.own, w.may_decide,"
        // Own words are where they always were, as long as the case is.
        " CASE WHEN w.own = 0 THEN w.payload WHEN v.status != 5 THEN v.payload END, w.decided_by, coalesce(d.name, ''),"
        " w.decided_at, coalesce(w.decision_reason, ''), coalesce(w.verdict, ''), coalesce(c.state, ''), cv.payload"
        " FROM waiting w LEFT JOIN people a ON a.user = w.user LEFT JOIN people d ON d.user = w.decided_by"
        " LEFT JOIN revisions v ON v.id = w.revision"
        " LEFT JOIN records c ON c.case_id = w.case_id AND c.kind = 'case' LEFT JOIN revisions cv ON cv.seq = c.only_seq"
        " ORDER BY w.own DESC, w.received_at, w.at_ms, w.revision"));
    std::vector<WaitingEntry> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        out.push_back(readEntry(s));
    }
}

Result<std::int64_t> Quarantine::countToDecide()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT count(*) FROM waiting WHERE own = 0 AND may_decide = 1 AND state = 0 AND decision IS NULL"));
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

Result<std::vector<Saved>> Quarantine::accept(const std::vector<RevisionId>& revisions)
{
    return decide(revisions, "accept", {});
}

Result<std::vector<Saved>> Quarantine::decline(const std::vector<RevisionId>& revisions, const std::string& reason)
{
    return decide(revisions, "decline", reason);
}

Result<std::vector<Saved>> Quarantine::decide(const std::vector<RevisionId>& revisions, const std::string& verdict,
                                              const std::optional<std::string>& reason)
{
    VELDPOST_ASSIGN(const auto all, entries());
    std::vector<WaitingEntry> chosen;
    for (const RevisionId& id : std::set<RevisionId>(revisions.begin(), revisions.end())) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const WaitingEntry& e) { return e.revision == id; });
        if (found == all.end()) return notWaiting(id);
        VELDPOST_TRY(mayBeDecided(*found, verdict));
        chosen.push_back(*found);
    }
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    std::vector<Saved> out;
    for (const auto& batch : batchesOf(std::move(chosen))) {
        VELDPOST_ASSIGN(Saved saved, decideOn(batch, verdict, reason));
        out.push_back(std::move(saved));
    }
    VELDPOST_TRY(tx.commit());
    return out;
}

Result<Saved> Quarantine::decideOn(const std::vector<WaitingEntry>& batch, const std::string& verdict,
                                   const std::optional<std::string>& reason)
{
    std::set<std::string> ids;
    for (const WaitingEntry& e : batch) ids.insert(e.revision.text());
    revision::Header header;
    header.record = makeUuid7<RecordId>(m_clock.nowMs(), m_random);
    header.caseId = batch.front().caseId;
    header.part = batch.front().part;
    header.kind = "decision";
    VELDPOST_ASSIGN(Saved saved, m_dossiers.appendWithin(std::move(header), {{"revisions", ids}, {"verdict", verdict}}, reason, {}));
    for (const WaitingEntry& e : batch)
        VELDPOST_TRY(m_store.db().run("UPDATE waiting SET decision = ?2, verdict = ?3 WHERE revision = ?1", e.revision,
                                      saved.revision, std::string_view(verdict)));
    VELDPOST_TRY(setWaitingStale(m_store));
    return saved;
}

Status Quarantine::dismiss(const RevisionId& revision)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT 1 FROM waiting WHERE revision = ? AND own = 1 AND state != 0"));
    s.bindAll(revision);
    VELDPOST_ASSIGN(const bool decided, s.step());
    if (!decided) return Error{ErrorKind::Failed, "not_decided", "Nothing was decided on this yet", ""};
    s.reset();
    return m_store.db().run("DELETE FROM waiting WHERE revision = ?", revision);
}

}  // namespace veldpost::engine
