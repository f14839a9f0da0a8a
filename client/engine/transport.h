// The way to the server, as the engine sees it. HttpTransport (Qt Network) in the app, a simulated one in tests.
#pragma once

#include "shared/base/result.h"

#include <functional>
#include <string>

namespace veldpost::engine {

struct HttpRequest {
    std::string method;  // GET, POST
    std::string path;    // "/v1/push", with its query
    std::string token;   // bearer; empty for none
    std::string body;
    std::int64_t timeoutMs = 30'000;
};

struct HttpAnswer {
    int status = 0;
    std::string body;
    bool cbor = false;
    bool json = false;  // neither: not one of our server's answers, but a proxy's or a hotel's log-in page
    std::int64_t retryAfterMs = 0;
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
