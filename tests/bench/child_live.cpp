// Two people at work: what one saves, the other has by long-poll. Both in one process, so that one clock times both.
#include "tests/bench/child.h"

#include "shared/model/kind_rules.h"
#include "tests/bench/dutch_text.h"
#include "tests/bench/machine.h"
#include "tests/bench/settings.h"

#include <QEventLoop>
#include <QTimer>

#include <optional>

namespace veldpost::bench {

namespace {

constexpr int kPauseMs = 10;        // between two saves: somebody types
constexpr int kRoundMsMax = 10'000;  // longer than this is a failure, not a latency
constexpr std::int64_t kTickMsMin = 5;
constexpr std::int64_t kTickMsMax = 1'000;

// As an app's timer does: ticks when the engine wants to.
class Ticker {
public:
    explicit Ticker(engine::SyncEngine& sync) : m_sync(sync)
    {
        m_timer.setSingleShot(true);
        m_timer.callOnTimeout([this] { tick(); });
        tick();
    }

private:
    void tick() { m_timer.start(static_cast<int>(std::clamp(m_sync.tick(), kTickMsMin, kTickMsMax))); }
    engine::SyncEngine& m_sync;
    QTimer m_timer;
};

class LiveRun {
public:
    LiveRun(engine::OpenHome& writer, engine::OpenHome& reader, std::int64_t rounds)
        : m_writer(writer), m_reader(reader), m_rounds(rounds), m_text(kLiveTextSeed)
    {
        m_guard.setSingleShot(true);
        m_guard.callOnTimeout([this] { fail({ErrorKind::Failed, "too_slow", "A save did not arrive in ten seconds", ""}); });
    }

    Result<std::vector<double>> run(const CaseId& caseId)
    {
        m_caseId = caseId;
        m_writer.sync()->onChange = [this](const auto&) { beginWhenReady(); };
        m_reader.sync()->onChange = [this](const auto& arrived) { arrived.empty() ? beginWhenReady() : arrivedNow(); };
        m_writer.sync()->watch();
        m_reader.sync()->watch();
        const Ticker writerTicks(*m_writer.sync());
        const Ticker readerTicks(*m_reader.sync());
        m_guard.start(kRoundMsMax);
        m_loop.exec();
        m_writer.sync()->onChange = nullptr;
        m_reader.sync()->onChange = nullptr;
        if (m_error) return *m_error;
        return m_times;
    }

private:
    void beginWhenReady()
    {
        const auto watching = [](engine::OpenHome& home) { return home.sync()->phase() == engine::SyncPhase::Watching; };
        if (m_began || !watching(m_writer) || !watching(m_reader)) return;
        m_began = true;
        QTimer::singleShot(kPauseMs, [this] { save(); });
    }

    void save()
    {
        m_guard.start(kRoundMsMax);
        const Json set{{"text", m_text.note(kNoteBytes)}};
        m_savedAt.emplace();
        const auto saved = m_writer.dossiers().add(m_caseId, model::kNote, engine::Part::General, set);
        if (!saved.ok()) return fail(saved.error());
        m_writer.sync()->nudge();
    }

    void arrivedNow()
    {
        if (!m_savedAt) return;  // of the first round
        m_times.push_back(m_savedAt->ms());
        m_savedAt.reset();
        if (static_cast<std::int64_t>(m_times.size()) >= m_rounds) m_loop.quit();
        else QTimer::singleShot(kPauseMs, [this] { save(); });
    }

    void fail(const Error& error)
    {
        m_error = error;
        m_loop.quit();
    }

    engine::OpenHome& m_writer;
    engine::OpenHome& m_reader;
    const std::int64_t m_rounds;
    DutchText m_text;
    CaseId m_caseId;
    QEventLoop m_loop;
    QTimer m_guard;
    bool m_began = false;
    std::optional<Stopwatch> m_savedAt;
    std::vector<double> m_times;
    std::optional<Error> m_error;
};

}  // namespace

Result<Json> liveJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string server, job.text("server"));
    VELDPOST_ASSIGN(const std::string writerFolder, job.text("home"));
    VELDPOST_ASSIGN(const std::string readerFolder, job.text("reader"));
    VELDPOST_ASSIGN(const std::int64_t rounds, job.number("rounds"));
    VELDPOST_ASSIGN(const auto writer, openHome(writerFolder, around));
    VELDPOST_ASSIGN(const auto reader, openHome(readerFolder, around));
    VELDPOST_ASSIGN(const engine::Saved made, writer->dossiers().createCase("Dossier van nu"));
    VELDPOST_ASSIGN(auto writerTransport, makeTransport(server));
    VELDPOST_ASSIGN(auto readerTransport, makeTransport(server));
    writer->connect(std::move(writerTransport));
    reader->connect(std::move(readerTransport));
    LiveRun run(*writer, *reader, rounds);
    VELDPOST_ASSIGN(const std::vector<double> times, run.run(made.caseId));
    return Json{{"rounds", times.size()}, {"p50_ms", percentile(times, 50)}, {"p95_ms", percentile(times, 95)}};
}

}  // namespace veldpost::bench
