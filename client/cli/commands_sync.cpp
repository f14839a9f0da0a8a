// sync, status.
#include "client/cli/commands.h"
#include "client/cli/server_link.h"
#include "client/cli/stop_signal.h"
#include "client/engine/inbox.h"
#include "client/transport/http_transport.h"

#include <QTimer>

namespace veldpost::cli {

namespace {

using engine::SyncEngine;
using engine::SyncSummary;

constexpr int kTimeoutSecondsMax = 7 * 24 * 3600;

struct SyncOptions {
    bool watch = false;
    std::optional<int> timeoutSeconds;

    std::int64_t timeoutMs() const { return std::int64_t{timeoutSeconds.value_or(0)} * 1000; }
};

std::string countsText(const SyncSummary& summary)
{
    std::string text = std::to_string(summary.pushed) + " sent, " + std::to_string(summary.pulled) + " received";
    if (summary.blobsSent > 0) text += ", " + std::to_string(summary.blobsSent) + " photos sent";
    if (summary.blobsReceived > 0) text += ", " + std::to_string(summary.blobsReceived) + " photos received";
    return text;
}

std::string summaryText(const SyncSummary& summary)
{
    std::string text = countsText(summary);
    if (summary.waiting > 0) text += ", " + std::to_string(summary.waiting) + " wait for a decision";
    if (summary.refused > 0) text += ", " + std::to_string(summary.refused) + " refused";
    if (summary.blobsStuck > 0) text += ", " + std::to_string(summary.blobsStuck) + " photos cannot go";
    if (summary.purgedCases > 0) text += ", " + std::to_string(summary.purgedCases) + " cases no longer yours";
    return text + (summary.allSafe ? "; everything is safe on the server\n" : "; not everything is safe on the server\n");
}

Answer summaryAnswer(const SyncSummary& summary)
{
    return {{{"pushed", summary.pushed},
             {"pulled", summary.pulled},
             {"quarantined", summary.waiting},
             {"refused", summary.refused},
             {"blobs_sent", summary.blobsSent},
             {"blobs_received", summary.blobsReceived},
             {"blobs_stuck", summary.blobsStuck},
             {"purged_cases", summary.purgedCases},
             {"all_safe", summary.allSafe},
             {"cursor", summary.cursor.empty() ? Json(nullptr) : Json(summary.cursor)}},
            summaryText(summary)};
}

Error timedOut()
{
    return {ErrorKind::Unreachable, "timed_out", "The sync was not done in time",
            "What was saved is on this device; run it again."};
}

// In the app idle time does this. Here there is none: each signature that came in is checked before the command ends.
Status checkArrivals(engine::LocalStore& store)
{
    constexpr std::int64_t kChunk = 1'000;
    for (std::int64_t checked = kChunk; checked == kChunk;) {
        VELDPOST_ASSIGN(checked, engine::checkSomeSignatures(store, kChunk));
    }
    return done();
}

Result<Answer> syncOnce(ServerLink& link, SyncEngine& engine, engine::LocalStore& store, std::int64_t timeoutMs)
{
    auto summary = link.await<SyncSummary>([&](auto done) { engine.syncOnce(std::move(done)); }, timeoutMs);
    if (!summary) {
        engine.stop();
        return timedOut();
    }
    if (!summary->ok()) return std::move(*summary).error();
    VELDPOST_TRY(checkArrivals(store));
    return summaryAnswer(**summary);
}

// Keeps the engine's clock going and tells people what came and went.
class Watch {
public:
    Watch(ServerLink& link, SyncEngine& engine, bool tells) : m_link(link), m_engine(engine), m_tells(tells)
    {
        m_ticks.setSingleShot(true);
        QObject::connect(&m_ticks, &QTimer::timeout, [this] { tick(); });
        m_engine.onChange = [this](const auto&) { m_changed = true; };
    }
    ~Watch() { m_engine.onChange = nullptr; }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    void begin()
    {
        m_engine.watch();
        tick();
    }
    bool everSynced() const { return m_everSynced; }
    bool isWiped() const
    {
        const auto problem = m_engine.problem();
        return problem && problem->type == "wiped";
    }

private:
    void tick()
    {
        const std::int64_t next = m_engine.tick();
        m_everSynced = m_everSynced || m_engine.phase() == engine::SyncPhase::Watching;
        if (m_changed && m_tells) tell();
        m_changed = false;
        if (isWiped()) return m_link.quit();
        m_ticks.start(std::chrono::milliseconds(next));
    }

