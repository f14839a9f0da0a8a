#include "client/engine/inbox.h"

#include "client/engine/waiting_rows.h"
#include "shared/crypto/hash.h"

#include <algorithm>
#include <unordered_map>

namespace veldpost::engine {

using protocol::Certificate;
using protocol::ReceivedRevision;
using revision::ChainKey;
using storage::Statement;

namespace {

Error notTrusted(const char* why)
{
    return {ErrorKind::Failed, "not_trusted_page", "What the server sent does not hold; nothing of it was taken", why};
}

bool isPlainFirst(const SignedRevision& rev)
{
    return rev.header.v == 1 && rev.header.parents.empty();
}

// A role ended it: in every case but those it names.
bool isOfEveryCase(const LocalStore& store, const protocol::Purge& purge)
{
    return purge.caseId.bytes() == store.identity().region().bytes();
}

Result<std::vector<CaseId>> casesOf(LocalStore& store, const protocol::Purge& purge, Part part)
{
    if (!isOfEveryCase(store, purge)) return std::vector<CaseId>{purge.caseId};
    VELDPOST_ASSIGN(auto cases, store.casesWithPart(part));
    std::erase_if(cases, [&](const CaseId& id) {
        return std::find(purge.kept.begin(), purge.kept.end(), id) != purge.kept.end();
    });
    return cases;
}

}  // namespace

// One page being taken, inside its transaction.
class Inbox::Page {
public:
    Page(LocalStore& store, Drafts& drafts, const protocol::PullPage& page)
        : m_store(store), m_drafts(drafts), m_page(page)
    {
    }

    Result<Taken> take()
    {
        for (const Certificate& c : m_page.certificates) VELDPOST_TRY(takeCertificate(c));
        for (const protocol::Purge& purge : m_page.purges) VELDPOST_TRY(takePurge(purge));
        for (const protocol::Stub& stub : m_page.stubs) VELDPOST_TRY(takeStub(stub));
        for (const ReceivedRevision& item : m_page.revisions) VELDPOST_TRY(place(item));
        VELDPOST_TRY(passStubs());
        VELDPOST_TRY(checkRuns());
        for (const Placed& placed : m_placed) VELDPOST_TRY(write(placed));
        for (const auto& [chain, head] : m_heads) VELDPOST_TRY(m_store.setChainHead(chain, head));
        for (const RecordKey& key : m_stale) VELDPOST_TRY(m_store.refreshRecord(key));
        for (const auto& [caseId, part] : m_given) VELDPOST_TRY(bringBack(caseId, part));
        VELDPOST_TRY(releaseHeld());
        if (!m_page.stubs.empty() || !m_page.purges.empty()) VELDPOST_TRY(setWaitingStale(m_store));
        m_taken.cases.assign(m_cases.begin(), m_cases.end());
        m_taken.purgedCases = static_cast<std::int64_t>(m_purged.size());
        return m_taken;
    }

private:
    struct Placed {
        const ReceivedRevision* item;
        bool checked;
    };

    Status takeCertificate(const Certificate& certificate)
    {
        const Identity& me = m_store.identity();
        if (certificate.region != me.region() || !certificate.signedBy(me.serverKey)) return notTrusted("certificate");
        return m_store.saveCertificate(certificate);
    }

    Result<Certificate> certificateOf(const revision::Header& header)
    {
        VELDPOST_ASSIGN(auto certificate, m_store.certificate(header.device));
        if (!certificate) return notTrusted("no certificate of the author");
        if (certificate->user != header.user || certificate->region != header.region)
            return notTrusted("author and certificate differ");
        return *certificate;
    }

    // Nothing is deleted without the signed revision that ended the right (protocol §5).
    Status takePurge(const protocol::Purge& purge)
    {
        VELDPOST_ASSIGN(const Certificate author, certificateOf(purge.cause.header));
        if (!signatureHolds(purge.cause, author.key) || !payloadMatches(purge.cause)) return notTrusted("purge");
        if (!endsMembership(purge) && !endsByRole(purge)) return notTrusted("purge without a removal");
        for (const Part part : purge.parts) {
            VELDPOST_ASSIGN(const auto cases, casesOf(m_store, purge, part));
            for (const CaseId& caseId : cases) VELDPOST_TRY(takeAway(caseId, part));
        }
        if (isOfEveryCase(m_store, purge)) return done();
        m_purged.insert(purge.caseId);  // also when nothing of it was here
        m_cases.insert(purge.caseId);
        return done();
    }

