#include "server/http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace veldpost::http {
namespace {

// Seconds. Up to 1 s for work, above it for answers that wait for news (at most 25 s).
const prometheus::Histogram::BucketBoundaries kBuckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                       0.25,  0.5,    1,     2.5,  5,     10,   30};

}  // namespace

struct Metrics::Impl {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("veldpost_http_requests_total")
                                                            .Help("Requests answered, by route and status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                             .Name("veldpost_http_request_seconds")
                                                             .Help("Time from the request read to its answer, by route")
                                                             .Register(registry);
};

Metrics::Metrics() : m_impl(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::countRequest(std::string_view route, int status, std::int64_t durationMs)
{
    m_impl->requests.Add({{"route", std::string(route)}, {"status", std::to_string(status)}}).Increment();
    m_impl->seconds.Add({{"route", std::string(route)}}, kBuckets).Observe(static_cast<double>(durationMs) / 1000.0);
}

void Metrics::setGauge(const std::string& name, const std::string& help, double value)
{
    prometheus::BuildGauge().Name(name).Help(help).Register(m_impl->registry).Add({}).Set(value);
}

void Metrics::addToCounter(const std::string& name, const std::string& help, double amount)
{
    prometheus::BuildCounter().Name(name).Help(help).Register(m_impl->registry).Add({}).Increment(amount);
}

void Metrics::setCounter(const std::string& name, const std::string& help, double total)
{
    auto& counter = prometheus::BuildCounter().Name(name).Help(help).Register(m_impl->registry).Add({});
    counter.Increment(total - counter.Value());
}

std::string Metrics::text()
{
    for (const auto& collect : m_collect) collect(*this);
    return prometheus::TextSerializer().Serialize(m_impl->registry.Collect());
}

}  // namespace veldpost::http
