#include "tests/sync/plan.h"

namespace veldpost::sync {

namespace {
constexpr int kStepsMore = 30;
constexpr std::size_t kDevicesMax = 6;
constexpr std::uint64_t kPlanSalt = 0x706c616e;
}  // namespace

unsigned highestRate(FaultKind kind)
{
    switch (kind) {
    case FaultKind::Drop:
    case FaultKind::Duplicate:
    case FaultKind::Delay:
    case FaultKind::LostAnswer:
    case FaultKind::TruncatedBody: return 150;
    case FaultKind::Reorder: return 300;
    case FaultKind::Replay: return 60;
    case FaultKind::OneWayPartition:
    case FaultKind::SlowLink:
    case FaultKind::Poison:
    case FaultKind::NewerSchema:
    case FaultKind::RemovedMidPush: return 15;
    case FaultKind::ReassignedMidPull: return 300;
    case FaultKind::ServerKilledBeforeCommit:
    case FaultKind::ServerKilledAfterCommit: return 60;
    case FaultKind::ClientKilled: return 25;
    case FaultKind::DiskFull:
    case FaultKind::FsyncFailure:
    case FaultKind::BitFlip: return 12;
    case FaultKind::TornPage: return 1000;  // of the writes that a power cut leaves unsynced
    case FaultKind::ClockJump: return 25;
    case FaultKind::TwoDevices: return 1000;
    case FaultKind::ServerRestored: return 20;  // every third time a backup is made instead
    case FaultKind::HomeSetBack: return 40;  // the first times an image is made
    case FaultKind::WipeOrdered: return 12;
    case FaultKind::Count_: break;
    }
    return 0;
}

Plan Plan::draw(std::uint64_t seed)
{
    SeededRandom random(seed ^ kPlanSalt << 32);
    Plan plan;
    plan.seed = seed;
    plan.steps = kStepsMin + static_cast<int>(random.below(kStepsMore));
    plan.devices = kDevicesMin + random.below(kDevicesMax - kDevicesMin + 1);
    for (std::size_t i = 0; i < kFaultKinds; ++i) {
        const auto kind = static_cast<FaultKind>(i);
        const unsigned most = highestRate(kind);
        const bool off = random.below(2) == 0;
        const unsigned rate = 1 + static_cast<unsigned>(random.below(most));
        plan.rates[kind] = off ? 0 : rate;
    }
    // Both set back behind one place of a chain: its readers see a fork, and nobody can tell which one was first.
    if (plan.rates[FaultKind::ServerRestored] > 0 && plan.rates[FaultKind::HomeSetBack] > 0)
        plan.turnOff(random.below(4) == 0 ? FaultKind::ServerRestored : FaultKind::HomeSetBack);
    // A device that may only deliver gets no new name, and the order is not in an older store of the server: what is held
    // up by either goes into the sealed file when its time is over, longer than a history lasts.
    if (plan.rates[FaultKind::ServerRestored] > 0 || plan.rates[FaultKind::HomeSetBack] > 0) plan.turnOff(FaultKind::WipeOrdered);
    constexpr std::size_t kLimits[] = {3, 10, 40, 1000};
    plan.pageLimit = kLimits[random.below(std::size(kLimits))];
    plan.watching = random.below(3) == 0 ? 50 : 0;
    return plan;
}

}  // namespace veldpost::sync
