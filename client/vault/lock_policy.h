// When the app locks by itself.
#pragma once

#include "shared/base/clock.h"

#include <optional>

namespace veldpost::vault {

enum class LockReason { Command, Idle, Suspend, ScreenLock };

// Fed with what happens, stepped by its owner (at least every few seconds); holds no timer and locks nothing itself.
// Thread rule: one thread.
class LockPolicy {
public:
    static constexpr std::int64_t kIdleMs = 5 * 60 * 1000;  // NIST SP 800-63B asks for less than 15 to 30 minutes

    explicit LockPolicy(const Clock& clock, std::int64_t idleMs = kIdleMs) : m_clock(clock), m_idleMs(idleMs) {}

    void unlocked();        // begins to watch
    void activity();        // a key, a touch, a click
    void command() { demand(LockReason::Command); }
    void suspending() { demand(LockReason::Suspend); }
    void screenLocked() { demand(LockReason::ScreenLock); }

    // The reason to lock now, once; nothing when there is none or when it is locked already.
    std::optional<LockReason> step();

private:
    void demand(LockReason reason);
    void markNow();
    bool isIdle() const;

    const Clock& m_clock;
    std::int64_t m_idleMs;
    bool m_watching = false;
    std::optional<LockReason> m_demanded;
    std::int64_t m_lastMonotonicMs = 0;
    std::int64_t m_lastWallMs = 0;
};

}  // namespace veldpost::vault
