#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addHave(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/have", .name = "have", .access = Access::DeliverOnly,
                .summary = "What the server holds of the asking device's own chains", .maxBodyBytes = 128 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::HaveRequest>(request, reply);
                    if (!message) return;
                    answer(reply, engine.lookups().have(request.callerAs<server::Session>(), *message),
                           [&](protocol::HaveAnswer a) { return encoded(a.toJson(), wantsCbor(request)); });
                }});
}

}  // namespace veldpost::http
