// One HTTP request and one HTTP answer in our own words: nothing outside listener.cpp knows which library carries them.
#pragma once

#include "shared/base/result.h"

#include <any>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veldpost::http {

// The largest body any route takes, in bytes; the proxy's template names the same figure.
inline constexpr std::size_t kMaxBodyBytes = 16 * 1024 * 1024;

using Fields = std::map<std::string, std::string, std::less<>>;

struct Request {
    std::string method;  // upper case
    std::string path;    // decoded, begins with '/'; without the query
    Fields query;        // decoded; a name given twice is refused before a handler sees the request
    Fields headers;      // names in lower case
    Fields params;       // the {names} of the route's pattern, decoded
    std::string body;    // all of it; at most the route's maxBodyBytes
    // Its share of what all bodies may take; goes back with the request.
    std::shared_ptr<void> bodyHold = {};
    bool remoteIsLoopback = false;
    std::any caller;  // what the gate made of the bearer token; empty on routes that ask for none

    // Empty when it was not sent. `name` in lower case.
    std::optional<std::string_view> header(std::string_view name) const;
    std::optional<std::string_view> queryText(std::string_view name) const;

    // The query's whole number, or `fallback` when it was not sent.
    // Errors: malformed_query when it is no number or outside least … most.
    Result<std::int64_t> queryNumber(std::string_view name, std::int64_t fallback, std::int64_t least,
                                     std::int64_t most) const;

    // REQUIRES: `name` is in the route's pattern.
    const std::string& param(std::string_view name) const;

    // The token of "Authorization: Bearer …"; empty when there is none.
    std::optional<std::string_view> bearerToken() const;

    // A request that came straight from this machine: a proxy in front always says for whom it speaks.
    bool isLocal() const;

    // REQUIRES: the route asks for a session and the gate yields a T.
    template <typename T>
    const T& callerAs() const
    {
        const T* found = std::any_cast<T>(&caller);
        VELDPOST_CHECK(found != nullptr);
        return *found;
    }
};

struct Response {
    int status = 200;
    std::string contentType;  // empty exactly when there is no body
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    static Response json(std::string body, int status = 200);
    static Response bytes(std::string body, std::string contentType);
    static Response noContent();

    Response with(std::string name, std::string value) &&;
};

// A request target ("/v1/a%20b?x=1") split and percent-decoded.
struct Target {
    std::string path;
    std::vector<std::string> segments;  // decoded one by one: an encoded slash stays inside its segment
    Fields query;
};

// Errors: malformed_target for a bad percent sequence, an encoded NUL or control character,
// a query name given twice, or a path that does not begin with '/'.
Result<Target> parseTarget(std::string_view path, std::string_view query);

// "/a/b" → {"a", "b"}; "/" → {}; "/a/" → {"a", ""}. Nothing is decoded.
std::vector<std::string> splitPath(std::string_view path);

}  // namespace veldpost::http
