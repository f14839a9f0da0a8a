#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addQuarantine(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/quarantine", .name = "quarantine", .access = Access::Session,
                .summary = "What waits for somebody's decision, and how the asker's own stands", .maxBodyBytes = 64 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::QuarantineRequest>(request, reply);
                    if (!message) return;
                    const bool cbor = wantsCbor(request);
                    engine.quarantine().list(request.callerAs<server::Session>(), *message,
                                             [reply, cbor](Result<protocol::QuarantineAnswer> list) {
                                                 if (!list.ok()) return (void)reply.fail(list.error());
                                                 reply.send(encoded(list->toJson(), cbor));
                                             });
                }});
}

}  // namespace veldpost::http
