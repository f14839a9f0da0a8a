// The server without its network: accounts, intake, feed, files, lookups and admin over one store.
//
//   a request → Accounts::authenticate → Intake::push   → Committer → answer, and Feed is told
//                                      → Feed::pull     → a view of the store → Committer (audit) → answer
//
// Threads: with Mode::Thread every function may be called from any thread; answers come from the engine's threads.
// With Mode::Inline there are no threads: everything is done when the call returns, but for waiting pulls, which
// tick() answers. Simulations and admin commands use that.
#pragma once

#include "server/engine/accounts.h"
#include "server/engine/admin.h"
#include "server/engine/blobs.h"
#include "server/engine/feed.h"
#include "server/engine/intake.h"
#include "server/engine/lookups.h"
#include "server/engine/recoveries.h"
#include "server/engine/rekeys.h"
#include "server/engine/offers.h"
#include "server/engine/wipes.h"
#include "server/engine/quarantine.h"
#include "server/engine/view_as.h"
#include "server/engine/uploads.h"

namespace veldpost::server {

class Engine {
public:
    using Mode = Committer::Mode;

    // What init does once: keys and epoch into an empty store. Error `already_made`.
    static Status found(Store& store, const Clock& clock, RandomSource& random);

    // Everything handed in outlives the engine. Error `store_damaged` when the store was never founded.
    static Result<std::unique_ptr<Engine>> open(Store& store, const Clock& clock, RandomSource& random, Mode mode);
    ~Engine();

    Accounts& accounts() { return *m_accounts; }
    Intake& intake() { return *m_intake; }
    Feed& feed() { return *m_feed; }
    Lookups& lookups() { return *m_lookups; }
    Offers& offers() { return *m_offers; }
    Wipes& wipes() { return *m_wipes; }
    Quarantine& quarantine() { return *m_quarantine; }
    ViewAs& viewAs() { return *m_viewAs; }
    Uploads& uploads() { return *m_uploads; }
    Blobs& blobs() { return *m_blobs; }
    Recoveries& recoveries() { return *m_recoveries; }
    Rekeys& rekeys() { return *m_rekeys; }
    Admin& admin() { return *m_admin; }
    Committer& committer() { return *m_committer; }
    Store& store() { return m_store; }
    const ServerKeys& keys() const { return m_keys; }
    const std::string& epoch() const { return m_keys.epoch; }

    // Answers waiting pulls that are due. For Mode::Inline.
    void tick() { m_feed->tick(); }
    // Ends uploads nobody went on with. To be called every minute or so. REQUIRES: not the committer's thread
    Status sweep() { return m_uploads->sweep(); }
    // Answers all waiting pulls, and later ones at once: the first step of stopping.
    void stopWaiting() { m_feed->stopWaiting(); }

private:
    Engine(Store& store, ServerKeys keys, const Clock& clock, RandomSource& random, Mode mode);

    Store& m_store;
    const ServerKeys m_keys;
    Presence m_presence;
    std::unique_ptr<Committer> m_committer;
    std::unique_ptr<Feed> m_feed;
    std::unique_ptr<Accounts> m_accounts;
    std::unique_ptr<Intake> m_intake;
    std::unique_ptr<Lookups> m_lookups;
    std::unique_ptr<Offers> m_offers;
    std::unique_ptr<Wipes> m_wipes;
    std::unique_ptr<Quarantine> m_quarantine;
    std::unique_ptr<ViewAs> m_viewAs;
    std::unique_ptr<SideThread> m_side;
    std::unique_ptr<Uploads> m_uploads;
    std::unique_ptr<Blobs> m_blobs;
    std::unique_ptr<Recoveries> m_recoveries;
    std::unique_ptr<Rekeys> m_rekeys;
    std::unique_ptr<Admin> m_admin;
};

}  // namespace veldpost::server
