// Puts a scenario through every state of the disk that a stop could leave, and through every failing write and sync.
//
// Crash: the steps are done once while the disk is written down. For each number of operations and each fate of what was
// not synced the files are made anew and the store is opened as after a start. It must open, verify, hold all of what
// was answered as done, and of the step under way everything or nothing of each of its transactions. Of some of those
// starts the machine is stopped in turn, with and without an I/O error before, and the next one must find the same.
// Fault: the steps are done anew with one operation failing. A step that fails leaves nothing; what is answered as done,
// then or after the disk is well again, is there when the machine loses all that was not synced.
#pragma once

#include "tests/crash/disk_recorder.h"
#include "tests/crash/scenario.h"

namespace veldpost::crash {

struct Tally {
    std::int64_t states = 0;   // disks opened after a crash
    std::int64_t faults = 0;   // runs in which an operation failed
    std::string complaint;     // the first thing that was not as it should be, with how to get there; empty for none
};

struct Reach {
    std::size_t stride = 1;  // every how manyth operation
    std::uint64_t seed = 1;  // of garbage and of where torn writes end
    bool syncsCount = true;  // false: a disk that lies about its syncs. To see that the trial finds one
};

Tally tryCrashes(const Scenario& scenario, const std::string& folder, const Reach& reach);
Tally tryFaults(const Scenario& scenario, const std::string& folder, const Reach& reach);

}  // namespace veldpost::crash
