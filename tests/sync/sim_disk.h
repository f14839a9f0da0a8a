// The disk under one store: what was written and not synced may be lost, whole or in part, when the power goes; writes
// and syncs may fail; and it can stop at any write, as if the process had been killed there.
#pragma once

#include "shared/base/random.h"
#include "shared/storage/vfs.h"
#include "tests/sync/fault_kinds.h"

#include <vector>

namespace veldpost::sync {

class SimDisk final : public storage::DiskHand {
public:
    // `machine`: another disk of the same process, with which it stops.
    SimDisk(std::string path, RandomSource& random, const FaultRates& rates, FaultCounts& counts, SimDisk* machine = nullptr);
    ~SimDisk() override;
    SimDisk(const SimDisk&) = delete;
    SimDisk& operator=(const SimDisk&) = delete;

    // Nothing reaches the disk from the k-th write or sync from now on (0: the very next).
    void stopAfter(std::int64_t k) { m_stopAfter = k; }
    void stop() { m_stopped = true; }
    bool stopped() const { return m_machine != nullptr ? m_machine->stopped() : m_stopped; }
    void setFull(bool full) { m_full = full; }
    std::int64_t failures() const { return m_failures; }  // writes and syncs that were answered with an error
    void failNextSync() { m_failSync = true; }

    // A mistake for a checker to find: syncs are answered and not done.
    bool liesAboutSync = false;

    // The machine starts again. REQUIRES: nobody has the store open
    // Power cut: of what was not synced some is there, some not, some in part. Else only the process had died, and all
    // that was written is there.
    void restart(bool powerCut);

    // Turns one bit of the database's file over; twice is as before. REQUIRES: nobody has the store open
    void flipBit(std::uint64_t which);
    std::uint64_t bits() const;

private:
    struct Unsynced {
        std::int64_t at;
        std::vector<std::uint8_t> before;
        std::vector<std::uint8_t> after;
        bool cuts;  // a truncation to `at`; `before` is what it cut off
    };
    storage::Fault onWrite(storage::StoreFile file, std::int64_t at, std::span<const std::uint8_t> before,
                           std::span<const std::uint8_t> bytes) override;
    storage::Fault onTruncate(storage::StoreFile file, std::int64_t size, std::span<const std::uint8_t> lost) override;
    storage::Fault onSync(storage::StoreFile file) override;
    storage::Fault onDelete(storage::StoreFile file) override;
    bool countDown();
    storage::Fault failed(storage::Fault how);
    void replay(storage::StoreFile file, std::vector<Unsynced>& changes);
    std::string fileName(storage::StoreFile file) const;
    std::vector<Unsynced>& of(storage::StoreFile file) { return m_unsynced[static_cast<std::size_t>(file)]; }

    const std::string m_path;
    RandomSource& m_random;
    const FaultRates& m_rates;
    FaultCounts& m_counts;
    storage::PathIo& m_io;
    SimDisk* const m_machine;
    std::vector<Unsynced> m_unsynced[3];
    std::int64_t m_stopAfter = -1;
    std::int64_t m_failures = 0;
    bool m_stopped = false;
    bool m_full = false;
    bool m_failSync = false;
};

}  // namespace veldpost::sync
