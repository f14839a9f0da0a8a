// The way to the server, as the engine sees it. HttpTransport (Qt Network) in the app, a simulated one in tests.
#pragma once

#include "shared/base/result.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace veldpost::engine {

struct HttpRequest {
    std::string method;  // GET, POST, HEAD, PATCH, DELETE
    std::string path;    // "/v1/push", with its query
    std::string token;   // bearer; empty for none
    std::string body;
    std::int64_t timeoutMs = 30'000;  // without a byte moving, either way
    std::string contentType = "application/cbor";  // of a body
    std::vector<std::pair<std::string, std::string>> headers = {};  // besides those every request has
};

struct HttpAnswer {
    int status = 0;
    std::string body;
    bool cbor = false;
    bool json = false;  // neither: not one of our server's answers, but a proxy's or a hotel's log-in page
    std::int64_t retryAfterMs = 0;
    std::map<std::string, std::string, std::less<>> headers = {};  // names in lower case

    // Empty when it was not sent. `name` in lower case.
    std::string_view header(std::string_view name) const
    {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
};

// Answers with an HttpAnswer for every HTTP status; Errors are of kind Unreachable: `no_connection`, `timed_out`,
// `not_trusted` (wrong CA or host, TLS below 1.3).
class Transport {
public:
    using Done = std::function<void(Result<HttpAnswer>)>;
    virtual ~Transport() = default;
    // Never calls `done` before it returns; calls it exactly once, on the caller's thread, unless cancelAll() was
    // called before.
    virtual void send(HttpRequest request, Done done) = 0;
    virtual void cancelAll() = 0;
};

}  // namespace veldpost::engine
