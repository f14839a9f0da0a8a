#include "tests/sync/world.h"

#include "client/engine/local_store.h"
#include "shared/crypto/hash.h"

namespace veldpost::sync {

using engine::Dossiers;
using revision::Json;
using revision::Part;

namespace {
// A round that has not ended by then never will.
constexpr int kEventsPerRoundMax = 20'000;
constexpr int kSettleRoundsMax = 12;

crypto::SecretBytes homeKey()
{
    const std::array<std::uint8_t, 32> bytes{9};
    return crypto::SecretBytes(bytes);
}
}  // namespace

World::World(std::uint64_t seed)
    : m_seed(seed), m_random(seed), m_server(m_folder.filePath(QStringLiteral("server.db")).toStdString(), m_clock, m_random),
      m_network(m_random, m_counts)
{
    m_server.found();
    m_server.start();
    m_network.server = &m_server;
    VELDPOST_CHECK(m_server.admin().addRegion("RR", "Rotterdam-Rijnmond").ok());
}

World::~World()
{
    m_clients.clear();
}

Client& World::add(const std::string& name, model::Role role)
{
    auto client = std::make_unique<Client>();
    client->name = name;
    client->file = m_folder.filePath(QString::fromStdString(name + ".db")).toStdString();
    const auto user = m_server.admin().addUser("RR", name, role);
    VELDPOST_CHECK(user.ok());
    client->user = *user;
    const auto invitation = m_server.admin().invite(*user, "http://127.0.0.1:1", {});
    VELDPOST_CHECK(invitation.ok());
    const auto key = crypto::SigningKey::generate(m_random);
    const auto line = m_network.transport();
    engine::enrol(*line, invitation->code, key, [&](Result<protocol::EnrolAnswer> answer) {
        VELDPOST_CHECK(answer.ok());
        engine::Identity identity;
        identity.certificate = answer->certificate;
        identity.serverKey = answer->serverKey;
        identity.recoveryKey = answer->recoveryKey;
        identity.role = answer->role;
        identity.userName = answer->userName;
        auto home = engine::OpenHome::create(client->file, homeKey(), identity, key, m_clock, m_random);
        VELDPOST_CHECK(home.ok());
        client->home = std::move(home).value();
    });
    drain();
    VELDPOST_CHECK(client->home != nullptr);
    client->home->connect(m_network.transport());
    m_clients.push_back(std::move(client));
    return *m_clients.back();
}

void World::drain()
{
    for (int i = 0; i < kEventsPerRoundMax && m_network.step(); ++i) m_server.isUp() ? m_server.engine().tick() : void();
}

void World::crash(Client& client)
{
    ++m_counts.clientCrashes;
    client.home.reset();
    client.syncing = false;
    auto home = engine::OpenHome::open(client.file, homeKey(), m_clock, m_random);
    VELDPOST_CHECK(home.ok());
    client.home = std::move(home).value();
    client.home->connect(m_network.transport());
}

void World::work(Client& client)
{
    Dossiers& d = client.home->dossiers();
    const auto cases = d.cases();
    VELDPOST_CHECK(cases.ok());
    Result<engine::Saved> saved = Error{};
    const auto dice = m_random.below(10);
    if (cases->empty() || dice == 0) {
        saved = d.createCase("Zaak van " + client.name);
    } else {
        const CaseId caseId = (*cases)[m_random.below(cases->size())].caseId;
        const auto rows = d.records({caseId, "note", true, 50, {}});
        VELDPOST_CHECK(rows.ok());
        if (dice == 1) {
            const Client& other = *m_clients[m_random.below(m_clients.size())];
            constexpr const char* kRights[] = {"write", "write", "read", "none"};
            if (other.user != client.user) saved = d.share(caseId, other.user, kRights[m_random.below(4)]);
        } else if (rows->empty() || dice < 6) {
            saved = d.add(caseId, "note", Part::General, Json{{"text", "Notitie " + std::to_string(m_random.below(1000))}});
        } else {
            const auto& row = (*rows)[m_random.below(rows->size())];
            if (dice == 6) saved = d.retract(row.record, "vergissing");
            else saved = d.edit(row.record, row.heads, Json{{"text", "Anders " + std::to_string(m_random.below(1000))}}, "aanvulling");
        }
    }
    if (saved.ok()) client.savedHere.push_back(saved->revision);
}

void World::step()
{
    m_clock.advanceMs(static_cast<std::int64_t>(m_random.below(2'000)));
    Client& client = *m_clients[m_random.below(m_clients.size())];
    if (m_random.below(100) < m_network.faults.crash) {
        if (m_random.below(3) > 0) return crash(client);
        ++m_counts.serverCrashes;
        m_network.server = nullptr;
        m_server.crash();
        m_server.start();
        m_network.server = &m_server;
        return;
    }
    const auto dice = m_random.below(10);
    if (dice < 4) return work(client);
    if (dice < 6 && !client.syncing) {
        client.syncing = true;
        client.home->sync()->syncOnce([&client](Result<engine::SyncSummary>) { client.syncing = false; });
        return;
    }
    for (int i = 0; i < 5; ++i) m_network.step();
}

void World::syncNow(Client& client)
{
    client.lastSummary.reset();
    if (client.syncing) {
        drain();
        if (client.syncing) crash(client);  // its answers were lost for good
    }
    client.home->sync()->syncOnce([&client](Result<engine::SyncSummary> summary) {
        if (summary.ok()) client.lastSummary = *summary;
    });
    drain();
}

bool World::settle()
{
    m_network.faults = {};
    m_network.faults.inOrder = true;
    drain();
    for (int round = 0; round < kSettleRoundsMax; ++round) {
        std::int64_t moved = 0;
        for (auto& client : m_clients) {
            syncNow(*client);
            if (!client->lastSummary) return false;
            const auto& s = *client->lastSummary;
            moved += s.pushed + s.pulled + s.quarantined + s.purgedCases;
        }
        if (moved == 0) return true;
    }
    return false;
}

std::string World::complaintAbout(Client& client)
{
    const auto status = engine::readSyncStatus(client.home->store());
    if (!status.ok()) return client.name + ": no status";
    if (status->unsafeRevisions != 0) return client.name + ": the outbox did not drain";
    const auto view = m_server.engine().store().view();
    if (!view.ok()) return "no view of the server's store";
    for (const RevisionId& id : client.savedHere) {
        const auto there = (*view)->revision(id);
        if (!there.ok() || !there->has_value()) return client.name + ": a saved revision is not on the server: " + id.text();
    }
    return {};
}

std::string World::complaint()
{
    std::map<CaseId, std::string> hashes;
    for (auto& client : m_clients) {
        if (const std::string why = complaintAbout(*client); !why.empty()) return why;
        const auto cases = client->home->dossiers().cases();
        if (!cases.ok()) return client->name + ": no case list";
        for (const auto& row : *cases) {
            const std::string hash = caseHash(*client->home, row.caseId);
            const auto [it, isNew] = hashes.emplace(row.caseId, hash);
            if (!isNew && it->second != hash) return client->name + ": another state of case " + row.caseId.text();
        }
    }
    return {};
}

std::string caseHash(engine::OpenHome& home, const CaseId& caseId)
{
    // Live ones only: what waits at the server counts on no replica.
    auto s = home.store().db().prepare("SELECT id, payload FROM revisions WHERE case_id = ? AND status = 0 ORDER BY id");
    VELDPOST_CHECK(s.ok());
    s->bindAll(caseId);
    crypto::Sha256Stream hash;
    for (auto more = s->step(); more.ok() && *more; more = s->step()) {
        hash.add(crypto::asText(s->blob(0)));
        hash.add(crypto::sha256(s->blob(1)).text());
    }
    return hash.finish().text();
}

}  // namespace veldpost::sync
