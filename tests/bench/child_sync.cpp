// Jobs of one client with a server: what its SyncEngine does in one round, timed from outside.
#include "tests/bench/child.h"

#include "client/engine/inbox.h"
#include "client/engine/local_store.h"
#include "tests/bench/machine.h"

#include <QEventLoop>

#include <optional>

namespace veldpost::bench {

namespace {

using engine::SyncPhase;
using engine::SyncSummary;

struct Round {
    SyncSummary summary;
    double pushedMs = 0;    // the outbox was empty: all is durable at the server and the receipt here
    double readableMs = 0;  // the last page was in the store
    double wholeMs = 0;     // the search index knew all of it
};

Result<Round> runRound(engine::SyncEngine& sync)
{
    Round round;
    QEventLoop loop;
    std::optional<Result<SyncSummary>> answer;
    const Stopwatch watch;
    sync.onChange = [&](const std::vector<CaseId>& arrived) {
        if (!arrived.empty()) round.readableMs = watch.ms();
        if (round.pushedMs == 0 && sync.phase() == SyncPhase::Pulling) round.pushedMs = watch.ms();
    };
    sync.syncOnce([&](Result<SyncSummary> got) {
        round.wholeMs = watch.ms();
        answer.emplace(std::move(got));
        loop.quit();
    });
    if (!answer) loop.exec();  // bounded: the transport answers or times out, and the engine then ends the round
    sync.onChange = nullptr;
    VELDPOST_CHECK(answer.has_value());
    VELDPOST_ASSIGN(round.summary, std::move(*answer));
    return round;
}

// A second round that moves nothing proves that the first one had moved everything.
Status expectQuiet(engine::SyncEngine& sync)
{
    VELDPOST_ASSIGN(const Round again, runRound(sync));
    if (again.summary.pushed == 0 && again.summary.pulled == 0 && again.summary.allSafe) return done();
    return Error{ErrorKind::Failed, "not_quiet", "A second sync still had something to do", ""};
}

Result<double> checkAllSignatures(engine::LocalStore& store)
{
    constexpr std::int64_t kChunk = 1'000;
    const Stopwatch watch;
    for (std::int64_t checked = kChunk; checked == kChunk;) {
        VELDPOST_ASSIGN(checked, engine::checkSomeSignatures(store, kChunk));
    }
    return watch.ms();
}

}  // namespace

Result<Json> enrolJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    VELDPOST_ASSIGN(const std::string server, job.text("server"));
    VELDPOST_ASSIGN(const std::string code, job.text("code"));
    VELDPOST_ASSIGN(const auto home, enrolHome(folder, server, code, around));
    return Json{{"device", home->identity().device().text()}};
}

Result<Json> pushJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    VELDPOST_ASSIGN(const std::string server, job.text("server"));
    VELDPOST_ASSIGN(const auto home, openHome(folder, around));
    VELDPOST_ASSIGN(auto transport, makeTransport(server));
    engine::SyncEngine& sync = home->connect(std::move(transport));
    VELDPOST_ASSIGN(const Round round, runRound(sync));
    const std::int64_t sent = sync.bytesSent();
    const std::int64_t received = sync.bytesReceived();
    VELDPOST_TRY(expectQuiet(sync));
    return Json{{"pushed", round.summary.pushed}, {"quarantined", round.summary.quarantined},
                {"refused", round.summary.refused}, {"durable_ms", round.pushedMs}, {"bytes", sent + received}};
}

Result<Json> pullJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    VELDPOST_ASSIGN(const std::string server, job.text("server"));
    VELDPOST_ASSIGN(const auto home, openHome(folder, around));
    VELDPOST_ASSIGN(auto transport, makeTransport(server));
    engine::SyncEngine& sync = home->connect(std::move(transport));
    VELDPOST_ASSIGN(const Round round, runRound(sync));
    const std::int64_t bytes = sync.bytesSent() + sync.bytesReceived();
    const double peak = ownPeakMb();
    VELDPOST_ASSIGN(const double checkMs, checkAllSignatures(home->store()));
    VELDPOST_TRY(expectQuiet(sync));
    VELDPOST_ASSIGN(const auto cases, home->dossiers().cases());
    std::int64_t records = 0;
    for (const engine::CaseRow& row : cases) records += row.records;
    return Json{{"pulled", round.summary.pulled}, {"records", records}, {"readable_ms", round.readableMs},
                {"whole_ms", round.wholeMs}, {"signatures_ms", checkMs}, {"bytes", bytes}, {"peak_mb", peak}};
}

}  // namespace veldpost::bench
