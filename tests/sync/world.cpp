#include "tests/sync/world.h"

#include "client/engine/local_store.h"
#include "client/engine/store_verify.h"
#include "server/engine/access.h"
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
        } else if (dice == 2) {
            type(client, caseId);
        } else if (dice == 3) {
            // Of a vertrouwensarts the doctor's file, which others with the case do not see.
            const Json injury{{"type", "bruise"}, {"place", {{"region", "cheek"}, {"laterality", "left"}}}};
            saved = d.add(caseId, "injury", d.partFor("injury"), injury);
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

void World::type(Client& client, const CaseId& caseId)
{
    engine::Drafts& drafts = client.home->drafts();
    auto draft = drafts.openNew(caseId, "note");
    VELDPOST_CHECK(draft.ok());
    const std::string text = "getypt-" + std::to_string(++m_typed) + "-";
    draft->fields = Json{{"text", text}};
    VELDPOST_CHECK(drafts.keep(*draft).ok());
    client.typedHere.push_back(text);
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
    const auto report = engine::verifyStore(client.home->store());
    if (!report.ok()) return client.name + ": the store cannot be verified";
    if (!report->bad.empty()) return client.name + ": verify finds " + report->bad.front().reason;
    if (std::string why = complaintAboutDrafts(client, **view); !why.empty()) return why;
    return complaintAboutAccess(client, **view);
}

// What was typed is in a draft here or in a revision at the server, whoever took the case away meanwhile.
std::string World::complaintAboutDrafts(Client& client, server::View& view)
{
    const auto drafts = client.home->drafts().all();
    VELDPOST_CHECK(drafts.ok());
    std::set<std::string> missing(client.typedHere.begin(), client.typedHere.end());
    for (const engine::Draft& draft : *drafts) missing.erase(draft.fields.value("text", ""));
    if (missing.empty()) return {};
    const auto read = view.everyRevision([&](const server::RawRevision& raw) {
        std::erase_if(missing, [&](const std::string& text) { return raw.payload.find(text) != std::string::npos; });
        return true;
    });
    VELDPOST_CHECK(read.ok());
    return missing.empty() ? std::string() : client.name + ": typed and lost: " + *missing.begin();
}

// A device holds just what its user may see at the server now, case by case and part by part, and all of it.
std::string World::complaintAboutAccess(Client& client, server::View& view)
{
    using Place = std::pair<CaseId, int>;
    std::map<Place, std::set<RevisionId>> due, held;
    const RegionId region = client.home->identity().region();
    const auto user = view.user(client.user);
    VELDPOST_CHECK(user.ok() && user->has_value());
    server::Access access(view);
    const auto feed = view.feed(region, 0, 1'000'000);
    VELDPOST_CHECK(feed.ok());
    for (const server::FeedRow& row : *feed) {
        const auto sees = access.maySee(**user, row.caseId, row.part);
        VELDPOST_CHECK(sees.ok());
        if (!*sees || row.standing != server::Standing::Live) continue;
        const auto stored = view.revisionAt(region, row.seq);
        VELDPOST_CHECK(stored.ok() && stored->has_value());
        due[{row.caseId, static_cast<int>(row.part)}].insert((*stored)->revision.id);
    }
    auto s = client.home->store().db().prepare("SELECT case_id, part, id FROM revisions WHERE status = 0");
    VELDPOST_CHECK(s.ok());
    for (auto more = s->step(); more.ok() && *more; more = s->step())
        held[{s->uuid<CaseId>(0), static_cast<int>(s->int64(1))}].insert(s->hash<RevisionId>(2));
    for (const auto& [place, ids] : due)
        if (held[place] != ids)
            return client.name + ": lacks or has too much of case " + place.first.text() + " part " +
                   std::to_string(place.second);
    for (const auto& [place, ids] : held)
        if (!ids.empty() && !due.contains(place)) return client.name + ": holds what it may not see of case " + place.first.text();
    return {};
}

// Every device holds exactly its share of one set, and each state follows from its revisions (verify): so all who may
// see the same part see the same.
std::string World::complaint()
{
    for (auto& client : m_clients)
        if (const std::string why = complaintAbout(*client); !why.empty()) return why;
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
