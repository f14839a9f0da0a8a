#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addWipe(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/wipe/receipt", .name = "wipe_receipt", .access = Access::DeliverOnly,
                .summary = "A wiped device's signed word that all it had is delivered or sealed", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::WipeReceipt>(request, reply);
                    if (!message) return;
                    answer(reply, engine.wipes().takeReceipt(request.callerAs<server::Session>(), *message),
                           [&](Unit) { return encoded(Json{{"taken", true}}, wantsCbor(request)); });
                }});
    router.add({.method = "POST", .pattern = "/v1/unsent", .name = "unsent", .access = Access::Session,
                .summary = "One frame of what a wiped device could not deliver", .maxBodyBytes = 4 * 1024 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::UnsentRequest>(request, reply);
                    if (!message) return;
                    const bool cbor = wantsCbor(request);
                    engine.wipes().takeUnsent(request.callerAs<server::Session>(), *message,
                                              [reply, cbor](Result<protocol::UnsentAnswer> taken) {
                                                  if (!taken.ok()) return (void)reply.fail(taken.error());
                                                  reply.send(encoded(taken->toJson(), cbor));
                                              });
                }});
}

}  // namespace veldpost::http