    Status takeAway(const CaseId& caseId, Part part)
    {
        VELDPOST_TRY(m_drafts.saveAll(caseId, part));
        VELDPOST_TRY(m_store.purge(caseId, part));
        m_purged.insert(caseId);
        m_cases.insert(caseId);
        return done();
    }

    bool endsMembership(const protocol::Purge& purge) const
    {
        const revision::Header& header = purge.cause.header;
        const auto payload = revision::Payload::fromBytes(purge.cause.payloadBytes);
        return payload.ok() && header.caseId == purge.caseId && header.kind == "membership" &&
               header.record == revision::membershipRecordId(purge.caseId, m_store.identity().user()) &&
               payload->set.value("right", Json()) == "none";
    }

    // What a role shows is the server's to say; that this user's role was changed is what is proved here.
    bool endsByRole(const protocol::Purge& purge) const
    {
        const revision::Header& header = purge.cause.header;
        return isOfEveryCase(m_store, purge) && header.caseId == purge.caseId && header.kind == "role" &&
               header.record.bytes() == m_store.identity().user().bytes();
    }

    Status takeStub(const protocol::Stub& stub)
    {
        const Identity& me = m_store.identity();
        if (stub.region != me.region() ||
            !crypto::verifyFor(crypto::Purpose::Withheld, me.serverKey, stub.signedBytes(), stub.signature))
            return notTrusted("stub");
        m_stubs[stub.chain][stub.n] = stub.id;
        return done();
    }

    Result<ChainHead*> headOf(const ChainKey& chain)
    {
        const auto it = m_heads.find(chain);
        if (it != m_heads.end()) return &it->second;
        VELDPOST_ASSIGN(const ChainHead head, m_store.chainHead(chain));
        return &(m_heads[chain] = head);
    }

    // Where the item stands in its chain; stubs fill withheld places.
    Status place(const ReceivedRevision& item)
    {
        const revision::Header& h = item.revision.header;
        if (h.v == 1 && !item.revision.payloadBytes.empty() && !payloadMatches(item.revision))
            return notTrusted("payload");
        m_given.emplace(h.caseId, h.part);
        VELDPOST_ASSIGN(const bool known, m_store.hasRevision(item.revision.id));
        if (known) return release(item);
        VELDPOST_TRY(certificateOf(h));
        VELDPOST_ASSIGN(ChainHead * head, headOf(h.chain()));
        if (h.n <= head->n) return placeBehind(item, head->n);
        followStubs(h.chain(), *head, h.n);
        const bool continues = h.n == head->n + 1 && (h.n == 1 || *h.prev == head->id);
        if (!continues) VELDPOST_TRY(m_store.noteChain(h.chain(), h.n, h.n == head->n + 1 ? "fork" : "gap"));
        const auto run = m_runs.find(h.chain());
        // A run is vouched for by its last revision; a break ends it, and what stood before the break needs its own.
        if (run != m_runs.end() && !(continues && run->second.lastN + 1 == h.n)) m_ends.push_back(run->second.last);
        m_runs[h.chain()] = {m_placed.size(), h.n};
        m_placed.push_back({&item, false});
        *head = {h.n, item.revision.id};
        return done();
    }

    // A place already passed: released from quarantine, or a fork.
    Status placeBehind(const ReceivedRevision& item, std::int64_t headN)
    {
        const revision::Header& h = item.revision.header;
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT 1 FROM revisions WHERE device = ? AND case_id = ? AND part = ? AND n = ?"));
        s.bindAll(h.device, h.caseId, static_cast<int>(h.part), h.n);
        VELDPOST_ASSIGN(const bool inStore, s.step());
        const bool inPage = std::any_of(m_placed.begin(), m_placed.end(), [&](const Placed& placed) {
            const revision::Header& other = placed.item->revision.header;
            return other.n == h.n && other.chain() == h.chain();
        });
        if (inStore || inPage) return m_store.noteChain(h.chain(), h.n, "fork");
        VELDPOST_CHECK(headN >= h.n);
        m_ends.push_back(m_placed.size());
        m_placed.push_back({&item, false});
        return done();
    }

