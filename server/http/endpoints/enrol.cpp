#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

namespace {

// 403 and not 401: no token would help. Whether a code was right is told to whoever had it right.
void failEnrolment(const Reply& reply, const Error& error)
{
    if (error.kind == ErrorKind::Locked) reply.send(problem(403, error.type, error.title, error.detail));
    else reply.fail(error);
}

}  // namespace

void addEnrol(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/enrol", .name = "enrol", .access = Access::Public,
                .summary = "Enrol a device with an invitation's code", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::EnrolRequest>(request, reply);
                    if (!message) return;
                    const bool cbor = wantsCbor(request);
                    engine.accounts().enrol(*message, accessPointOf(request),
                                            [reply, cbor](Result<protocol::EnrolAnswer> answer) {
                                                if (!answer.ok()) return failEnrolment(reply, answer.error());
                                                reply.send(encoded(answer->toJson(), cbor));
                                            });
                }});
}

}  // namespace veldpost::http
