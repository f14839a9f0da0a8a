// World: programs that open and die, stores that are put back.
#include "client/engine/unsent_reader.h"
#include "client/engine/unsent_writer.h"
#include "client/engine/wiper.h"
#include "tests/sync/checkers/local_rows.h"

#include <algorithm>
#include <filesystem>

namespace veldpost::sync {

namespace {
constexpr std::int64_t kOpensAgainMsMax = 60'000;
}

SimClient* World::deviceOf(const UserId& user)
{
    for (const auto& client : m_clients)
        if (client->member.user == user && client->isOpen()) return client.get();
    return nullptr;
}

void World::open(SimClient& client)
{
    const std::int64_t failures = client.disk.failures();
    auto home = engine::OpenHome::open(client.file, Cast::homeKey(), client.clock, m_engineRandom);
    // Where nothing may be shown it can still deliver.
    if (!home.ok() && home.error().type == "wiped") return erase(client);
    if (!home.ok() && home.error().kind == ErrorKind::Locked)
        home = engine::OpenHome::open(client.file, Cast::homeKey(), client.clock, m_engineRandom, engine::OpenFor::Delivery);
    if (!home.ok() && client.disk.failures() > failures) {  // the disk, not the store: it is tried again
        say(client.name() + " cannot open: " + home.error().type);
        client.openAgainAtMs = m_clock.monotonicMs() + static_cast<std::int64_t>(m_random.below(kOpensAgainMsMax));
        return;
    }
    if (!home.ok()) {
        client.broken = true;
        return complain("I1", client.name() + ": the store does not open again: " + home.error().type);
    }
    client.home = std::move(*home);
    client.home->connect(m_network.transport(client.index));
    client.syncing = false;
    say(client.name() + " opens");
    takeUpName(client);
    each([&](Checker& checker) { checker.onClientReopened(*this, client); });
    if (client.watches) client.home->sync()->watch();
}

// What the programs do with the word of the engine.
bool World::eraseIfWiped(SimClient& client)
{
    const auto isDone = engine::Wiper::isDone(client.home->store());
    if (!isDone.ok() || !*isDone) return false;
    erase(client);
    return true;
}

void World::erase(SimClient& client)
{
    say(client.name() + " is wiped");
    close(client);
    client.isWiped = true;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(client.file + end);
    const auto sealed = engine::unsentFileOf(folder(), client.device);
    if (std::filesystem::exists(sealed)) client.sealed = sealed.string();
}

// By a coordinator, frame by frame. Answers how many files.
std::int64_t World::takeSealedIn()
{
    std::int64_t taken = 0;
    for (const auto& client : m_clients) {
        if (client->sealed.empty()) continue;
        const Member* office = nullptr;
        for (const auto& other : m_clients)
            if (!m_access.isBarred(other->member.user, other->device) &&
                (office == nullptr || m_access.roleOf(other->member.user) == "coordinator"))
                office = &other->member;
        if (office == nullptr) return taken;
        if (m_access.roleOf(office->user) != "coordinator")
            VELDPOST_CHECK(m_server.admin().setRole(office->user, model::Role::Coordinator).ok());
        say(office->name + " gives in what " + client->name() + " has left");
        auto reader = engine::UnsentReader::open(std::exchange(client->sealed, {}));
        VELDPOST_CHECK(reader.ok());
        server::Session session;
        session.device = office->device;
        session.user = office->user;
        session.region = m_mirror.revisions().begin()->second.revision.header.region;
        ++taken;
        for (;;) {
            const auto frame = reader->next();
            VELDPOST_CHECK(frame.ok());
            if (!*frame) break;
            m_server.engine().wipes().takeUnsent(session, **frame, [&](const Result<protocol::UnsentAnswer>& answer) {
                if (!answer.ok()) complain("I1", "a sealed file is not taken: " + answer.error().type);
            });
        }
        m_mirror.refresh();
    }
    return taken;
}

void World::close(SimClient& client)
{
    client.home.reset();
    client.syncing = false;
}

void World::kill(SimClient& client, bool powerCut)
{
    ++m_counts[FaultKind::ClientKilled];
    say(client.name() + (powerCut ? " loses power" : " is killed"));
    client.disk.stop();
    close(client);
    client.disk.restart(powerCut);
    if (powerCut) client.clock.restart();
    client.openAgainAtMs = m_clock.monotonicMs() + static_cast<std::int64_t>(m_random.below(kOpensAgainMsMax));
}

void World::restoreServer()
{
    ++m_counts[FaultKind::ServerRestored];
    say("the server is restored");
    each([&](Checker& checker) { checker.onServerRestored(*this); });
    const Status restored = m_server.restore();
    if (!restored.ok()) complain("I1", "the server cannot be restored: " + restored.error().type + " " + restored.error().detail);
}

void World::setBack(SimClient& client)
{
    ++m_counts[FaultKind::HomeSetBack];
    say(client.name() + " is set back");
    close(client);
    client.disk.restart(false);
    for (const char* end : {"-wal", "-shm", "-journal"}) std::filesystem::remove(client.file + end);
    std::filesystem::copy_file(client.imageFile(), client.file, std::filesystem::copy_options::overwrite_existing);
    // What it alone had is gone with the disk that was replaced.
    std::erase_if(client.saved, [&](const RevisionId& id) { return standing(id) == nullptr; });
    client.typed.clear();
    each([&](Checker& checker) { checker.onOrderBegunAnew(*this, client); });
    open(client);
    if (!client.isOpen()) return;
    const auto drafts = client.home->drafts().all();
    VELDPOST_CHECK(drafts.ok());
    for (const engine::Draft& draft : *drafts) m_draftsPutBack += draft.fields.dump();
    const auto here = localIds(client, false);
    client.saved.insert(client.savedAtImage.begin(), client.savedAtImage.end());
    std::erase_if(client.saved, [&](const RevisionId& id) { return !here.contains(id) && standing(id) == nullptr; });
}

// What was signed again has another id from now on.
void World::takeUpName(SimClient& client)
{
    const DeviceId now = client.home->identity().device();
    if (client.device == now) return;
    client.formerNames.insert(std::exchange(client.device, now));
    say(client.name() + " goes on under another name");
    each([&](Checker& checker) { checker.onOrderBegunAnew(*this, client); });
    for (const LocalRow& row : localRows(client)) {
        const auto header = revision::Header::fromBytes(row.header);
        if (!header.ok() || header->device != now || !header->replaces) continue;
        if (client.saved.erase(*header->replaces) > 0) client.saved.insert(row.id);
        if (client.poison.contains(*header->replaces)) client.poison.insert(row.id);
    }
}

const MirrorRevision* World::standing(const RevisionId& id) const
{
    if (const MirrorRevision* there = m_mirror.find(id)) return there;
    for (const auto& [other, revision] : m_mirror.revisions())
        if (revision.revision.header.replaces == id) return standing(other);
    return nullptr;
}

}  // namespace veldpost::sync
