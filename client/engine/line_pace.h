// How large the next piece of a photo may be (protocol §6: 128 KiB after a break to 1 MiB).
//
// A piece that breaks off is sent again, so it is at most an eighth of what went well since the last break: what breaks
// cost stays under an eighth of the bytes, or under one smallest piece each. And it takes seconds, not minutes, so that a
// note never waits long behind it.
#pragma once

#include "shared/protocol/limits.h"

namespace veldpost::engine {

class LinePace {
public:
    std::int64_t pieceBytes() const;  // a power of two
    void went(std::int64_t bytes, std::int64_t ms);
    void broke();

private:
    // Of a line nothing is known of yet: a piece of 256 KiB.
    std::int64_t m_sinceBreak = 2 * 1024 * 1024;
    std::int64_t m_limit = protocol::kBlobPieceBytesMax;
};

}  // namespace veldpost::engine
