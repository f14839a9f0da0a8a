#include "tests/sync/sim/options.h"

#include "tests/sync/bugs/bug.h"

#include <charconv>
#include <string_view>

namespace veldpost::sync {

const char kUsage[] =
    "veldpost-sim [--seeds FROM-TO] [--jobs N] [--steps N] [--devices N] [--off FAULT,…] [--bug NAME] [--trace [FILE]]\n"
    "             [--json] [--no-shrink] [--list-bugs]\n"
    "Plays a history of the simulated world for each seed and judges it. Exit code 0: all invariants hold and, in a run of\n"
    "200 seeds or more, every kind of fault came; with --bug NAME or --bug all: each mistake put in on purpose\n"
    "was found by the checker that should find it.\n";

namespace {

template <typename T>
bool readNumber(std::string_view text, T& out)
{
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), out);
    return bad == std::errc() && end == text.data() + text.size();
}

bool readSeeds(std::string_view text, SimOptions& out)
{
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return readNumber(text, out.from) && readNumber(text, out.to);
    return readNumber(text.substr(0, dash), out.from) && readNumber(text.substr(dash + 1), out.to) && out.from <= out.to;
}

bool readOff(std::string_view text, SimOptions& out)
{
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const auto kind = parseFault(text.substr(0, comma));
        if (!kind) return false;
        out.off.push_back(*kind);
        if (comma == std::string_view::npos) break;
        text.remove_prefix(comma + 1);
    }
    return true;
}

// False when `name` is none that takes a value, or the value is none.
bool readValued(std::string_view name, std::string_view value, SimOptions& out)
{
    if (name == "--seeds") return readSeeds(value, out);
    if (name == "--jobs") return readNumber(value, out.jobs) && out.jobs >= 1 && out.jobs <= 64;
    if (name == "--steps") return readNumber(value, out.steps.emplace()) && *out.steps >= 0;
    if (name == "--devices")
        return readNumber(value, out.devices.emplace()) && *out.devices >= kDevicesMin && *out.devices <= kDevicesMin + 2;
    if (name == "--off") return readOff(value, out);
    if (name == "--bug") return findBug(out.bug = value) != nullptr || value == "all";
    return false;
}

bool readFlag(std::string_view name, SimOptions& out)
{
    if (name == "--json") return out.json = true;
    if (name == "--no-shrink") return !(out.shrink = false);
    if (name == "--list-bugs") return out.listBugs = true;
    if (name == "--help") return out.help = true;
    return false;
}

}  // namespace

Plan SimOptions::planOf(std::uint64_t seed) const
{
    Plan plan = Plan::draw(seed);
    if (steps) plan.steps = *steps;
    if (devices) plan.devices = *devices;
    for (const FaultKind kind : off) plan.turnOff(kind);
    plan.bug = bug;
    return plan;
}

std::string SimOptions::replayOf(const Plan& plan)
{
    const Plan drawn = Plan::draw(plan.seed);
    const std::string seed = std::to_string(plan.seed);
    std::string out = "veldpost-sim --seeds " + seed + "-" + seed;
    if (plan.steps != drawn.steps) out += " --steps " + std::to_string(plan.steps);
    if (plan.devices != drawn.devices) out += " --devices " + std::to_string(plan.devices);
    std::string off;
    for (std::size_t i = 0; i < kFaultKinds; ++i) {
        const auto kind = static_cast<FaultKind>(i);
        if (drawn.rates[kind] > 0 && plan.rates[kind] == 0) off.append(off.empty() ? "" : ",").append(faultWord(kind));
    }
    if (!off.empty()) out += " --off " + off;
    if (!plan.bug.empty()) out += " --bug " + plan.bug;
    return out + " --trace";
}

std::optional<SimOptions> readOptions(int argc, char** argv, std::string& problem)
{
    SimOptions out;
    for (int i = 1; i < argc; ++i) {
        const std::string_view name = argv[i];
        if (readFlag(name, out)) continue;
        const bool hasValue = i + 1 < argc && std::string_view(argv[i + 1]).substr(0, 2) != "--";
        if (name == "--trace") {
            out.traceFile = hasValue ? argv[++i] : "-";
            continue;
        }
        if (!hasValue || !readValued(name, argv[i + 1], out)) {
            problem = std::string(name);
            return std::nullopt;
        }
        ++i;
    }
    return out;
}

}  // namespace veldpost::sync
