// Metrics: counts and times in the text form Prometheus reads. Labels are route names and status codes only:
// never a path, a person or a case.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

    // A count that is kept elsewhere: `total` never falls.
    void setCounter(const std::string& name, const std::string& help, double total);

    // Asked for figures each time before the text is made. REQUIRES: before the first text(), and what it uses outlives that
    void onCollect(std::function<void(Metrics&)> collect) { m_collect.push_back(std::move(collect)); }

    std::string text();  // text/plain; version=0.0.4

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    std::vector<std::function<void(Metrics&)>> m_collect;
};

}  // namespace veldpost::http
