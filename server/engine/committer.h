// The one writer. Jobs that wait together share one transaction and so one fsync (group commit); each job is told when
// what it wrote is on the disk.
//
// Pieces of files have a lane of their own, of which every other transaction takes a little: somebody's photo costs
// somebody else's note the writing of one piece at most, however many photos wait.
//
// In each lane devices take turns, and one that has written its share of a transaction waits for the next one.
//
// Invariants: 1. Jobs of one device in a lane run in the order they were given. 2. A job's `done` is called exactly once: after the commit that
// holds it, or with the error that undid it. 3. What a commit added is announced only after it is durable.
// Threads: submit() from any thread; `done` runs on the committer's thread and must be short. With Mode::Inline there
// is no thread: submit() commits before it returns (simulations, admin commands, tests).
#pragma once

#include "server/engine/audit.h"
#include "server/engine/fair_queue.h"
#include "server/engine/ledger.h"
#include "server/engine/server_keys.h"
#include "shared/base/clock.h"

#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>

namespace veldpost::server {

// What a job may use while it runs.
struct Work {
    Change& change;
    Ledger& ledger;
    AuditTrail& audit;
    std::int64_t nowMs;
};

struct Job {
    // An Error here undoes the transaction: only for what the store could not do. Those that shared it are run again,
    // each in one of its own, so what a job keeps outside the store must not be there twice.
    std::function<Status(Work&)> run = {};
    std::function<void(const Status&)> done = {};
    std::size_t weight = 1;   // about how many rows it writes; KiB where it writes much in few
    DeviceId turn = {};       // whose it is; the server's own and those of nobody take turns as one
    bool bulk = false;        // goes with the pieces of files
    bool alone = false;       // its own transaction: it may refuse after it has begun to write
};

class Committer {
public:
    enum class Mode { Thread, Inline };
    // Told after each commit which regions' orders have grown, and how far.
    using Announce = std::function<void(const std::map<RegionId, Seq>&)>;
    // Lets others add a little to a transaction that is written anyway (when devices were last seen).
    using Ride = std::function<Status(Change&)>;

    Committer(Store& store, const ServerKeys& keys, const Clock& clock, Mode mode, Announce announce, Ride ride);
    ~Committer();  // finishes what was submitted
    Committer(const Committer&) = delete;
    Committer& operator=(const Committer&) = delete;

    void submit(Job job);
    // submit() and wait. REQUIRES: not the committer's thread
    Status submitAndWait(Job job);

    // Whether so much of this device waits that it has to be asked for patience before any more is looked at.
    bool isBehind(const DeviceId& device) const;
    // Of the lane of notes.
    TurnCounts turnCounts() const;

private:
    using Queue = FairQueue<DeviceId, Job>;
    using Batch = std::vector<Job>;
    void loop();
    Batch takeBatch();
    void commit(std::span<const Job> jobs);
    Status write(std::span<const Job> jobs, std::map<RegionId, Seq>& touched);

    Store& m_store;
    const ServerKeys& m_keys;
    const Clock& m_clock;
    const Mode m_mode;
    const Announce m_announce;
    const Ride m_ride;
    RecordCache m_records;  // of what is committed; the committing thread's alone

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    Queue m_queue;
    Queue m_bulk;
    bool m_bulkIsNext = false;  // when there is something in both
    bool m_closing = false;
    std::thread m_thread;
};

}  // namespace veldpost::server
