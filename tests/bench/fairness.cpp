// One device that pushes a hundred times as much as each of the others, beside them: what the others notice. Paired: the
// same devices without it and with it in turns, in one run, so that the machine's other work falls on both.
//
// Not judged, because nothing stands behind the figure but the machine: the same device as fast as it can, on as many
// connections as it likes.
#include "tests/bench/fleet.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

#include <cstdlib>
#include <fstream>
#include <map>

namespace veldpost::bench {

namespace {

constexpr std::int64_t kNotesPerPage = 10;
constexpr std::int64_t kTimes = 100;     // as many pages as each of the others
constexpr std::size_t kGreedyLanes = 16;
constexpr double kPeriodMs = 1'000;      // of each of the others
constexpr std::uint64_t kTextSeed = 40'009;
constexpr int kGraceMs = 60'000;

enum class Greedy { Absent, HundredTimes, Flood };

// One phase: the others on a lane each, then the greedy device's lanes.
class Phase {
public:
    Phase(std::vector<BenchDevice>& devices, Greedy greedy, std::int64_t pages) : m_others(devices.size() - 1)
    {
        for (std::size_t i = 0; i < m_others; ++i) m_lanes.push_back(pagesOf(devices[i], pages));
        if (greedy == Greedy::Absent) return;
        m_flood = greedy == Greedy::Flood;
        // A chain a lane: the pages of one must not overtake each other.
        for (std::size_t i = 0; i < kGreedyLanes; ++i)
            m_lanes.push_back(pagesOf(devices.back(), pages * kTimes / static_cast<std::int64_t>(kGreedyLanes)));
    }

    std::size_t lanes() const { return m_lanes.size(); }

    Result<std::optional<LaneRequest>> next(std::size_t i, LaneAnswer* answer)
    {
        Lane& lane = m_lanes[i];
        if (answer != nullptr) {
            VELDPOST_TRY(countStored(*answer));
            if (i < m_others && lane.sent > 1) othersMs.push_back(answer->ms);  // the first founded the case
            if (i < m_others && lane.sent == lane.requests.size()) ++m_done;
        }
        // What is left of the greedy device's pages is not waited for.
        const bool isOver = i >= m_others && m_done == m_others;
        if (isOver || lane.sent == lane.requests.size()) return std::optional<LaneRequest>();
        const double dueMs = dueOf(i, lane.sent);
        return std::optional<LaneRequest>({lane.requests[lane.sent++], dueMs});
    }

    std::vector<double> othersMs;

private:
    struct Lane {
        std::vector<std::string> requests;
        std::size_t sent = 0;
    };

    static Lane pagesOf(BenchDevice& device, std::int64_t pages)
    {
        Lane lane;
        lane.requests.push_back(device.foundCase());
        for (std::int64_t page = 0; page < pages; ++page) lane.requests.push_back(device.pushNotes(kNotesPerPage));
        return lane;
    }

    // Spread over the period: nobody's pages come in a bunch.
    double dueOf(std::size_t lane, std::size_t request) const
    {
        if (request == 0 || (lane >= m_others && m_flood)) return 0;
        const bool isGreedy = lane >= m_others;
        const double periodMs = isGreedy ? kPeriodMs * static_cast<double>(kGreedyLanes) / static_cast<double>(kTimes) : kPeriodMs;
        const double share = isGreedy ? static_cast<double>(lane - m_others) / static_cast<double>(kGreedyLanes)
                                      : static_cast<double>(lane) / static_cast<double>(m_others);
        return (static_cast<double>(request) + share) * periodMs;
    }

