#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"
#include "shared/protocol/limits.h"

namespace veldpost::http {

// ?cursor=…&limit=1…1000
void addViewAs(Router& router, server::Engine& engine)
{
    router.add({.method = "GET", .pattern = "/v1/users/{user}/view", .name = "view_as", .access = Access::Session,
                .summary = "What a colleague's device would get now, for a coordinator", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) {
                    const auto user = UserId::parse(request.param("user"));
                    if (!user) return (void)reply.send(notFound());
                    constexpr auto most = static_cast<std::int64_t>(protocol::kPageRevisionsMax);
                    const auto limit = request.queryNumber("limit", most, 1, most);
                    if (!limit.ok()) return (void)reply.fail(limit.error());
                    const server::ViewAsRequest wanted{*user, std::string(request.queryText("cursor").value_or("")),
                                                       static_cast<std::size_t>(*limit)};
                    answer(reply, engine.viewAs().page(request.callerAs<server::Session>(), wanted),
                           [&](const protocol::ViewAsAnswer& page) { return encoded(page.toJson(), wantsCbor(request)); });
                }});
}

}  // namespace veldpost::http
