#include "server/engine/feed.h"

namespace veldpost::server {

Feed::Feed(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, Presence& presence,
           Committer::Mode mode)
    : m_store(store), m_committer(committer), m_keys(keys), m_clock(clock), m_presence(presence),
      m_waiters(clock, mode, [this](Waiter waiter, bool isLast) { resume(std::move(waiter), isLast); })
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
    auto reading = read(session, cursor, request.limit);
    if (!reading.ok()) return sink.send(std::move(reading).error());
    if (!reading->isEmpty() || reading->page.more || request.waitMs <= 0) return send(std::move(*reading), std::move(sink));
    auto next = Cursor::parse(reading->page.cursor);
    VELDPOST_CHECK(next.ok());
    m_waiters.add({session, std::move(*next), reading->seenSeq, request.limit, m_clock.monotonicMs() + request.waitMs,
                   std::move(sink)});
}

void Feed::resume(Waiter waiter, bool isLast)
{
    auto reading = read(waiter.session, waiter.cursor, waiter.limit);
    if (!reading.ok()) return waiter.sink.send(std::move(reading).error());
    if (!reading->isEmpty() || reading->page.more || isLast) return send(std::move(*reading), std::move(waiter.sink));
    // The region grew by what this reader may not see: on from there, or he would look at it again each time.
    auto next = Cursor::parse(reading->page.cursor);
    VELDPOST_CHECK(next.ok());
    waiter.cursor = std::move(*next);
    waiter.seenSeq = reading->seenSeq;
    m_waiters.add(std::move(waiter));
}

void Feed::send(Reading reading, PullSink sink)
{
    std::string body = sink.encode(reading.page);
    if (reading.audit.empty()) return sink.send(std::move(body));
    const std::size_t weight = reading.audit.size();
    // Shared because std::function wants to copy what it holds.
    auto events = std::make_shared<std::vector<AuditEvent>>(std::move(reading.audit));
    auto held = std::make_shared<std::string>(std::move(body));
    m_committer.submit({.run =
                            [events](Work& work) -> Status {
                                for (const AuditEvent& event : *events) VELDPOST_TRY(work.audit.add(event));
                                return done();
                            },
                        .done =
                            [held, send = std::move(sink.send)](const Status& status) {
                                if (!status.ok()) return send(status.error());
                                send(std::move(*held));
                            },
                        .weight = weight});
}

}  // namespace veldpost::server
