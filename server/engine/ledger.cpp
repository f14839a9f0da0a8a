#include "server/engine/ledger.h"

#include "server/engine/blobs.h"
#include "server/engine/lasting.h"
#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::server {

using protocol::Outcome;
using protocol::PushResult;

namespace {

PushResult resultOf(const StoredRevision& stored, Outcome whenLive)
{
    PushResult result{whenLive, {}, stored.receivedAtMs, stored.stamp};
    if (stored.standing != Standing::Live) {
        // A stamp takes a revision back after a restore without a judgement of its right: only what has passed one gets it.
        if (!stored.proven) result.stamp.reset();
        result.outcome = Outcome::Quarantined;
        result.reason = stored.standing == Standing::Declined ? "declined" : stored.reason;
    }
    return result;
}

Taken refused(const char* why)
{
    return {{Outcome::Refused, why, {}, {}}};
}

}  // namespace

// The same revision again, another one in its place, or a place that nothing leads to.
Result<std::optional<Taken>> Ledger::placeTaken(const Submission& submission, Gaps gaps)
{
    const revision::SignedRevision& rev = submission.revision;
    const revision::Header& header = rev.header;
    VELDPOST_ASSIGN(const ChainHead head, m_change.chainHead(header.chain()));
    VELDPOST_ASSIGN(auto there, m_change.revisionInChain(header.chain(), header.n));
    if (there && there->revision.id != rev.id) return std::optional<Taken>(refused("fork"));
    if (there) {
        VELDPOST_ASSIGN(Taken again, repeated(submission, std::move(*there)));
        return std::optional<Taken>(std::move(again));
    }
    if (header.n > head.n + 1 && gaps == Gaps::Refused) return std::optional<Taken>(refused("gap"));
    VELDPOST_ASSIGN(const bool fits, joins(rev, head));
    return fits ? std::optional<Taken>() : std::optional<Taken>(refused("fork"));
}

// Whether the places before and after it, as far as they are here, name it and are named by it.
Result<bool> Ledger::joins(const revision::SignedRevision& rev, const ChainHead& head)
{
    const revision::Header& header = rev.header;
    if (header.n == head.n + 1 && head.n > 0 && header.prev != head.id) return false;
    if (header.n > head.n + 1) {
        VELDPOST_ASSIGN(const auto before, m_change.revisionInChain(header.chain(), header.n - 1));
        if (before && header.prev != before->revision.id) return false;
    }
    VELDPOST_ASSIGN(const auto after, m_change.revisionInChain(header.chain(), header.n + 1));
    return !after || after->revision.header.prev == rev.id;
}

// Sent once more. New about it can be the payload, when it came without one, and the proof that it counted once.
Result<Taken> Ledger::repeated(const Submission& submission, StoredRevision stored)
{
    const bool bringsPayload = stored.revision.payloadBytes.empty() && !submission.revision.payloadBytes.empty() &&
                               stored.standing == Standing::Quarantined && stored.reason == reason::kNoPayload;
    if (bringsPayload) {
        VELDPOST_TRY(m_change.setPayload(stored.revision.id, submission.revision.payloadBytes));
        stored.revision.payloadBytes = submission.revision.payloadBytes;
        stir(awaited(stored.revision.id));
    }
    if (submission.provenAtMs && stored.standing == Standing::Quarantined && !stored.proven)
        VELDPOST_TRY(prove(submission, stored));
    return Taken{resultOf(stored, Outcome::Already)};
}

// It was judged anew before its proof came.
Status Ledger::prove(const Submission& submission, StoredRevision& stored)
{
    const RevisionId id = stored.revision.id;
    stored.proven = true;
    stored.receivedAtMs = *submission.provenAtMs;
    stored.stamp = stampOf(id, stored.receivedAtMs);
    VELDPOST_TRY(m_change.setProven(id));
    VELDPOST_TRY(m_change.setReceived(id, stored.receivedAtMs, stored.stamp));
    VELDPOST_TRY(settleOne(stored));
    VELDPOST_ASSIGN(auto now, m_change.revision(id));
    VELDPOST_CHECK(now.has_value());
    stored = std::move(*now);
    return done();
}

Result<Seq> Ledger::nextSeq(const RegionId& region)
{
    VELDPOST_ASSIGN(const Seq seq, m_change.takeSeq(region));
    m_touched[region] = seq;
    return seq;
}

Result<Taken> Ledger::take(Submission submission, const Author& author, Gaps gaps)
{
    VELDPOST_ASSIGN(auto known, placeTaken(submission, gaps));
    if (known) return std::move(*known);
    VELDPOST_ASSIGN(Verdict verdict, m_judge.verdictOn(submission, author));
    StoredRevision stored;
    stored.revision = std::move(submission.revision);
    VELDPOST_ASSIGN(stored.seq, nextSeq(stored.revision.header.region));
    stored.proven = submission.provenAtMs.has_value();
    stored.receivedAtMs = submission.provenAtMs.value_or(m_nowMs);
    stored.stamp = stampOf(stored.revision.id, stored.receivedAtMs);
    stored.standing = verdict.reason.empty() ? Standing::Live : Standing::Quarantined;
    stored.reason = std::move(verdict.reason);
    stored.awaits = std::move(verdict.awaits);
    VELDPOST_TRY(m_change.addRevision(stored));
    if (stored.standing == Standing::Live) VELDPOST_TRY(becomeLive(stored, submission.payload.set));
    else VELDPOST_TRY(becomeWaiting(stored));
    return Taken{resultOf(stored, Outcome::Stored)};
}

