// Takes in a pulled page: everything of it and its cursor in one transaction, or nothing.
//
// What is checked before a row is written: the author's certificate is signed by the server key this device was
// enrolled with and names the header's user, device and region; the payload is the one the header names; the chain
// continues what is here, hash by hash; the last revision of every unbroken run in the page carries its author's
// signature, which vouches for the run (the rest is checked in idle time: checkSomeSignatures).
// Before a purge takes a case away, what is being typed in it becomes revisions, and own work that the server lacks stays
// until it has it (protocol §7).
#pragma once

#include "client/engine/drafts.h"
#include "client/engine/local_store.h"
#include "shared/protocol/messages.h"

#include <set>

namespace veldpost::engine {

class Inbox {
public:
    Inbox(LocalStore& store, Drafts& drafts) : m_store(store), m_drafts(drafts) {}

    struct Taken {
        std::int64_t revisions = 0;
        std::int64_t purgedCases = 0;
        std::vector<CaseId> cases;  // touched
    };
    // Errors: `not_trusted_page` (a signature, certificate or hash does not hold: nothing is taken), those of the store.
    Result<Taken> take(const protocol::PullPage& page);

private:
    class Page;
    Status tellAboutToPurge(const protocol::PullPage& page);
    LocalStore& m_store;
    Drafts& m_drafts;
};

// Checks own signatures of up to `limit` revisions that were only vouched for; answers of how many: fewer than `limit`
// when none are left.
// Error `bad_signature` (Damaged) with the revision's id.
Result<std::int64_t> checkSomeSignatures(LocalStore& store, std::int64_t limit);

}  // namespace veldpost::engine
