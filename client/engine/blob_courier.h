// Carries photos and documents, behind the notes: asks what the server holds, sends what it lacks, fetches what the user
// may see. One request at a time; before each piece what is more urgent goes first (PieceGate), and a file somebody is
// waiting for goes before all other files.
//
// By itself it fetches files of up to 16 MiB, the newest first, until others' files take 512 MiB here: photos are on the
// tablet when there is no network, and neither a coordinator's disk nor a field worker's data plan is filled. Everything
// else is fetched when it is opened.
//
// Thread rule: that of the SyncEngine. Nothing is kept in memory that the store does not know, but which files cannot go.
#pragma once

#include "client/engine/blob_downloader.h"
#include "client/engine/blob_uploader.h"
#include "client/engine/sync_engine.h"

#include <deque>
#include <set>

namespace veldpost::engine {

class BlobCourier {
public:
    BlobCourier(LocalStore& store, ServerCalls& calls, const Clock& clock, SyncSummary& summary, PieceGate gate,
                std::function<void()> onPiece);

    // Until there is nothing left that can go, or the error that stopped it. REQUIRES: not running
    void run(std::function<void(Status)> done);
    bool running() const { return m_done != nullptr; }
    // Whether a run would have something to ask, send or fetch.
    Result<bool> hasWork();
    // One file, now. Errors: `unknown_blob`, `blob_not_there`, `blob_hash_differs`, those of the line and the disk.
    void fetch(const BlobAddress& address, std::function<void(Status)> done);
    std::optional<BlobProgress> progress() const;
    // Why a file cannot go: the last one of this run.
    const std::optional<Error>& stuck() const { return m_problem; }

private:
    struct Asked {
        BlobAddress address;
        std::function<void(Status)> done;
    };
    void pump();
    void fetchAsked();
    void askedEnds(Result<BlobEnd> end);
    void askHeld(std::int64_t after);
    Status takeHeld(const std::vector<BlobRow>& asked, const protocol::BlobsHaveAnswer& answer);
    Result<std::optional<BlobRow>> nextToSend();
    Result<std::optional<BlobRow>> nextToFetch();
    void carry(const BlobRow& row, bool up);
    void carried(const BlobAddress& address, bool up, Result<BlobEnd> end);
    void gate(std::function<void(Status)> go);
    void finish(Status status);

    LocalStore& m_store;
    ServerCalls& m_calls;
    SyncSummary& m_summary;
    BlobRows m_rows;
    LinePace m_pace;
    PieceGate m_outerGate;
    BlobUploader m_uploader;
    BlobDownloader m_downloader;
    BlobDownloader m_asker;  // for what somebody waits for, while the other one holds
    std::function<void(Status)> m_done;
    std::deque<Asked> m_asked;
    std::function<void(Status)> m_held;  // a piece that waits until what was asked for is here
    std::optional<BlobProgress> m_current;
    std::set<BlobAddress> m_passed;  // of this run: cannot go now
    std::optional<Error> m_problem;
    bool m_isFetchingAsked = false;
    bool m_isHeldKnown = false;
};

}  // namespace veldpost::engine
