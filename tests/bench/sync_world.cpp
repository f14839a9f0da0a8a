#include "tests/bench/sync_world.h"

#include "tests/bench/child.h"

namespace veldpost::bench {

namespace {

constexpr const char* kWriter = "writer";
constexpr const char* kReader = "reader";

// Plain files only: sockets and locks are made anew by who needs them.
Status copyFolder(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code error;
    std::filesystem::create_directories(to, error);
    std::filesystem::permissions(to, std::filesystem::perms::owner_all, error);
    for (const auto& entry : std::filesystem::directory_iterator(from, error)) {
        if (entry.is_directory()) {
            VELDPOST_TRY(copyFolder(entry.path(), to / entry.path().filename()));
        } else if (entry.is_regular_file()) {
            std::filesystem::copy_file(entry.path(), to / entry.path().filename(), error);
        }
        if (error) break;
    }
    if (!error) return done();
    return Error{ErrorKind::Failed, "io_error", "A folder could not be copied", error.message()};
}

}  // namespace

Status SyncWorld::enrol(ServerUnderTest& server, const std::string& name, const std::string& role)
{
    VELDPOST_ASSIGN(const std::string user, server.addUser(name, role));
    VELDPOST_ASSIGN(const std::string code, server.invite(user));
    const std::string home = (server.data().parent_path() / name).string();
    VELDPOST_TRY(callChild({{"job", "enrol"}, {"home", home}, {"server", server.url()}, {"code", code}}));
    return done();
}

Status SyncWorld::prepare()
{
    if (m_prepared) return done();
    const std::filesystem::path origin = m_folder / "origin";
    std::error_code error;
    std::filesystem::create_directories(origin, error);
    if (error) return Error{ErrorKind::Failed, "io_error", "A folder could not be made", error.message()};
    ServerUnderTest server(origin / "server");
    VELDPOST_TRY(server.init());
    VELDPOST_TRY(server.addRegion());
    VELDPOST_TRY(server.start());
    VELDPOST_TRY(enrol(server, kWriter, "wijkteam"));
    VELDPOST_TRY(enrol(server, kReader, "coordinator"));
    VELDPOST_TRY(server.stop());
    VELDPOST_TRY(callChild({{"job", "fill"}, {"home", (origin / kWriter).string()}, {"cases", m_scale.casesSynced},
                            {"notes", m_scale.notesSynced}}));
    m_prepared = true;
    return done();
}

Result<std::filesystem::path> SyncWorld::copyFor(Way way)
{
    VELDPOST_TRY(prepare());
    const std::filesystem::path to = m_folder / (way == Way::Loopback ? "loopback" : "delayed");
    if (!std::filesystem::exists(to)) VELDPOST_TRY(copyFolder(m_folder / "origin", to));
    return to;
}

// The server is started for this run alone: its peak memory is this run's.
Result<Run> SyncWorld::runChild(const std::filesystem::path& world, Way way, Json job)
{
    ServerUnderTest server(world / "server");
    VELDPOST_TRY(server.start());
    std::unique_ptr<DelayProxy> proxy;
    if (way == Way::Delayed) {
        VELDPOST_ASSIGN(proxy, DelayProxy::start(server.port(), kDelayMsOneWay));
    }
    job["server"] = proxy ? proxy->url() : server.url();
    Run run;
    VELDPOST_ASSIGN(run.client, callChild(job));
    if (proxy) run.lineBytes = proxy->takeBytes();
    VELDPOST_TRY(server.stop());
    run.serverPeakMb = server.peakMb();
    return run;
}

Result<Run> SyncWorld::pushed(Way way)
{
    if (m_pushed.contains(way)) return m_pushed.at(way);
    VELDPOST_ASSIGN(const auto world, copyFor(way));
    VELDPOST_ASSIGN(const Run run, runChild(world, way, {{"job", "push"}, {"home", (world / kWriter).string()}}));
    // Each case is a revision of its own.
    if (run.client.value("pushed", std::int64_t{0}) != m_scale.notesSynced + m_scale.casesSynced)
        return Error{ErrorKind::Failed, "not_all_pushed", "The server did not take all notes", run.client.dump()};
    m_pushed.emplace(way, run);
    return run;
}

Result<Run> SyncWorld::pulled(Way way)
{
    VELDPOST_TRY(pushed(way));
    VELDPOST_ASSIGN(const auto world, copyFor(way));
    VELDPOST_ASSIGN(const Run run, runChild(world, way, {{"job", "pull"}, {"home", (world / kReader).string()}}));
    if (run.client.value("records", std::int64_t{0}) != m_scale.notesSynced)
        return Error{ErrorKind::Failed, "not_all_pulled", "The reader does not have all notes", run.client.dump()};
    return run;
}

Result<Run> SyncWorld::live(Way way, std::int64_t rounds)
{
    VELDPOST_TRY(pushed(way));
    VELDPOST_ASSIGN(const auto world, copyFor(way));
    return runChild(world, way, {{"job", "live"}, {"home", (world / kWriter).string()},
                                 {"reader", (world / kReader).string()}, {"rounds", rounds}});
}

}  // namespace veldpost::bench
