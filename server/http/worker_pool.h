// WorkerPool: a fixed number of threads and a bounded queue. The network's threads only move bytes; handlers run here.
#pragma once

#include "server/engine/fair_queue.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace veldpost::http {

// Invariants
//   1. post() never waits: a full line, a full queue or a closed pool says no, and the caller says "busy" to its client.
//   2. What was taken runs, also when close() has begun.
//   3. Callers take turns (engine/fair_queue.h), and no caller has more than `limits.turnsAtOnce` threads.
// Threads: post(), queued() and counts() from any thread; close() not from a job.
class WorkerPool {
public:
    using Job = std::function<void()>;  // must not throw

    WorkerPool(std::size_t threads, const server::FairLimits& limits);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    // `caller`: whose turn the job is. A closed pool says QueueFull.
    [[nodiscard]] server::Place post(const std::string& caller, Job job);
    std::size_t queued() const;
    server::TurnCounts counts() const;

    // Takes nothing more, runs what is queued, ends the threads. Twice is the same as once.
    void close();

private:
    void work();

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    server::FairQueue<std::string, Job> m_queue;
    bool m_closed = false;
    std::vector<std::thread> m_threads;
};

}  // namespace veldpost::http
