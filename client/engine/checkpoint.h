// After a new epoch (the first contact, or a restored server): takes back what was called safe and asks what the
// server holds of this device's own chains.
#pragma once

#include "client/engine/server_calls.h"

namespace veldpost::engine {

class Checkpoint {
public:
    Checkpoint(LocalStore& store, ServerCalls& calls) : m_store(store), m_calls(calls) {}

    // Does nothing but call `done` when the receipts are of the session's epoch and add up to what it says is held: more
    // is there when an answer was lost, or when this store was set back.
    void run(const protocol::SessionAnswer& session, std::function<void(Status)> done);

private:
    Result<bool> holds(const protocol::SessionAnswer& session);
    Status takeBack(bool isRestored);
    void ask(const std::string& after);
    Status take(const protocol::HaveAnswer& answer);

    LocalStore& m_store;
    ServerCalls& m_calls;
    std::string m_epoch;
    std::function<void(Status)> m_done;
};

}  // namespace veldpost::engine
