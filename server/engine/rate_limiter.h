// Token buckets: so many attempts at once, then so many a second.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <map>
#include <mutex>
#include <string>

namespace veldpost::server {

// Threads: any.
class RateLimiter {
public:
    // Keys often come from outside: what is remembered of them stays bounded, and beyond that a new one is refused.
    static constexpr std::size_t kKeysMaxDefault = 10'000;

    RateLimiter(const Clock& clock, double burst, double perSecond, std::size_t keysMax = kKeysMaxDefault)
        : m_clock(clock), m_burst(burst), m_perSecond(perSecond), m_keysMax(keysMax)
    {
    }

    // Error `too_many_requests` (Busy) when the key's bucket is empty.
    Status take(const std::string& key);
    // The same in two steps, for what has its price only afterwards: the bucket may go below empty.
    Status check(const std::string& key);
    void spend(const std::string& key, double amount);

private:
    struct Bucket {
        double tokens;
        std::int64_t atMs;
    };
    Bucket* bucketOf(const std::string& key);  // null: no room for another. REQUIRES: m_mutex held
    void forgetFull(std::int64_t nowMs);

    const Clock& m_clock;
    const double m_burst;
    const double m_perSecond;
    const std::size_t m_keysMax;
    std::mutex m_mutex;
    std::map<std::string, Bucket> m_buckets;
};

}  // namespace veldpost::server
