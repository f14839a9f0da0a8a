#include "client/engine/waiting_fetcher.h"

#include "shared/protocol/limits.h"

namespace veldpost::engine {

namespace {
// Behind every place: the rest of the own ones is asked after, and no item comes twice.
constexpr char kBehindAll[] = "9223372036854775807";
}  // namespace

Result<bool> WaitingFetcher::wanted()
{
    if (m_store.identity().role == "coordinator") return true;
    VELDPOST_ASSIGN(const bool stale, waitingIsStale(m_store));
    if (stale) return true;
    VELDPOST_ASSIGN(const auto own, ownToAskAfter(m_store));
    return !own.empty();
}

// What comes in from here on makes it stale again.
Status WaitingFetcher::begin()
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_ASSIGN(m_own, ownToAskAfter(m_store));
    VELDPOST_ASSIGN(const auto last, m_store.metaInteger("waiting_round"));
    m_round = last.value_or(0) + 1;
    VELDPOST_TRY(m_store.setMetaInteger("waiting_round", m_round));
    VELDPOST_TRY(m_store.setMeta("waiting_stale", "0"));
    return tx.commit();
}

void WaitingFetcher::run(std::function<void(Status)> whenDone)
{
    m_done = std::move(whenDone);
    const Status begun = begin();
    if (!begun.ok()) return m_done(begun);
    ask("");
}

void WaitingFetcher::ask(const std::string& after)
{
    protocol::QuarantineRequest request{after, {}};
    const std::size_t count = std::min(m_own.size(), protocol::kQuarantineOwnMax);
    request.own.assign(m_own.end() - static_cast<std::ptrdiff_t>(count), m_own.end());
    m_own.resize(m_own.size() - count);
    m_calls.post("/v1/quarantine", revision::writeCbor(request.toJson()), [this, after](Result<Json> json) {
        if (!json.ok() && json.error().type == "not_found") return m_done(done());
        const auto answer = json.ok() ? protocol::QuarantineAnswer::fromJson(*json)
                                      : Result<protocol::QuarantineAnswer>(json.error());
        if (answer.ok() && !answer->next.empty() && answer->next == after)
            return m_done(Error{ErrorKind::Failed, "no_progress", "The server's pages do not move on", ""});
        const bool isLast = answer.ok() && answer->next.empty() && m_own.empty();
        const Status taken = answer.ok() ? take(*answer, isLast) : Status(answer.error());
        if (!taken.ok()) {
            // Asked again in the next round.
            const Status stale = setWaitingStale(m_store);
            return m_done(stale.ok() ? taken : stale);
        }
        if (isLast) return m_done(done());
        ask(answer->next.empty() ? kBehindAll : answer->next);
    });
}

Status WaitingFetcher::take(const protocol::QuarantineAnswer& answer, bool isLast)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(takeWaitingItems(m_store, answer, m_round));
    for (const protocol::OwnStanding& standing : answer.own) VELDPOST_TRY(takeOwnStanding(m_store, standing));
    if (isLast) VELDPOST_TRY(endWaitingRound(m_store, m_round));
    return tx.commit();
}

}  // namespace veldpost::engine
