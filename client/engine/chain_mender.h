// Where an own chain goes another way at the server (this store was copied, or set back, or a restored server lacks what
// was deleted here): asks which of the unsent work is there, gets a new key and name, and signs the rest again (protocol §4).
//
// A store that is merely behind gets a new name as well: who can tell whether another copy goes on under the old one?
// What it lacks comes with the next pull, as any other device's.
//
// After a stop at any point the next run goes on: the key is kept before it is shown to the server, which gives the same
// certificate for it again.
#pragma once

#include "client/engine/server_calls.h"

#include <set>

namespace veldpost::engine {

class ChainMender {
public:
    ChainMender(LocalStore& store, ServerCalls& calls, RandomSource& random)
        : m_store(store), m_calls(calls), m_random(random)
    {
    }

    // Whether any own chain has stopped.
    Result<bool> needed();
    // Answers whether the home goes on as another device now; the session is another's then, and the round begins anew.
    // Errors: those of the line and the server's problems; `not_trusted_rekey` for a certificate that is not this one's.
    // REQUIRES: not running; nothing of the outbox is under way
    void run(const std::string& epoch, std::function<void(Result<bool>)> done);

private:
    void ask();
    void rekey();
    Status take(const Json& json, const crypto::SigningKey& key);
    void finish(Result<bool> result);

    LocalStore& m_store;
    ServerCalls& m_calls;
    RandomSource& m_random;
    std::function<void(Result<bool>)> m_done;
    std::string m_epoch;
    std::vector<RevisionId> m_unsent;
    std::size_t m_asked = 0;  // of m_unsent
    std::set<RevisionId> m_known;
};

}  // namespace veldpost::engine
