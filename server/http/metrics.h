// Metrics: counts and times in the text form Prometheus reads. Labels are route names and status codes only:
// never a path, a person or a case.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace veldpost::http {

// Threads: every function may be called from any thread.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // veldpost_http_requests_total{route,status} and veldpost_http_request_seconds{route}.
    // `route`: the route's name, or "none" when nothing matched. `durationMs`: from the whole request read to its answer.
    void countRequest(std::string_view route, int status, std::int64_t durationMs);

    // A figure of the engine, such as veldpost_revisions_total. `name` is [a-z_]+ with its unit last.
    void setGauge(const std::string& name, const std::string& help, double value);
    void addToCounter(const std::string& name, const std::string& help, double amount = 1);

    std::string text() const;  // text/plain; version=0.0.4

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace veldpost::http
