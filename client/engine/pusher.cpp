#include "client/engine/pusher.h"

#include "shared/protocol/limits.h"

namespace veldpost::engine {

void Pusher::run(std::function<void(Status)> done)
{
    VELDPOST_CHECK(!m_running);
    m_running = true;
    m_done = std::move(done);
    m_limit = protocol::kPageRevisionsMax;
    step();
}

void Pusher::finish(Status status)
{
    m_running = false;
    auto done = std::move(m_done);
    done(std::move(status));
}

void Pusher::step()
{
    auto page = m_outbox.next(m_limit, protocol::kPageBytesTarget);
    if (!page.ok()) return finish(std::move(page).error());
    if (page->empty()) return finish(done());
    protocol::RevisionPageWriter writer;
    for (const SignedRevision& rev : *page) writer.add(rev);
    Json body = protocol::pushJson(std::move(writer));
    m_calls.post("/v1/push", std::move(body), [this, sent = std::move(*page)](Result<Json> json) {
        answered(sent, std::move(json));
    });
}

void Pusher::answered(const std::vector<SignedRevision>& sent, Result<Json> json)
{
    if (!json.ok()) return retrySmaller(sent, json.error());
    auto answer = protocol::PushAnswer::fromJson(*json);
    if (!answer.ok()) return finish(std::move(answer).error());
    const auto taken = m_outbox.take(sent, *answer);
    if (!taken.ok()) return finish(taken.error());
    m_summary.pushed += taken->stored;
    m_summary.quarantined += taken->quarantined;
    m_summary.refused += taken->refused;
    // An answer that moved nothing would be sent for ever.
    bool moved = !answer->receipts.empty() || taken->refused > 0;
    if (!moved) return finish(Error{ErrorKind::Failed, "no_progress", "The server's answer covers nothing sent", ""});
    step();
}

// A page the server cannot read as a whole: the one bad revision is found by halving and set aside, so that it
// delays nothing but its own chain.
void Pusher::retrySmaller(const std::vector<SignedRevision>& sent, const Error& error)
{
    const bool aboutContent = error.kind == ErrorKind::Malformed || error.kind == ErrorKind::TooLarge;
    if (!aboutContent) return finish(error);
    if (sent.size() == 1) {
        const Status marked = m_outbox.markRefused(sent.front().id, error.type);
        if (!marked.ok()) return finish(marked.error());
        ++m_summary.refused;
        m_limit = protocol::kPageRevisionsMax;
    } else {
        m_limit = sent.size() / 2;
    }
    step();
}

}  // namespace veldpost::engine
