#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"
#include "shared/protocol/limits.h"

namespace veldpost::http {

namespace {

Result<server::PullRequest> pullRequest(const Request& request)
{
    server::PullRequest out;
    out.cursor = request.queryText("cursor").value_or("");
    constexpr auto most = static_cast<std::int64_t>(protocol::kPageRevisionsMax);
    VELDPOST_ASSIGN(const std::int64_t limit, request.queryNumber("limit", most, 1, most));
    VELDPOST_ASSIGN(out.waitMs, request.queryNumber("wait", 0, 0, protocol::kPullWaitMsMax));
    out.limit = static_cast<std::size_t>(limit);
    return out;
}

}  // namespace

// ?cursor=…&limit=1…1000&wait=0…25000 (ms)
void addPull(Router& router, server::Engine& engine)
{
    router.add({.method = "GET", .pattern = "/v1/pull", .name = "pull", .access = Access::Session,
                .summary = "Revisions the asking user may see, behind a cursor", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) {
                    const auto wanted = pullRequest(request);
                    if (!wanted.ok()) return (void)reply.fail(wanted.error());
                    const bool cbor = wantsCbor(request);
                    server::PullSink sink;
                    sink.encode = [cbor](const protocol::PullPage& page) { return encodeBody(page.toJson(), cbor); };
                    sink.send = [reply, cbor](Result<std::string> body) {
                        if (!body.ok()) return (void)reply.fail(body.error());
                        reply.send(encodedBytes(std::move(*body), cbor));
                    };
                    engine.feed().pull(request.callerAs<server::Session>(), *wanted, std::move(sink));
                }});
}

}  // namespace veldpost::http
