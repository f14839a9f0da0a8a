#include "client/engine/pusher.h"

#include "shared/protocol/limits.h"

#include <algorithm>
#include <map>
#include <set>

namespace veldpost::engine {

void Pusher::run(std::function<void(Status)> done)
{
    VELDPOST_CHECK(!m_running);
    m_running = true;
    m_done = std::move(done);
    m_limit = protocol::kPageRevisionsMax;
    m_failed.reset();
    begin();
}

void Pusher::finish(Status status)
{
    m_running = false;
    const Sheet sent = std::exchange(m_sent, {});
    m_next = {};
    noteUnderWay();
    noteMoved(sent.revisions);
    auto done = std::move(m_done);
    done(std::move(status));
}

// From what the receipts say now: the only place that knows whether anything is left.
void Pusher::begin()
{
    m_next = {};
    auto sheet = prepare(nullptr);
    if (!sheet.ok()) return finish(std::move(sheet).error());
    if (sheet->revisions.empty()) return finish(done());
    send(std::move(*sheet));
    prepareNext();
}

Result<Pusher::Sheet> Pusher::prepare(const revision::Header* behind)
{
    Sheet sheet;
    VELDPOST_ASSIGN(sheet.revisions, m_outbox.next(m_limit, protocol::kPageBytesTarget, behind));
    if (sheet.revisions.empty()) return sheet;
    protocol::RevisionPageWriter writer;
    for (const SignedRevision& rev : sheet.revisions) {
        // Only what goes once more has one: the proof for a restored server that it counted.
        VELDPOST_ASSIGN(const auto receipt, m_store.stampOf(rev.id));
        receipt ? writer.add(rev, receipt->receivedAtMs, receipt->stamp) : writer.add(rev);
    }
    sheet.body = revision::writeCbor(protocol::pushJson(std::move(writer)));
    return sheet;
}

void Pusher::send(Sheet sheet)
{
    m_sent = std::move(sheet);
    noteUnderWay();
    noteMoved(m_sent.revisions);
    m_calls.post("/v1/push", std::move(m_sent.body), [this](Result<Json> json) { answered(std::move(json)); });
}

void Pusher::answered(Result<Json> json)
{
    if (m_failed) return finish(*std::exchange(m_failed, std::nullopt));
    if (!json.ok()) return retrySmaller(json.error());
    auto answer = protocol::PushAnswer::fromJson(*json);
    if (!answer.ok()) return finish(std::move(answer).error());
    // What follows a refused revision in its chain would be refused only for that: it is not sent.
    const bool anyRefused = std::any_of(answer->results.begin(), answer->results.end(), [](const auto& result) {
        return result.outcome == protocol::Outcome::Refused;
    });
    const std::vector<SignedRevision> sent = std::move(m_sent.revisions);
    const bool goesOn = !anyRefused && !m_next.revisions.empty();
    if (goesOn) send(std::exchange(m_next, {}));
    else noteUnderWay();
    auto taken = m_outbox.take(sent, *answer);
    noteMoved(sent);
    // An answer that moved nothing would be sent for ever.
    if (taken.ok() && !taken->anyMoved && taken->stoppedChains.empty() && taken->refused == 0)
        taken = Error{ErrorKind::Failed, "no_progress", "The server's answer covers nothing sent", ""};
    if (taken.ok() && taken->askAnew)
        taken = Error{ErrorKind::Busy, "receipt_outdated", "The server holds less than it said; it is asked anew",
                      "what is here stays saved"};
    if (!taken.ok()) {
        if (!goesOn) return finish(std::move(taken).error());
        m_failed = std::move(taken).error();
        return;
    }
    m_summary.pushed += taken->stored;
    m_summary.quarantined += taken->quarantined;
    m_summary.refused += taken->refused;
    if (goesOn) prepareNext();
    else begin();
}

void Pusher::noteUnderWay()
{
    std::map<std::pair<CaseId, Part>, std::int64_t> upTo;
    for (const SignedRevision& rev : m_sent.revisions) upTo[{rev.header.caseId, rev.header.part}] = rev.header.n;
    m_store.setUnderWay(std::move(upTo));
}

void Pusher::noteMoved(const std::vector<SignedRevision>& revisions)
{
    std::set<CaseId> cases;
    for (const SignedRevision& rev : revisions) cases.insert(rev.header.caseId);
    if (onMoved && !cases.empty()) onMoved({cases.begin(), cases.end()});
}

// Beside the page that is under way. What was saved meanwhile in an earlier case is found by begin() in the end.
void Pusher::prepareNext()
{
    const revision::Header last = m_sent.revisions.back().header;
    auto sheet = prepare(&last);
    if (sheet.ok()) m_next = std::move(*sheet);
    else m_failed = std::move(sheet).error();
}

// A page the server cannot read as a whole: the one bad revision is found by halving and set aside, so that it
// delays nothing but its own chain.
void Pusher::retrySmaller(const Error& error)
{
    const bool aboutContent = error.kind == ErrorKind::Malformed || error.kind == ErrorKind::TooLarge;
    if (!aboutContent) return finish(error);
    if (m_sent.revisions.size() == 1) {
        const Status marked = m_outbox.markRefused(m_sent.revisions.front(), error.type);
        if (!marked.ok()) return finish(marked.error());
        ++m_summary.refused;
        m_limit = protocol::kPageRevisionsMax;
    } else {
        m_limit = m_sent.revisions.size() / 2;
    }
    begin();
}

}  // namespace veldpost::engine
