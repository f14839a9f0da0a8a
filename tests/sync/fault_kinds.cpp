#include "tests/sync/fault_kinds.h"

namespace veldpost::sync {

namespace {
constexpr std::string_view kWords[] = {
    "drop",           "duplicate",        "reorder",          "delay",          "truncated_body",
    "replay",         "one_way_partition", "slow_link",       "lost_answer",    "poison",
    "server_killed_before_commit", "server_killed_after_commit", "client_killed", "disk_full", "fsync_failure",
    "torn_page",      "bit_flip",         "clock_jump",       "two_devices",    "removed_mid_push",
    "reassigned_mid_pull", "newer_schema", "server_restored", "home_set_back",
    "wipe_ordered",
};
static_assert(std::size(kWords) == kFaultKinds);
}  // namespace

std::string_view faultWord(FaultKind kind)
{
    return kWords[static_cast<std::size_t>(kind)];
}

std::optional<FaultKind> parseFault(std::string_view word)
{
    for (std::size_t i = 0; i < kFaultKinds; ++i)
        if (kWords[i] == word) return static_cast<FaultKind>(i);
    return std::nullopt;
}

}  // namespace veldpost::sync
