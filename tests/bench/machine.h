// What the machine says of itself and of processes, from /proc, and a stopwatch.
#pragma once

#include "tests/bench/figures.h"

#include "shared/base/result.h"

#include <chrono>
#include <filesystem>

namespace veldpost::bench {

class Stopwatch {
public:
    double ms() const
    {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_begin).count();
    }
    double seconds() const { return ms() / 1000; }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

double loadOneMinute();

// The most memory a process has ever had in RAM (VmHWM), MB of 10^6 bytes; 0 when there is no such process.
double peakMb(std::int64_t pid);
double ownPeakMb();
// What it has in RAM now (VmRSS).
double residentMb(std::int64_t pid);

// Error `io_error`.
Result<Machine> describeMachine(const std::filesystem::path& folder);

}  // namespace veldpost::bench
