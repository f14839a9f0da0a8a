#include "server/http/worker_pool.h"

namespace veldpost::http {

using server::Place;

WorkerPool::WorkerPool(std::size_t threads, const server::FairLimits& limits) : m_queue(limits)
{
    VELDPOST_CHECK(threads > 0 && limits.all > 0 && limits.perLine > 0);
    m_threads.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) m_threads.emplace_back([this] { work(); });
}

WorkerPool::~WorkerPool() { close(); }

Place WorkerPool::post(const std::string& caller, Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed) return Place::QueueFull;
        const Place place = m_queue.push(caller, std::move(job));
        if (place != Place::Taken) return place;
    }
    m_changed.notify_one();
    return Place::Taken;
}

std::size_t WorkerPool::queued() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.size();
}

server::TurnCounts WorkerPool::counts() const
{
    const std::lock_guard lock(m_mutex);
    return m_queue.counts();
}

void WorkerPool::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads) {
        if (thread.joinable()) thread.join();
    }
}

void WorkerPool::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        // A thread that ends leaves what waits for a turn to the one whose job is that turn.
        m_changed.wait(lock, [this] { return m_queue.ready() || m_closed; });
        if (!m_queue.ready()) return;
        auto [caller, job] = m_queue.begin();
        lock.unlock();
        job();
        job = nullptr;  // what it holds is let go outside the lock
        lock.lock();
        m_queue.end(caller);
        // This thread takes the next turn, its own caller's or another's: nobody has to be woken for it.
    }
}

}  // namespace veldpost::http
