#include "client/engine/store_verify.h"

#include "client/engine/store_verify_rows.h"
#include "shared/model/records.h"

#include <algorithm>

namespace veldpost::engine {

using storage::Statement;

namespace {

// What the columns beside a revision's bytes say.
struct Columns {
    std::int64_t seq = 0;
    RevisionId id;
    RecordId record;
    revision::ChainKey chain;
    std::string kind;
    UserId user;
    std::int64_t n = 0;
    std::int64_t atMs = 0;
};

constexpr std::int64_t kBatch = 500;

Result<std::vector<Columns>> nextColumns(LocalStore& store, std::int64_t afterSeq)
{
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "SELECT seq, id, record, device, case_id, part, kind, user, n, at_ms FROM revisions WHERE seq > ?"
        " ORDER BY seq LIMIT ?"));
    s.bindAll(afterSeq, kBatch);
    std::vector<Columns> batch;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return batch;
        batch.push_back({s.int64(0), s.hash<RevisionId>(1), s.uuid<RecordId>(2),
                         {s.uuid<DeviceId>(3), s.uuid<CaseId>(4), static_cast<Part>(s.int64(5))},
                         std::string(s.text(6)), s.uuid<UserId>(7), s.int64(8), s.int64(9)});
    }
}

bool fits(const Columns& columns, const SignedRevision& rev)
{
    const revision::Header& h = rev.header;
    return rev.id == columns.id && h.record == columns.record && h.chain() == columns.chain && h.kind == columns.kind &&
           h.user == columns.user && h.n == columns.n && h.atMs == columns.atMs;
}

class Verifier {
public:
    explicit Verifier(LocalStore& store) : m_store(store) {}

    Result<StoreReport> run()
    {
        VELDPOST_TRY(m_store.db().verify());
        VELDPOST_TRY(checkRevisions());
        VELDPOST_TRY(checkChains());
        VELDPOST_TRY(checkNotes());
        VELDPOST_TRY(checkStates());
        VELDPOST_TRY(verifyRows(m_store, m_report));
        return std::move(m_report);
    }

private:
    void addBad(const Columns& columns, const char* reason)
    {
        m_report.bad.push_back({columns.id, columns.record, columns.chain.caseId, reason});
    }

    Status checkRevisions()
    {
        for (std::int64_t after = 0;;) {
            VELDPOST_ASSIGN(const auto batch, nextColumns(m_store, after));
            if (batch.empty()) return done();
            after = batch.back().seq;
            for (const Columns& columns : batch) VELDPOST_TRY(checkRevision(columns));
        }
    }

    Status checkRevision(const Columns& columns)
    {
        ++m_report.revisions;
        const auto row = m_store.revision(columns.id);
        if (!row.ok()) {
            const bool unreadable = row.error().type == "bad_header" || row.error().type == "store_damaged";
            if (!unreadable) return row.error();
            addBad(columns, "header_damaged");
            return done();
        }
        VELDPOST_CHECK(row->has_value());
        const SignedRevision& rev = (*row)->revision;
        if (!fits(columns, rev)) addBad(columns, "row_differs");
        // Without a payload: destroyed by order; the header still names what it was.
        if (!rev.payloadBytes.empty() && !payloadMatches(rev)) addBad(columns, "payload_differs");
        if (!statusFits(**row)) addBad(columns, "status_differs");
        return checkSignature(columns, rev);
    }

    Status checkSignature(const Columns& columns, const SignedRevision& rev)
    {
        const Identity& me = m_store.identity();
        const auto read = m_store.certificate(rev.header.device);
        if (!read.ok() && read.error().type == "io_error") return read.error();
        const protocol::Certificate* const certificate = read.ok() && *read ? &**read : nullptr;
        if (!read.ok()) addBad(columns, "certificate_not_trusted");
        else if (certificate == nullptr) addBad(columns, "no_certificate");
        else if (!trusts(*certificate)) addBad(columns, "certificate_not_trusted");
        else if (certificate->user != rev.header.user || rev.header.region != me.region()) addBad(columns, "author_differs");
        else if (!signatureHolds(rev, certificate->key)) addBad(columns, "bad_signature");
        return done();
    }