Result<Author> Ledger::authorOf(const StoredRevision& stored)
{
    VELDPOST_ASSIGN(const auto device, m_change.device(stored.revision.header.device));
    VELDPOST_ASSIGN(const auto user, m_change.user(stored.revision.header.user));
    VELDPOST_CHECK(device && user);  // its signature was checked against this device when it came
    return Author{*user, device->revoked};
}

void Ledger::stir(Awaited key)
{
    // A push of a thousand notes into one case asks once what waits for each of them, and once for the case.
    if (m_stirred.empty() || m_stirred.back() != key) m_stirred.push_back(std::move(key));
}

// A role may give a right that no membership gave: whatever the user has sent is looked at again. Rare.
Status Ledger::stirWorkOf(const UserId& user)
{
    VELDPOST_ASSIGN(const auto devices, m_change.devices());
    for (const DeviceRow& device : devices) {
        if (device.certificate.user != user) continue;
        std::optional<revision::ChainKey> after;
        for (;;) {
            VELDPOST_ASSIGN(const auto chains,
                            m_change.chainsOf(device.certificate.device, after, protocol::kPageRevisionsMax));
            if (chains.empty()) break;
            for (const protocol::Receipt& chain : chains)
                stir(awaited(revision::membershipRecordId(chain.caseId, user)));
            after = revision::ChainKey{device.certificate.device, chains.back().caseId, chains.back().part};
        }
    }
    return done();
}

Status Ledger::becomeLive(const StoredRevision& live, const revision::Json& set)
{
    const revision::Header& header = live.revision.header;
    m_records.follow(live.revision, set);
    VELDPOST_TRY(applyEffects(m_change, m_access, live));
    VELDPOST_TRY(noteBlobName(m_change, live.revision, set));
    VELDPOST_TRY(keepIfItLowers(m_change, live));
    VELDPOST_TRY(noteAcceptedWithParent(live));
    stir(awaited(live.revision.id));
    if (header.v != 1) return done();
    if (header.kind == model::kCase) stir(awaited(header.caseId));
    if (header.kind == model::kMembership) stir(awaited(header.record));
    if (header.kind == model::kDecision && header.parents.empty()) return decide(live, set);
    if (header.kind == model::kRole) {
        const auto granted = model::RoleGrant::from(set);
        if (granted.ok()) return stirWorkOf(granted->user);
    }
    return done();
}

Status Ledger::becomeWaiting(const StoredRevision& waiting)
{
    stir(awaited(waiting.revision.id));  // a decision on it may have come before it
    if (waiting.reason != reason::kParentQuarantined) return done();
    for (const RevisionId& parent : waiting.revision.header.parents) {
        VELDPOST_ASSIGN(const auto stored, m_change.revision(parent));
        const bool declined = stored && stored->standing == Standing::Declined && stored->decision &&
                              stored->revision.header.user == waiting.revision.header.user;
        if (declined) return decline(waiting, *stored->decision);
    }
    return done();
}

Status Ledger::release(StoredRevision stored, const revision::Json& set)
{
    VELDPOST_ASSIGN(stored.seq, nextSeq(stored.revision.header.region));
    stored.standing = Standing::Live;
    VELDPOST_TRY(m_change.setStanding(stored.revision.id, Standing::Live, stored.seq, stored.reason));
    m_released.insert(stored.revision.id);
    return becomeLive(stored, set);
}

Status Ledger::accept(StoredRevision stored, const RevisionId& decision)
{
    m_accepted.emplace(stored.revision.id, Acceptance{stored.revision.header.user, decision});
    VELDPOST_TRY(m_change.setDecision(stored.revision.id, decision));
    const Submission submission = Submission::of(stored.revision);
    return release(std::move(stored), submission.payload.set);
}

// What stands on it cannot count either. As far as it is the same author's it is declined with it: he is to know.
Status Ledger::decline(const StoredRevision& first, const RevisionId& decision)
{
    std::deque<RevisionId> due{first.revision.id};
    while (!due.empty()) {
        const RevisionId id = due.front();
        due.pop_front();
        VELDPOST_TRY(m_change.setDeclined(id, decision));
        VELDPOST_ASSIGN(const auto waiting, m_change.waitingFor(awaited(id)));
        for (const RevisionId& next : waiting) {
            VELDPOST_ASSIGN(const auto stored, m_change.revision(next));
            VELDPOST_CHECK(stored.has_value());
            const bool goesAlong = stored->standing == Standing::Quarantined && stored->reason == reason::kParentQuarantined &&
                                   stored->revision.header.user == first.revision.header.user;
            if (goesAlong) due.push_back(next);
        }
    }
    return done();
}

