// Sends one blob by tus 1.0, piece by piece, and goes on behind the last piece the server has, whatever broke between.
//
//   create (POST) → piece* (PATCH) → held        ask (HEAD) first when an upload was begun before
//   forgotten by the server → create             another offset than thought → ask
//
// The hash of all bytes is checked here before an upload is created, and by the server before it says it holds them.
#pragma once

#include "client/engine/blob_carrying.h"

namespace veldpost::engine {

class BlobUploader {
public:
    BlobUploader(LocalStore& store, ServerCalls& calls, const Clock& clock, LinePace& pace, PieceGate gate,
                 std::function<void()> onPiece)
        : m_rows(store), m_store(store), m_calls(calls), m_clock(clock), m_pace(pace), m_gate(std::move(gate)),
          m_onPiece(std::move(onPiece))
    {
    }

    // REQUIRES: not running; the blob is whole
    void run(const BlobRow& row, BlobDone done);
    std::int64_t offset() const { return m_offset; }

private:
    void create();
    void created(const HttpAnswer& answer);
    void ask();
    void asked(const HttpAnswer& answer);
    void nextPiece();
    void sendPiece();
    void pieceAnswered(Result<HttpAnswer> answer);
    void pieceRefused(const HttpAnswer& answer);
    void makeAnew();
    void tryAgain(const std::function<void()>& step);
    Status rememberUpload(const std::string& upload);
    void held();
    void damagedOr(const Error& error);
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
    std::int64_t m_offset = 0;
    std::int64_t m_size = 0;      // of the piece under way
    std::int64_t m_sentAtMs = 0;  // monotonic
    int m_tries = 0;              // without a piece that was taken
};

}  // namespace veldpost::engine
