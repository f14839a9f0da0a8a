#include "tests/bench/workloads.h"

#include "tests/bench/child.h"
#include "tests/bench/machine.h"

namespace veldpost::bench {

namespace {

constexpr double kClientPeakMb = 130;
constexpr double kServerPeakMb = 200;
constexpr double kBytesPerNote = 1'500;

using Figures = std::vector<Figure>;

double value(const Json& answer, const char* key)
{
    return answer.value(key, 0.0);
}

void addPeaks(Figures& figures, const std::string& name, const Run& run)
{
    figures.push_back({name + "_client_peak_mb", value(run.client, "peak_mb"), "MB", atMost(kClientPeakMb)});
    figures.push_back({name + "_server_peak_mb", run.serverPeakMb, "MB", atMost(kServerPeakMb)});
}

double perSecond(std::int64_t notes, double ms)
{
    return static_cast<double>(notes) / (ms / 1000);
}

Result<Figures> runSaveNote(Bench& bench)
{
    VELDPOST_ASSIGN(const auto home, bench.localHome());
    VELDPOST_ASSIGN(const Json got,
                    callChild({{"job", "save"}, {"home", home.string()}, {"saves", bench.scale().saves}}));
    return Figures{{"save_p50_ms", value(got, "p50_ms"), "ms"},
                   {"save_p95_ms", value(got, "p95_ms"), "ms", atMost(5)},
                   {"save_fsyncs", value(got, "syncs_per_save"), "fsyncs/save", atMost(1.1)},
                   {"save_client_peak_mb", value(got, "peak_mb"), "MB", atMost(kClientPeakMb)}};
}

Result<Figures> runOpenCase(Bench& bench)
{
    VELDPOST_ASSIGN(const auto home, bench.localHome());
    VELDPOST_ASSIGN(const Json got, callChild({{"job", "open-case"}, {"home", home.string()}}));
    return Figures{{"open_case_first_page_ms", value(got, "first_ms"), "ms", atMost(100)},
                   {"open_case_again_p50_ms", value(got, "again_ms"), "ms"},
                   {"open_case_rows", value(got, "rows"), "rows"},
                   {"open_case_client_peak_mb", value(got, "peak_mb"), "MB", atMost(kClientPeakMb)}};
}

Result<Figures> runSearch(Bench& bench)
{
    const std::string home = (bench.folder() / "search").string();
    VELDPOST_TRY(callChild({{"job", "fill"}, {"home", home}, {"cases", 100}, {"notes", bench.scale().notesSearched}}));
    VELDPOST_ASSIGN(const Json got, callChild({{"job", "search"}, {"home", home}, {"queries", bench.scale().queries}}));
    std::error_code ignored;  // the whole folder of the run is removed at its end; this only gives the disk back early
    std::filesystem::remove_all(home, ignored);
    return Figures{{"search_p50_ms", value(got, "p50_ms"), "ms"},
                   {"search_p95_ms", value(got, "p95_ms"), "ms", atMost(50)},
                   {"search_slowest_ms", value(got, "slowest_ms"), "ms"},
                   {"search_hits_per_query", value(got, "hits_per_query"), "hits"},
                   {"search_client_peak_mb", value(got, "peak_mb"), "MB", atMost(kClientPeakMb)}};
}

Result<Figures> runPush(Bench& bench)
{
    VELDPOST_ASSIGN(const Run run, bench.world().pushed(Way::Loopback));
    const std::int64_t notes = bench.scale().notesSynced;
    Figures figures{{"push_notes_per_s", perSecond(notes, value(run.client, "durable_ms")), "notes/s", atLeast(6'000)},
                    {"push_body_bytes_per_note", value(run.client, "bytes") / static_cast<double>(notes), "bytes",
                     atMost(kBytesPerNote)}};
    addPeaks(figures, "push", run);
    return figures;
}

Result<Figures> runPull(Bench& bench)
{
    VELDPOST_ASSIGN(const Run run, bench.world().pulled(Way::Loopback));
    const std::int64_t notes = bench.scale().notesSynced;
    const double wholeMs = value(run.client, "whole_ms");
    Figures figures{{"pull_notes_per_s", perSecond(notes, value(run.client, "readable_ms")), "notes/s", atLeast(8'000)},
                    {"pull_indexed_notes_per_s", perSecond(notes, wholeMs), "notes/s"},
                    {"pull_each_signature_notes_per_s",
                     perSecond(notes, wholeMs + value(run.client, "signatures_ms")), "notes/s"},
                    {"pull_body_bytes_per_note", value(run.client, "bytes") / static_cast<double>(notes), "bytes",
                     atMost(kBytesPerNote)}};
    addPeaks(figures, "pull", run);
    return figures;
}

Result<Figures> runLive(Bench& bench)
{
    VELDPOST_ASSIGN(const Run run, bench.world().live(Way::Loopback, bench.scale().liveRounds));
    Figures figures{{"live_p50_ms", value(run.client, "p50_ms"), "ms", atMost(10)},
                    {"live_p95_ms", value(run.client, "p95_ms"), "ms"}};
    // Two clients in one process.
    figures.push_back({"live_two_clients_peak_mb", value(run.client, "peak_mb"), "MB", atMost(2 * kClientPeakMb)});
    figures.push_back({"live_server_peak_mb", run.serverPeakMb, "MB", atMost(kServerPeakMb)});
    return figures;
}

Result<Figures> runDelayed(Bench& bench)
{
    VELDPOST_ASSIGN(const Run up, bench.world().pushed(Way::Delayed));
    VELDPOST_ASSIGN(const Run down, bench.world().pulled(Way::Delayed));
    VELDPOST_ASSIGN(const Run live, bench.world().live(Way::Delayed, bench.scale().liveRoundsDelayed));
    const auto notes = static_cast<double>(bench.scale().notesSynced);
    const auto perNote = [&](const Run& run) { return static_cast<double>(run.lineBytes) / notes; };
    Figures figures{{"delayed_push_s", value(up.client, "durable_ms") / 1000, "s", atMost(3.5)},
                    {"delayed_pull_s", value(down.client, "readable_ms") / 1000, "s", atMost(3.5)},
                    {"delayed_pull_indexed_s", value(down.client, "whole_ms") / 1000, "s"},
                    {"delayed_push_wire_bytes_per_note", perNote(up), "bytes", atMost(kBytesPerNote)},
                    {"delayed_pull_wire_bytes_per_note", perNote(down), "bytes", atMost(kBytesPerNote)},
                    {"delayed_live_p50_ms", value(live.client, "p50_ms"), "ms", atMost(75)},
                    {"delayed_live_p95_ms", value(live.client, "p95_ms"), "ms"}};
    addPeaks(figures, "delayed_push", up);
    addPeaks(figures, "delayed_pull", down);
    return figures;
}

}  // namespace

Bench::Bench(const Settings& settings, std::filesystem::path folder)
    : m_scale(settings.scale), m_folder(std::move(folder)), m_world(m_scale, m_folder / "sync")
{
}

Result<std::filesystem::path> Bench::localHome()
{
    const std::filesystem::path home = m_folder / "local";
    if (m_localHomeMade) return home;
    VELDPOST_TRY(callChild({{"job", "fill"}, {"home", home.string()}, {"cases", 1}, {"notes", m_scale.notesOfOpenCase}}));
    m_localHomeMade = true;
    return home;
}

const std::vector<Workload>& workloads()
{
    static const std::vector<Workload> all{
        {"save-note", "one durable save in a case of 5,000 notes", false, runSaveNote},
        {"open-case", "a case of 5,000 notes to its first page of 100", false, runOpenCase},
        {"search", "200 queries over 100,000 notes", false, runSearch},
        {"push", "10,000 notes of 1 KB from one client, every signature checked", true, runPush},
        {"pull", "10,000 notes of 1 KB to a fresh client", true, runPull},
        {"delayed", "both again over 40 ms there and back, and live", true, runDelayed},
        {"ingest", "32 connections with pages of 10 notes, and of 1", true, runIngest},
        {"load", "500 devices at 1,000 notes a second in all for five minutes, then a kill", true, runLoad},
        {"first-syncs", "100 fresh devices receiving 2,000 notes each, at once", true, runFirstSyncs},
        {"waiters", "2,000 devices waiting for news, and one note that wakes them all", true, runWaiters},
        {"fairness", "30 devices, without and with one that pushes a hundred times as much", true, runFairness},
        {"live", "from a save here to having it there, by long-poll", true, runLive},
        {"app-start", "the app from its start to the unlock screen", false, runAppStart},
    };
    return all;
}

const Workload* findWorkload(std::string_view name)
{
    for (const Workload& workload : workloads())
        if (workload.name == name) return &workload;
    return nullptr;
}

Outcome runWorkload(const Workload& workload, Bench& bench)
{
    Outcome outcome{workload.name, loadOneMinute(), 0, {}, {}, {}};
    if (workload.needsServer) outcome.skipped = ServerUnderTest::missing();
    if (!outcome.skipped.empty()) return outcome;
    const Stopwatch watch;
    auto figures = workload.run(bench);
    outcome.seconds = watch.seconds();
    if (figures.ok()) {
        outcome.figures = std::move(*figures);
    } else {
        const Error& error = figures.error();
        const std::string said = error.title + (error.detail.empty() ? "" : ": " + error.detail);
        (error.type == "skipped" ? outcome.skipped : outcome.problem) = said;
    }
    return outcome;
}

}  // namespace veldpost::bench
