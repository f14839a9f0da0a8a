#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addPush(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/push", .name = "push", .access = Access::DeliverOnly,
                .summary = "Store revisions of the asking device", .maxBodyBytes = kMaxBodyBytes,
                .handler = [&engine](Request request, Reply reply) {
                    auto json = bodyOf(request);
                    if (!json.ok()) return failBody(reply, json.error());
                    request.body = {};  // up to 16 MB that nobody needs twice
                    auto revisions = protocol::arrayField(*json, "revisions");
                    if (!revisions.ok()) return (void)reply.fail(revisions.error());
                    const bool cbor = wantsCbor(request);
                    engine.intake().push(request.callerAs<server::Session>(), **revisions,
                                         [reply, cbor](Result<protocol::PushAnswer> answer) {
                                             if (!answer.ok()) return (void)reply.fail(answer.error());
                                             reply.send(encoded(answer->toJson(), cbor));
                                         });
                }});
}

}  // namespace veldpost::http
