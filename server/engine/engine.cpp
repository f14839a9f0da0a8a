#include "server/engine/engine.h"

namespace veldpost::server {

Status Engine::found(Store& store, const Clock& clock, RandomSource& random)
{
    VELDPOST_ASSIGN(const auto change, store.change());
    VELDPOST_ASSIGN(const auto epoch, change->setting("epoch"));
    if (epoch) return Error{ErrorKind::Conflict, "already_made", "There is a server here already", ""};
    VELDPOST_TRY(ServerKeys::make(*change, random, clock.nowMs()));
    return change->commit();
}

Result<std::unique_ptr<Engine>> Engine::open(Store& store, const Clock& clock, RandomSource& random, Mode mode)
{
    VELDPOST_ASSIGN(const auto view, store.view());
    VELDPOST_ASSIGN(ServerKeys keys, ServerKeys::load(*view));
    return std::unique_ptr<Engine>(new Engine(store, std::move(keys), clock, random, mode));
}

Engine::Engine(Store& store, ServerKeys keys, const Clock& clock, RandomSource& random, Mode mode)
    : m_store(store), m_keys(std::move(keys))
{
    // The committer announces to the feed, which needs the committer: the feed is there before the first commit.
    m_committer = std::make_unique<Committer>(
        store, m_keys, clock, mode, [this](const std::map<RegionId, Seq>& grown) { m_feed->announce(grown); },
        [this](Change& change) { return m_presence.write(change); });
    m_feed = std::make_unique<Feed>(store, *m_committer, m_keys, clock, m_presence, mode);
    m_accounts = std::make_unique<Accounts>(store, *m_committer, m_keys, clock, random, m_presence);
    m_intake = std::make_unique<Intake>(*m_committer, m_keys, clock, mode == Mode::Thread);
    m_lookups = std::make_unique<Lookups>(store, *m_committer, m_keys);
    m_offers = std::make_unique<Offers>(store, *m_committer, m_keys, clock);
    m_quarantine = std::make_unique<Quarantine>(*m_committer, m_keys);
    m_viewAs = std::make_unique<ViewAs>(store, *m_committer, m_keys, clock);
    m_side = std::make_unique<SideThread>(mode);
    m_uploads = std::make_unique<Uploads>(store, *m_committer, m_keys, clock, random, *m_side);
    m_wipes = std::make_unique<Wipes>(store, *m_committer, *m_intake, *m_uploads, random, m_keys);
    m_blobs = std::make_unique<Blobs>(store, *m_committer, m_keys);
    m_recoveries = std::make_unique<Recoveries>(store, *m_committer, clock, random);
    m_rekeys = std::make_unique<Rekeys>(*m_committer, m_keys, clock, random);
    m_admin = std::make_unique<Admin>(store, *m_committer, m_keys, clock, random);
}

Engine::~Engine()
{
    m_side->close();      // what it has hashed is still written
    m_feed->close();      // its last answers still write their audit entries
    m_committer.reset();  // finishes them, and announces to the feed while it is there
}

}  // namespace veldpost::server
