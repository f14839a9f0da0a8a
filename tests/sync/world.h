// A region in one process: the production server and clients on disks, clocks and lines that fail as the plan says. One
// seed gives one history.
//
//   steps.h      what people do, one function each: to add a kind of work, add a row there
//   faults.h     what befalls devices and server; what befalls messages is in network.h
//   checkers/    the invariants, which hear of everything through World
#pragma once

#include "tests/sync/bugs/bug.h"
#include "tests/sync/checkers/checker.h"
#include "tests/sync/mirror.h"
#include "tests/sync/model/access_model.h"
#include "tests/sync/network.h"
#include "tests/sync/sim_server.h"

namespace veldpost::sync {

struct Complaint {
    std::string checker;
    std::string what;
};

class World final : private WireTap {
public:
    World(const Plan& plan, const Cast& cast, std::function<void(std::string_view)> onTraceLine = {});
    ~World() override;

    // The history: faults as planned, then none, until nothing moves; then the last judgement. Stops early at `enough`
    // complaints of the named checker (empty: of any).
    void play(std::string_view stopAt = {});

    const Plan& plan() const { return m_plan; }
    RandomSource& random() { return m_random; }
    FakeClock& clock() { return m_clock; }
    Network& network() { return m_network; }
    SimServer& server() { return m_server; }
    Mirror& mirror() { return m_mirror; }
    AccessModel& access() { return m_access; }
    FaultRates& rates() { return m_rates; }
    FaultCounts& counts() { return m_counts; }
    std::vector<std::unique_ptr<SimClient>>& clients() { return m_clients; }
    const std::string folder() const { return m_cast.folder(); }
    const Trace& trace() const { return m_trace; }
    void say(const std::string& what) { m_trace.add(m_clock.monotonicMs(), what); }

    void complain(std::string_view checker, std::string what);
    const std::vector<Complaint>& complaints() const { return m_complaints; }

    // --- for the steps ---
    bool happens(FaultKind kind) { return m_random.below(1000) < m_rates[kind]; }
    SimClient& anyClient() { return *m_clients[m_random.below(m_clients.size())]; }
    SimClient* deviceOf(const UserId& user);  // one that runs; null when none does
    // A case the client has; empty when it has none.
    std::optional<CaseId> anyCase(SimClient& client);
    // A word that stands in everything written in this part of a case: whoever reads it has read of that. And a tag that
    // stands in one revision only.
    std::string canary(const CaseId& caseId, revision::Part part);
    std::string newCanary();  // of a case to be: see bindCanary
    void bindCanary(const std::string& word, const CaseId& caseId, revision::Part part);
    std::optional<std::pair<CaseId, revision::Part>> placeOf(std::uint64_t canaryNumber) const;
    std::string newTag() { return "w" + std::to_string(++m_tags) + "z"; }
    // Whether it was typed into a draft that an image brought back: its user may save it a second time.
    bool wasPutBack(std::string_view tag) const { return m_draftsPutBack.find(tag) != std::string::npos; }
    // What was added, ever: its address, its length and the revision that names it.
    struct Photo {
        protocol::BlobAddress address;
        std::int64_t bytes = 0;
        RevisionId named;
    };
    std::vector<Photo>& photos() { return m_photos; }
    // Notes what a save said; every save of the world goes through here.
    void saved(SimClient& client, const Result<engine::Saved>& result, const revision::Json& set);
    void startSync(SimClient& client);
    // Something was committed at the server that no request asked for.
    void serverWrote();

    // The program is killed; opens again later by itself.
    void kill(SimClient& client, bool powerCut);
    void close(SimClient& client);  // as a person does it
    void erase(SimClient& client);
    void restoreServer();
    // Back to the image that was made of its store. REQUIRES: there is one
    void setBack(SimClient& client);
    // Where this work stands at the server: under its id, or signed again under another name.
    const MirrorRevision* standing(const RevisionId& id) const;
    void open(SimClient& client);

private:
    std::int64_t onSent(std::size_t device, const engine::HttpRequest& request) override;
    std::int64_t onServed(std::size_t device, const engine::HttpRequest& request, engine::HttpAnswer& answer) override;
    void onDelivered(std::size_t device, const engine::HttpRequest& request, const engine::HttpAnswer& answer) override;
    void onTaken(std::size_t device, const engine::HttpRequest& request, const engine::HttpAnswer& answer) override;
    void onArrived(std::size_t device, engine::HttpRequest& request) override;

    void plantBug();
    void step();
    void look();  // after every event and step: who has died, who comes back
    void heal();
    bool settle();
    bool syncNow(SimClient& client);
    void serverStarted();
    void takeUpName(SimClient& client);
    bool eraseIfWiped(SimClient& client);
    std::int64_t takeSealedIn();
    void letMembershipChange(SimClient& affected, bool removeOnly);
    template <typename Call>
    void each(Call call)
    {
        for (const auto& checker : m_checkers) call(*checker);
    }

    const Plan m_plan;
    const Cast& m_cast;
    Trace m_trace;
    FakeClock m_clock;
    SeededRandom m_random;         // what people do
    SeededRandom m_networkRandom;  // what befalls messages
    SeededRandom m_diskRandom;
    SeededRandom m_engineRandom;   // ids, salts, keys, tokens
    FaultRates m_rates;
    FaultCounts m_counts;
    SimServer m_server;
    Mirror m_mirror;
    AccessModel m_access;
    Network m_network;
    Checkers m_checkers;
    std::vector<Complaint> m_complaints;
    const Bug* const m_bug;  // null: none
    std::unique_ptr<WireTap> m_bugOnTheWire;
    std::vector<std::unique_ptr<SimClient>> m_clients;  // before the network goes, so must they
    std::map<std::pair<CaseId, revision::Part>, std::uint64_t> m_canaries;
    std::vector<std::optional<std::pair<CaseId, revision::Part>>> m_canaryPlaces;
    std::uint64_t m_tags = 0;
    std::string m_draftsPutBack;
    std::vector<Photo> m_photos;
    struct Watched {
        CaseId caseId;
        bool could = false;
    };
    std::map<std::size_t, Watched> m_pushesWatched;  // by device: could it write there when it sent its push?
};

}  // namespace veldpost::sync
