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
    // The server was restored: its order is another one now. What is here stays, and is passed over as known.
    if (!json.ok() && json.error().type == "epoch_changed" && !m_asked.empty()) {
        const Status reset = m_store.setMeta("cursor", "");
        return reset.ok() ? request("", 0) : finish(reset);
    }
    if (!json.ok()) return finish(std::move(json).error());
    const auto page = protocol::PullPage::fromJson(*json);
    if (!page.ok()) return finish(page.error());
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
