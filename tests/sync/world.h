// A region in one process: the production server and clients, their stores on disk, one seeded source of chance. The
// same seed plays the same history.
#pragma once

#include "client/engine/open_home.h"
#include "tests/sync/sim_server.h"

#include <QtCore/QTemporaryDir>

namespace veldpost::sync {

struct Client {
    std::string name;
    std::string file;
    UserId user;
    std::unique_ptr<engine::OpenHome> home;
    bool syncing = false;
    std::optional<engine::SyncSummary> lastSummary;
    std::vector<RevisionId> savedHere;  // what a save answered for: must never be missing again
    std::vector<std::string> typedHere;  // what a draft was kept with: here still, or saved when the case went
};

class World {
public:
    explicit World(std::uint64_t seed);
    ~World();

    std::uint64_t seed() const { return m_seed; }
    RandomSource& random() { return m_random; }
    FakeClock& clock() { return m_clock; }
    Network& network() { return m_network; }
    SimServer& server() { return m_server; }
    Counts& counts() { return m_counts; }
    std::vector<std::unique_ptr<Client>>& clients() { return m_clients; }

    // Adds user and device and enrols it without faults.
    Client& add(const std::string& name, model::Role role);

    // One thing happens: somebody works, somebody begins to sync, a message moves, something crashes.
    void step();
    // Faults stop; everybody syncs until nothing moves any more. False when that does not come about.
    bool settle();
    void syncNow(Client& client);  // REQUIRES: no faults; runs until the round is over
    void crash(Client& client);

    // Why the world is not as it should be; empty when it is.
    std::string complaint();

private:
    void work(Client& client);
    void type(Client& client, const CaseId& caseId);
    void drain();
    std::string complaintAbout(Client& client);
    std::string complaintAboutDrafts(Client& client, server::View& view);
    std::string complaintAboutAccess(Client& client, server::View& view);

    const std::uint64_t m_seed;
    FakeClock m_clock;
    SeededRandom m_random;
    Counts m_counts;
    std::uint64_t m_typed = 0;
    QTemporaryDir m_folder;
    SimServer m_server;
    Network m_network;
    std::vector<std::unique_ptr<Client>> m_clients;  // before the network goes, so must they
};

// SHA-256 over the ids of a case's live revisions and the hashes of their payloads, in order of id.
std::string caseHash(engine::OpenHome& home, const CaseId& caseId);

}  // namespace veldpost::sync
