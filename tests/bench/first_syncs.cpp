// A morning on which a whole office gets its tablets: fresh devices that receive all their user may see, at once. They
// only receive: what a client does with a page is measured elsewhere, on its own machine.
#include "tests/bench/fleet.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

namespace veldpost::bench {

namespace {

constexpr std::int64_t kNotesPerCase = 100;
constexpr std::uint64_t kTextSeed = 40'005;
constexpr int kRunMsMax = 300'000;

// Cases of a hundred notes, one after the other, by one device.
Status fill(const ServerUnderTest& server, BenchDevice& writer, std::int64_t notes)
{
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), 1));
    std::vector<std::string> requests;
    for (std::int64_t written = 0; written < notes; written += kNotesPerCase) {
        requests.push_back(writer.foundCase());
        requests.push_back(writer.pushNotes(std::min(kNotesPerCase, notes - written)));
    }
    VELDPOST_ASSIGN(const auto answers, lanes.run({requests}, kRunMsMax));
    VELDPOST_TRY(countStored(answers));
    return done();
}

struct Receiver {
    std::string cursor, request;
    std::int64_t revisions = 0;
    double doneMs = 0;
};

Result<std::vector<Receiver>> receiveAll(const ServerUnderTest& server, const std::vector<BenchDevice>& devices)
{
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), devices.size()));
    std::vector<Receiver> receivers(devices.size());
    const Stopwatch watch;
    const auto next = [&](std::size_t i, LaneAnswer* answer) -> Result<std::optional<LaneRequest>> {
        Receiver& r = receivers[i];
        if (answer) {
            VELDPOST_ASSIGN(const PageGlance page, glanceAt(*answer));
            r.revisions += page.revisions;
            r.cursor = page.cursor;
            r.doneMs = watch.ms();
            if (!page.more) return std::optional<LaneRequest>();
        }
        r.request = devices[i].pullRequest(r.cursor);
        return std::optional<LaneRequest>({r.request, 0});
    };
    VELDPOST_TRY(lanes.drive(next, kRunMsMax));
    return receivers;
}

}  // namespace

Result<std::vector<Figure>> runFirstSyncs(Bench& bench)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    const Surroundings around{clock, random};
    DutchText text(kTextSeed);
    ServerUnderTest server(bench.folder() / "first-syncs");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_ASSIGN(const std::string user, server.addUser("Writer", "wijkteam"));
    VELDPOST_TRY(server.start());
    VELDPOST_ASSIGN(const auto codes, inviteAll(server, user, bench.scale().firstSyncs + 1));
    VELDPOST_ASSIGN(auto devices, enrolFleet(server, codes, around, text));
    BenchDevice writer = std::move(devices.back());
    devices.pop_back();
    VELDPOST_TRY(fill(server, writer, bench.scale().firstSyncNotes));
    VELDPOST_ASSIGN(const auto receivers, receiveAll(server, devices));
    VELDPOST_TRY(server.stop());
    std::vector<double> seconds;
    for (const Receiver& r : receivers) {
        if (r.revisions < bench.scale().firstSyncNotes)
            return Error{ErrorKind::Failed, "not_pulled", "A fresh device did not get all", std::to_string(r.revisions)};
        seconds.push_back(r.doneMs / 1000);
    }
    return std::vector<Figure>{{"first_syncs_median_s", percentile(seconds, 50), "s", atMost(30)},
                               {"first_syncs_slowest_s", percentile(seconds, 100), "s"},
                               {"first_syncs_server_peak_mb", server.peakMb(), "MB"}};
}

}  // namespace veldpost::bench
