// Bodies as CBOR or JSON, whichever the request says; both carry the same model.
#pragma once

#include "server/engine/session.h"
#include "server/http/router.h"
#include "shared/protocol/messages.h"

namespace veldpost::http {

using protocol::Json;

inline constexpr char kCbor[] = "application/cbor";

bool wantsCbor(const Request& request);

// Errors: `unsupported_media_type` (answer it with failBody), malformed_json, too_large.
Result<Json> bodyOf(const Request& request);

// The problem of a body: 415 for a kind we do not read, else what its Error says.
void failBody(const Reply& reply, const Error& error);

std::string encodeBody(const Json& json, bool cbor);
Response encoded(const Json& json, bool cbor);
Response encodedBytes(std::string body, bool cbor);

// The request read as a T, or the problem is answered and nothing returned.
template <typename T>
std::optional<T> readRequest(const Request& request, const Reply& reply)
{
    auto json = bodyOf(request);
    if (!json.ok()) {
        failBody(reply, json.error());
        return std::nullopt;
    }
    auto message = T::fromJson(*json);
    if (!message.ok()) {
        reply.fail(message.error());
        return std::nullopt;
    }
    return std::move(*message);
}

// Where the request came from, for rate limits and the audit log: what the proxy says, or this machine itself.
std::string accessPointOf(const Request& request);

}  // namespace veldpost::http
