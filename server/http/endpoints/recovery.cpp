#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

namespace {

void addForTheDevice(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/recovery", .name = "recovery_ask", .access = Access::Public,
                .summary = "Ask for the data key of a device whose passphrase was forgotten", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::RecoveryRequest>(request, reply);
                    if (!message) return;
                    answer(reply, engine.recoveries().ask(*message, accessPointOf(request)),
                           [&](protocol::RecoveryAsked a) { return encoded(a.toJson(), wantsCbor(request)); });
                }});
    router.add({.method = "POST", .pattern = "/v1/recovery/answer", .name = "recovery_answer", .access = Access::Public,
                .summary = "The data key, sealed to the key of an approved request", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::RecoveryFetch>(request, reply);
                    if (!message) return;
                    answer(reply, engine.recoveries().answer(*message, accessPointOf(request)),
                           [&](protocol::RecoveryAnswer a) { return encoded(a.toJson(), wantsCbor(request)); });
                }});
    router.add({.method = "POST", .pattern = "/v1/recovery/close", .name = "recovery_close", .access = Access::Public,
                .summary = "The device has its key again", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::RecoveryFetch>(request, reply);
                    if (!message) return;
                    answer(reply, engine.recoveries().close(*message, accessPointOf(request)),
                           [&](Unit) { return encoded(Json{{"closed", true}}, wantsCbor(request)); });
                }});
}

}  // namespace

void addRecovery(Router& router, server::Engine& engine)
{
    addForTheDevice(router, engine);
    router.add({.method = "GET", .pattern = "/v1/recovery", .name = "recovery_list", .access = Access::Session,
                .summary = "Who asks for a data key", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) {
                    answer(reply, engine.recoveries().waiting(request.callerAs<server::Session>()),
                           [&](const std::vector<protocol::RecoveryWaiting>& waiting) {
                               return encoded(protocol::recoveriesJson(waiting), wantsCbor(request));
                           });
                }});
    router.add({.method = "POST", .pattern = "/v1/recovery/approve", .name = "recovery_approve", .access = Access::Session,
                .summary = "Let a device have its data key", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::RecoveryApproval>(request, reply);
                    if (!message) return;
                    answer(reply, engine.recoveries().approve(request.callerAs<server::Session>(), *message),
                           [&](Unit) { return encoded(Json{{"approved", true}}, wantsCbor(request)); });
                }});
}

}  // namespace veldpost::http
