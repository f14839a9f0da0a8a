#include "server/engine/feed.h"

namespace veldpost::server {

namespace {
// A right would have to end during each of them.
constexpr int kDiscardedMax = 3;
}  // namespace

Feed::Feed(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, Presence& presence,
           Committer::Mode mode)
    : m_store(store), m_committer(committer), m_keys(keys), m_clock(clock), m_presence(presence),
      m_waiters(clock, mode, [this](Waiter waiter, bool isLast) { answer(std::move(waiter), isLast); })
{
}

Result<Reading> Feed::read(const Session& session, Cursor cursor, std::size_t limit)
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    PageReader reader(*view, m_keys, session, limit, m_clock.nowMs());
    VELDPOST_ASSIGN(Reading reading, reader.read(std::move(cursor)));
    m_presence.seen(session.device, m_clock.nowMs(), reading.seenSeq);
    return reading;
}

void Feed::pull(const Session& session, const PullRequest& request, PullSink sink)
{
    Cursor cursor{m_keys.epoch, 0, {}};
    if (!request.cursor.empty()) {
        auto parsed = Cursor::parse(request.cursor);
        if (!parsed.ok()) return sink.send(std::move(parsed).error());
        cursor = std::move(*parsed);
    }
    const std::int64_t untilMs = m_clock.monotonicMs() + request.waitMs;
    answer({session, std::move(cursor), 0, request.limit, untilMs, 0, std::move(sink)}, request.waitMs <= 0);
}

// Sends a page, or waits when there is nothing and time is left.
void Feed::answer(Waiter waiter, bool isLast)
{
    auto reading = read(waiter.session, waiter.cursor, waiter.limit);
    if (!reading.ok()) return waiter.sink.send(std::move(reading).error());
    if (!reading->isEmpty() || reading->page.more || isLast) return send(std::move(*reading), std::move(waiter));
    // The region grew by what this reader may not see: on from there, or he would look at it again each time.
    auto next = Cursor::parse(reading->page.cursor);
    VELDPOST_CHECK(next.ok());
    waiter.cursor = std::move(*next);
    waiter.seenSeq = reading->seenSeq;
    if (!m_waiters.add(std::move(waiter))) send(std::move(*reading), std::move(waiter));
}

// A page on its way out, while its audit entries are being written.
struct Feed::Parcel {
    Reading reading;
    std::string body;
    Waiter waiter;
    bool isStale = false;

    Status write(Work& work)
    {
        VELDPOST_ASSIGN(const bool may, mayStillHave(work.change, waiter.session, reading));
        isStale = !may;
        if (isStale) return done();
        for (const AuditEvent& event : reading.audit) VELDPOST_TRY(work.audit.add(event));
        return done();
    }
};

void Feed::send(Reading reading, Waiter waiter)
{
    std::string body = waiter.sink.encode(reading.page);
    if (reading.audit.empty()) return waiter.sink.send(std::move(body));
    const std::size_t weight = reading.audit.size();
    const DeviceId turn = waiter.session.device;
    reading.page = {};
    // Shared because std::function wants to copy what it holds.
    auto parcel = std::make_shared<Parcel>(Parcel{std::move(reading), std::move(body), std::move(waiter)});
    m_committer.submit({.run = [parcel](Work& work) { return parcel->write(work); },
                        .done =
                            [this, parcel](const Status& status) {
                                if (!status.ok()) return parcel->waiter.sink.send(status.error());
                                if (parcel->isStale) return readAgain(std::move(parcel->waiter));
                                parcel->waiter.sink.send(std::move(parcel->body));
                            },
                        .weight = weight,
                        .turn = turn});
}

// On the thread of those who wait: a page is not read on the committer's.
void Feed::readAgain(Waiter waiter)
{
    waiter.untilMs = m_clock.monotonicMs();
    if (++waiter.discarded <= kDiscardedMax && m_waiters.add(std::move(waiter))) return;
    waiter.sink.send(Error{ErrorKind::Busy, "overloaded", "The server is busy", "Try again in a moment."});
}

}  // namespace veldpost::server
