// Many devices at once: how many notes a second the server makes durable when its clients cost next to nothing.
#include "tests/bench/fleet.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

#include "shared/crypto/sign.h"

namespace veldpost::bench {

namespace {

constexpr int kSetUpMsMax = 30'000;
constexpr int kRunMsMax = 120'000;

using LaneRequests = std::vector<std::vector<std::string>>;

class IngestRun {
public:
    IngestRun(HttpLanes lanes, std::vector<BenchDevice> devices) : m_lanes(std::move(lanes)), m_devices(std::move(devices)) {}

    Status foundCases()
    {
        LaneRequests requests;
        for (BenchDevice& device : m_devices) requests.push_back({device.foundCase()});
        VELDPOST_ASSIGN(const auto answers, m_lanes.run(requests, kSetUpMsMax));
        VELDPOST_TRY(countStored(answers));
        return done();
    }

    // Notes a second; everything is signed and encoded before the clock starts, and read after it stopped.
    Result<double> notesPerSecond(std::int64_t pages, std::int64_t notesPerPage)
    {
        LaneRequests requests(m_devices.size());
        for (std::size_t i = 0; i < m_devices.size(); ++i)
            for (std::int64_t page = 0; page < pages; ++page) requests[i].push_back(m_devices[i].pushNotes(notesPerPage));
        const Stopwatch watch;
        VELDPOST_ASSIGN(const auto answers, m_lanes.run(requests, kRunMsMax));
        const double seconds = watch.seconds();
        VELDPOST_ASSIGN(const std::int64_t stored, countStored(answers));
        return static_cast<double>(stored) / seconds;
    }

private:
    HttpLanes m_lanes;
    std::vector<BenchDevice> m_devices;
};

Result<std::vector<Figure>> measure(Bench& bench, ServerUnderTest& server, const std::vector<std::string>& codes)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    const Surroundings around{clock, random};
    DutchText text(kIngestTextSeed);
    VELDPOST_ASSIGN(auto devices, enrolFleet(server, codes, around, text));
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), codes.size()));
    IngestRun run(std::move(lanes), std::move(devices));
    VELDPOST_TRY(run.foundCases());
    VELDPOST_ASSIGN(const double byTen, run.notesPerSecond(bench.scale().ingestPagesOfTen, 10));
    VELDPOST_ASSIGN(const double byOne, run.notesPerSecond(bench.scale().ingestPagesOfOne, 1));
    return std::vector<Figure>{{"ingest_pages_of_10_notes_per_s", byTen, "notes/s", atLeast(7'000)},
                               {"ingest_pages_of_1_notes_per_s", byOne, "notes/s", atLeast(2'500)}};
}

}  // namespace

Result<std::vector<Figure>> runIngest(Bench& bench)
{
    ServerUnderTest server(bench.folder() / "ingest");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_ASSIGN(const std::string user, server.addUser("Writer", "wijkteam"));
    VELDPOST_ASSIGN(const auto codes, inviteAll(server, user, bench.scale().ingestConnections));
    VELDPOST_TRY(server.start());
    VELDPOST_ASSIGN(auto figures, measure(bench, server, codes));
    VELDPOST_TRY(server.stop());
    figures.push_back({"ingest_server_peak_mb", server.peakMb(), "MB", atMost(200)});
    return figures;
}

}  // namespace veldpost::bench
