#include "tests/sync/history.h"

namespace veldpost::sync {

Outcome playHistory(const Plan& plan, const Cast& cast, const TraceLine& trace, std::string_view stopAt)
{
    World world(plan, cast, trace);
    world.play(stopAt);
    Outcome out;
    out.seed = plan.seed;
    out.complaints = world.complaints();
    out.counts = world.counts();
    out.traceHash = world.trace().hash();
    out.requests = world.network().requests();
    out.revisions = static_cast<std::int64_t>(world.mirror().revisions().size());
    return out;
}

void playAgain(const Plan& plan, const Cast& cast, Outcome& first)
{
    const Outcome second = playHistory(plan, cast);
    if (second.traceHash != first.traceHash)
        first.complaints.push_back({"I14", "the same seed went another way the second time"});
}

}  // namespace veldpost::sync
