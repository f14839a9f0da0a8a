#include "client/engine/checkpoint.h"

#include "client/engine/blob_rows.h"

namespace veldpost::engine {

Result<bool> Checkpoint::holds(const protocol::SessionAnswer& session)
{
    VELDPOST_ASSIGN(const auto known, m_store.meta("epoch"));
    if (known != session.epoch) return false;
    if (!session.held) return true;
    VELDPOST_ASSIGN(storage::Statement s, m_store.db().prepare("SELECT coalesce(sum(n), 0) FROM receipts"));
    VELDPOST_TRY(s.step());
    return s.int64(0) == *session.held;
}

void Checkpoint::run(const protocol::SessionAnswer& session, std::function<void(Status)> whenDone)
{
    const auto asBefore = holds(session);
    if (!asBefore.ok()) return whenDone(asBefore.error());
    if (*asBefore) return whenDone(done());
    const auto known = m_store.meta("epoch");
    if (!known.ok()) return whenDone(known.error());
    m_epoch = session.epoch;
    m_done = std::move(whenDone);
    // "Safe" is taken back before anything is asked: what the old epoch said holds no more.
    const bool hadAnother = *known && !(*known)->empty() && **known != m_epoch;
    const Status cleared = takeBack(hadAnother);
    if (!cleared.ok()) return m_done(cleared.error());
    ask("");
}

// What the server holds of photos is asked when they are carried, in the same round.
Status Checkpoint::takeBack(bool isRestored)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(m_store.clearReceipts());
    VELDPOST_TRY(BlobRows(m_store).clearHeld());
    // Its order is another one now. What is here stays, and is passed over as known.
    if (isRestored) VELDPOST_TRY(m_store.setMeta("cursor", ""));
    // Of no epoch until all of it is answered: a late word of the old one is not taken for one of the new.
    VELDPOST_TRY(m_store.setMeta("epoch", ""));
    return tx.commit();
}

void Checkpoint::ask(const std::string& after)
{
    m_calls.post("/v1/have", revision::writeCbor(protocol::HaveRequest{after}.toJson()), [this](Result<Json> json) {
        if (!json.ok()) return m_done(std::move(json).error());
        const auto answer = protocol::HaveAnswer::fromJson(*json);
        if (!answer.ok()) return m_done(answer.error());
        const Status taken = take(*answer);
        if (!taken.ok()) return m_done(taken.error());
        if (!answer->next.empty()) return ask(answer->next);
        m_done(m_store.setMeta("epoch", m_epoch));
    });
}

Status Checkpoint::take(const protocol::HaveAnswer& answer)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    for (const protocol::Receipt& receipt : answer.receipts) {
        VELDPOST_TRY(m_store.takeHeld(receipt.caseId, receipt.part, {receipt.n, receipt.id}));
        VELDPOST_TRY(m_store.dropDelivered(receipt.caseId, receipt.part));
    }
    return tx.commit();
}

}  // namespace veldpost::engine
