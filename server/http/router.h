// Router: the table of everything the server answers. Documents and access tests are made from this same table.
//
// How to write an endpoint (one file each):
//
//   void addPush(Router& router, engine::Feed& feed)
//   {
//       router.add({.method = "POST", .pattern = "/v1/push", .name = "push", .access = Access::DeliverOnly,
//                   .summary = "Store revisions", .maxBodyBytes = kMaxBodyBytes,
//                   .handler = [&feed](Request request, Reply reply) {
//                       const auto& session = request.callerAs<engine::Session>();
//                       auto push = protocol::decodePush(request.body);
//                       if (!push.ok()) return (void)reply.fail(push.error());
//                       feed.push(session, std::move(*push), [reply](Result<PushAnswer> answer) {
//                           if (!answer.ok()) return (void)reply.fail(answer.error());
//                           reply.send(Response::json(protocol::encode(*answer)));
//                       });
//                   }});
//   }
//
// - A handler runs on a worker thread and may block there for a store read, not for a wait: what waits (group commit,
//   long-poll) keeps the Reply, returns, and answers later from any thread. `request` is the handler's own to move.
// - A handler decodes, calls, encodes: no rules. Whether a caller may see a case is the engine's to say.
// - An exception becomes the generic 500 and is logged by its type only: its text could hold a record's words.
// - A handler that wants one Result turned into an answer uses answer(reply, result, encode) below.
#pragma once

#include "server/http/reply.h"

#include <functional>
#include <string>
#include <vector>

namespace veldpost::http {

// Who may call a route. The dispatcher asks the gate before the handler runs.
enum class Access {
    Public,       // anyone: enrolment, the session challenge, health
    DeliverOnly,  // any valid token, also that of a revoked device which may only deliver
    Session,      // a full session
    Loopback,     // this machine itself, not through the proxy; anyone else is told there is nothing here
};
std::string_view accessName(Access access);  // "public", "deliver_only", "session", "loopback"

using Handler = std::function<void(Request, Reply)>;

struct Route {
    std::string method;   // "GET"
    std::string pattern;  // "/v1/cases/{case}/blobs": a {name} takes one whole, non-empty segment
    std::string name;     // "case_blobs": stable; labels metrics and names the operation in the API description
    Access access = Access::Session;
    std::string summary;                     // one line for the API description
    std::size_t maxBodyBytes = 1024 * 1024;  // more gets 413; never above kMaxBodyBytes
    Handler handler;
};

class Router {
public:
    // REQUIRES: a handler, a name and method of its own, a pattern that begins with '/', maxBodyBytes ≤ kMaxBodyBytes,
    // and no route yet with the same method and shape.
    void add(Route route);

    // In the order they were added.
    const std::vector<Route>& routes() const { return m_routes; }

    struct Match {
        const Route* route = nullptr;  // null: none
        Fields params;
        std::string allow;  // without a route: the methods this path does take ("GET, POST"); empty: unknown path
    };

    // Literal segments win over {names}, from the left.
    Match match(std::string_view method, const std::vector<std::string>& segments) const;

private:
    std::vector<Route> m_routes;
    std::vector<std::vector<std::string>> m_patterns;  // m_routes[i].pattern, split
};

// Answers with `encode(value)` or with the problem. For handlers that have their Result at once.
template <typename T, typename Encode>
void answer(const Reply& reply, Result<T> result, Encode encode)
{
    if (!result.ok()) {
        reply.fail(result.error());
        return;
    }
    reply.send(encode(std::move(result).value()));
}

}  // namespace veldpost::http
