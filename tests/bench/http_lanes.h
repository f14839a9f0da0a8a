// A client that costs little, so that a server can be measured on the same two cores: a fixed number of kept-alive
// HTTP/1.1 connections over loopback, one thread, poll(). Requests are whole bytes, made before the clock starts.
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace veldpost::bench {

struct LaneAnswer {
    int status = 0;
    std::string body;
};

class HttpLanes {
public:
    // Error `no_connection`.
    static Result<HttpLanes> open(std::uint16_t port, std::size_t lanes);
    ~HttpLanes();
    HttpLanes(HttpLanes&& other) noexcept;
    HttpLanes& operator=(HttpLanes&&) = delete;

    // Lane i sends requests[i], each when the one before it is answered; all lanes beside each other. The answers in
    // the same order. Errors: `connection_lost`, `bad_answer` (no Content-Length), `timed_out`.
    // REQUIRES: as many lists as lanes
    Result<std::vector<std::vector<LaneAnswer>>> run(const std::vector<std::vector<std::string>>& requests,
                                                     int timeoutMs);

private:
    class Lane;
    HttpLanes();
    std::vector<std::unique_ptr<Lane>> m_lanes;
};

// A POST with a CBOR body, answered in CBOR; `token` empty: none.
std::string cborPost(const std::string& path, const std::string& token, const std::string& body);

}  // namespace veldpost::bench
