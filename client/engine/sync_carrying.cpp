// SyncEngine: photos and documents, behind the notes.
#include "client/engine/sync_work.h"

#include <algorithm>

namespace veldpost::engine {

namespace {
// Another's photo that is not at the server yet is asked for again after this: nothing says when it has come.
constexpr std::int64_t kCarryAgainMs = 60'000;
}  // namespace

void SyncEngine::deliverBlobs()
{
    // One that runs beside the watch goes on; the next round sees its end.
    if (m_work->courier.running()) return endDelivery();
    enter(SyncPhase::Carrying);
    m_work->courier.run([this](const Status& carried) {
        // What cannot go within an order's deadline is sealed, whatever the reason.
        carried.ok() || m_work->wiping ? endDelivery() : failRound(carried.error());
    });
}

void SyncEngine::carryInRound()
{
    if (m_work->courier.running()) return closeRound();
    enter(SyncPhase::Carrying);
    m_work->courier.run([this](Status carried) {
        if (!carried.ok()) return failRound(carried.error());
        closeRound();
    });
}

// Behind the notes and beside the long-poll. Its own troubles and pauses hold back nothing else.
void SyncEngine::carryBesideWatch()
{
    Work& w = *m_work;
    w.carryAtMs = m_clock.monotonicMs();
    if (w.courier.running() || w.phase != SyncPhase::Watching) return;
    w.carryAtMs.reset();
    w.courier.run([this](const Status& status) {
        Work& after = *m_work;
        const std::int64_t now = m_clock.monotonicMs();
        after.carryProblem = status.ok() ? after.courier.stuck() : std::optional(status.error());
        if (isOutdated(status)) after.roundWanted = true;
        if (status.ok()) {
            after.carryPauseMs = kPauseMsFirst;
            const auto more = after.courier.hasWork();
            if (!after.carryAtMs && more.ok() && *more) after.carryAtMs = now + kCarryAgainMs;
        } else {
            after.carryAtMs = now + std::max(after.carryPauseMs, std::min(after.calls.takeRetryAfterMs(), kAskedPauseMsMax));
            after.carryPauseMs = std::min(after.carryPauseMs * 2, kPauseMsMax);
        }
        changed({});
    });
}

// Whatever was saved goes first, and the piece waits for it: until a push ends, be it this one's, the watch's or a round's.
void SyncEngine::beforePiece(std::function<void(Status)> go)
{
    Work& w = *m_work;
    const bool nothingBefore = !w.pusher.running() && !w.pushWanted;
    if (nothingBefore || w.phase == SyncPhase::Idle) return go(done());
    if (w.phase == SyncPhase::BackingOff && w.problem) return go(*w.problem);
    VELDPOST_CHECK(!w.pieceWaiting);
    w.pieceWaiting = std::move(go);
    if (w.pusher.running()) return;
    if (w.phase == SyncPhase::Watching && m_clock.monotonicMs() >= w.resumeAtMs) return pushBesideWatch();
    if (w.phase != SyncPhase::Carrying) return;
    w.pushWanted = false;
    w.pusher.run([this](const Status& status) { letPieceGo(status); });
}

void SyncEngine::letPieceGo(const Status& status)
{
    if (m_work->pusher.running()) return;  // already the next push
    if (auto go = std::exchange(m_work->pieceWaiting, nullptr)) go(status);
}

void SyncEngine::fetchBlob(const protocol::BlobAddress& address, std::function<void(Status)> done)
{
    m_work->courier.fetch(address, std::move(done));
}

std::optional<BlobProgress> SyncEngine::blobProgress() const
{
    return m_work->courier.progress();
}

}  // namespace veldpost::engine
