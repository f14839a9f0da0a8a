// Pull: pages of what a user may see, at once or when there is something.
//
// Invariant: a page leaves only if its reader may have all of it in the very transaction that writes its audit entries.
// Whatever ended a right before that is obeyed: the page is thrown away and read again.
#pragma once

#include "server/engine/page_reader.h"
#include "server/engine/presence.h"
#include "server/engine/waiters.h"

namespace veldpost::server {

struct PullRequest {
    std::string cursor;  // empty: from the beginning
    std::size_t limit = 0;       // 1 … kPageRevisionsMax
    std::int64_t waitMs = 0;     // 0 … kPullWaitMsMax
};

class Feed {
public:
    Feed(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, Presence& presence,
         Committer::Mode mode);

    // The sink is sent to once: at once, when something arrives, or with an empty page when the time is over.
    // Errors: malformed_cursor, epoch_changed, deliver_only, and those of the store.
    void pull(const Session& session, const PullRequest& request, PullSink sink);

    void announce(const std::map<RegionId, Seq>& grown) { m_waiters.announce(grown); }
    void tick() { m_waiters.tick(); }
    void stopWaiting() { m_waiters.stop(); }
    // No more waiting, no more threads. REQUIRES: the committer still runs
    void close() { m_waiters.close(); }

private:
    struct Parcel;

    Result<Reading> read(const Session& session, Cursor cursor, std::size_t limit);
    void answer(Waiter waiter, bool isLast);
    void send(Reading reading, Waiter waiter);
    void readAgain(Waiter waiter);

    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
    const Clock& m_clock;
    Presence& m_presence;
    Waiters m_waiters;  // last: its thread uses all of the above
};

}  // namespace veldpost::server
