// What a SyncEngine works with, and its pauses. Private to sync_engine.cpp and sync_carrying.cpp.
#pragma once

#include "client/engine/blob_courier.h"
#include "client/engine/chain_mender.h"
#include "client/engine/checkpoint.h"
#include "client/engine/lease.h"
#include "client/engine/offer.h"
#include "client/engine/puller.h"
#include "client/engine/pusher.h"
#include "client/engine/waiting_fetcher.h"
#include "client/engine/wiper.h"
#include "client/engine/sync_engine.h"
#include "shared/protocol/limits.h"

namespace veldpost::engine {

// Pauses after errors: doubled each time, evenly spread over the upper half so that a region's tablets do not all
// come back in the same second.
inline constexpr std::int64_t kPauseMsFirst = 1'000;
inline constexpr std::int64_t kPauseMsMax = 60'000;
// What a server asks for is kept to, within reason.
inline constexpr std::int64_t kAskedPauseMsMax = 10 * 60'000;

inline bool isOutdated(const Status& status)
{
    return !status.ok() && status.error().type == "receipt_outdated";
}

struct SyncEngine::Work {
    Work(LocalStore& store, Drafts& drafts, Transport& transport, const Clock& clock, RandomSource& random, PieceGate gate,
         std::function<void()> onPiece)
        : calls(store, transport, clock), checkpoint(store, calls), mender(store, calls, random), offerer(store, calls), pusher(store, calls, summary),
          puller(store, drafts, calls, summary), fetcher(store, calls), viewAs(calls),
          wiper(store, drafts, calls, clock, random),
          courier(store, calls, clock, summary, std::move(gate), std::move(onPiece))
    {
    }

    SyncSummary summary;
    SyncSummary before;  // of the rounds that went before this one
    ServerCalls calls;
    Checkpoint checkpoint;
    ChainMender mender;
    Offerer offerer;
    Pusher pusher;
    Puller puller;
    WaitingFetcher fetcher;
    ViewAs viewAs;
    Wiper wiper;
    BlobCourier courier;
    std::function<void(Result<SyncSummary>)> done;
    SyncPhase phase = SyncPhase::Idle;
    std::optional<Error> problem;
    std::optional<Error> unpushed;  // of this round: why not all of the outbox could go
    std::string epoch;              // of this round's session
    bool mended = false;            // in this round: the home goes on under a new name, or gets none
    bool wiping = false;
    bool deliverOnly = false;       // as the server said when this round began
    bool roundWanted = false;       // while watching: a whole round is due, not another long-poll
    bool watching = false;
    bool pushWanted = false;
    bool idleWork = true;  // the index or signatures may have something left to do
    std::int64_t pauseMs = kPauseMsFirst;
    std::int64_t resumeAtMs = 0;  // monotonic
    std::optional<Error> carryProblem;            // of the last run beside the watch
    std::function<void(Status)> pieceWaiting;     // a piece that lets a push go first
    std::int64_t carryPauseMs = kPauseMsFirst;
    std::optional<std::int64_t> carryAtMs;        // monotonic: photos are to be carried beside the watch
    std::optional<std::int64_t> pollAtMs;  // monotonic: a long-poll waits to be opened
};

}  // namespace veldpost::engine