    void tell()
    {
        const auto totals = m_engine.totals();
        const auto problem = m_engine.problem();
        std::string line = problem ? problem->title : totals.ok() ? countsText(*totals) : totals.error().title;
        if (totals.ok() && !problem && totals->allSafe && m_everSynced) line += "; all safe";
        if (line == m_last) return;
        m_last = line;
        writeLine(clockText(SystemClock().nowMs()) + "  " + line);
    }

    ServerLink& m_link;
    SyncEngine& m_engine;
    bool m_tells;
    bool m_changed = true;
    bool m_everSynced = false;
    std::string m_last;
    QTimer m_ticks;
};

// Until SIGINT, SIGTERM or the time is over. It fails only when the server was never reached.
Result<Answer> syncWatching(ServerLink& link, SyncEngine& engine, std::int64_t timeoutMs, bool tells)
{
    const StopSignal stop([&] { link.quit(); });
    Watch watch(link, engine, tells);
    watch.begin();
    link.runAtMost(timeoutMs);
    const auto totals = engine.totals();
    const auto problem = engine.problem();
    const bool wiped = watch.isWiped();
    engine.stop();
    if (wiped) return *problem;
    if (!totals.ok()) return totals.error();
    if (!watch.everSynced() && timeoutMs > 0) return problem ? *problem : timedOut();
    return summaryAnswer(*totals);
}

Result<Answer> sync(Context& context, const SyncOptions& options)
{
    if (options.timeoutSeconds && (*options.timeoutSeconds < 1 || *options.timeoutSeconds > kTimeoutSecondsMax))
        return Error{ErrorKind::Usage, "bad_timeout", "This time is not possible", "--timeout: 1 to 604800 seconds"};
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome(engine::OpenFor::Delivery));
    ServerLink link;
    const engine::Identity& me = unlocked.home->identity();
    VELDPOST_ASSIGN(auto transport, transport::HttpTransport::make(me.serverUrl, me.caPem));
    SyncEngine& engine = unlocked.home->connect(std::move(transport));
    Result<Answer> answer = options.watch ? syncWatching(link, engine, options.timeoutMs(), !context.options.json)
                                          : syncOnce(link, engine, unlocked.home->store(), options.timeoutMs());
    unlocked.home.reset();  // its transport needs the event loop's application
    VELDPOST_TRY(eraseIfWiped(*unlocked.vault, answer));
    return answer;
}

Result<Answer> status(Context& context)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome(engine::OpenFor::Delivery));
    VELDPOST_ASSIGN(const engine::SyncStatus now, engine::readSyncStatus(unlocked.home->store()));
    const Status mayRead = unlocked.home->mayRead();
    if (!mayRead.ok() && mayRead.error().kind != ErrorKind::Locked) return mayRead.error();
    const auto when = [](const std::optional<std::int64_t>& at) { return at ? clockText(*at) : std::string("never"); };
    return Answer{{{"unsafe_revisions", now.unsafeRevisions},
                   {"unsafe_blobs", now.unsafeBlobs},
                   {"last_sync_at", isoTime(now.lastSyncAtMs)},
                   {"lease_until", isoTime(now.leaseUntilMs)},
                   {"lease_over", !mayRead.ok() && mayRead.error().type == "lease_over"},
                   {"deliver_only", !mayRead.ok() && mayRead.error().type == "deliver_only"},
                   {"conflicts", now.conflicts},
                   {"quarantined", now.quarantined},
                   {"stopped_chains", now.stoppedChains}},
                  "Not yet safe   " + std::to_string(now.unsafeRevisions) + " revisions, " + std::to_string(now.unsafeBlobs) +
                      " photos and documents\nLast sync      " +
                      when(now.lastSyncAtMs) + "\nLease until    " + when(now.leaseUntilMs) + "\nConflicts      " +
                      std::to_string(now.conflicts) + "\nWaiting        " + std::to_string(now.quarantined) + "\n" +
                      (now.stoppedChains == 0 ? "" : "Stopped        this store is a copy of another, or was set back\n") +
                      (mayRead.ok() ? "" : "Closed         " + mayRead.error().title + "\n")};
}

}  // namespace

void addSyncCommands(CommandLine& line)
{
    const auto options = std::make_shared<SyncOptions>();
    CLI::App& app = line.command("sync", "Sends what is here and fetches what there is to see",
                                 [options](Context& context) { return sync(context, *options); });
    app.add_flag("--watch", options->watch, "Goes on until SIGINT or SIGTERM");
    app.add_option("--timeout", options->timeoutSeconds, "Seconds after which it ends in any case")->type_name("S");
    line.command("status", "What is not yet safe on the server, and since when", status);
}

}  // namespace veldpost::cli
