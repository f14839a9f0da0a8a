// Carries a wipe out (protocol §7), one round at a time:
//
//   accept the order: from now on nothing is shown → drafts become revisions → the outbox is delivered
//   → what is left when the order's deadline is over is sealed into a file → the receipt is signed and kept → sent
//   → isDone: whoever holds the vault erases keys and store
//
// Each step is durable before the next, and all are asked of the store anew after a crash: it is either still whole, or all
// that was in it is at the server or in the file. A receipt is signed once and sent as often as it takes.
#pragma once

#include "client/engine/drafts.h"
#include "client/engine/server_calls.h"

namespace veldpost::engine {

class Wiper {
public:
    Wiper(LocalStore& store, Drafts& drafts, ServerCalls& calls, const Clock& clock, RandomSource& random)
        : m_store(store), m_drafts(drafts), m_calls(calls), m_clock(clock), m_random(random)
    {
    }

    // Error `not_trusted_order` (Failed): not signed by this region's server for this device; it is not obeyed.
    Status accept(const protocol::WipeOrder& order);
    // Whether one was accepted.
    Result<bool> isOrdered();
    // Own transaction.
    Status keepDrafts();

    // After the outbox was pushed as far as it went. Errors: wipe_ordered (Locked; something is left and the deadline
    // is not over), those of the file, of the store and of the way to the server; `wiped` (Locked) when all is done.
    void conclude(std::function<void(Error)> done);

    // The receipt was taken: keys and store may be erased.
    static Result<bool> isDone(LocalStore& store);
    static Error wiped(const std::filesystem::path& sealedFile);  // empty: nothing was left

private:
    Result<std::optional<protocol::WipeOrder>> order();
    Result<protocol::WipeReceipt> receipt(const protocol::WipeOrder& order);
    Result<std::optional<protocol::WipeReceipt>> keptReceipt();
    void send(const protocol::WipeReceipt& receipt, std::function<void(Error)> done);

    LocalStore& m_store;
    Drafts& m_drafts;
    ServerCalls& m_calls;
    const Clock& m_clock;
    RandomSource& m_random;
};

}  // namespace veldpost::engine
