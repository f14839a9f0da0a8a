// Takes judged revisions into the store within one transaction: chain, verdict, place in the region's order, effects,
// and the release of what was waiting for them.
//
// Invariants: 1. A revision whose signature held and whose chain place is the next one is always stored; what stands
// against it makes it quarantined. 2. A place that is taken, or behind a gap, is refused and changes nothing. 3. When
// settle() is done, nothing in the touched cases waits for something that is there.
#pragma once

#include "server/engine/effects.h"
#include "server/engine/judge.h"

#include <set>

namespace veldpost::server {

struct Taken {
    protocol::PushResult result;
    bool isNew = false;
};

class Ledger {
public:
    Ledger(Change& change, const crypto::SecretBytes& stampKey, std::int64_t nowMs)
        : m_change(change), m_access(change), m_judge(change, m_access), m_stampKey(stampKey), m_nowMs(nowMs)
    {
    }

    // REQUIRES: the signature holds, and the header names the author's own user, device and region
    Result<Taken> take(Submission submission, const Author& author);

    // Releases what waited for the revisions taken since the last settle(), until nothing moves any more.
    Status settle();

    // Those made live by settle(), with the place they got.
    const std::set<RevisionId>& released() const { return m_released; }
    // Regions whose order grew.
    const std::map<RegionId, Seq>& touched() const { return m_touched; }

private:
    Result<std::optional<Taken>> placeTaken(const Submission& submission);
    Result<Taken> repeated(const Submission& submission, StoredRevision stored);
    Result<Seq> nextSeq(const RegionId& region);
    Result<Author> authorOf(const StoredRevision& stored);
    Result<bool> settleOne(const StoredRevision& waiting);
    Result<bool> settleAll(const std::vector<StoredRevision>& waiting);

    Change& m_change;
    Access m_access;
    Judge m_judge;
    const crypto::SecretBytes& m_stampKey;
    const std::int64_t m_nowMs;
    std::set<CaseId> m_stirred;
    std::set<RevisionId> m_released;
    std::map<RegionId, Seq> m_touched;
};

}  // namespace veldpost::server
