// The only doors to time. Everything that needs a clock is handed one, so that tests own time.
#pragma once

#include <cstdint>
#include <string>

namespace veldpost {

// A moment counted from the machine's last start, sleep included; nobody can set it. Comparable only with one of the
// same start.
struct BootTime {
    std::string start;  // which start that was
    std::int64_t ms = 0;
};

class Clock {
public:
    virtual ~Clock() = default;
    virtual std::int64_t nowMs() const = 0;        // ms since 1970-01-01T00:00Z, wall clock: may jump
    virtual std::int64_t monotonicMs() const = 0;  // ms since an unknown moment: never goes back
    // A clock that knows of no start counts all it says as of one.
    virtual BootTime bootTime() const { return {"", monotonicMs()}; }
};

class SystemClock final : public Clock {
public:
    std::int64_t nowMs() const override;
    std::int64_t monotonicMs() const override;
    BootTime bootTime() const override;
};

// A clock that stands still until a test moves it.
class FakeClock final : public Clock {
public:
    explicit FakeClock(std::int64_t nowMs = 1'790'000'000'000) : m_nowMs(nowMs) {}
    std::int64_t nowMs() const override { return m_nowMs; }
    std::int64_t monotonicMs() const override { return m_monotonicMs; }
    BootTime bootTime() const override { return {"start-" + std::to_string(m_starts), m_monotonicMs}; }
    void advanceMs(std::int64_t ms) { m_nowMs += ms; m_monotonicMs += ms; }
    void setWallMs(std::int64_t ms) { m_nowMs = ms; }  // a jump: the monotonic clock does not follow
    void reboot() { ++m_starts; }

private:
    std::int64_t m_nowMs;
    std::int64_t m_monotonicMs = 1000;
    int m_starts = 1;
};

}  // namespace veldpost
