// The production server without its sockets: store, engine, router and endpoints, on the world's thread.
#pragma once

#include "server/engine/engine.h"
#include "server/http/endpoints/endpoints.h"
#include "server/http/metrics.h"
#include "server/store/sqlcipher_store.h"
#include "tests/sync/network.h"

namespace veldpost::sync {

class SimServer final : public Answering {
public:
    SimServer(std::string file, const Clock& clock, RandomSource& random) : m_file(std::move(file)), m_clock(clock), m_random(random) {}

    void found();  // once
    void start();
    void crash();  // everything in memory goes
    bool isUp() const { return m_engine != nullptr; }

    void handle(const engine::HttpRequest& request, std::function<void(engine::HttpAnswer)> answer) override;
    server::Admin& admin() { return m_engine->admin(); }
    server::Engine& engine() { return *m_engine; }

private:
    storage::Key key() const;

    const std::string m_file;
    const Clock& m_clock;
    RandomSource& m_random;
    std::unique_ptr<http::Metrics> m_metrics;
    std::unique_ptr<store::SqlcipherStore> m_store;
    std::unique_ptr<server::Engine> m_engine;
    std::unique_ptr<http::Router> m_router;
    http::Gate m_gate;
};

}  // namespace veldpost::sync
