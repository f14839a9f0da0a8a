// After a new epoch (the first contact, or a restored server): takes back what was called safe and asks what the
// server holds of this device's own chains.
#pragma once

#include "client/engine/server_calls.h"

namespace veldpost::engine {

class Checkpoint {
public:
    Checkpoint(LocalStore& store, ServerCalls& calls) : m_store(store), m_calls(calls) {}

    // Does nothing but call `done` when `epoch` is the one the receipts are of.
    void run(const std::string& epoch, std::function<void(Status)> done);

private:
    Status takeBack(bool isRestored);
    void ask(const std::string& after);
    Status take(const protocol::HaveAnswer& answer);

    LocalStore& m_store;
    ServerCalls& m_calls;
    std::string m_epoch;
    std::function<void(Status)> m_done;
};

}  // namespace veldpost::engine
