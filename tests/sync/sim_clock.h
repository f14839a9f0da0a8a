// The clock of one device: it runs like the world's, and its hands may stand anywhere.
#pragma once

#include "shared/base/clock.h"

#include <algorithm>

namespace veldpost::sync {

class SimClock final : public Clock {
public:
    explicit SimClock(const Clock& world) : m_world(world) {}
    std::int64_t nowMs() const override { return std::max<std::int64_t>(m_world.nowMs() + m_offMs, 0); }
    std::int64_t monotonicMs() const override { return m_world.monotonicMs(); }
    BootTime bootTime() const override { return {"start-" + std::to_string(m_starts), m_world.monotonicMs() - m_startedAtMs}; }
    void setOffMs(std::int64_t ms) { m_offMs = ms; }
    // The machine starts anew.
    void restart()
    {
        ++m_starts;
        m_startedAtMs = m_world.monotonicMs();
    }

private:
    const Clock& m_world;
    std::int64_t m_offMs = 0;
    std::int64_t m_startedAtMs = 0;
    int m_starts = 1;
};

}  // namespace veldpost::sync
