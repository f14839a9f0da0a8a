#include "server/http/endpoints/endpoints.h"

#include "server/http/endpoints/message_body.h"
#include "server/http/service_routes.h"

namespace veldpost::http {

Router makeRouter(server::Engine& engine, Metrics& metrics)
{
    Router router;
    addEnrol(router, engine);
    addSession(router, engine);
    addPush(router, engine);
    addPull(router, engine);
    addHave(router, engine);
    addMembers(router, engine);
    addUsers(router, engine);
    addWipe(router, engine);
    addOffer(router, engine);
    addQuarantine(router, engine);
    addViewAs(router, engine);
    addUploads(router, engine);
    addBlobs(router, engine);
    addDevices(router, engine);
    addRecovery(router, engine);
    addRekey(router, engine);
    addServiceRoutes(router, metrics, [&engine]() -> Status {
        VELDPOST_ASSIGN(const auto view, engine.store().view());
        VELDPOST_ASSIGN(const auto epoch, view->setting("epoch"));
        return epoch ? done() : Status(Error{ErrorKind::Damaged, "store_damaged", "The store is damaged", ""});
    });
    return router;
}

Gate makeGate(server::Engine& engine, server::Quotas* quotas)
{
    return [&engine, quotas](Access access, const Request& request) -> Result<std::any> {
        const Error none{ErrorKind::Locked, "no_session", "There is no session", "Begin a new one."};
        const auto token = request.bearerToken();
        if (!token) return none;
        VELDPOST_ASSIGN(server::Session session, engine.accounts().authenticate(*token, accessPointOf(request)));
        if (quotas != nullptr) VELDPOST_TRY(quotas->take(session.device, request.body.size()));
        if (access == Access::Session && session.deliverOnly)
            return Error{ErrorKind::Locked, "deliver_only", "This device may only deliver", "It reads nothing any more."};
        return std::any(std::move(session));
    };
}

Glance makeGlance(server::Engine& engine)
{
    return [&engine](const Request& request) {
        const auto token = request.bearerToken();
        return token && engine.accounts().deviceOf(*token).has_value();
    };
}

Caller makeCaller(server::Engine& engine)
{
    return [&engine](const Request& request) {
        const auto token = request.bearerToken();
        const auto device = token ? engine.accounts().deviceOf(*token) : std::nullopt;
        return device ? device->text() : accessPointOf(request);
    };
}

}  // namespace veldpost::http
