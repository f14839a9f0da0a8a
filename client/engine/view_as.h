// What a colleague's device would get now, as the server tells a coordinator: read over the network, kept nowhere.
#pragma once

#include "client/engine/server_calls.h"

namespace veldpost::engine {

struct SeenRecord {
    RecordId record;
    Part part = Part::General;
    std::string kind;
    std::int64_t revisions = 0;
    std::optional<std::string> text;  // the beginning of what it says last, where the coordinator's own role may see it
};

struct SeenCase {
    CaseId caseId;
    std::optional<std::string> title;
    std::vector<SeenRecord> records;  // in the order in which they come
};

struct ColleaguesView {
    UserId user;
    std::string role;  // empty: none
    bool disabled = false;
    std::vector<SeenCase> cases;
    std::int64_t revisions = 0;
};

class ViewAs {
public:
    explicit ViewAs(ServerCalls& calls) : m_calls(calls) {}

    // Error `not_found`: no coordinator asks, or there is no such user in the region. REQUIRES: not running
    void run(const UserId& user, std::function<void(Result<ColleaguesView>)> done);

private:
    void ask(const std::string& cursor);
    void take(const protocol::SeenRevision& seen);

    ServerCalls& m_calls;
    ColleaguesView m_view;
    std::map<CaseId, std::size_t> m_cases;  // places in m_view.cases
    std::map<revision::RecordKey, std::size_t> m_records;
    std::function<void(Result<ColleaguesView>)> m_done;
};

}  // namespace veldpost::engine
