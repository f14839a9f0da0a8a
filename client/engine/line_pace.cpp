#include "client/engine/line_pace.h"

#include <algorithm>
#include <bit>

namespace veldpost::engine {

namespace {
constexpr std::int64_t kShareOfSinceBreak = 8;
constexpr std::int64_t kSlowMs = 6'000;
constexpr std::int64_t kQuickMs = 2'000;
}  // namespace

std::int64_t LinePace::pieceBytes() const
{
    const auto share = static_cast<std::uint64_t>(m_sinceBreak / kShareOfSinceBreak);
    return std::clamp(static_cast<std::int64_t>(std::bit_floor(share)), protocol::kBlobPieceBytesMin, m_limit);
}

void LinePace::went(std::int64_t bytes, std::int64_t ms)
{
    m_sinceBreak += bytes;
    if (ms > kSlowMs) m_limit = std::max(pieceBytes() / 2, protocol::kBlobPieceBytesMin);
    else if (ms < kQuickMs) m_limit = std::min(m_limit * 2, protocol::kBlobPieceBytesMax);
}

void LinePace::broke()
{
    m_sinceBreak = 0;
}

}  // namespace veldpost::engine
