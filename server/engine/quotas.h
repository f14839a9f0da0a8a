// What one device may ask of the server: so many requests a minute, so many bytes a day. Generous: no day's work comes
// near; a program that runs wild or a stolen tablet meets them. Files have bounds of their own (engine/uploads.h).
//
// Kept in memory: a server that was restarted begins anew, as the day does for everybody.
#pragma once

#include "server/engine/rate_limiter.h"
#include "server/engine/session.h"

namespace veldpost::server {

struct QuotaLimits {
    std::int64_t requestsPerMinute = 3'000;       // 0: no bound
    std::int64_t bytesPerDay = 8'192'000'000;  // of bodies, with the pieces of files; 0: no bound
};

// Threads: any.
class Quotas {
public:
    Quotas(const Clock& clock, const QuotaLimits& limits);

    // Counts a request with a body of so many bytes. Errors (Busy): too_many_requests, too_much_today; nothing of the
    // request was looked at then.
    Status take(const DeviceId& device, std::size_t bytes);

private:
    const QuotaLimits m_limits;
    RateLimiter m_requests;
    RateLimiter m_bytes;
};

}  // namespace veldpost::server
