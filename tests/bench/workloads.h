// What can be measured, by name.
#pragma once

#include "tests/bench/figures.h"
#include "tests/bench/settings.h"
#include "tests/bench/sync_world.h"

#include <filesystem>
#include <functional>

namespace veldpost::bench {

// What workloads of one run share, so that nothing is prepared twice.
class Bench {
public:
    Bench(const Settings& settings, std::filesystem::path folder);

    const Scale& scale() const { return m_scale; }
    const std::filesystem::path& folder() const { return m_folder; }
    SyncWorld& world() { return m_world; }
    // A home without a server that holds one case of Scale::notesOfOpenCase notes.
    Result<std::filesystem::path> localHome();

private:
    const Scale m_scale;
    const std::filesystem::path m_folder;
    SyncWorld m_world;
    bool m_localHomeMade = false;
};

struct Workload {
    std::string name;
    std::string about;
    bool needsServer;
    Result<std::vector<Figure>> (*run)(Bench& bench);
};

const std::vector<Workload>& workloads();
const Workload* findWorkload(std::string_view name);  // nullptr: there is none

Outcome runWorkload(const Workload& workload, Bench& bench);

// Each in a file of its own name.
Result<std::vector<Figure>> runIngest(Bench& bench);
Result<std::vector<Figure>> runLoad(Bench& bench);
Result<std::vector<Figure>> runFirstSyncs(Bench& bench);
Result<std::vector<Figure>> runWaiters(Bench& bench);
Result<std::vector<Figure>> runFairness(Bench& bench);
Result<std::vector<Figure>> runAppStart(Bench& bench);  // error `skipped` when there is no app

}  // namespace veldpost::bench
