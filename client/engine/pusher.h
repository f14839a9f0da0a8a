// Empties the outbox, page by page. While one page is on its way the next is read and encoded, so that neither side
// waits for the other's work; never are two under way at once, for the second might overtake the first.
#pragma once

#include "client/engine/outbox.h"
#include "client/engine/server_calls.h"
#include "client/engine/sync_engine.h"

namespace veldpost::engine {

class Pusher {
public:
    Pusher(LocalStore& store, ServerCalls& calls, SyncSummary& summary)
        : m_store(store), m_outbox(store), m_calls(calls), m_summary(summary)
    {
    }
    ~Pusher() { m_store.setUnderWay({}); }
    Pusher(const Pusher&) = delete;
    Pusher& operator=(const Pusher&) = delete;

    // Until the outbox is empty, or the error that stopped it. REQUIRES: not running
    void run(std::function<void(Status)> done);
    bool running() const { return m_running; }
    // Called when the state of what stands in these cases has changed: sent, or answered.
    std::function<void(const std::vector<CaseId>&)> onMoved;

private:
    struct Sheet {
        std::vector<SignedRevision> revisions;
        std::string body;  // encoded
    };

    void begin();
    Result<Sheet> prepare(const revision::Header* behind);
    void send(Sheet sheet);
    void prepareNext();
    void answered(Result<Json> json);
    void retrySmaller(const Error& error);
    void finish(Status status);
    void noteUnderWay();
    void noteMoved(const std::vector<SignedRevision>& revisions);

    LocalStore& m_store;
    Outbox m_outbox;
    ServerCalls& m_calls;
    SyncSummary& m_summary;
    std::function<void(Status)> m_done;
    Sheet m_sent;   // under way
    Sheet m_next;   // what goes when m_sent is answered; may be empty
    std::optional<Error> m_failed;  // an answer could not be taken in while the next page was under way
    std::size_t m_limit = 0;
    bool m_running = false;
};

}  // namespace veldpost::engine
