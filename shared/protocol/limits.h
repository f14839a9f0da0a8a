// Every number both sides must agree on, with its unit and its reason.
#pragma once

#include <cstddef>
#include <cstdint>

namespace veldpost::protocol {

// One page, up or down: large enough that 10,000 notes over a 40 ms line cost ten round trips, small enough that
// both sides hold a page and its decoded form in a few megabytes.
inline constexpr std::size_t kPageRevisionsMax = 1000;
inline constexpr std::size_t kPageBytesTarget = 2 * 1024 * 1024;
// nginx refuses more before the server sees it.
inline constexpr std::size_t kRequestBytesMax = 16 * 1024 * 1024;
// Long-poll: below the usual 30 s of middle boxes.
inline constexpr std::int64_t kPullWaitMsMax = 25'000;
inline constexpr std::int64_t kSessionMs = 15 * 60 * 1000;
inline constexpr std::int64_t kChallengeMs = 60 * 1000;
inline constexpr std::int64_t kInvitationMs = 24 * 60 * 60 * 1000;
inline constexpr std::int64_t kLeaseMsDefault = std::int64_t{3} * 24 * 60 * 60 * 1000;
// More heads of one device in one record than anybody's work makes: quarantined.
inline constexpr std::size_t kHeadsPerDeviceMax = 8;
// Of a header of another version; one of version 1 with 64 parents has 5 KB.
inline constexpr std::size_t kHeaderBytesMax = 64 * 1024;
inline constexpr int kProtocolVersion = 1;

}  // namespace veldpost::protocol