    const std::size_t m_others;
    bool m_flood = false;
    std::vector<Lane> m_lanes;
    std::size_t m_done = 0;
};

Result<std::vector<double>> runPhase(const ServerUnderTest& server, std::vector<BenchDevice>& devices, Greedy greedy,
                                     std::int64_t pages)
{
    VELDPOST_TRY(renewSessions(server, devices));
    Phase phase(devices, greedy, pages);
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), phase.lanes()));
    const auto next = [&](std::size_t lane, LaneAnswer* answer) { return phase.next(lane, answer); };
    VELDPOST_TRY(lanes.drive(next, static_cast<int>(kPeriodMs) * static_cast<int>(pages) + kGraceMs));
    return std::move(phase.othersMs);
}

// The value of a figure of GET /metrics.
Result<double> metric(const ServerUnderTest& server, const std::string& name)
{
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), 1));
    VELDPOST_ASSIGN(const auto answers, lanes.run({{cborGet({"/metrics", "", ""})}}, kGraceMs));
    const std::string& text = answers.front().front().body;
    const std::size_t at = text.find("\n" + name + " ");
    if (at == std::string::npos) return Error{ErrorKind::Failed, "no_metric", "The server does not say a figure", name};
    return std::strtod(text.c_str() + at + name.size() + 2, nullptr);
}

// Quotas would end the greedy device's run before anything could be measured of turns.
Status liftQuotas(const ServerUnderTest& server)
{
    std::ofstream file(server.data() / "server.toml");
    file << "[quota]\nrequests_per_minute = 0\nmegabytes_per_day = 0\n";
    if (file.flush()) return done();
    return Error{ErrorKind::Failed, "io_error", "The server's settings could not be written", ""};
}

Result<std::vector<Figure>> measure(Bench& bench, ServerUnderTest& server, const std::vector<std::string>& codes)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    const Surroundings around{clock, random};
    DutchText text(kTextSeed);
    VELDPOST_ASSIGN(auto devices, enrolFleet(server, codes, around, text));
    const std::int64_t pages = bench.scale().fairPages;
    std::map<Greedy, std::vector<double>> times;
    for (std::int64_t round = 0; round < bench.scale().fairRounds; ++round)
        for (const Greedy greedy : {Greedy::Absent, Greedy::HundredTimes, Greedy::Flood}) {
            VELDPOST_ASSIGN(const auto some, runPhase(server, devices, greedy, pages));
            times[greedy].insert(times[greedy].end(), some.begin(), some.end());
        }
    const auto p95 = [&](Greedy greedy) { return percentile(times[greedy], 95); };
    VELDPOST_ASSIGN(const double worker, metric(server, "veldpost_worker_turns_waited_most"));
    VELDPOST_ASSIGN(const double writer, metric(server, "veldpost_writer_turns_waited_most"));
    const auto most = static_cast<double>(codes.size());
    return std::vector<Figure>{
        {"fair_others_alone_p95_ms", p95(Greedy::Absent), "ms"},
        {"fair_others_beside_100x_p95_ms", p95(Greedy::HundredTimes), "ms"},
        {"fair_100x_p95_ratio", p95(Greedy::HundredTimes) / p95(Greedy::Absent), "times", atMost(1.5)},
        {"fair_others_beside_flood_p95_ms", p95(Greedy::Flood), "ms"},
        {"fair_flood_p95_ratio", p95(Greedy::Flood) / p95(Greedy::Absent), "times"},
        {"fair_worker_turns_waited_most", worker, "turns", atMost(most)},
        {"fair_writer_turns_waited_most", writer, "turns", atMost(most)}};
}

}  // namespace

Result<std::vector<Figure>> runFairness(Bench& bench)
{
    ServerUnderTest server(bench.folder() / "fairness");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_TRY(liftQuotas(server));
    VELDPOST_ASSIGN(const std::string user, server.addUser("Writer", "wijkteam"));
    VELDPOST_ASSIGN(const auto codes, inviteAll(server, user, bench.scale().fairDevices + 1));
    VELDPOST_TRY(server.start());
    VELDPOST_ASSIGN(auto figures, measure(bench, server, codes));
    VELDPOST_TRY(server.stop());
    return figures;
}

}  // namespace veldpost::bench