    // What keeps a revision from counting says why, and only own ones are ever kept from it here: also those of the
    // names this device had before.
    bool statusFits(const StoredRevision& row) const
    {
        const revision::Header& h = row.revision.header;
        const bool isOfThisDevice = h.device == m_store.identity().device();
        const bool isOfThisUser = h.user == m_store.identity().user();
        switch (row.status) {
        case RevisionStatus::Live:
        case RevisionStatus::Held: return row.reason.empty();
        case RevisionStatus::Quarantined:
        case RevisionStatus::Declined:
        case RevisionStatus::Refused: return isOfThisUser && !row.reason.empty();
        case RevisionStatus::Leaving: return isOfThisDevice;
        }
        return false;
    }

    bool trusts(const protocol::Certificate& certificate)
    {
        const auto known = m_trusted.find(certificate.device);
        if (known != m_trusted.end()) return known->second;
        const Identity& me = m_store.identity();
        return m_trusted[certificate.device] = certificate.region == me.region() && certificate.signedBy(me.serverKey);
    }

    // Where two neighbours of a chain are here, the later one names the earlier. A hole is right only in others' chains,
    // where the server may withhold a place; in one's own only where a purge has deleted rows.
    Status checkChains()
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT seq, id, record, device, case_id, part, kind, user, n, at_ms FROM revisions"
            " ORDER BY device, case_id, part, n"));
        std::optional<Columns> before;
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            Columns now{s.int64(0), s.hash<RevisionId>(1), s.uuid<RecordId>(2),
                        {s.uuid<DeviceId>(3), s.uuid<CaseId>(4), static_cast<Part>(s.int64(5))},
                        std::string(s.text(6)), s.uuid<UserId>(7), s.int64(8), s.int64(9)};
            const bool same = before && before->chain == now.chain;
            if (before && !same) VELDPOST_TRY(checkHead(*before));
            VELDPOST_TRY(checkPlace(same ? &*before : nullptr, now));
            before = std::move(now);
        }
        return before ? checkHead(*before) : done();
    }

    Status checkPlace(const Columns* before, const Columns& now)
    {
        const std::int64_t lastN = before == nullptr ? 0 : before->n;
        if (now.n != lastN + 1) {
            if (now.chain.device != m_store.identity().device()) return done();
            VELDPOST_ASSIGN(const std::int64_t purged, m_store.purgedUpTo(now.chain.caseId, now.chain.part));
            if (now.n - 1 > purged) addBad(now, "chain_gap");
            return done();
        }
        if (before == nullptr) return done();
        const auto row = m_store.revision(now.id);
        if (!row.ok()) return done();  // told by checkRevision()
        const auto& prev = (*row)->revision.header.prev;
        if (prev != before->id) addBad(now, "chain_broken");
        return done();
    }

    Status checkHead(const Columns& last)
    {
        VELDPOST_ASSIGN(const ChainHead head, m_store.chainHead(last.chain));
        bool right = head.n == last.n ? head.id == last.id : head.n > last.n;
        if (right && head.n > last.n && last.chain.device == m_store.identity().device()) {
            VELDPOST_ASSIGN(const std::int64_t purged, m_store.purgedUpTo(last.chain.caseId, last.chain.part));
            right = purged == head.n;
        }
        if (!right) addBad(last, "chain_head_differs");
        return done();
    }

    // What was found wrong in others' chains when it came in.
    Status checkNotes()
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT case_id, what FROM chain_notes ORDER BY noted_at"));
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) return done();
            m_report.bad.push_back({{}, {}, s.uuid<CaseId>(0), "chain_" + std::string(s.text(1))});
        }
    }

    Status checkStates()
    {
        std::vector<RecordKey> records;
        {
            // Revisions of another header version (no kind) count with the records of known kinds that bear their id.
            VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
                "SELECT case_id, part, kind, record FROM records UNION SELECT case_id, part, kind, record FROM revisions v"
                " WHERE v.kind != '' OR NOT EXISTS (SELECT 1 FROM revisions o WHERE o.record = v.record"
                "   AND o.case_id = v.case_id AND o.part = v.part AND o.kind != '')"));
            for (;;) {
                VELDPOST_ASSIGN(const bool more, s.step());
                if (!more) break;
                records.push_back({s.uuid<CaseId>(0), static_cast<Part>(s.int64(1)), std::string(s.text(2)), s.uuid<RecordId>(3)});
            }
        }
        for (const RecordKey& key : records) VELDPOST_TRY(checkState(key));
        return done();
    }

    Status checkState(const RecordKey& key)
    {
        const RecordId& record = key.record;
        const auto rows = shownRevisions(key);
        if (!rows.ok()) return done();  // told by checkRevision()
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT r.case_id, r.revisions, r.first_at, r.first_id, r.state, r.conflicts, r.retracted, v.id,"
            " r.last_at, r.author, r.last_author, r.newer, r.only_seq"
            " FROM records r LEFT JOIN revisions v ON v.seq = r.only_seq"
            " WHERE r.record = ? AND r.case_id = ? AND r.part = ? AND r.kind = ?"));
        s.bindAll(record, key.caseId, static_cast<int>(key.part), std::string_view(key.kind));
        VELDPOST_ASSIGN(const bool found, s.step());
        if (rows->empty() && !found) return done();
        if (rows->empty()) return badState(record, s.uuid<CaseId>(0), "state_without_revisions");
        const CaseId caseId = rows->front().revision.header.caseId;
        if (!found) return badState(record, caseId, "state_missing");
        const auto nodes = nodesOf(*rows);
        if (!nodes.ok()) return done();  // a payload that differs: told by checkRevision()
        const revision::RecordState state = revision::stateOf(*nodes);
        if (!stateFits(s, state, *rows)) return badState(record, caseId, "state_differs");
        if (key.kind != model::kBlobRef) return done();
        VELDPOST_ASSIGN(const bool fits, refFits(key, state));
        if (!fits) return badState(record, caseId, "blob_ref_differs");
        return done();
    }

    // What is known of which record names which blob is what the record says.
    Result<bool> refFits(const RecordKey& key, const revision::RecordState& state)
    {
        const auto ref = model::BlobRef::from(model::shownFields(state));
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT of_record, sha256 FROM blob_refs WHERE record = ? AND case_id = ? AND part = ?"));
        s.bindAll(key.record, key.caseId, static_cast<int>(key.part));
        VELDPOST_ASSIGN(const bool found, s.step());
        if (!ref.ok() || !found) return ref.ok() == found;
        return s.uuid<RecordId>(0) == ref->record && s.hash<Sha256>(1) == ref->sha256;
    }

    static bool stateFits(const Statement& s, const revision::RecordState& state, const std::vector<StoredRevision>& rows)
    {
        const auto conflicts = std::count_if(state.fields.begin(), state.fields.end(),
                                             [](const auto& field) { return field.second.size() > 1; });
        const auto first = std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.revision.id == state.first; });
        const bool newer = std::any_of(rows.begin(), rows.end(), [](const auto& r) { return needsNewerApp(r.revision.header); });
        const revision::Header& last = newestOf(rows)->revision.header;
        const bool head = s.int64(1) == static_cast<std::int64_t>(rows.size()) && s.hash<RevisionId>(3) == state.first &&
                          first != rows.end() && s.int64(2) == first->revision.header.atMs && s.int64(5) == conflicts &&
                          s.int64(6) == (state.retracted() ? 1 : 0) && s.int64(8) == last.atMs &&
                          s.uuid<UserId>(9) == first->revision.header.user && s.uuid<UserId>(10) == last.user &&
                          s.int64(11) == (newer ? 1 : 0);
        if (!head) return false;
        if (s.isNull(4)) return rows.size() == 1 && !s.isNull(7) && s.hash<RevisionId>(7) == rows.front().revision.id;
        return s.isNull(12) && s.text(4) == encodeState(state);
    }

    // What a record's row is made from: what counts, or, when nothing does, what waits at the server.
    Result<std::vector<StoredRevision>> shownRevisions(const RecordKey& key)
    {
        VELDPOST_ASSIGN(auto rows, m_store.revisionsOf(key));
        const auto isLive = [](const StoredRevision& row) { return row.status == RevisionStatus::Live; };
        const auto waits = [](const StoredRevision& row) {
            return row.status == RevisionStatus::Quarantined || row.status == RevisionStatus::Refused;
        };
        const bool anyLive = std::any_of(rows.begin(), rows.end(), isLive);
        std::erase_if(rows, [&](const StoredRevision& row) { return anyLive ? !isLive(row) : !waits(row); });
        return rows;
    }

    Status badState(const RecordId& record, const CaseId& caseId, const char* reason)
    {
        m_report.bad.push_back({{}, record, caseId, reason, {}});
        return done();
    }

    LocalStore& m_store;
    StoreReport m_report;
    std::map<DeviceId, bool> m_trusted;
};

}  // namespace

Result<StoreReport> verifyStore(LocalStore& store)
{
    return Verifier(store).run();
}

}  // namespace veldpost::engine
