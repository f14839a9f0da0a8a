// Asks the server what waits for a decision and how own work stands, page by page, when there may be news of it: after a
// page that withheld or decided something, while own work waits, and always for a coordinator, who is told of parts that
// he does not see.
#pragma once

#include "client/engine/server_calls.h"
#include "client/engine/waiting_rows.h"

namespace veldpost::engine {

class WaitingFetcher {
public:
    WaitingFetcher(LocalStore& store, ServerCalls& calls) : m_store(store), m_calls(calls) {}

    // Whether run() would have anything to ask.
    Result<bool> wanted();
    // Asks, whether or not it is wanted. A server that does not know the question is left alone. REQUIRES: not running
    void run(std::function<void(Status)> done);

private:
    void ask(const std::string& after);
    Status take(const protocol::QuarantineAnswer& answer, bool isLast);
    Status begin();

    LocalStore& m_store;
    ServerCalls& m_calls;
    std::vector<RevisionId> m_own;  // still to be asked after
    std::int64_t m_round = 0;
    std::function<void(Status)> m_done;
};

}  // namespace veldpost::engine
