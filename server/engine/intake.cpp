#include "server/engine/intake.h"

#include <algorithm>
#include <future>
#include <tuple>

namespace veldpost::server {

using protocol::Outcome;
using protocol::PushAnswer;
using protocol::PushResult;

namespace {

// Below this a second thread costs more than it saves: about 5 ms of signature checks.
constexpr std::size_t kSplitFrom = 64;
// What one quarantined revision costs besides its bytes.
constexpr std::size_t kWaitingRowBytes = 1024;

// One item of a push on its way: refused already, or ready for the ledger.
struct Item {
    std::string refusal;
    Submission submission;
};

struct Batch {
    Session session;
    std::vector<Item> items;
    PushAnswer answer;
};

std::string refusalOf(const revision::SignedRevision& rev, const Session& session)
{
    const revision::Header& header = rev.header;
    if (header.device != session.device || header.user != session.user || header.region != session.region)
        return "wrong_author";
    return revision::signatureHolds(rev, session.key) ? "" : "bad_signature";
}

Item itemOf(Result<protocol::ReceivedRevision>&& received, const Session& session, const crypto::SecretBytes& stampKey)
{
    if (!received.ok()) return {received.error().type, {}};
    revision::SignedRevision& rev = received->revision;
    std::string refusal = refusalOf(rev, session);
    if (!refusal.empty()) return {std::move(refusal), {}};
    Submission submission = Submission::of(std::move(rev));
    // A device sends its stamps along with what it has delivered before, to a server that was restored meanwhile.
    const bool proven = received->receivedAtMs && received->stamp &&
                        protocol::stampHolds(stampKey, submission.revision.id, *received->receivedAtMs, *received->stamp);
    if (proven) submission.provenAtMs = received->receivedAtMs;
    return {{}, std::move(submission)};
}

using Received = std::vector<Result<protocol::ReceivedRevision>>;

void checkRange(Received& received, std::size_t from, std::size_t to, const Session& session,
                const crypto::SecretBytes& stampKey, std::vector<Item>& out)
{
    for (std::size_t i = from; i < to; ++i) out[i] = itemOf(std::move(received[i]), session, stampKey);
}

std::vector<Item> checkAll(Received received, const Session& session, const crypto::SecretBytes& stampKey,
                           bool manyThreads)
{
    std::vector<Item> out(received.size());
    if (!manyThreads || received.size() < kSplitFrom) {
        checkRange(received, 0, received.size(), session, stampKey, out);
        return out;
    }
    const std::size_t middle = received.size() / 2;
    auto other = std::async(std::launch::async,
                            [&] { checkRange(received, middle, received.size(), session, stampKey, out); });
    checkRange(received, 0, middle, session, stampKey, out);
    other.get();
    return out;
}

// One audit entry for each case, each kind of writing and each outcome. Who had a right is looked up before the push
// has its effects: one that ends its own author's right was written with it.
class PushAudit {
public:
    PushAudit(Work& work, const Session& session, const UserRow& user) : m_work(work), m_session(session), m_user(user) {}

    // REQUIRES: before the revision is taken
    Status look(const revision::Header& header)
    {
        Access& access = m_work.ledger.access();
        VELDPOST_ASSIGN(const bool may, access.mayWrite(m_user, header.caseId, header.part));
        VELDPOST_ASSIGN(const CaseRight right, access.rightIn(m_user, header.caseId));
        m_before = {may, right.byMembership};
        return done();
    }

    // REQUIRES: look() at the same revision went before
    void note(const revision::Header& header, std::size_t index)
    {
        const auto action = header.parents.empty() ? AuditAction::Create : AuditAction::Update;
        m_taken.push_back({header.caseId, action, header.kind.empty() ? "unknown" : header.kind, m_before, index});
    }

    // `results` as they will be answered.
    Status write(const std::vector<PushResult>& results)
    {
        for (const Writing& taken : m_taken) {
            const Outcome outcome = results[taken.index].outcome;
            Entry& entry = m_entries[{taken.caseId, taken.action, outcome}];
            ++entry.kinds[taken.kind];
            entry.authorised = entry.authorised && (outcome == Outcome::Stored || taken.before.mayWrite);
            entry.byMembership = entry.byMembership && taken.before.byMembership;
        }
        for (auto& [key, entry] : m_entries) VELDPOST_TRY(m_work.audit.add(eventOf(key, entry)));
        const auto unread = static_cast<std::int64_t>(results.size() - m_taken.size());
        if (unread == 0) return done();
        // Nothing in them is proved, not even which case they are about.
        AuditEvent event = eventOf(Key{CaseId(), AuditAction::Create, Outcome::Refused}, {{{"unknown", unread}}, false, false});
        event.caseId.reset();
        return m_work.audit.add(event);
    }

private:
    struct Relation {
        bool mayWrite = false;
        bool byMembership = false;
    };
    struct Writing {
        CaseId caseId;
        AuditAction action;
        std::string kind;
        Relation before;
        std::size_t index;  // of its result
    };
    struct Entry {
        std::map<std::string, std::int64_t> kinds;
        bool authorised = true;
        bool byMembership = true;
    };
    using Key = std::tuple<CaseId, AuditAction, Outcome>;

