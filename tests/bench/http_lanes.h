// A client that costs little, so that a server can be measured on the same two cores: a fixed number of kept-alive
// HTTP/1.1 connections over loopback, one thread, epoll. Requests are whole bytes, made before the clock starts.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace veldpost::bench {

struct LaneAnswer {
    int status = 0;
    std::string body;
    double ms = 0;  // since the request was due: a request that had to queue here counts as one that waited
};

struct LaneRequest {
    std::string_view bytes;  // outlive its answer
    double dueMs = 0;        // since the run began; in the past: at once, and it counts from now
};

class HttpLanes {
public:
    // Error `no_connection`.
    static Result<HttpLanes> open(std::uint16_t port, std::size_t lanes);
    ~HttpLanes();
    HttpLanes(HttpLanes&& other) noexcept;
    HttpLanes& operator=(HttpLanes&&) = delete;

    // `next(lane, answer)` gives what the lane sends next, `answer` being null at first; nothing ends the lane. An
    // Error from it ends the run. Errors: as of run().
    using Next = std::function<Result<std::optional<LaneRequest>>(std::size_t lane, LaneAnswer* answer)>;
    Status drive(const Next& next, int timeoutMs);

    // Lane i sends requests[i], each when the one before it is answered; all lanes beside each other. The answers in
    // the same order. Errors: `connection_lost`, `bad_answer` (no Content-Length), `timed_out`.
    // REQUIRES: as many lists as lanes
    Result<std::vector<std::vector<LaneAnswer>>> run(const std::vector<std::vector<std::string>>& requests,
                                                     int timeoutMs);

private:
    class Lane;
    class Drive;
    HttpLanes();
    std::vector<std::unique_ptr<Lane>> m_lanes;
};

// `token` empty: none. `address`: the one a proxy would name.
struct RequestHead {
    std::string path;
    std::string token;
    std::string address;
};
// A POST with a CBOR body, answered in CBOR.
std::string cborPost(const RequestHead& head, const std::string& body);
// The same with JSON both ways.
std::string jsonPost(const RequestHead& head, const std::string& body);
std::string cborGet(const RequestHead& head);

}  // namespace veldpost::bench
