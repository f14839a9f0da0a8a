// What uploader and downloader of photos share: how one blob's way ends, and what is asked before every piece.
#pragma once

#include "client/engine/blob_rows.h"
#include "client/engine/line_pace.h"
#include "client/engine/server_calls.h"

#include <functional>
#include <optional>

namespace veldpost::engine {

inline Error badAnswer(const char* what)
{
    return {ErrorKind::Failed, "bad_answer", "The server's answer cannot be read", what};
}

struct BlobEnd {
    bool moved = false;          // it is all there now, at the server or here
    std::optional<Error> stuck;  // this one cannot go; others may
};

// An Error ends the whole run: the line, the server, the disk.
using BlobDone = std::function<void(Result<BlobEnd>)>;

// Called before each piece; lets what is more urgent go first, then calls `go`. An error ends the run.
using PieceGate = std::function<void(std::function<void(Status)> go)>;

// A whole number of a header; nothing when it is not there or no such number.
std::optional<std::int64_t> numberField(const HttpAnswer& answer, std::string_view name);

// An answer that is not the one hoped for: about this blob alone (a refusal), or about everything.
Result<BlobEnd> refusedEnd(const HttpAnswer& answer);

// Keeps that the server holds the blob, as it said in `epoch`: when that has ended meanwhile, the word holds no more.
// Own transaction. Error `receipt_outdated`
Status keepHeld(LocalStore& store, const BlobAddress& address, const std::optional<std::string>& epoch);

inline constexpr std::int64_t kPieceTimeoutMs = 60'000;

}  // namespace veldpost::engine
