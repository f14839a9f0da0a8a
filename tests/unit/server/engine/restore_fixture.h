// A server in its folder that is backed up, stopped, put back and started again.
#pragma once

#include "server_fixture.h"

#include "server/engine/verify.h"
#include "server/store/restoring.h"

#include <filesystem>

namespace veldpost::server {

inline std::filesystem::path storeOf(const ServerWorld& world)
{
    return world.folder.path().toStdString() + "/store.db";
}

inline std::filesystem::path inFolder(const ServerWorld& world, const std::string& name)
{
    return storeOf(world).parent_path() / name;
}

inline void stop(ServerWorld& world)
{
    world.engine.reset();
    world.store.reset();
}

inline Status start(ServerWorld& world)
{
    VELDPOST_TRY(store::finishRestore(storeOf(world)));
    VELDPOST_ASSIGN(world.store, store::SqlcipherStore::open(storeOf(world), fixtureKey(), world.clock));
    world.restart();
    return done();
}

inline std::string backup(ServerWorld& world, const std::string& name = "backup.db")
{
    const std::string file = inFolder(world, name).string();
    must(world.engine->admin().backup(file));
    return file;
}

inline Result<store::Restored> restore(ServerWorld& world, const std::filesystem::path& file, bool withoutLedger = false)
{
    stop(world);
    const storage::Key key = fixtureKey();
    auto restored = store::restore({storeOf(world), file, key, key, withoutLedger}, world.clock, world.random);
    if (restored.ok()) must(start(world));
    return restored;
}

// What verify finds bad, each named in the test's output.
inline std::size_t findingsOf(ServerWorld& world)
{
    const auto view = must(world.store->view());
    const VerifyReport report = must(verifyStore(*view, world.engine->keys()));
    for (const Finding& finding : report.bad) qWarning("%s %s %s", finding.what.c_str(), finding.which.c_str(), finding.why.c_str());
    return report.bad.size();
}

}  // namespace veldpost::server
