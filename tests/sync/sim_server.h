// The production server without its sockets: store, engine, router and endpoints, on the world's thread, on a disk that
// can fail, killed now and then.
#pragma once

#include "server/engine/engine.h"
#include "server/http/endpoints/endpoints.h"
#include "server/http/metrics.h"
#include "server/store/sqlcipher_store.h"
#include "tests/sync/network.h"
#include "tests/sync/sim_disk.h"

namespace veldpost::sync {

class SimServer final : public Answering {
public:
    struct Weather {
        RandomSource& random;
        const FaultRates& rates;
        FaultCounts& counts;
    };

    SimServer(std::string file, const Clock& clock, RandomSource& random, Weather weather);

    void found();  // once
    Status start();
    // Everything in memory goes; of what the disk had not synced, chance says what is left.
    void crash(bool powerCut);
    void stop();  // as an administrator does it
    // REQUIRES: up
    Status backUp();
    bool hasBackup() const;
    // The last backup takes the store's place. REQUIRES: hasBackup()
    Status restore();
    bool isUp() const override { return m_engine != nullptr; }

    void handle(const engine::HttpRequest& request, std::function<void(engine::HttpAnswer)> answer) override;
    void tick();

    // Told before everything is closed and after it is open again.
    std::function<void()> onClosing;
    std::function<void()> onStarted;

    server::Admin& admin() { return m_engine->admin(); }
    server::Engine& engine() { return *m_engine; }
    SimDisk& disk() { return m_disk; }
    void restartDisks(bool powerCut);  // REQUIRES: not up, or no power cut
    const std::string& file() const { return m_file; }
    static std::string ledgerOf(const std::string& file) { return store::ledgerBeside(file).string(); }
    static storage::Key key();
    std::int64_t downUntilMs() const { return m_downUntilMs; }  // monotonic

private:
    void close();
    std::string backupFile() const { return m_file + ".backup"; }
    void serve(const engine::HttpRequest& request, std::function<void(engine::HttpAnswer)> answer);

    const std::string m_file;
    const Clock& m_clock;
    RandomSource& m_random;
    Weather m_weather;
    SimDisk m_disk;
    SimDisk m_ledgerDisk;
    std::int64_t m_downUntilMs = 0;
    std::unique_ptr<http::Metrics> m_metrics;
    std::unique_ptr<store::SqlcipherStore> m_store;
    std::unique_ptr<server::Engine> m_engine;
    std::unique_ptr<http::Router> m_router;
    http::Gate m_gate;
};

}  // namespace veldpost::sync
