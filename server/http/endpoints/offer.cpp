#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

namespace {

constexpr std::size_t kAskBytesMax = 1024 * 1024;  // a thousand chains of some 250 bytes, and room

void ask(server::Engine& engine, const Request& request, const Reply& reply)
{
    const auto message = readRequest<protocol::OfferAsk>(request, reply);
    if (!message) return;
    answer(reply, engine.offers().ask(request.callerAs<server::Session>(), *message),
           [&](protocol::OfferWish wish) { return encoded(wish.toJson(), wantsCbor(request)); });
}

void take(server::Engine& engine, Request request, const Reply& reply)
{
    const auto json = bodyOf(request);
    if (!json.ok()) return failBody(reply, json.error());
    request.body = {};  // up to 16 MB that nobody needs twice
    const bool cbor = wantsCbor(request);
    engine.offers().take(request.callerAs<server::Session>(), *json, [reply, cbor](Result<protocol::OfferAnswer> taken) {
        if (!taken.ok()) return (void)reply.fail(taken.error());
        reply.send(encoded(taken->toJson(), cbor));
    });
}

}  // namespace

void addOffer(Router& router, server::Engine& engine)
{
    router.add({.method = "POST", .pattern = "/v1/offer/ask", .name = "offer_ask", .access = Access::Session,
                .summary = "What the server lacks of chains the device holds", .maxBodyBytes = kAskBytesMax,
                .handler = [&engine](Request request, Reply reply) { ask(engine, request, reply); }});
    router.add({.method = "POST", .pattern = "/v1/offer", .name = "offer", .access = Access::Session,
                .summary = "Bring back revisions of anybody after a restore", .maxBodyBytes = kMaxBodyBytes,
                .handler = [&engine](Request request, Reply reply) { take(engine, std::move(request), reply); }});
}

}  // namespace veldpost::http
