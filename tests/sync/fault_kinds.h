// What can go wrong in the simulated world, by name: rates are drawn for each, and each is counted when it really came.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace veldpost::sync {

enum class FaultKind : std::uint8_t {
    Drop,              // a request or an answer is lost; the client waits for it in vain
    Duplicate,         // a request arrives twice
    Reorder,           // a request overtakes one that the same device sent before it
    Delay,             // a message takes seconds to minutes
    TruncatedBody,     // a body ends in the middle
    Replay,            // a request arrives once more, minutes to hours later
    OneWayPartition,   // for a while nothing gets through in one direction
    SlowLink,          // for a while a device has a few kilobits
    LostAnswer,        // the server has done it, and something before it answers 502, 503 or 504
    Poison,            // a revision that breaks a rule, with a right signature in its right place
    ServerKilledBeforeCommit,
    ServerKilledAfterCommit,
    ClientKilled,      // between any two writes to its store
    DiskFull,
    FsyncFailure,
    TornPage,          // a write that was not synced is on the disk in part
    BitFlip,           // one bit of a store that lies still
    ClockJump,         // a device's wall clock goes to anywhere from −1 to +10 years
    TwoDevices,        // two devices of one user write in one case
    RemovedMidPush,    // a membership ends while a push of that user is on its way
    ReassignedMidPull, // what a user may see changes while a page is on its way to him
    NewerSchema,       // a device with the next version of a kind
    ServerRestored,    // a backup is put in the place of the server's store
    HomeSetBack,       // a device's store is put back to what it was once, as an image of the disk does
    WipeOrdered,       // a device is to be wiped while it holds what the server has not
    Count_
};
inline constexpr std::size_t kFaultKinds = static_cast<std::size_t>(FaultKind::Count_);

std::string_view faultWord(FaultKind kind);
std::optional<FaultKind> parseFault(std::string_view word);

// One number for each kind.
template <typename T>
class PerFault {
public:
    T& operator[](FaultKind kind) { return m_values[static_cast<std::size_t>(kind)]; }
    const T& operator[](FaultKind kind) const { return m_values[static_cast<std::size_t>(kind)]; }

private:
    std::array<T, kFaultKinds> m_values{};
};

// Of a thousand chances each.
using FaultRates = PerFault<unsigned>;
using FaultCounts = PerFault<std::int64_t>;

}  // namespace veldpost::sync
