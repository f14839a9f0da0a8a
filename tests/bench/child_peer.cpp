// Jobs for packaging/bench, which measures another program with the notes, the line and the client that Veldpost is
// measured with.
#include "tests/bench/child.h"

#include "shared/protocol/fields.h"
#include "tests/bench/delay_proxy.h"
#include "tests/bench/dutch_text.h"
#include "tests/bench/http_lanes.h"
#include "tests/bench/machine.h"
#include "tests/bench/settings.h"

#include <cstdio>
#include <fstream>
#include <iostream>

namespace veldpost::bench {

namespace {

constexpr int kRunMsMax = 280'000;

Result<Scale> scaleOf(const JobArguments& job)
{
    VELDPOST_ASSIGN(const std::string name, job.text("scale"));
    const Scale* scale = findScale(name);
    return scale ? Result<Scale>(*scale) : protocol::malformed("scale");
}

// A note a line: none has an end of line in it.
Status writeNotes(const std::filesystem::path& file, std::uint64_t seed, std::int64_t count)
{
    DutchText text(seed);
    std::ofstream out(file, std::ios::binary);
    for (std::int64_t i = 0; i < count; ++i) out << text.note(kNoteBytes) << '\n';
    if (out.flush()) return done();
    return Error{ErrorKind::Failed, "io_error", "The notes could not be written", file.string()};
}

Result<std::uint16_t> portOf(const JobArguments& job)
{
    VELDPOST_ASSIGN(const std::int64_t port, job.number("port"));
    if (port < 1 || port > 65'535) return protocol::malformed("port");
    return static_cast<std::uint16_t>(port);
}

// A CouchDB's way to take many documents at once.
std::string bulkRequest(DutchText& text, std::int64_t notes, const std::string& database, const Surroundings& around)
{
    Json documents = Json::array();
    for (std::int64_t i = 0; i < notes; ++i)
        documents.push_back({{"_id", makeUuid7<RecordId>(around.clock.nowMs(), around.random).text()}, {"kind", "note"},
                             {"case", "now"}, {"author", "writer"}, {"at", around.clock.nowMs()},
                             {"text", text.note(kNoteBytes)}});
    return jsonPost({"/" + database + "/_bulk_docs", "", ""}, Json{{"docs", std::move(documents)}}.dump());
}

Result<std::int64_t> countTaken(const LaneAnswer& answer)
{
    const Json results = Json::parse(answer.body, nullptr, false);
    const bool isList = answer.status == 201 && results.is_array();
    std::int64_t taken = 0;
    for (std::size_t i = 0; isList && i < results.size(); ++i)
        if (results[i].is_object() && results[i].value("ok", false)) ++taken;
    if (isList && taken == static_cast<std::int64_t>(results.size())) return taken;
    return Error{ErrorKind::Failed, "not_stored", "The peer did not store a document", answer.body.substr(0, 200)};
}

}  // namespace

// The texts that fill, save and live store, in that order; and how many of everything there is.
Result<Json> notesJob(const JobArguments& job, const Surroundings&)
{
    VELDPOST_ASSIGN(const std::string folder, job.text("folder"));
    VELDPOST_ASSIGN(const Scale scale, scaleOf(job));
    const std::filesystem::path in(folder);
    VELDPOST_TRY(writeNotes(in / "sync.txt", kFillTextSeed, scale.notesSynced));
    VELDPOST_TRY(writeNotes(in / "case.txt", kFillTextSeed, scale.notesOfOpenCase));
    VELDPOST_TRY(writeNotes(in / "save.txt", kSaveTextSeed, scale.saves));
    VELDPOST_TRY(writeNotes(in / "live.txt", kLiveTextSeed, scale.liveRounds));
    VELDPOST_TRY(writeNotes(in / "live-delayed.txt", kLiveTextSeed, scale.liveRoundsDelayed));
    return Json{{"notes_synced", scale.notesSynced}, {"cases_synced", scale.casesSynced},
                {"connections", scale.ingestConnections}, {"delay_ms", kDelayMsOneWay}};
}

// A line to a port until standard input ends: says where it begins, and for each line read what went over it since.
Result<Json> lineJob(const JobArguments& job, const Surroundings&)
{
    VELDPOST_ASSIGN(const std::uint16_t port, portOf(job));
    VELDPOST_ASSIGN(const auto proxy, DelayProxy::start(port, kDelayMsOneWay));
    std::cout << Json{{"listening", proxy->url()}}.dump() << std::endl;
    for (std::string line; std::getline(std::cin, line);)
        std::cout << Json{{"bytes", proxy->takeBytes()}}.dump() << std::endl;
    return Json{{"bytes", proxy->takeBytes()}};
}

// What the ingest workload does, with the same texts in the same order.
Result<Json> peerIngestJob(const JobArguments& job, const Surroundings& around)
{
    VELDPOST_ASSIGN(const std::uint16_t port, portOf(job));
    VELDPOST_ASSIGN(const std::string database, job.text("database"));
    VELDPOST_ASSIGN(const Scale scale, scaleOf(job));
    DutchText text(kIngestTextSeed);
    const auto notesPerSecond = [&](std::int64_t pages, std::int64_t notesPerPage) -> Result<double> {
        std::vector<std::vector<std::string>> requests(static_cast<std::size_t>(scale.ingestConnections));
        for (auto& lane : requests)
            for (std::int64_t i = 0; i < pages; ++i) lane.push_back(bulkRequest(text, notesPerPage, database, around));
        VELDPOST_ASSIGN(HttpLanes lanes, HttpLanes::open(port, requests.size()));
        const Stopwatch watch;
        VELDPOST_ASSIGN(const auto answers, lanes.run(requests, kRunMsMax));
        const double seconds = watch.seconds();
        std::int64_t taken = 0;
        for (const auto& lane : answers)
            for (const LaneAnswer& answer : lane) {
                VELDPOST_ASSIGN(const std::int64_t more, countTaken(answer));
                taken += more;
            }
        return static_cast<double>(taken) / seconds;
    };
    VELDPOST_ASSIGN(const double byTen, notesPerSecond(scale.ingestPagesOfTen, 10));
    VELDPOST_ASSIGN(const double byOne, notesPerSecond(scale.ingestPagesOfOne, 1));
    return Json{{"by_ten", byTen}, {"by_one", byOne}};
}

}  // namespace veldpost::bench
