// Fetches one blob by range. What came stays in the store, so that a break of any kind costs one piece; nothing of it is
// shown before all of it is here and its hash is the address.
#pragma once

#include "client/engine/blob_carrying.h"

namespace veldpost::engine {

class BlobDownloader {
public:
    BlobDownloader(LocalStore& store, ServerCalls& calls, const Clock& clock, LinePace& pace, PieceGate gate,
                   std::function<void()> onPiece)
        : m_rows(store), m_store(store), m_calls(calls), m_clock(clock), m_pace(pace), m_gate(std::move(gate)),
          m_onPiece(std::move(onPiece))
    {
    }

    // More than `bytesMax` is left where it is. `blob_not_there` (stuck): the server does not have all of it, or it may not
    // be seen. REQUIRES: not running
    void run(const BlobRow& row, std::int64_t bytesMax, BlobDone done);
    std::int64_t offset() const { return m_row.here; }
    std::int64_t bytes() const { return m_row.bytes; }

private:
    void nextPiece();
    void askPiece();
    void pieceAnswered(Result<HttpAnswer> answer);
    Result<BlobEnd> takeEmpty();
    Result<BlobEnd> takePiece(const HttpAnswer& answer);
    Status store(std::string_view bytes, std::int64_t total);
    Result<BlobEnd> checkWhole();
    void finish(Result<BlobEnd> end);

    BlobRows m_rows;
    LocalStore& m_store;
    ServerCalls& m_calls;
    const Clock& m_clock;
    LinePace& m_pace;
    PieceGate m_gate;
    std::function<void()> m_onPiece;
    BlobRow m_row;
    BlobDone m_done;
    std::optional<std::string> m_epoch;  // in which it began: what is said of it is said in that
    std::int64_t m_bytesMax = 0;
    std::int64_t m_askedAtMs = 0;  // monotonic
    bool m_restarted = false;      // what was here before did not fit what the server has
};

}  // namespace veldpost::engine
