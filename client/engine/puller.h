// Fetches pages from the cursor on until there is no more. While one page is taken into the store the next is
// already under way, so that a long line costs its round trips once.
#pragma once

#include "client/engine/inbox.h"
#include "client/engine/server_calls.h"
#include "client/engine/sync_engine.h"

namespace veldpost::engine {

class Puller {
public:
    Puller(LocalStore& store, Drafts& drafts, ServerCalls& calls, SyncSummary& summary)
        : m_store(store), m_inbox(store, drafts), m_calls(calls), m_summary(summary)
    {
    }

    // `waitMs` > 0: long-poll on the first page when there is nothing new. `arrived` is called for each page that
    // brought something. Error `receipt_outdated` when the server was restored: the next round begins with that.
    // REQUIRES: not running
    void run(std::int64_t waitMs, std::function<void(const std::vector<CaseId>&)> arrived,
             std::function<void(Status)> done);
    bool running() const { return m_running; }

private:
    void request(const std::string& cursor, std::int64_t waitMs);
    void answered(Result<Json> json);
    void beginAnew();
    void finish(Status status);

    LocalStore& m_store;
    Inbox m_inbox;
    ServerCalls& m_calls;
    SyncSummary& m_summary;
    std::function<void(const std::vector<CaseId>&)> m_arrived;
    std::function<void(Status)> m_done;
    std::string m_asked;  // the cursor of the page under way
    std::optional<Error> m_failed;  // a page could not be taken while the next was under way
    bool m_running = false;
};

}  // namespace veldpost::engine
