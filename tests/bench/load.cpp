// Hundreds of devices that come back and sync, each every few seconds: a page of notes, then what is new. The times
// count from when a page was due, so that a server that lags is not spared the pages it delays. Then the server is
// killed, started, and asked to verify: what it had answered for is there.
#include "tests/bench/fleet.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

#include <algorithm>

namespace veldpost::bench {

namespace {

constexpr std::int64_t kNotesPerPage = 10;
constexpr std::uint64_t kTextSeed = 40'003;
constexpr int kGraceMs = 60'000;

// The wanted rate as pages: each device sends every periodMs, and the devices are spread over that time.
struct Plan {
    std::size_t devices;
    std::int64_t pages;  // of each device
    double periodMs;

    double dueMs(std::size_t device, std::int64_t page) const
    {
        return (static_cast<double>(page) + static_cast<double>(device) / static_cast<double>(devices)) * periodMs;
    }
};

Plan planOf(const Scale& scale)
{
    const auto devices = static_cast<double>(scale.loadDevices);
    const double periodMs = 1000.0 * devices * kNotesPerPage / static_cast<double>(scale.loadPerSecond);
    const auto pages = std::max<std::int64_t>(1, static_cast<std::int64_t>(1000.0 * static_cast<double>(scale.loadSeconds) / periodMs));
    return {static_cast<std::size_t>(scale.loadDevices), pages, periodMs};
}

// Each device in turn: a push when it is due, then a pull of what came, and so on.
class LoadRun {
public:
    LoadRun(const Plan& plan, std::vector<BenchDevice>& devices) : m_plan(plan), m_devices(devices), m_lanes(devices.size())
    {
        for (std::size_t i = 0; i < devices.size(); ++i)
            for (std::int64_t page = 0; page < plan.pages; ++page) m_lanes[i].pages.push_back(devices[i].pushNotes(kNotesPerPage));
    }

    Result<std::optional<LaneRequest>> next(std::size_t i, LaneAnswer* answer)
    {
        Lane& lane = m_lanes[i];
        if (answer == nullptr) return m_last ? pull(i) : due(i);
        if (lane.pulling) {
            VELDPOST_ASSIGN(const PageGlance page, glanceAt(*answer));
            pullMs.push_back(answer->ms);
            pulled += page.revisions;
            lane.cursor = page.cursor;
            lane.pulling = false;
            if (m_last) return page.more ? pull(i) : std::nullopt;
            return due(i);
        }
        VELDPOST_ASSIGN(const std::int64_t notes, countStored(*answer));
        stored += notes;
        pushMs.push_back(answer->ms);
        return pull(i);
    }

    // The next drive only brings to each what came after its last page.
    void receiveTheRest() { m_last = true; }

    std::int64_t stored = 0, pulled = 0;
    std::vector<double> pushMs, pullMs;

private:
    struct Lane {
        std::vector<std::string> pages;
        std::size_t sent = 0;
        bool pulling = false;
        std::string cursor, request;
    };

    std::optional<LaneRequest> pull(std::size_t i)
    {
        Lane& lane = m_lanes[i];
        lane.pulling = true;
        lane.request = m_devices[i].pullRequest(lane.cursor);
        return LaneRequest{lane.request, 0};
    }

    std::optional<LaneRequest> due(std::size_t i)
    {
        Lane& lane = m_lanes[i];
        if (lane.sent == lane.pages.size()) return std::nullopt;
        const double dueMs = m_plan.dueMs(i, static_cast<std::int64_t>(lane.sent));
        return LaneRequest{lane.pages[lane.sent++], dueMs};
    }

    const Plan m_plan;
    std::vector<BenchDevice>& m_devices;
    std::vector<Lane> m_lanes;
    bool m_last = false;
};

Status foundCases(const ServerUnderTest& server, std::vector<BenchDevice>& devices)
{
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), devices.size()));
    std::vector<std::vector<std::string>> requests;
    for (BenchDevice& device : devices) requests.push_back({device.foundCase()});
    VELDPOST_ASSIGN(const auto answers, lanes.run(requests, kGraceMs));
    VELDPOST_TRY(countStored(answers));
    return done();
}

Result<std::vector<Figure>> measure(const Scale& scale, ServerUnderTest& server, const std::vector<std::string>& codes)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    const Surroundings around{clock, random};
    DutchText text(kTextSeed);
    VELDPOST_ASSIGN(auto devices, enrolFleet(server, codes, around, text));
    VELDPOST_TRY(foundCases(server, devices));
    VELDPOST_ASSIGN(const std::int64_t before, server.verifiedRevisions());
    const Plan plan = planOf(scale);
    LoadRun run(plan, devices);
    VELDPOST_TRY(renewSessions(server, devices));  // signing took its time
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), devices.size()));
    const Stopwatch watch;
    const auto next = [&](std::size_t lane, LaneAnswer* answer) { return run.next(lane, answer); };
    VELDPOST_TRY(lanes.drive(next, static_cast<int>(plan.periodMs * static_cast<double>(plan.pages)) + kGraceMs));
    const double seconds = watch.seconds();
    const std::vector<double> pullMs = run.pullMs;
    run.receiveTheRest();
    VELDPOST_TRY(lanes.drive(next, kGraceMs));
    server.kill();
    VELDPOST_TRY(server.start());
    VELDPOST_ASSIGN(const std::int64_t after, server.verifiedRevisions());
    if (after != before + run.stored)
        return Error{ErrorKind::Failed, "lost", "The server lacks what it had answered for, or has too much",
                     std::to_string(after - before) + " of " + std::to_string(run.stored)};
    if (run.pulled < run.stored)
        return Error{ErrorKind::Failed, "not_pulled", "Not all that was stored came back", std::to_string(run.pulled)};
    const double wanted = static_cast<double>(scale.loadPerSecond);
    return std::vector<Figure>{
        {"load_notes_per_s", static_cast<double>(run.stored) / seconds, "notes/s", atLeast(0.98 * wanted)},
        {"load_notes", static_cast<double>(run.stored), "notes"},
        {"load_push_p50_ms", percentile(run.pushMs, 50), "ms"},
        {"load_push_p95_ms", percentile(run.pushMs, 95), "ms", atMost(1'000)},
        {"load_push_slowest_ms", percentile(run.pushMs, 100), "ms"},
        {"load_pull_p95_ms", percentile(pullMs, 95), "ms"}};
}

}  // namespace

Result<std::vector<Figure>> runLoad(Bench& bench)
{
    ServerUnderTest server(bench.folder() / "load");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_TRY(server.start());
    std::vector<std::string> codes;
    std::string user;
    for (std::int64_t i = 0; i < bench.scale().loadDevices; ++i) {
        // Two devices a user: each receives what the other writes, and nobody else's.
        if (i % 2 == 0) {
            VELDPOST_ASSIGN(user, server.addUser("Writer " + std::to_string(i), "wijkteam"));
        }
        VELDPOST_ASSIGN(codes.emplace_back(), server.invite(user));
    }
    VELDPOST_ASSIGN(auto figures, measure(bench.scale(), server, codes));
    VELDPOST_TRY(server.stop());
    figures.push_back({"load_server_peak_mb", server.peakMb(), "MB"});
    return figures;
}

}  // namespace veldpost::bench