    // The case was given again: own work that was leaving counts again, as it did before.
    Status bringBack(const CaseId& caseId, Part part)
    {
        VELDPOST_ASSIGN(const auto records, m_store.keepLeaving(caseId, part));
        for (const RecordKey& key : records) VELDPOST_TRY(m_store.refreshRecord(key));
        return done();
    }

    // What was waiting at the server comes again: it was accepted and counts now.
    Status release(const ReceivedRevision& item)
    {
        VELDPOST_ASSIGN(const auto row, m_store.revision(item.revision.id));
        const bool waits = row && row->status != RevisionStatus::Live && row->status != RevisionStatus::Held;
        if (!waits) return done();
        VELDPOST_TRY(m_store.setStatus(item.revision.id, RevisionStatus::Live, ""));
        if (item.receivedAtMs) VELDPOST_TRY(m_store.setReceived(item.revision.id, *item.receivedAtMs, item.stamp));
        m_stale.insert(item.revision.header.recordKey());
        return noteOwnCounts(m_store, item.revision.id);
    }

    void followStubs(const ChainKey& chain, ChainHead& head, std::int64_t upTo)
    {
        const auto it = m_stubs.find(chain);
        if (it == m_stubs.end()) return;
        for (auto at = it->second.find(head.n + 1); at != it->second.end() && at->first < upTo;
             at = it->second.find(head.n + 1))
            head = {at->first, at->second};
    }

    // Those behind the last revision of their chain: what follows them may come with another page.
    Status passStubs()
    {
        for (const auto& [chain, stubs] : m_stubs) {
            VELDPOST_ASSIGN(ChainHead * head, headOf(chain));
            followStubs(chain, *head, INT64_MAX);
        }
        return done();
    }

    Status checkRuns()
    {
        for (const auto& [chain, run] : m_runs) m_ends.push_back(run.last);
        for (const std::size_t end : m_ends) {
            const SignedRevision& rev = m_placed[end].item->revision;
            VELDPOST_ASSIGN(const Certificate author, certificateOf(rev.header));
            if (!signatureHolds(rev, author.key)) return notTrusted("signature");
            m_placed[end].checked = true;
        }
        return done();
    }

    Status write(const Placed& placed)
    {
        const SignedRevision& rev = placed.item->revision;
        VELDPOST_ASSIGN(const bool complete, parentsHere(rev.header));
        StoredRevision row{rev, placed.item->receivedAtMs, placed.item->stamp,
                           complete ? RevisionStatus::Live : RevisionStatus::Held, {}, placed.checked};
        VELDPOST_TRY(m_store.insertRevision(row));
        ++m_taken.revisions;
        m_cases.insert(rev.header.caseId);
        if (rev.header.device == m_store.identity().device()) VELDPOST_TRY(noteOwnCounts(m_store, rev.id));
        else if (rev.header.kind == "decision") VELDPOST_TRY(setWaitingStale(m_store));
        if (!complete) return done();
        if (isPlainFirst(rev) && !m_stale.contains(rev.header.recordKey())) {
            VELDPOST_ASSIGN(const bool other, idHere(rev.header.record));
            if (!other) return m_store.addSingleRecord(rev, m_store.db().lastInsertRowid());
        }
        m_stale.insert(rev.header.recordKey());
        return done();
    }

    // Of any kind or case: the long way finds out which.
    Result<bool> idHere(const RecordId& record)
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT 1 FROM records WHERE record = ?"));
        s.bindAll(record);
        return s.step();
    }

    // No revision counts before its parents do.
    Result<bool> parentsHere(const revision::Header& header)
    {
        for (const RevisionId& parent : header.parents) {
            VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT 1 FROM revisions WHERE id = ? AND status = 0"));
            s.bindAll(parent);
            VELDPOST_ASSIGN(const bool here, s.step());
            if (!here) return false;
        }
        return true;
    }

