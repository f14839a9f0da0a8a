#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

void addDevices(Router& router, server::Engine& engine)
{
    router.add({.method = "GET", .pattern = "/v1/devices", .name = "devices", .access = Access::Session,
                .summary = "The region's devices", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) {
                    answer(reply, engine.lookups().devices(request.callerAs<server::Session>()),
                           [&](const std::vector<protocol::DeviceEntry>& devices) {
                               return encoded(protocol::devicesJson(devices), wantsCbor(request));
                           });
                }});
    router.add({.method = "POST", .pattern = "/v1/devices/wipe", .name = "device_wipe", .access = Access::Session,
                .summary = "Order a device's wipe", .maxBodyBytes = 16 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::WipeRequest>(request, reply);
                    if (!message) return;
                    answer(reply, engine.wipes().order(request.callerAs<server::Session>(), message->device, message->hours),
                           [&](const server::WipeRow& wipe) {
                               return encoded(Json{{"ordered_at", wipe.order.orderedAtMs}, {"until", wipe.order.deliverUntilMs}},
                                              wantsCbor(request));
                           });
                }});
}

}  // namespace veldpost::http
