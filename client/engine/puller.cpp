#include "client/engine/puller.h"

#include "shared/protocol/limits.h"

namespace veldpost::engine {

void Puller::run(std::int64_t waitMs, std::function<void(const std::vector<CaseId>&)> arrived,
                 std::function<void(Status)> done)
{
    VELDPOST_CHECK(!m_running);
    m_running = true;
    m_arrived = std::move(arrived);
    m_done = std::move(done);
    m_failed.reset();
    const auto cursor = m_store.meta("cursor");
    if (!cursor.ok()) return finish(cursor.error());
    request(cursor->value_or(""), waitMs);
}

void Puller::finish(Status status)
{
    m_running = false;
    auto done = std::move(m_done);
    done(std::move(status));
}

// The server was restored since this round began: nothing is read from it before "safe" was taken back and it was given
// what it lacks, for a page may take that away.
void Puller::beginAnew()
{
    const auto forget = [this]() -> Status {
        VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
        VELDPOST_TRY(m_store.setMeta("cursor", ""));
        VELDPOST_TRY(m_store.setMeta("epoch", ""));
        return tx.commit();
    };
    const Status forgotten = forget();
    finish(forgotten.ok() ? Status(serverSetBack()) : forgotten);
}

void Puller::request(const std::string& cursor, std::int64_t waitMs)
{
    m_asked = cursor;
    std::string path = "/v1/pull?limit=" + std::to_string(protocol::kPageRevisionsMax);
    if (!cursor.empty()) path += "&cursor=" + cursor;
    if (waitMs > 0) path += "&wait=" + std::to_string(waitMs);
    m_calls.get(path, 30'000 + waitMs, [this](Result<Json> json) { answered(std::move(json)); });
}

void Puller::answered(Result<Json> json)
{
    if (m_failed) return finish(*m_failed);
    if (!json.ok() && json.error().type == "epoch_changed") return beginAnew();
    if (!json.ok()) return finish(std::move(json).error());
    const auto page = protocol::PullPage::fromJson(*json);
    if (!page.ok()) return finish(page.error());
    const auto epoch = m_store.meta("epoch");
    if (!epoch.ok()) return finish(epoch.error());
    // Empty: it is asked anew in the next round in any case.
    const bool isKnown = *epoch && !(*epoch)->empty();
    if (isKnown && page->epoch != **epoch) return beginAnew();
    const bool more = page->more;
    // A page that promises more and does not move would be asked for for ever.
    if (more && page->cursor == m_asked)
        return finish(Error{ErrorKind::Failed, "no_progress", "The server's pages do not move on", ""});
    if (more) request(page->cursor, 0);
    auto taken = m_inbox.take(*page);
    if (!taken.ok()) {
        if (!more) return finish(std::move(taken).error());
        m_failed = std::move(taken).error();
        return;
    }
    m_summary.pulled += taken->revisions;
    m_summary.purgedCases += taken->purgedCases;
    if (!taken->cases.empty()) m_arrived(taken->cases);
    if (!more) finish(done());
}

}  // namespace veldpost::engine
