#include "client/vault/lock_policy.h"

#include <utility>

namespace veldpost::vault {

void LockPolicy::unlocked()
{
    m_watching = true;
    m_demanded.reset();
    markNow();
}

void LockPolicy::activity()
{
    // A touch after the time is up must not save the session: the owner's step may only have been late.
    if (m_watching && isIdle()) demand(LockReason::Idle);
    markNow();
}

void LockPolicy::markNow()
{
    m_lastMonotonicMs = m_clock.monotonicMs();
    m_lastWallMs = m_clock.nowMs();
}

void LockPolicy::demand(LockReason reason)
{
    if (m_watching && !m_demanded) m_demanded = reason;
}

bool LockPolicy::isIdle() const
{
    // Both clocks: the monotonic one stands still in suspend, the wall clock can be set back.
    return m_clock.monotonicMs() - m_lastMonotonicMs >= m_idleMs || m_clock.nowMs() - m_lastWallMs >= m_idleMs;
}

std::optional<LockReason> LockPolicy::step()
{
    if (!m_watching) return std::nullopt;
    if (!m_demanded && isIdle()) m_demanded = LockReason::Idle;
    if (!m_demanded) return std::nullopt;
    m_watching = false;
    return std::exchange(m_demanded, std::nullopt);
}

}  // namespace veldpost::vault
