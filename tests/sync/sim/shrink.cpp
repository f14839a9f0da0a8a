#include "tests/sync/sim/shrink.h"

#include "tests/sync/sim/workers.h"

#include <algorithm>

namespace veldpost::sync {

namespace {
bool stillFails(const Plan& plan, const std::string& checker)
{
    const Outcome outcome = playAlone(plan);
    return std::any_of(outcome.complaints.begin(), outcome.complaints.end(),
                       [&](const Complaint& c) { return c.checker == checker; });
}

void takeIfFails(Plan& plan, const Plan& smaller, const std::string& checker)
{
    if (stillFails(smaller, checker)) plan = smaller;
}
}  // namespace

Plan shrink(Plan plan, const std::string& checker)
{
    for (std::size_t i = 0; i < kFaultKinds; ++i) {
        const auto kind = static_cast<FaultKind>(i);
        if (plan.rates[kind] == 0) continue;
        Plan calmer = plan;
        calmer.turnOff(kind);
        takeIfFails(plan, calmer, checker);
    }
    for (int cut = plan.steps / 2; cut > 0; cut /= 2) {
        Plan shorter = plan;
        shorter.steps -= cut;
        takeIfFails(plan, shorter, checker);
    }
    return plan;
}

}  // namespace veldpost::sync
