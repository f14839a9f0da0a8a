// Brings what is here to the server and what the user may see from it. A state machine: start() begins a round,
// answers of the Transport and tick() drive it on; nothing blocks, nothing else keeps time.
//
//   Idle → Session → Have? → Mend? → Push* → Mend? → Offer? → Pull* → (Push* → Pull*)? → Waiting? → Carry → Idle   a round; twice when a case was taken
//                                                          away, since what was written in it has to be delivered;
//                                                          Waiting: what waits for decisions (waiting_fetcher.h)
//                                                          Mend: own chains that stopped go on under a new name, and the
//                                                          round begins anew in it (chain_mender.h)
//   Watching: after a round a long-poll pull stays open; an answer, a save (nudge()) or its end begins the next. Photos
//                                                          are carried beside it
// Photos and documents go behind the notes: what is saved meanwhile is pushed between two pieces of a file.
//
// Thread rule: that of its OpenHome. Invariants: 1. A page and its cursor are one transaction. 2. Receipts only come
// from the server's answers of the current epoch. 3. After an interruption at any point a new round takes up where
// the store is: nothing is kept in memory that the store does not know.
#pragma once

#include "client/engine/drafts.h"
#include "client/engine/transport.h"
#include "client/engine/view_as.h"
#include "shared/protocol/blobs.h"
#include "shared/protocol/messages.h"

#include <memory>

namespace veldpost::engine {

struct SyncSummary {
    std::int64_t pushed = 0;
    std::int64_t pulled = 0;
    std::int64_t quarantined = 0;  // of what was pushed
    std::int64_t waiting = 0;      // own revisions without effect until somebody decides, as it stands now
    std::int64_t refused = 0;
    std::int64_t blobsSent = 0;
    std::int64_t blobsReceived = 0;
    std::int64_t blobsStuck = 0;  // damaged here, or not taken by the server
    std::int64_t purgedCases = 0;
    bool allSafe = false;
    std::string cursor;
};

struct SyncStatus {
    std::int64_t unsafeRevisions = 0;
    std::int64_t underWay = 0;     // of those, handed to the line and not answered yet
    std::int64_t unsafeBlobs = 0;  // whole here, and the server has not said in this epoch that it holds them
    std::optional<std::int64_t> lastSyncAtMs;
    std::optional<std::int64_t> leaseUntilMs;
    std::int64_t conflicts = 0;    // records
    std::int64_t quarantined = 0;  // own revisions that the server holds back for a decision, here or purged, or refused
    std::int64_t stoppedChains = 0;  // own chains that go another way at the server: this store is a copy, or set back
};

enum class SyncPhase { Idle, Session, Pushing, Pulling, Checking, Carrying, Watching, BackingOff };

// A photo or document on its way. Bytes.
struct BlobProgress {
    protocol::BlobAddress address;
    bool up = false;  // to the server
    std::int64_t moved = 0;
    std::int64_t bytes = 0;
};

class SyncEngine {
public:
    SyncEngine(LocalStore& store, Drafts& drafts, Transport& transport, const Clock& clock, RandomSource& random);
    ~SyncEngine();

    // One round; `done` is called once with the summary or why it stopped. REQUIRES: not watching
    void syncOnce(std::function<void(Result<SyncSummary>)> done);
    // Rounds for ever: at a save, at the server's word, after errors with growing, jittered pauses.
    void watch();
    void stop();
    // Asks the server now what waits for decisions (quarantine.h), apart from any round. REQUIRES: no round is under way
    void refreshWaiting(std::function<void(Status)> done);
    // What a colleague's device would get now; for coordinators. One at a time.
    void viewAs(const UserId& user, std::function<void(Result<ColleaguesView>)> done);
    // Something was saved here. The save itself does not wait.
    void nudge();
    // The network is back: end a pause at once.
    void networkReturned();
    // Lets due pauses end. Call it at least every second; returns ms until it wants to be called again.
    std::int64_t tick();

    // Fetches one photo or document before all others. Errors: `unknown_blob`, `blob_not_there` (the server does not have
    // all of it, or it may not be seen), `blob_hash_differs`, those of the line and the disk.
    void fetchBlob(const protocol::BlobAddress& address, std::function<void(Status)> done);
    std::optional<BlobProgress> blobProgress() const;

    SyncPhase phase() const;
    Result<SyncStatus> status();
    // What all rounds since it was made (or stopped) did together: for a watch that ends.
    Result<SyncSummary> totals();
    // The last round's problem while it lasts.
    std::optional<Error> problem() const;
    // Called on every change: phase, status, or records arrived or went (`arrived` holds the cases touched).
    std::function<void(const std::vector<CaseId>& arrived)> onChange;

    // Bytes of bodies on the wire since the beginning.
    std::int64_t bytesSent() const;
    std::int64_t bytesReceived() const;

private:
    struct Work;
    void makeWork();
    void beginRound();
    void openRound();
    void mendOr(void (SyncEngine::*goOn)());
    void pushed();
    void pushInRound();
    void offerInRound();
    void pullInRound();
    Status readyToDeliver(const protocol::SessionAnswer& session);
    void deliverBlobs();
    void endDelivery();
    void askWhatWaits();
    void endRound();
    void carryInRound();
    void closeRound();
    void carryBesideWatch();
    void beforePiece(std::function<void(Status)> go);
    void letPieceGo(const Status& status);
    void failRound(const Error& error);
    void longPoll();
    void pushBesideWatch();
    void pushedBesideWatch(const Status& status);
    void enter(SyncPhase phase);
    void changed(const std::vector<CaseId>& arrived);
    Result<SyncSummary> wholeSummary();
    Status addStanding(SyncSummary& summary);

    LocalStore& m_store;
    Drafts& m_drafts;
    Transport& m_transport;
    const Clock& m_clock;
    RandomSource& m_random;
    std::unique_ptr<Work> m_work;
};

// The same without an engine: what the store knows, offline.
Result<SyncStatus> readSyncStatus(LocalStore& store);

}  // namespace veldpost::engine
