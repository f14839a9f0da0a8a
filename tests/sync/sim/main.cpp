// veldpost-sim: plays histories of the simulated world, seed by seed, and says which break an invariant and how to see it.
#include "tests/sync/sim/hunt.h"
#include "tests/sync/sim/shrink.h"
#include "tests/sync/sim/workers.h"

#include <algorithm>
#include <fstream>
#include <iostream>

using namespace veldpost;
using namespace veldpost::sync;

namespace {

using Json = nlohmann::json;

// In a run of so many seeds every kind of fault comes, or the simulator does not do what it says.
constexpr std::uint64_t kSeedsForAllFaults = 200;
constexpr int kShrunkMax = 3;

struct Run {
    SimOptions options;
    std::vector<Outcome> failures;
    FaultCounts counts;
    std::int64_t requests = 0;
    std::int64_t revisions = 0;
    std::vector<std::string> replays;  // of the failures, as far as they were shrunk
    std::vector<std::string> absent;   // kinds of fault that never came

    std::uint64_t seeds() const { return options.to - options.from + 1; }
};

void take(Run& run, const Outcome& outcome)
{
    for (std::size_t i = 0; i < kFaultKinds; ++i)
        run.counts[static_cast<FaultKind>(i)] += outcome.counts[static_cast<FaultKind>(i)];
    run.requests += outcome.requests;
    run.revisions += outcome.revisions;
    if (outcome.complaints.empty()) return;
    run.failures.push_back(outcome);
    if (run.options.json) return;
    for (const Complaint& c : outcome.complaints)
        std::cout << "seed " << outcome.seed << ": " << c.checker << ": " << c.what << std::endl;
}

// What takes part only when it is asked for may stay away in a run from which it was taken out.
void lookForAbsent(Run& run)
{
    if (run.seeds() < kSeedsForAllFaults || !run.options.bug.empty()) return;
    for (std::size_t i = 0; i < kFaultKinds; ++i) {
        const auto kind = static_cast<FaultKind>(i);
        const auto& off = run.options.off;
        const bool isOff = std::find(off.begin(), off.end(), kind) != off.end();
        if (run.counts[kind] == 0 && !isOff) run.absent.emplace_back(faultWord(kind));
    }
}

void sayReplays(Run& run)
{
    int shrunk = 0;
    for (const Outcome& failure : run.failures) {
        Plan plan = run.options.planOf(failure.seed);
        if (run.options.shrink && shrunk++ < kShrunkMax) plan = shrink(plan, failure.complaints.front().checker);
        run.replays.push_back(SimOptions::replayOf(plan));
        if (!run.options.json) std::cout << "again: " << run.replays.back() << std::endl;
    }
}

void printSummary(const Run& run, double seconds)
{
    Json counters = Json::object();
    for (std::size_t i = 0; i < kFaultKinds; ++i)
        counters[std::string(faultWord(static_cast<FaultKind>(i)))] = run.counts[static_cast<FaultKind>(i)];
    if (run.options.json) {
        Json failures = Json::array();
        for (std::size_t i = 0; i < run.failures.size(); ++i)
            for (const Complaint& c : run.failures[i].complaints)
                failures.push_back({{"seed", run.failures[i].seed}, {"checker", c.checker}, {"what", c.what}, {"again", run.replays[i]}});
        std::cout << Json{{"seeds", run.seeds()},      {"from", run.options.from},   {"to", run.options.to},
                          {"failures", failures},      {"counters", counters},       {"absent_faults", run.absent},
                          {"requests", run.requests},  {"revisions", run.revisions}, {"seconds", seconds}}.dump() << std::endl;
        return;
    }
    for (const auto& [word, count] : counters.items()) std::cout << "  " << word << ": " << count << "\n";
    for (const std::string& word : run.absent) std::cout << "never came: " << word << "\n";
    std::cout << run.seeds() << " seeds, " << run.revisions << " revisions, " << run.requests << " requests, "
              << run.failures.size() << " failed, " << seconds << " s, " << static_cast<double>(run.seeds()) / seconds
              << " seeds/s" << std::endl;
}

// One after another in this process, every event told.
int traceSeeds(const SimOptions& options)
{
    std::ofstream file;
    if (*options.traceFile != "-") file.open(*options.traceFile);
    std::ostream& out = file.is_open() ? file : std::cout;
    const Cast cast;
    bool anyFailed = false;
    for (std::uint64_t seed = options.from; seed <= options.to; ++seed) {
        out << "seed " << seed << "\n";
        const Outcome outcome = playHistory(options.planOf(seed), cast, [&](std::string_view line) { out << line << "\n"; });
        anyFailed = anyFailed || !outcome.complaints.empty();
    }
    out.flush();
    return anyFailed || !out ? 1 : 0;
}

int runSeeds(const SimOptions& options)
{
    const SystemClock clock;
    const std::int64_t startedMs = clock.monotonicMs();
    Run run{options, {}, {}, 0, 0, {}, {}};
    playAll(options, [&](const Outcome& outcome) { take(run, outcome); });
    const double seconds = static_cast<double>(clock.monotonicMs() - startedMs) / 1000;
    lookForAbsent(run);
    sayReplays(run);
    printSummary(run, seconds);
    return run.failures.empty() && run.absent.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv)
{
    std::string problem;
    const auto options = readOptions(argc, argv, problem);
    if (!options || options->help) {
        if (!options) std::cerr << "veldpost-sim: not understood: " << problem << "\n";
        (options ? std::cout : std::cerr) << kUsage;
        return options ? 0 : 2;
    }
    if (options->listBugs) {
        for (const Bug& bug : bugs()) std::cout << bug.checker << "  " << bug.name << "\n";
        return 0;
    }
    if (options->traceFile) return traceSeeds(*options);
    if (!options->bug.empty()) return huntBugs(*options);
    return runSeeds(*options);
}
