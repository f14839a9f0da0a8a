#include "server/engine/ledger.h"

namespace veldpost::server {

using protocol::Outcome;
using protocol::PushResult;

namespace {

PushResult resultOf(const StoredRevision& stored, Outcome whenLive)
{
    PushResult result{whenLive, {}, stored.receivedAtMs, stored.stamp};
    if (stored.standing != Standing::Live) {
        result.outcome = Outcome::Quarantined;
        result.reason = stored.standing == Standing::Declined ? "declined" : stored.reason;
    }
    return result;
}

Taken refused(const char* why)
{
    return {{Outcome::Refused, why, {}, {}}, false};
}

}  // namespace

// A place at or before the head: the same revision again, or another one in its place.
Result<std::optional<Taken>> Ledger::placeTaken(const Submission& submission)
{
    const revision::Header& header = submission.revision.header;
    VELDPOST_ASSIGN(const ChainHead head, m_change.chainHead(header.chain()));
    if (header.n <= head.n) {
        VELDPOST_ASSIGN(auto stored, m_change.revision(submission.revision.id));
        if (!stored) return std::optional<Taken>(refused("fork"));
        VELDPOST_ASSIGN(Taken again, repeated(submission, std::move(*stored)));
        return std::optional<Taken>(std::move(again));
    }
    if (header.n > head.n + 1) return std::optional<Taken>(refused("gap"));
    if (head.n > 0 && header.prev != head.id) return std::optional<Taken>(refused("fork"));
    return std::optional<Taken>();
}

// Sent once more. Only one thing can be new about it: the payload, when it came without one.
Result<Taken> Ledger::repeated(const Submission& submission, StoredRevision stored)
{
    const bool bringsPayload = stored.revision.payloadBytes.empty() && !submission.revision.payloadBytes.empty() &&
                               stored.standing == Standing::Quarantined && stored.reason == reason::kNoPayload;
    if (bringsPayload) {
        VELDPOST_TRY(m_change.setPayload(stored.revision.id, submission.revision.payloadBytes));
        m_stirred.insert(stored.revision.header.caseId);
    }
    return Taken{resultOf(stored, Outcome::Already), false};
}

Result<Seq> Ledger::nextSeq(const RegionId& region)
{
    VELDPOST_ASSIGN(const Seq seq, m_change.takeSeq(region));
    m_touched[region] = seq;
    return seq;
}

Result<Taken> Ledger::take(Submission submission, const Author& author)
{
    VELDPOST_ASSIGN(auto known, placeTaken(submission));
    if (known) return std::move(*known);
    VELDPOST_ASSIGN(std::string against, m_judge.reasonAgainst(submission, author));
    StoredRevision stored;
    stored.revision = std::move(submission.revision);
    VELDPOST_ASSIGN(stored.seq, nextSeq(stored.revision.header.region));
    stored.receivedAtMs = m_nowMs;
    stored.stamp = protocol::makeStamp(m_stampKey, stored.revision.id, m_nowMs);
    stored.standing = against.empty() ? Standing::Live : Standing::Quarantined;
    stored.reason = std::move(against);
    VELDPOST_TRY(m_change.addRevision(stored));
    if (stored.standing == Standing::Live) {
        VELDPOST_TRY(applyEffects(m_change, m_access, stored));
        m_stirred.insert(stored.revision.header.caseId);
    }
    return Taken{resultOf(stored, Outcome::Stored), true};
}

Result<Author> Ledger::authorOf(const StoredRevision& stored)
{
    VELDPOST_ASSIGN(const auto device, m_change.device(stored.revision.header.device));
    VELDPOST_ASSIGN(const auto user, m_change.user(stored.revision.header.user));
    VELDPOST_CHECK(device && user);  // its signature was checked against this device when it came
    return Author{*user, device->revoked};
}

Result<bool> Ledger::settleOne(const StoredRevision& waiting)
{
    VELDPOST_ASSIGN(const Author author, authorOf(waiting));
    const Submission submission = Submission::of(waiting.revision);
    VELDPOST_ASSIGN(const std::string against, m_judge.reasonAgainst(submission, author));
    if (!against.empty()) {
        if (against != waiting.reason) VELDPOST_TRY(m_change.setReason(waiting.revision.id, against));
        return false;
    }
    StoredRevision live = waiting;
    live.standing = Standing::Live;
    VELDPOST_ASSIGN(live.seq, nextSeq(waiting.revision.header.region));
    VELDPOST_TRY(m_change.setStanding(live.revision.id, Standing::Live, live.seq, waiting.reason));
    m_released.insert(live.revision.id);
    m_stirred.insert(live.revision.header.caseId);
    VELDPOST_TRY(applyEffects(m_change, m_access, live));
    return true;
}

Result<bool> Ledger::settleAll(const std::vector<StoredRevision>& waiting)
{
    bool anyMoved = false;
    for (const StoredRevision& stored : waiting) {
        if (!reason::waitsByItself(stored.reason)) continue;
        VELDPOST_ASSIGN(const bool moved, settleOne(stored));
        anyMoved = anyMoved || moved;
    }
    return anyMoved;
}

Status Ledger::settle()
{
    // Ends: every round but the last of a case makes at least one waiting revision live.
    while (!m_stirred.empty()) {
        const CaseId caseId = *m_stirred.begin();
        m_stirred.erase(m_stirred.begin());
        VELDPOST_ASSIGN(const auto waiting, m_change.quarantinedOfCase(caseId));
        VELDPOST_ASSIGN(const bool moved, settleAll(waiting));
        if (moved) m_stirred.insert(caseId);
    }
    return done();
}

}  // namespace veldpost::server
