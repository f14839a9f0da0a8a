// One device of the world: the production engine on its own disk, by its own clock.
#pragma once

#include "client/engine/open_home.h"
#include "tests/sync/cast.h"
#include "tests/sync/sim_clock.h"
#include "tests/sync/sim_disk.h"

#include <map>
#include <optional>
#include <set>

namespace veldpost::sync {

struct SimClient {
    SimClient(std::size_t number, const Member& who, std::string storeFile, const Clock& world, RandomSource& random,
              const FaultRates& rates, FaultCounts& counts)
        : index(number), member(who), file(std::move(storeFile)), clock(world), disk(file, random, rates, counts)
    {
    }

    const std::size_t index;
    const Member member;
    const std::string file;
    SimClock clock;
    SimDisk disk;
    std::unique_ptr<engine::OpenHome> home;  // null while the program does not run
    std::int64_t openAgainAtMs = 0;          // monotonic
    std::int64_t fullUntilMs = 0;            // monotonic
    bool watches = false;
    bool syncing = false;
    bool broken = false;  // its store does not open: a complaint was made
    bool isWiped = false;         // and its store erased
    std::string sealed;           // the file it left for its coordinator, until that is taken in

    std::optional<engine::SyncSummary> lastSummary;
    std::optional<Error> lastError;

    std::set<RevisionId> saved;               // what a save answered for: must never be missing again
    std::set<RevisionId> savedAtImage;        // what stood in the store when its image was made
    std::map<std::string, bool> typed;        // tags a draft was kept with
    std::set<RevisionId> poison;              // its own revisions that break a rule

    DeviceId device = member.device;          // as it is called now: one whose chain stopped goes on under another name
    std::set<DeviceId> formerNames;
    bool isCalled(const DeviceId& name) const { return name == device || formerNames.contains(name); }
    std::string imageFile() const { return file + ".image"; }

    bool isOpen() const { return home != nullptr; }
    const std::string& name() const { return member.name; }
};

}  // namespace veldpost::sync
