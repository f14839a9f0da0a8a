// The bench's children: each does one job in a process of its own, so that its peak memory is the client's alone. The
// job is one JSON object in its arguments; the answer is one JSON line on standard output.
#pragma once

#include "tests/bench/bench_home.h"
#include "tests/bench/figures.h"

namespace veldpost::bench {

// A job's values, all of them there or `malformed_message`.
class JobArguments {
public:
    explicit JobArguments(Json json) : m_json(std::move(json)) {}
    Result<std::string> text(const char* key) const;
    Result<std::int64_t> number(const char* key) const;

private:
    Json m_json;
};

using JobFunction = Result<Json> (*)(const JobArguments& job, const Surroundings& around);

// On stores without a server (child_local.cpp). "home" is the folder of a home everywhere.
Result<Json> fillJob(const JobArguments& job, const Surroundings& around);      // cases, notes
Result<Json> saveJob(const JobArguments& job, const Surroundings& around);      // saves
Result<Json> openCaseJob(const JobArguments& job, const Surroundings& around);
Result<Json> searchJob(const JobArguments& job, const Surroundings& around);    // queries

// With a server at "server" (child_sync.cpp, child_live.cpp).
Result<Json> enrolJob(const JobArguments& job, const Surroundings& around);     // code
Result<Json> pushJob(const JobArguments& job, const Surroundings& around);
Result<Json> pullJob(const JobArguments& job, const Surroundings& around);
Result<Json> liveJob(const JobArguments& job, const Surroundings& around);      // home, reader, rounds

// For packaging/bench (child_peer.cpp): "scale" by name.
Result<Json> notesJob(const JobArguments& job, const Surroundings& around);       // folder, scale
Result<Json> lineJob(const JobArguments& job, const Surroundings& around);        // port
Result<Json> peerIngestJob(const JobArguments& job, const Surroundings& around);  // port, database, scale

// Starts a program as often as asked (child_app_start.cpp): a small process, whose own memory hides nothing.
Result<Json> appStartJob(const JobArguments& job, const Surroundings& around);  // program, home, starts

// main() of a child: the exit code.
int runChild(const std::string& jobText);

// Runs a child of this program and reads its answer; its peak memory is in "peak_mb".
Result<Json> callChild(const Json& job);

}  // namespace veldpost::bench
