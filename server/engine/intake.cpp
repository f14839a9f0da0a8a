#include "server/engine/intake.h"

#include <algorithm>
#include <future>

namespace veldpost::server {

using protocol::Outcome;
using protocol::PushAnswer;
using protocol::PushResult;

namespace {

// Below this a second thread costs more than it saves: about 5 ms of signature checks.
constexpr std::size_t kSplitFrom = 64;

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

Item itemOf(Result<protocol::ReceivedRevision>&& received, const Session& session)
{
    if (!received.ok()) return {received.error().type, {}};
    revision::SignedRevision& rev = received->revision;
    std::string refusal = refusalOf(rev, session);
    if (!refusal.empty()) return {std::move(refusal), {}};
    return {{}, Submission::of(std::move(rev))};
}

using Received = std::vector<Result<protocol::ReceivedRevision>>;

void checkRange(Received& received, std::size_t from, std::size_t to, const Session& session, std::vector<Item>& out)
{
    for (std::size_t i = from; i < to; ++i) out[i] = itemOf(std::move(received[i]), session);
}

std::vector<Item> checkAll(Received received, const Session& session, bool manyThreads)
{
    std::vector<Item> out(received.size());
    if (!manyThreads || received.size() < kSplitFrom) {
        checkRange(received, 0, received.size(), session, out);
        return out;
    }
    const std::size_t middle = received.size() / 2;
    auto other = std::async(std::launch::async,
                            [&] { checkRange(received, middle, received.size(), session, out); });
    checkRange(received, 0, middle, session, out);
    other.get();
    return out;
}

// One audit entry for each case the push wrote to, and for each kind of writing.
class PushAudit {
public:
    void count(const revision::Header& header)
    {
        const auto action = header.parents.empty() ? AuditAction::Create : AuditAction::Update;
        ++m_counts[{header.caseId, action}][header.kind.empty() ? "unknown" : header.kind];
    }

    Status write(Work& work, const Session& session, const UserRow& user)
    {
        Access access(work.change);
        for (auto& [key, kinds] : m_counts) {
            AuditEvent event;
            event.code = "push";
            event.action = key.second;
            event.atMs = work.nowMs;
            event.user = session.user;
            event.role = user.role ? model::roleWord(*user.role) : "";
            event.device = session.device;
            event.accessPoint = session.accessPoint;
            event.caseId = key.first;
            event.objects = std::move(kinds);
            VELDPOST_ASSIGN(const CaseRight right, access.rightIn(user, key.first));
            event.byMembership = right.byMembership;
            event.authorised = right.right >= Right::Write;
            if (!event.authorised) event.outcome = "quarantined";
            VELDPOST_TRY(work.audit.add(event));
        }
        return done();
    }

private:
    std::map<std::pair<CaseId, AuditAction>, std::map<std::string, std::int64_t>> m_counts;
};

Status addReceipts(Work& work, const std::vector<revision::ChainKey>& chains, PushAnswer& answer)
{
    for (const revision::ChainKey& chain : chains) {
        VELDPOST_ASSIGN(const ChainHead head, work.change.chainHead(chain));
        if (head.n > 0) answer.receipts.push_back({chain.caseId, chain.part, head.n, head.id});
    }
    return done();
}

Status takeItems(Work& work, Batch& batch, const Author& author, PushAudit& audit,
                 std::vector<std::pair<RevisionId, std::size_t>>& waiting, std::set<revision::ChainKey>& chains)
{
    for (Item& item : batch.items) {
        if (!item.refusal.empty()) {
            batch.answer.results.push_back({Outcome::Refused, item.refusal, {}, {}});
            continue;
        }
        const revision::Header header = item.submission.revision.header;
        const RevisionId id = item.submission.revision.id;
        chains.insert(header.chain());
        VELDPOST_ASSIGN(Taken taken, work.ledger.take(std::move(item.submission), author));
        if (taken.isNew) audit.count(header);
        if (taken.result.outcome == Outcome::Quarantined) waiting.emplace_back(id, batch.answer.results.size());
        batch.answer.results.push_back(std::move(taken.result));
    }
    return done();
}

Status applyBatch(Work& work, Batch& batch)
{
    VELDPOST_ASSIGN(const auto device, work.change.device(batch.session.device));
    VELDPOST_ASSIGN(const auto user, work.change.user(batch.session.user));
    VELDPOST_CHECK(device && user);  // the session was made from them, and they are never removed
    PushAudit audit;
    std::vector<std::pair<RevisionId, std::size_t>> waiting;
    std::set<revision::ChainKey> chains;
    VELDPOST_TRY(takeItems(work, batch, {*user, device->revoked}, audit, waiting, chains));
    VELDPOST_TRY(work.ledger.settle());
    for (const auto& [id, index] : waiting) {
        if (!work.ledger.released().contains(id)) continue;
        batch.answer.results[index].outcome = Outcome::Stored;
        batch.answer.results[index].reason.clear();
    }
    VELDPOST_TRY(addReceipts(work, {chains.begin(), chains.end()}, batch.answer));
    batch.answer.serverTimeMs = work.nowMs;
    return audit.write(work, batch.session, *user);
}

}  // namespace

void Intake::push(const Session& session, const revision::Json& revisions, Done done)
{
    auto received = protocol::readRevisionPage(revisions);
    if (!received.ok()) return done(std::move(received).error());
    // Shared because the job that writes and the one that answers both hold it, and std::function wants to copy.
    auto batch = std::make_shared<Batch>();
    batch->session = session;
    batch->items = checkAll(std::move(*received), session, m_manyThreads);
    batch->answer.epoch = m_keys.epoch;
    const std::size_t weight = 1 + batch->items.size();
    m_committer.submit({.run = [batch](Work& work) { return applyBatch(work, *batch); },
                        .done =
                            [batch, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                done(std::move(batch->answer));
                            },
                        .weight = weight});
}

}  // namespace veldpost::server
