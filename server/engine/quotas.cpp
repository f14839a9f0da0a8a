#include "server/engine/quotas.h"

namespace veldpost::server {

namespace {
// As many as a region could have: the keys are devices whose tokens are right, not what somebody makes up.
constexpr std::size_t kDevicesMax = 1'000'000;
constexpr double kSecondsPerDay = 24.0 * 3600;
}  // namespace

// A bucket holds a minute's requests, and a day's bytes: a tablet that comes home brings all it has at once.
Quotas::Quotas(const Clock& clock, const QuotaLimits& limits)
    : m_limits(limits),
      m_requests(clock, static_cast<double>(limits.requestsPerMinute), static_cast<double>(limits.requestsPerMinute) / 60,
                 kDevicesMax),
      m_bytes(clock, static_cast<double>(limits.bytesPerDay), static_cast<double>(limits.bytesPerDay) / kSecondsPerDay,
              kDevicesMax)
{
}

Status Quotas::take(const DeviceId& device, std::size_t bytes)
{
    const std::string key = device.text();
    if (m_limits.requestsPerMinute > 0) VELDPOST_TRY(m_requests.take(key));
    if (m_limits.bytesPerDay <= 0 || bytes == 0) return done();
    if (!m_bytes.check(key).ok())
        return Error{ErrorKind::Busy, "too_much_today", "This device has sent as much as it may in a day",
                     "What it holds stays with it, and is taken little by little."};
    m_bytes.spend(key, static_cast<double>(bytes));
    return done();
}

}  // namespace veldpost::server