// REQUIRES: judged in this transaction: what it names is here, and may be decided on so
Status Ledger::decide(const StoredRevision& decision, const revision::Json& set)
{
    VELDPOST_ASSIGN(const auto what, model::Decision::from(set));
    const bool accepts = what.verdict == model::Ruling::Accept;
    for (const RevisionId& id : what.revisions) {
        VELDPOST_ASSIGN(auto stored, m_change.revision(id));
        VELDPOST_CHECK(stored.has_value());
        // The first decision holds; only what was declined may be accepted all the same.
        if (stored->standing == Standing::Live && accepts) VELDPOST_TRY(noteAccepted(*stored, decision));
        if (stored->standing == Standing::Live || (stored->standing == Standing::Declined && !accepts)) continue;
        if (!accepts) {
            VELDPOST_TRY(decline(*stored, decision.revision.id));
            continue;
        }
        VELDPOST_ASSIGN(const Verdict left, m_judge.verdictOnAccepted(Submission::of(stored->revision)));
        // One that it named before may have taken this one along, or have changed what it stands on.
        if (left.reason.empty()) VELDPOST_TRY(accept(std::move(*stored), decision.revision.id));
    }
    return done();
}

// Of several decisions the first holds, in whatever order they come back; one of today on what counts has no effect.
Status Ledger::noteAccepted(const StoredRevision& live, const StoredRevision& decision)
{
    if (!live.proven || !decision.proven || live.receivedAtMs > decision.receivedAtMs) return done();
    if (live.decision) {
        VELDPOST_ASSIGN(const auto other, m_change.revision(*live.decision));
        if (other && other->receivedAtMs <= decision.receivedAtMs) return done();
    }
    VELDPOST_TRY(m_change.setDecision(live.revision.id, decision.revision.id));
    // What stood on it when it was decided on was taken along.
    VELDPOST_ASSIGN(const auto record, m_change.recordRevisions(live.revision.header.recordKey()));
    for (const StoredRevision& other : record) {
        const revision::Header& header = other.revision.header;
        const bool standsOnIt = std::find(header.parents.begin(), header.parents.end(), live.revision.id) != header.parents.end();
        if (standsOnIt && header.user == live.revision.header.user) VELDPOST_TRY(noteAccepted(other, decision));
    }
    return done();
}

Status Ledger::noteAcceptedWithParent(const StoredRevision& live)
{
    if (!live.proven) return done();
    for (const RevisionId& id : live.revision.header.parents) {
        VELDPOST_ASSIGN(const auto parent, m_change.revision(id));
        if (!parent || !parent->decision || parent->revision.header.user != live.revision.header.user) continue;
        VELDPOST_ASSIGN(const auto decision, m_change.revision(*parent->decision));
        if (decision) return noteAccepted(live, *decision);
    }
    return done();
}

std::optional<RevisionId> Ledger::acceptedWith(const StoredRevision& waiting) const
{
    const revision::Header& header = waiting.revision.header;
    for (const RevisionId& parent : header.parents) {
        const auto found = m_accepted.find(parent);
        if (found != m_accepted.end() && found->second.user == header.user) return found->second.decision;
    }
    return std::nullopt;
}

Status Ledger::settleOne(const StoredRevision& waiting)
{
    const auto decision = acceptedWith(waiting);
    if (waiting.standing == Standing::Declined && !decision) return done();
    Submission submission = Submission::of(waiting.revision);
    if (waiting.proven) submission.provenAtMs = waiting.receivedAtMs;
    if (decision) {
        VELDPOST_ASSIGN(const Verdict left, m_judge.verdictOnAccepted(submission));
        if (left.reason.empty()) return accept(waiting, *decision);
        if (waiting.standing == Standing::Declined) return done();
        return m_change.setReason(waiting.revision.id, left.reason, left.awaits);
    }
    VELDPOST_ASSIGN(const Author author, authorOf(waiting));
    VELDPOST_ASSIGN(const Verdict verdict, m_judge.verdictOn(submission, author));
    if (!verdict.reason.empty()) {
        VELDPOST_TRY(m_change.setReason(waiting.revision.id, verdict.reason, verdict.awaits));
        // A decision that came back before it waits until it can be decided on.
        const bool nowForAPerson = reason::waitsByItself(waiting.reason) && !reason::waitsByItself(verdict.reason);
        if (nowForAPerson) stir(awaited(waiting.revision.id));
        return done();
    }
    return release(waiting, submission.payload.set);
}

Status Ledger::settle()
{
    // Ends: a key is stirred by what becomes live, gets its payload or has to wait for a person, and each of those happens
    // once to a revision.
    while (!m_stirred.empty()) {
        const Awaited key = std::move(m_stirred.front());
        m_stirred.pop_front();
        VELDPOST_ASSIGN(const auto waiting, m_change.waitingFor(key));
        for (const RevisionId& id : waiting) {
            VELDPOST_ASSIGN(const auto stored, m_change.revision(id));
            VELDPOST_CHECK(stored.has_value());
            // It may have been released meanwhile by a decision that waited for the same.
            if (stored->standing != Standing::Live) VELDPOST_TRY(settleOne(*stored));
        }
    }
    return done();
}

}  // namespace veldpost::server
