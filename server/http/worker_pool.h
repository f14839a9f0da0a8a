// WorkerPool: a fixed number of threads and a bounded queue. The network's threads only move bytes; handlers run here.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace veldpost::http {

// Invariants
//   1. post() never waits: a full queue or a closed pool says no, and the caller says "busy" to its client.
//   2. What was taken runs, also when close() has begun.
// Threads: post() and queued() from any thread; close() not from a job.
class WorkerPool {
public:
    using Job = std::function<void()>;  // must not throw

    WorkerPool(std::size_t threads, std::size_t queueLimit);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    [[nodiscard]] bool post(Job job);
    std::size_t queued() const;

    // Takes nothing more, runs what is queued, ends the threads. Twice is the same as once.
    void close();

private:
    void work();

    const std::size_t m_queueLimit;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_queue;
    bool m_closed = false;
    std::vector<std::thread> m_threads;
};

}  // namespace veldpost::http