    AuditEvent eventOf(const Key& key, const Entry& entry) const
    {
        AuditEvent event;
        event.code = "push";
        event.action = std::get<AuditAction>(key);
        event.atMs = m_work.nowMs;
        event.user = m_session.user;
        event.role = m_user.role ? model::roleWord(*m_user.role) : "";
        event.device = m_session.device;
        event.accessPoint = m_session.accessPoint;
        event.caseId = std::get<CaseId>(key);
        event.objects = entry.kinds;
        event.authorised = entry.authorised;
        event.byMembership = entry.byMembership;
        const Outcome outcome = std::get<Outcome>(key);
        event.outcome = outcome == Outcome::Stored ? "done" : outcomeWord(outcome);
        return event;
    }

    Work& m_work;
    const Session& m_session;
    const UserRow& m_user;
    Relation m_before;
    std::vector<Writing> m_taken;
    std::map<Key, Entry> m_entries;
};

Status addReceipts(Work& work, const std::vector<revision::ChainKey>& chains, PushAnswer& answer)
{
    for (const revision::ChainKey& chain : chains) {
        VELDPOST_ASSIGN(const ChainHead head, work.change.chainHead(chain));
        if (head.n > 0) answer.receipts.push_back({chain.caseId, chain.part, head.n, head.id});
    }
    return done();
}

// What the push left in quarantine: it costs room and looking after, and nobody else has asked for it.
std::size_t quarantinedBytes(const Batch& batch)
{
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
        // Not what was there already and is sent again because its answer was lost.
        const PushResult& result = batch.answer.results[i];
        if (result.outcome != Outcome::Quarantined || result.receivedAtMs != batch.answer.serverTimeMs) continue;
        const revision::SignedRevision& rev = batch.items[i].submission.revision;
        bytes += kWaitingRowBytes + rev.headerBytes.size() + rev.payloadBytes.size();
    }
    return bytes;
}

Status takeItems(Work& work, Batch& batch, const Author& author, PushAudit& audit, std::set<revision::ChainKey>& chains)
{
    std::vector<PushResult>& results = batch.answer.results;
    for (const Item& item : batch.items) {
        if (!item.refusal.empty()) {
            results.push_back({Outcome::Refused, item.refusal, {}, {}});
            continue;
        }
        const revision::Header& header = item.submission.revision.header;
        chains.insert(header.chain());
        VELDPOST_TRY(audit.look(header));
        audit.note(header, results.size());
        VELDPOST_ASSIGN(Taken taken, work.ledger.take(item.submission, author));
        results.push_back(std::move(taken.result));
    }
    return done();
}

// May run twice: a transaction that failed for another's sake is tried again.
Status applyBatch(Work& work, Batch& batch)
{
    VELDPOST_ASSIGN(const auto device, work.change.device(batch.session.device));
    VELDPOST_ASSIGN(const auto user, work.change.user(batch.session.user));
    VELDPOST_CHECK(device && user);  // the session was made from them, and they are never removed
    batch.answer.results.clear();
    batch.answer.receipts.clear();
    PushAudit audit(work, batch.session, *user);
    std::set<revision::ChainKey> chains;
    VELDPOST_TRY(takeItems(work, batch, {*user, device->revoked}, audit, chains));
    VELDPOST_TRY(work.ledger.settle());
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
        PushResult& result = batch.answer.results[i];
        if (result.outcome != Outcome::Quarantined) continue;
        if (!work.ledger.released().contains(batch.items[i].submission.revision.id)) continue;
        result.outcome = Outcome::Stored;
        result.reason.clear();
        result.stamp = work.ledger.stampOf(batch.items[i].submission.revision.id, *result.receivedAtMs);
    }
    VELDPOST_TRY(addReceipts(work, {chains.begin(), chains.end()}, batch.answer));
    batch.answer.serverTimeMs = work.nowMs;
    return audit.write(batch.answer.results);
}

}  // namespace

void Intake::push(const Session& session, const revision::Json& revisions, Done done)
{
    if (const Status open = m_waiting.check(session.device.text()); !open.ok()) return done(open.error());
    if (m_committer.isBehind(session.device))
        return done(Error{ErrorKind::Busy, "too_many_requests", "Too much of this device is under way", "Try again in a moment."});
    auto received = protocol::readRevisionPage(revisions);
    if (!received.ok()) return done(std::move(received).error());
    // Shared because the job that writes and the one that answers both hold it, and std::function wants to copy.
    auto batch = std::make_shared<Batch>();
    batch->session = session;
    batch->items = checkAll(std::move(*received), session, m_keys.stampKey, m_manyThreads);
    batch->answer.epoch = m_keys.epoch;
    const std::size_t weight = 1 + batch->items.size();
    m_committer.submit({.run = [batch](Work& work) { return applyBatch(work, *batch); },
                        .done =
                            [this, batch, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                const std::size_t waiting = quarantinedBytes(*batch);
                                if (waiting > 0) m_waiting.spend(batch->session.device.text(), static_cast<double>(waiting));
                                done(std::move(batch->answer));
                            },
                        .weight = weight,
                        .turn = session.device});
}

}  // namespace veldpost::server
