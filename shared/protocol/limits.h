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
// Items of a page of what waits for a person, and places it looks at: read on the region's writer, so that no right is
// overtaken, and so kept to some milliseconds.
inline constexpr std::size_t kQuarantinePageMax = 200;
inline constexpr std::size_t kQuarantineScanMax = 2000;
// Of one's own that one may ask after at once.
inline constexpr std::size_t kQuarantineOwnMax = 500;
// Of one question of a device about its own revisions: 70 KB.
inline constexpr std::size_t kHaveIdsMax = 1000;
// More heads of one device in one record than anybody's work makes: quarantined.
inline constexpr std::size_t kHeadsPerDeviceMax = 8;
// Of a header of another version; one of version 1 with 64 parents has 5 KB.
inline constexpr std::size_t kHeaderBytesMax = 64 * 1024;
inline constexpr std::size_t kAppVersionBytesMax = 64;
// How long a wipe waits for what cannot be delivered. Hours.
inline constexpr std::int64_t kWipeHoursDefault = 24;
inline constexpr std::int64_t kWipeHoursMax = 31 * 24;
inline constexpr int kProtocolVersion = 1;

// --- Photos and documents (protocol §6), bytes ---------------------------------------------------------------
// A photo of a camera has 3 … 12 MB, a scanned file of many pages 40; the server keeps all of them for twenty years.
inline constexpr std::int64_t kBlobBytesMax = 50 * 1024 * 1024;
// One PATCH, and one answer of a download: what is lost by a break, and what both sides hold in memory.
inline constexpr std::int64_t kBlobPieceBytesMax = 1024 * 1024;
// After a break: a mast on 1 Mbit/s brings it over in a second.
inline constexpr std::int64_t kBlobPieceBytesMin = 128 * 1024;
// An upload nobody goes on with is forgotten: a tablet in a drawer over a holiday finds it again.
inline constexpr std::int64_t kUploadIdleMs = std::int64_t{7} * 24 * 60 * 60 * 1000;
// Of one device, unfinished: it sends one at a time, a few more are those a crash left behind.
inline constexpr std::size_t kUploadsPerDeviceMax = 32;
// What one device may send in a day: a thousand photos of 4 MB, more than two weeks without a network bring home, and
// too little for one stolen device to fill the server's disk in a night.
inline constexpr std::int64_t kBlobBytesPerDeviceAndDay = std::int64_t{4} * 1024 * 1024 * 1024;
// Of one question: as many as a page has revisions.
inline constexpr std::size_t kBlobsAskedMax = 1000;

}  // namespace veldpost::protocol
