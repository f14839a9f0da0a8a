// What the server's receipt does not cover. There is no list to keep: it is a question to the store.
//
// Invariants: 1. Only an answer of the server moves the receipt, and only to what is contiguous there. 2. A revision
// the server refused holds back its own chain and nothing else. 3. A receipt counts only where the place it names is
// the one that is here.
#pragma once

#include "client/engine/local_store.h"
#include "shared/protocol/messages.h"

#include <set>

namespace veldpost::engine {

class Outbox {
public:
    explicit Outbox(LocalStore& store) : m_store(store) {}

    // The next revisions in chain order, at most `limit` and about `bytes` of payload; cases one after another.
    // `behind`: only what comes after this one, which is on its way already.
    Result<std::vector<SignedRevision>> next(std::size_t limit, std::size_t bytes,
                                             const revision::Header* behind = nullptr);
    Result<std::int64_t> count();
    // All that no receipt covers, also what may not be sent (refused, or of a chain that stopped), in the same order.
    Result<std::vector<SignedRevision>> undelivered(std::size_t limit, std::size_t bytes, const revision::Header* behind);

    struct Taken {
        std::int64_t stored = 0;
        std::int64_t quarantined = 0;
        std::int64_t refused = 0;
        std::set<revision::ChainKey> stoppedChains;  // of which something was refused
        bool anyMoved = false;  // a receipt, or something is not sent again as it stands
        bool askAnew = false;  // the server holds less than its receipts said
    };
    // Takes in the answer for `sent`: one transaction. Error `malformed_message` when it does not fit.
    Result<Taken> take(const std::vector<SignedRevision>& sent, const protocol::PushAnswer& answer);
    // One revision the server cannot read at all.
    Status markRefused(const SignedRevision& sent, const std::string& reason);
    // Own chains that go another way at the server: this store is a copy of another one, or was set back.
    Result<std::int64_t> stoppedChains();

private:
    Status takeOne(const SignedRevision& sent, const protocol::PushResult& result, Taken& taken);
    Status takeRefusal(const SignedRevision& sent, const std::string& reason, Taken& taken);
    Status markCounts(const SignedRevision& sent);
    Status noteHoles(const std::vector<SignedRevision>& sent, Taken& taken);
    Result<bool> holeBefore(const revision::ChainKey& chain, std::int64_t n);
    Status markUnlessLeaving(const SignedRevision& sent, RevisionStatus status, const std::string& reason);
    LocalStore& m_store;
};

}  // namespace veldpost::engine
