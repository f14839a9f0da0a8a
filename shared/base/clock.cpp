#include "shared/base/clock.h"

#include <chrono>
#include <ctime>
#include <fstream>

namespace veldpost {

std::int64_t SystemClock::nowMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::monotonicMs() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

namespace {

std::string thisStart()
{
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    if (std::getline(file, id) && !id.empty()) return id;
    // Without it nothing is known beyond this process: what was counted before it is no measure.
    return "process-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count());
}

}  // namespace

BootTime SystemClock::bootTime() const
{
    static const std::string start = thisStart();
    timespec now{};
    if (::clock_gettime(CLOCK_BOOTTIME, &now) != 0) return {start, monotonicMs()};
    return {start, std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000};
}

}  // namespace veldpost
