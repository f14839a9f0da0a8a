#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addSession(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/session/challenge", .name = "session_challenge",
                .access = Access::Public, .summary = "A challenge for a device to sign", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::ChallengeRequest>(request, reply);
                    if (!message) return;
                    answer(reply, engine.accounts().challenge(*message, accessPointOf(request)),
                           [&](protocol::ChallengeAnswer a) { return encoded(a.toJson(), wantsCbor(request)); });
                }});
    router.add({.method = "POST", .pattern = "/v1/session", .name = "session", .access = Access::Public,
                .summary = "A bearer token for a signed challenge", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::SessionRequest>(request, reply);
                    if (!message) return;
                    answer(reply, engine.accounts().openSession(*message, accessPointOf(request)),
                           [&](protocol::SessionAnswer a) { return encoded(a.toJson(), wantsCbor(request)); });
                }});
}

}  // namespace veldpost::http
