// One thread beside the writer and the workers, for what takes long and nobody else should wait for: hashing a file.
#pragma once

#include "server/engine/committer.h"

namespace veldpost::server {

// Threads: post() from any. With Mode::Inline there is no thread: post() does the work.
class SideThread {
public:
    explicit SideThread(Committer::Mode mode);
    ~SideThread() { close(); }
    SideThread(const SideThread&) = delete;
    SideThread& operator=(const SideThread&) = delete;

    // In the order given, one at a time. False, and nothing taken, once it is closed.
    bool post(std::function<void()> work);
    // Finishes what was posted. Twice is the same as once.
    void close();

private:
    void loop();

    const Committer::Mode m_mode;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_queue;
    bool m_closing = false;
    std::thread m_thread;
};

}  // namespace veldpost::server
