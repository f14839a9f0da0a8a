#include "server/engine/rate_limiter.h"

#include <algorithm>

namespace veldpost::server {

namespace {
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

RateLimiter::Bucket* RateLimiter::bucketOf(const std::string& key)
{
    const std::int64_t nowMs = m_clock.monotonicMs();
    if (m_buckets.size() >= m_keysMax) forgetFull(nowMs);
    if (m_buckets.size() >= m_keysMax && !m_buckets.contains(key)) return nullptr;
    Bucket& bucket = m_buckets.try_emplace(key, Bucket{m_burst, nowMs}).first->second;
    bucket.tokens = refilled(bucket.tokens, nowMs - bucket.atMs, m_perSecond, m_burst);
    bucket.atMs = nowMs;
    return &bucket;
}

Status RateLimiter::take(const std::string& key)
{
    VELDPOST_TRY(check(key));
    spend(key, 1);
    return done();
}

Status RateLimiter::check(const std::string& key)
{
    const std::lock_guard lock(m_mutex);
    const Bucket* bucket = bucketOf(key);
    if (bucket != nullptr && bucket->tokens >= 1) return done();
    return Error{ErrorKind::Busy, "too_many_requests", "Too many attempts", "Try again in a moment."};
}

void RateLimiter::spend(const std::string& key, double amount)
{
    const std::lock_guard lock(m_mutex);
    if (Bucket* bucket = bucketOf(key); bucket != nullptr) bucket->tokens -= amount;
}

}  // namespace veldpost::server
