#include "tests/sync/sim/hunt.h"

#include "tests/sync/sim/workers.h"

#include <algorithm>
#include <iostream>

namespace veldpost::sync {

namespace {

bool hunt(SimOptions options, const Bug& bug)
{
    options.bug = bug.name;
    std::optional<std::uint64_t> foundAt;
    std::set<std::string> others;  // who complained besides
    std::string what;
    playUntil(options, [&](const Outcome& outcome) {
        for (const Complaint& complaint : outcome.complaints) {
            if (complaint.checker != bug.checker) {
                others.insert(complaint.checker);
            } else if (!foundAt) {
                foundAt = outcome.seed;
                what = complaint.what;
            }
        }
        return foundAt.has_value();
    });
    std::string besides;
    for (const std::string& other : others) besides += " " + other;
    if (!foundAt) {
        std::cout << bug.name << ": NOT FOUND by " << bug.checker << " in " << options.to - options.from + 1
                  << " seeds; complained:" << (besides.empty() ? " nobody" : besides) << std::endl;
        return false;
    }
    std::cout << bug.name << ": found by " << bug.checker << " in seed " << *foundAt << " (" << *foundAt - options.from + 1
              << " played): " << what << std::endl;
    return true;
}

}  // namespace

int huntBugs(const SimOptions& options)
{
    bool all = true;
    for (const Bug& bug : bugs())
        if (options.bug == "all" || options.bug == bug.name) all = hunt(options, bug) && all;
    return all ? 0 : 1;
}

}  // namespace veldpost::sync
