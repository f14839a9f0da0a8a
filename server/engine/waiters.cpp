#include "server/engine/waiters.h"

#include <algorithm>
#include <chrono>

namespace veldpost::server {

Waiters::Waiters(const Clock& clock, Committer::Mode mode, Resume resume)
    : m_clock(clock), m_resume(std::move(resume))
{
    if (mode == Committer::Mode::Thread) m_thread = std::thread([this] { loop(); });
}

Waiters::~Waiters()
{
    close();
}

void Waiters::close()
{
    stop();
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) m_thread.join();
    tick();
}

bool Waiters::add(Waiter&& waiter)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing) return false;
        const auto older = m_waiting.find(waiter.session.device);
        if (older != m_waiting.end()) {
            m_replaced.push_back({std::move(older->second), true});
            m_waiting.erase(older);
        }
        m_waiting.emplace(waiter.session.device, std::move(waiter));
        m_stirred = true;
    }
    m_changed.notify_one();
    return true;
}

void Waiters::announce(const std::map<RegionId, Seq>& grown)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [region, seq] : grown) m_latest[region] = std::max(m_latest[region], seq);
        m_stirred = true;
    }
    m_changed.notify_one();
}

std::vector<Waiters::Due> Waiters::takeDue()
{
    m_stirred = false;
    std::vector<Due> due = std::move(m_replaced);
    m_replaced.clear();
    const std::int64_t nowMs = m_clock.monotonicMs();
    for (auto it = m_waiting.begin(); it != m_waiting.end();) {
        Waiter& waiter = it->second;
        const bool isOver = m_stopped || nowMs >= waiter.untilMs;
        const auto latest = m_latest.find(waiter.session.region);
        const bool hasGrown = latest != m_latest.end() && latest->second > waiter.seenSeq;
        if (!isOver && !hasGrown) {
            ++it;
            continue;
        }
        due.push_back({std::move(waiter), isOver});
        it = m_waiting.erase(it);
    }
    return due;
}

void Waiters::tick()
{
    std::vector<Due> due;
    {
        const std::lock_guard lock(m_mutex);
        due = takeDue();
    }
    for (Due& item : due) m_resume(std::move(item.waiter), item.isLast);
}

std::int64_t Waiters::pauseMs() const
{
    std::int64_t pause = 60'000;
    const std::int64_t nowMs = m_clock.monotonicMs();
    for (const auto& [device, waiter] : m_waiting) pause = std::min(pause, std::max<std::int64_t>(0, waiter.untilMs - nowMs));
    return pause;
}

void Waiters::loop()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait_for(lock, std::chrono::milliseconds(pauseMs()), [this] { return m_stirred || m_closing; });
            if (m_closing) return;
        }
        tick();
    }
}

void Waiters::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_stirred = true;
    }
    m_changed.notify_one();
}

std::size_t Waiters::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_waiting.size() + m_replaced.size();
}

}  // namespace veldpost::server
