// Takes judged revisions into the store within one transaction: chain, verdict, place in the region's order, effects,
// and the release of what was waiting for them.
//
// Invariants: 1. A revision whose signature held and whose chain place is the next one is always stored; what stands
// against it makes it quarantined. 2. A place that is taken is refused and changes nothing; so is one behind a gap, but
// for what others offer after a restore: that is held there until the gap is filled. 3. When
// settle() is done, nothing waits for something that came since the last one. What it costs depends on what waited for
// just that, not on how much waits. 4. What a decision releases comes behind it in the region's order, under its own
// author; with it come those that stand on it, as far as they are the same author's.
#pragma once

#include "server/engine/effects.h"
#include "server/engine/judge.h"

#include <deque>
#include <set>

namespace veldpost::server {

enum class Gaps { Refused, Allowed };

struct Taken {
    protocol::PushResult result;
};

class Ledger {
public:
    // `records` outlives the ledger, and is cleared when the change is not committed.
    Ledger(Change& change, const crypto::SecretBytes& stampKey, std::int64_t nowMs, RecordCache& records)
        : m_change(change), m_access(change), m_records(records), m_judge(change, m_access, records),
          m_stampKey(stampKey), m_nowMs(nowMs)
    {
    }

    // REQUIRES: the signature holds, and the header names the author's own user, device and region
    Result<Taken> take(Submission submission, const Author& author, Gaps gaps = Gaps::Refused);

    // Releases what waited for the revisions taken since the last settle(), until nothing moves any more.
    Status settle();

    // Those made live by settle(), with the place they got.
    const std::set<RevisionId>& released() const { return m_released; }
    protocol::Stamp stampOf(const RevisionId& id, std::int64_t receivedAtMs) const
    {
        return protocol::makeStamp(m_stampKey, id, receivedAtMs);
    }
    // Rights as they are at this point of the transaction.
    Access& access() { return m_access; }
    // Regions whose order grew.
    const std::map<RegionId, Seq>& touched() const { return m_touched; }

private:
    Result<std::optional<Taken>> placeTaken(const Submission& submission, Gaps gaps);
    Result<bool> joins(const revision::SignedRevision& rev, const ChainHead& head);
    Status prove(const Submission& submission, StoredRevision& stored);
    Result<Taken> repeated(const Submission& submission, StoredRevision stored);
    Result<Seq> nextSeq(const RegionId& region);
    Result<Author> authorOf(const StoredRevision& stored);
    Status settleOne(const StoredRevision& waiting);
    // What stands on declined work of its own author is declined with it.
    Status becomeWaiting(const StoredRevision& waiting);
    Status release(StoredRevision stored, const revision::Json& set);
    // What released the parent it stands on, when that was a decision on its own author's work.
    std::optional<RevisionId> acceptedWith(const StoredRevision& waiting) const;
    Status decide(const StoredRevision& decision, const revision::Json& set);
    // After a restore what was accepted comes back as what counts; with the decision it is what was accepted again.
    Status noteAccepted(const StoredRevision& live, const StoredRevision& decision);
    Status noteAcceptedWithParent(const StoredRevision& live);
    Status accept(StoredRevision stored, const RevisionId& decision);
    Status decline(const StoredRevision& stored, const RevisionId& decision);
    // Effects, and what it may release.
    Status becomeLive(const StoredRevision& live, const revision::Json& set);
    Status stirWorkOf(const UserId& user);
    void stir(Awaited key);

    Change& m_change;
    Access m_access;
    RecordCache& m_records;
    Judge m_judge;
    const crypto::SecretBytes& m_stampKey;
    const std::int64_t m_nowMs;
    std::deque<Awaited> m_stirred;
    std::set<RevisionId> m_released;
    struct Acceptance {
        UserId user;
        RevisionId decision;
    };
    std::map<RevisionId, Acceptance> m_accepted;  // in this transaction
    std::map<RegionId, Seq> m_touched;
};

}  // namespace veldpost::server