    // Held ones whose parents have come; bounded by their number, since every pass but the last frees one.
    Status releaseHeld()
    {
        for (bool freed = true; freed;) {
            freed = false;
            std::vector<RevisionId> held;
            {
                VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT id FROM revisions WHERE status != 0 AND status = 4"));
                for (;;) {
                    VELDPOST_ASSIGN(const bool more, s.step());
                    if (!more) break;
                    held.push_back(s.hash<RevisionId>(0));
                }
            }
            for (const RevisionId& id : held) {
                VELDPOST_ASSIGN(const auto row, m_store.revision(id));
                if (!row) continue;
                VELDPOST_ASSIGN(const bool complete, parentsHere(row->revision.header));
                if (!complete) continue;
                VELDPOST_TRY(m_store.setStatus(id, RevisionStatus::Live, ""));
                VELDPOST_TRY(m_store.refreshRecord(row->revision.header.recordKey()));
                freed = true;
            }
        }
        return done();
    }

    struct Run {
        std::size_t last;  // in m_placed
        std::int64_t lastN;
    };

    LocalStore& m_store;
    Drafts& m_drafts;
    const protocol::PullPage& m_page;
    Taken m_taken;
    std::vector<Placed> m_placed;
    std::vector<std::size_t> m_ends;  // of runs, in m_placed
    std::unordered_map<ChainKey, Run> m_runs;
    std::unordered_map<ChainKey, ChainHead> m_heads;
    std::unordered_map<ChainKey, std::map<std::int64_t, RevisionId>> m_stubs;
    std::set<RecordKey> m_stale;
    std::set<CaseId> m_cases;
    std::set<CaseId> m_purged;
    std::set<std::pair<CaseId, Part>> m_given;  // of which the page brings something
};

// Outside the transaction: what a form holds in memory is kept by its own.
Status Inbox::tellAboutToPurge(const protocol::PullPage& page)
{
    if (!m_store.aboutToPurge) return done();
    std::set<CaseId> told;
    for (const protocol::Purge& purge : page.purges)
        for (const Part part : purge.parts) {
            VELDPOST_ASSIGN(const auto cases, casesOf(m_store, purge, part));
            for (const CaseId& caseId : cases)
                if (told.insert(caseId).second) m_store.aboutToPurge(caseId);
        }
    return done();
}

Result<Inbox::Taken> Inbox::take(const protocol::PullPage& page)
{
    VELDPOST_TRY(tellAboutToPurge(page));
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    Page taking(m_store, m_drafts, page);
    VELDPOST_ASSIGN(Taken taken, taking.take());
    VELDPOST_TRY(m_store.setMeta("cursor", page.cursor));
    VELDPOST_TRY(tx.commit());
    return taken;
}

Result<std::int64_t> checkSomeSignatures(LocalStore& store, std::int64_t limit)
{
    std::vector<RevisionId> due;
    {
        VELDPOST_ASSIGN(Statement s, store.db().prepare("SELECT id FROM revisions WHERE checked = 0 ORDER BY seq LIMIT ?"));
        s.bindAll(limit);
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            due.push_back(s.hash<RevisionId>(0));
        }
    }
    if (due.empty()) return std::int64_t{0};
    VELDPOST_ASSIGN(storage::Transaction tx, store.db().begin());
    for (const RevisionId& id : due) {
        VELDPOST_ASSIGN(const auto row, store.revision(id));
        if (!row) continue;
        VELDPOST_ASSIGN(const auto certificate, store.certificate(row->revision.header.device));
        if (!certificate || !signatureHolds(row->revision, certificate->key))
            return Error{ErrorKind::Damaged, "bad_signature", "A revision does not carry its author's signature", id.text()};
        VELDPOST_TRY(store.db().run("UPDATE revisions SET checked = 1 WHERE id = ?", id));
    }
    VELDPOST_TRY(tx.commit());
    return static_cast<std::int64_t>(due.size());
}

}  // namespace veldpost::engine
