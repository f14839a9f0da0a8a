// Long-poll without a thread a waiter: who found nothing waits here until his region grows or his time is over.
//
// Invariants: 1. A device waits at most once: a newer request answers the older one. 2. A commit between a reader's
// view and his waiting is not missed: add() compares with what was announced. 3. Every waiter is handed to `resume`
// until it is answered, at the latest when its time is over or by stop().
// Threads: one of its own, on which `resume` runs; with Mode::Inline none, and tick() does its work.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/cursor.h"
#include "server/engine/session.h"

namespace veldpost::server {

// Where a pull goes: encoded where the page was read, sent when its audit entries are durable.
struct PullSink {
    std::function<std::string(const protocol::PullPage&)> encode;
    std::function<void(Result<std::string>)> send;
};

struct Waiter {
    Session session;
    Cursor cursor;
    Seq seenSeq = 0;
    std::size_t limit = 0;
    std::int64_t untilMs = 0;  // monotonic
    int discarded = 0;         // pages read for it and thrown away, because a right had ended meanwhile
    PullSink sink;
};

class Waiters {
public:
    // `isLast`: the time is over, answer even with an empty page.
    using Resume = std::function<void(Waiter, bool isLast)>;

    Waiters(const Clock& clock, Committer::Mode mode, Resume resume);
    ~Waiters();
    Waiters(const Waiters&) = delete;
    Waiters& operator=(const Waiters&) = delete;

    // False, and nothing taken, once it is closed.
    bool add(Waiter&& waiter);
    void announce(const std::map<RegionId, Seq>& grown);
    // Resumes all that are due now. For Mode::Inline, and for tests that moved the clock.
    void tick();
    // Answers everybody; later ones are answered at once.
    void stop();
    // stop(), and ends the thread. Twice is the same as once.
    void close();
    std::size_t count() const;

private:
    struct Due {
        Waiter waiter;
        bool isLast;
    };
    void loop();
    std::vector<Due> takeDue();  // REQUIRES: m_mutex held
    std::int64_t pauseMs() const;

    const Clock& m_clock;
    const Resume m_resume;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<DeviceId, Waiter> m_waiting;
    std::vector<Due> m_replaced;
    std::map<RegionId, Seq> m_latest;
    bool m_stopped = false;
    bool m_closing = false;
    bool m_stirred = false;
    std::thread m_thread;
};

}  // namespace veldpost::server
