#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addRekey(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/rekey", .name = "rekey", .access = Access::Session,
                .summary = "Begin new chains under a new key", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::RekeyRequest>(request, reply);
                    if (!message) return;
                    answer(reply, engine.rekeys().rekey(request.callerAs<server::Session>(), *message),
                           [&](protocol::RekeyAnswer a) { return encoded(a.toJson(), wantsCbor(request)); });
                }});
}

}  // namespace veldpost::http
