// A server, a writer whose notes it has not got yet, and a reader who has none of them: prepared once, and copied for
// each run, so that every run begins alike.
#pragma once

#include "tests/bench/delay_proxy.h"
#include "tests/bench/server_under_test.h"
#include "tests/bench/settings.h"

#include <map>

namespace veldpost::bench {

enum class Way { Loopback, Delayed };

struct Run {
    Json client;            // the child's answer
    double serverPeakMb = 0;
    std::int64_t lineBytes = 0;  // what went over the line, with HTTP's own; 0 without the delaying proxy
};

class SyncWorld {
public:
    SyncWorld(const Scale& scale, std::filesystem::path folder) : m_scale(scale), m_folder(std::move(folder)) {}

    // The writer's outbox to the server. Done once; later calls give the same run.
    Result<Run> pushed(Way way);
    // All of it to the reader, from the server that pushed() filled.
    Result<Run> pulled(Way way);
    // Writer and reader both watching, each save timed until the reader has it.
    Result<Run> live(Way way, std::int64_t rounds);

private:
    Status prepare();
    Status enrol(ServerUnderTest& server, const std::string& name, const std::string& role);
    Result<std::filesystem::path> copyFor(Way way);
    Result<Run> runChild(const std::filesystem::path& world, Way way, Json job);

    const Scale m_scale;
    const std::filesystem::path m_folder;
    bool m_prepared = false;
    std::map<Way, Run> m_pushed;
};

}  // namespace veldpost::bench
