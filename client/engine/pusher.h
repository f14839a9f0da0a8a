// Empties the outbox, page by page.
#pragma once

#include "client/engine/outbox.h"
#include "client/engine/server_calls.h"
#include "client/engine/sync_engine.h"

namespace veldpost::engine {

class Pusher {
public:
    Pusher(LocalStore& store, ServerCalls& calls, SyncSummary& summary)
        : m_outbox(store), m_calls(calls), m_summary(summary)
    {
    }

    // Until the outbox is empty, or the error that stopped it. REQUIRES: not running
    void run(std::function<void(Status)> done);
    bool running() const { return m_running; }

private:
    void step();
    void answered(const std::vector<SignedRevision>& sent, Result<Json> json);
    void retrySmaller(const std::vector<SignedRevision>& sent, const Error& error);
    void finish(Status status);

    Outbox m_outbox;
    ServerCalls& m_calls;
    SyncSummary& m_summary;
    std::function<void(Status)> m_done;
    std::size_t m_limit = 0;
    bool m_running = false;
};

}  // namespace veldpost::engine
