#include "server/engine/rate_limiter.h"

#include <algorithm>

namespace veldpost::server {

namespace {
// Keys come from outside: what is remembered of them stays bounded.
constexpr std::size_t kBucketsMax = 10'000;

double refilled(double tokens, std::int64_t sinceMs, double perSecond, double burst)
{
    return std::min(burst, tokens + static_cast<double>(sinceMs) / 1000.0 * perSecond);
}
}  // namespace

void RateLimiter::forgetFull(std::int64_t nowMs)
{
    std::erase_if(m_buckets, [&](const auto& entry) {
        return refilled(entry.second.tokens, nowMs - entry.second.atMs, m_perSecond, m_burst) >= m_burst;
    });
}

Status RateLimiter::take(const std::string& key)
{
    const Error tooMany{ErrorKind::Busy, "too_many_requests", "Too many attempts", "Try again in a moment."};
    const std::int64_t nowMs = m_clock.monotonicMs();
    const std::lock_guard lock(m_mutex);
    if (m_buckets.size() >= kBucketsMax) forgetFull(nowMs);
    if (m_buckets.size() >= kBucketsMax && !m_buckets.contains(key)) return tooMany;
    Bucket& bucket = m_buckets.try_emplace(key, Bucket{m_burst, nowMs}).first->second;
    bucket.tokens = refilled(bucket.tokens, nowMs - bucket.atMs, m_perSecond, m_burst);
    bucket.atMs = nowMs;
    if (bucket.tokens < 1) return tooMany;
    bucket.tokens -= 1;
    return done();
}

}  // namespace veldpost::server
