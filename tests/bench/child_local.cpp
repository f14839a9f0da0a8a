// Jobs on a store alone: what a person waits for without any network.
#include "tests/bench/child.h"

#include "client/engine/local_store.h"
#include "shared/model/kind_rules.h"
#include "tests/bench/dutch_text.h"
#include "tests/bench/machine.h"
#include "tests/bench/note_filler.h"
#include "tests/bench/settings.h"

#include <algorithm>

namespace veldpost::bench {

namespace {

constexpr std::int64_t kPageRows = 100;

// The case with the most records.
Result<CaseId> largestCase(engine::Dossiers& dossiers)
{
    VELDPOST_ASSIGN(const auto cases, dossiers.cases());
    const auto it = std::max_element(cases.begin(), cases.end(),
                                     [](const auto& a, const auto& b) { return a.records < b.records; });
    if (it == cases.end()) return Error{ErrorKind::NotFound, "unknown_case", "The home has no case", ""};
    return it->caseId;
}

std::vector<std::string> makeQueries(std::int64_t count)
{
    DutchText text(kFillTextSeed);
    std::vector<std::string> queries;
    for (std::int64_t i = 0; i < count; ++i) {
        const std::string& word = text.anyWord();
        switch (i % 4) {
        case 0: queries.push_back(word); break;
        case 1: queries.push_back(word + " " + text.anyWord()); break;
        case 2: queries.push_back(text.frequentWord() + " " + word); break;
        default: queries.push_back(word.substr(0, std::max<std::size_t>(3, word.size() / 2))); break;
        }
    }
    return queries;
}

}  // namespace

Result<Json> fillJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    VELDPOST_ASSIGN(const std::int64_t cases, job.number("cases"));
    VELDPOST_ASSIGN(const std::int64_t notes, job.number("notes"));
    const bool exists = std::filesystem::exists(folder);
    VELDPOST_ASSIGN(const auto home, exists ? openHome(folder, around) : makeOfflineHome(folder, around));
    VELDPOST_TRY(fillHome(*home, {cases, notes, kNoteBytes, kFillTextSeed}, around.clock, around.random));
    return Json{{"notes", notes}};
}

Result<Json> saveJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    VELDPOST_ASSIGN(const std::int64_t saves, job.number("saves"));
    VELDPOST_ASSIGN(const auto home, openHome(folder, around));
    VELDPOST_ASSIGN(const CaseId caseId, largestCase(home->dossiers()));
    DutchText text(kSaveTextSeed);
    std::vector<double> times;
    const std::int64_t syncsBefore = home->store().db().ioCounts().syncs;
    for (std::int64_t i = 0; i < saves; ++i) {
        const Json set{{"text", text.note(kNoteBytes)}};
        const Stopwatch watch;
        VELDPOST_TRY(home->dossiers().add(caseId, model::kNote, engine::Part::General, set));
        times.push_back(watch.ms());
    }
    const auto syncs = static_cast<double>(home->store().db().ioCounts().syncs - syncsBefore);
    return Json{{"p50_ms", percentile(times, 50)}, {"p95_ms", percentile(times, 95)},
                {"syncs_per_save", syncs / static_cast<double>(saves)}};
}

Result<Json> openCaseJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    CaseId caseId;
    {
        VELDPOST_ASSIGN(const auto home, openHome(folder, around));
        VELDPOST_ASSIGN(caseId, largestCase(home->dossiers()));
    }
    // Opened anew: nothing of the case is in the store's page cache.
    VELDPOST_ASSIGN(const auto home, openHome(folder, around));
    std::vector<double> times;
    std::size_t rows = 0;
    for (int i = 0; i < 11; ++i) {
        const Stopwatch watch;
        VELDPOST_TRY(home->dossiers().caseRow(caseId));
        VELDPOST_ASSIGN(const auto page, home->dossiers().records({.caseId = caseId, .kind = {}, .limit = kPageRows, .after = {}}));
        times.push_back(watch.ms());
        rows = page.size();
    }
    const double first = times.front();
    times.erase(times.begin());
    return Json{{"rows", rows}, {"first_ms", first}, {"again_ms", percentile(times, 50)}};
}

Result<Json> searchJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("home"));
    VELDPOST_ASSIGN(const std::int64_t count, job.number("queries"));
    VELDPOST_ASSIGN(const auto home, openHome(folder, around));
    std::vector<double> times;
    std::int64_t hits = 0;
    for (const std::string& query : makeQueries(count)) {
        const Stopwatch watch;
        VELDPOST_ASSIGN(const auto found, home->dossiers().search(query));
        times.push_back(watch.ms());
        hits += static_cast<std::int64_t>(found.hits.size());
    }
    return Json{{"p50_ms", percentile(times, 50)}, {"p95_ms", percentile(times, 95)},
                {"slowest_ms", percentile(times, 100)},
                {"hits_per_query", static_cast<double>(hits) / static_cast<double>(count)}};
}

}  // namespace veldpost::bench
