// Devices that wait for news, each with its connection and its session: what one costs the server in memory, and how
// long it takes until a note has reached all of them.
#include "tests/bench/fleet.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::bench {

namespace {

constexpr std::uint64_t kTextSeed = 40'007;
constexpr int kRunMsMax = 120'000;
constexpr double kComingMs = 5'000;  // they come one after the other, as a server that was started again meets them
constexpr double kSettleMs = 8'000;  // all wait by then

// The writer is the last lane: when the others wait, it measures and sends a note.
class WaitRun {
public:
    WaitRun(const ServerUnderTest& server, std::vector<BenchDevice>& devices, std::string note)
        : m_server(server), m_devices(devices), m_note(std::move(note)), m_waiters(devices.size() - 1)
    {
    }

    Result<std::optional<LaneRequest>> next(std::size_t i, LaneAnswer* answer)
    {
        if (i == m_waiters.size()) return write(answer);
        Waiter& waiter = m_waiters[i];
        if (answer) {
            VELDPOST_ASSIGN(const PageGlance page, glanceAt(*answer));
            waiter.cursor = page.cursor;
            if (waiter.waits && page.revisions > 0) {
                wokenMs.push_back(m_watch.ms() - m_sentMs);
                return std::optional<LaneRequest>();
            }
            waiter.waits = !page.more;
        }
        waiter.request = m_devices[i].pullRequest(waiter.cursor, waiter.waits ? protocol::kPullWaitMsMax : 0);
        const double comesMs = kComingMs * static_cast<double>(i + 1) / static_cast<double>(m_waiters.size());
        return std::optional<LaneRequest>({waiter.request, answer == nullptr ? comesMs : 0});
    }

    double waitingMb = 0;
    std::vector<double> wokenMs;

private:
    struct Waiter {
        std::string cursor, request;
        bool waits = false;
    };

    // First a pull of its own that is due when all wait, then the note.
    Result<std::optional<LaneRequest>> write(LaneAnswer* answer)
    {
        if (answer == nullptr) {
            m_pull = m_devices.back().pullRequest("");
            return std::optional<LaneRequest>({m_pull, kSettleMs});
        }
        if (waitingMb > 0) {
            VELDPOST_TRY(countStored(*answer));
            return std::optional<LaneRequest>();
        }
        if (!std::all_of(m_waiters.begin(), m_waiters.end(), [](const Waiter& w) { return w.waits; }))
            return Error{ErrorKind::Failed, "not_waiting", "Not all devices came to wait in time", ""};
        waitingMb = m_server.nowMb();
        m_sentMs = m_watch.ms();
        return std::optional<LaneRequest>({m_note, 0});
    }

    const ServerUnderTest& m_server;
    std::vector<BenchDevice>& m_devices;
    const std::string m_note;
    const Stopwatch m_watch;
    std::string m_pull;
    double m_sentMs = 0;
    std::vector<Waiter> m_waiters;
};

}  // namespace

Result<std::vector<Figure>> runWaiters(Bench& bench)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    const Surroundings around{clock, random};
    DutchText text(kTextSeed);
    ServerUnderTest server(bench.folder() / "waiters");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_ASSIGN(const std::string user, server.addUser("Writer", "wijkteam"));
    VELDPOST_TRY(server.start());
    VELDPOST_ASSIGN(const auto codes, inviteAll(server, user, bench.scale().waiters + 1));
    VELDPOST_ASSIGN(auto devices, enrolFleet(server, codes, around, text));
    {
        VELDPOST_ASSIGN(HttpLanes lane, HttpLanes::open(server.port(), 1));
        VELDPOST_ASSIGN(const auto founded, lane.run({{devices.back().foundCase()}}, kRunMsMax));
        VELDPOST_TRY(countStored(founded));
    }
    const double idleMb = server.nowMb();
    VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(server.port(), devices.size()));
    WaitRun run(server, devices, devices.back().pushNotes(1));
    VELDPOST_TRY(lanes.drive([&](std::size_t lane, LaneAnswer* answer) { return run.next(lane, answer); }, kRunMsMax));
    VELDPOST_TRY(server.stop());
    const double kb = (run.waitingMb - idleMb) * 1000 / static_cast<double>(bench.scale().waiters);
    return std::vector<Figure>{{"waiters_kb_each", std::max(kb, 0.001), "KB", atMost(20)},
                               {"waiters_woken_p50_ms", percentile(run.wokenMs, 50), "ms"},
                               {"waiters_woken_last_ms", percentile(run.wokenMs, 100), "ms"}};
}

}  // namespace veldpost::bench
