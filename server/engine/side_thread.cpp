#include "server/engine/side_thread.h"

namespace veldpost::server {

SideThread::SideThread(Committer::Mode mode) : m_mode(mode)
{
    if (mode == Committer::Mode::Thread) m_thread = std::thread([this] { loop(); });
}

bool SideThread::post(std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closing) return false;
        if (m_mode == Committer::Mode::Thread) m_queue.push_back(std::move(work));
    }
    if (m_mode == Committer::Mode::Thread) m_changed.notify_one();
    else work();
    return true;
}

void SideThread::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) m_thread.join();
}

void SideThread::loop()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_closing || !m_queue.empty(); });
            if (m_queue.empty()) return;
            work = std::move(m_queue.front());
            m_queue.pop_front();
        }
        work();
    }
}

}  // namespace veldpost::server
