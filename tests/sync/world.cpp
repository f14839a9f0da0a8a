#include "tests/sync/world.h"

#include "shared/protocol/limits.h"
#include "tests/sync/faults.h"
#include "tests/sync/steps.h"

#include <algorithm>

namespace veldpost::sync {

using engine::HttpAnswer;
using engine::HttpRequest;
using revision::Part;

namespace {
// A round that has not ended by then never will.
constexpr int kEventsMax = 50'000;
constexpr int kSettleRoundsMax = 14;
constexpr std::int64_t kClosedMsMax = 60'000;
constexpr std::int64_t kStepMs = 130;
constexpr std::size_t kComplaintsMax = 40;
// A held message: long enough for another device's whole round.
constexpr std::int64_t kHeldMs = 2'500;

std::optional<protocol::PullPage> pageOf(const HttpRequest& request, const HttpAnswer& answer)
{
    if (answer.status != 200 || pathOf(request) != "/v1/pull") return std::nullopt;
    const auto json = protocol::readMessage(answer.body, answer.cbor);
    if (!json.ok()) return std::nullopt;
    auto page = protocol::PullPage::fromJson(*json);
    return page.ok() ? std::optional(std::move(*page)) : std::nullopt;
}

std::string wordsOf(const protocol::PullPage& page)
{
    constexpr std::size_t kShown = 8;  // of an id: enough to look for
    std::string out;
    for (const auto& purge : page.purges) out += " purge-of-" + purge.caseId.text().substr(0, kShown);
    for (const auto& item : page.revisions) out += " " + item.revision.id.text().substr(0, kShown);
    for (const auto& stub : page.stubs) out += " stub-" + stub.id.text().substr(0, kShown);
    return out + " cursor " + page.cursor;
}

// Who takes part: two devices of one person only when that is planned.
std::vector<Member> membersFor(const Plan& plan, const Cast& cast)
{
    std::vector<Member> firsts, seconds;
    for (const Member& member : cast.members()) (member.name == member.person ? firsts : seconds).push_back(member);
    const std::size_t second = plan.rates[FaultKind::TwoDevices] > 0 ? plan.devices - kDevicesMin + 1 : 0;
    const std::size_t taken = std::min(second, seconds.size());
    firsts.resize(plan.devices - taken);
    firsts.insert(firsts.end(), seconds.begin(), seconds.begin() + static_cast<std::ptrdiff_t>(taken));
    return firsts;
}
// Who wrote it where, what it stands on, and whether it counts.
std::string wordsOf(const MirrorRevision& now)
{
    const revision::Header& h = now.revision.header;
    std::string out = ' ' + now.revision.id.text().substr(0, 8) + ' ' + h.kind + " of " + h.device.text().substr(20) + " n " +
                      std::to_string(h.n) + " in " + h.caseId.text().substr(0, 8);
    for (const RevisionId& parent : h.parents) out += " on " + parent.text().substr(0, 8);
    if (h.replaces) out += " replaces " + h.replaces->text().substr(0, 8);
    return out + (now.isLive() ? "" : now.standing == MirrorStanding::Declined ? ", declined" : ", waits: " + now.reason);
}

}  // namespace

World::World(const Plan& plan, const Cast& cast, std::function<void(std::string_view)> onTraceLine)
    : m_plan(plan), m_cast(cast), m_clock(cast.foundedAtMs() + 3'600'000), m_random(plan.seed),
      m_networkRandom(plan.seed ^ 0x6e657477), m_diskRandom(plan.seed ^ 0x6469736b), m_engineRandom(plan.seed ^ 0x656e6769),
      m_rates(plan.rates), m_server(cast.serverFile(), m_clock, m_engineRandom, {m_diskRandom, m_rates, m_counts}),
      m_mirror(cast.serverFile()), m_network(m_networkRandom, m_clock, m_rates, m_counts, m_trace),
      m_checkers(allCheckers()), m_bug(findBug(plan.bug))
{
    m_trace.onLine = std::move(onTraceLine);
    m_cast.lay();
    plantBug();
    m_mirror.onRevision = [this](const MirrorRevision& now, const MirrorRevision* before) {
        say("the server has" + wordsOf(now));
        if (now.isLive() && (before == nullptr || !before->isLive())) m_access.take(now);
        each([&](Checker& checker) { checker.onRevision(*this, now, before); });
    };
    m_server.onClosing = [this] { m_mirror.close(); };
    m_server.onStarted = [this] { serverStarted(); };
    VELDPOST_CHECK(m_server.start().ok());
    m_network.server = &m_server;
    if (m_bug != nullptr && m_bug->onTheWire) m_bugOnTheWire = m_bug->onTheWire(*this);
    if (m_bugOnTheWire) m_network.taps.push_back(m_bugOnTheWire.get());  // before the world, which hears what it made of it
    m_network.taps.push_back(this);
    m_network.isDead = [this](std::size_t device) { return m_clients[device]->disk.stopped(); };
    m_network.afterEvent = [this] { look(); };
    for (const Member& member : membersFor(plan, cast)) {
        m_clients.push_back(std::make_unique<SimClient>(m_clients.size(), member, cast.fileOf(member), m_clock, m_diskRandom,
                                                        m_rates, m_counts));
        m_clients.back()->watches = m_random.below(100) < plan.watching;
    }
    if (m_bug != nullptr && m_bug->begin) m_bug->begin(*this);
    for (const auto& client : m_clients) open(*client);
}

void World::plantBug()
{
    if (m_bug == nullptr) return;
    if (m_bug->needs) m_rates[*m_bug->needs] = highestRate(*m_bug->needs);
    if (!m_bug->atServer.text().empty()) plant(m_bug->atServer, m_cast.serverFile(), SimServer::key());
    if (m_bug->inEveryHome.text().empty()) return;
    for (const Member& member : m_cast.members()) plant(m_bug->inEveryHome, m_cast.fileOf(member), storage::Key(Cast::homeKey()));
}

World::~World()
{
    m_server.onClosing = nullptr;
    m_mirror.close();
    for (const auto& client : m_clients) client->home.reset();
    m_clients.clear();
    m_network.taps.clear();
    m_server.stop();  // it answers who still waits, over the network, which would be gone before it
}

void World::complain(std::string_view checker, std::string what)
{
    say("COMPLAINT " + std::string(checker) + ": " + what);
    if (m_complaints.size() < kComplaintsMax) m_complaints.push_back({std::string(checker), std::move(what)});
}

void World::serverStarted()
{
    // What a crash has taken must be seen: all of it is read again.
    m_mirror.forget();
    m_access.forget();
    m_mirror.open();
    m_mirror.refresh();
    each([&](Checker& checker) { checker.onServerReopened(*this); });
}

void World::look()
{
    const std::int64_t now = m_clock.monotonicMs();
    if (m_server.isUp()) {
        m_server.tick();
        if (m_server.disk().stopped()) m_server.crash(m_diskRandom.below(2) == 0);
    } else if (now >= m_server.downUntilMs()) {
        const std::int64_t failures = m_server.disk().failures();
        const Status started = m_server.start();
        if (!started.ok() && m_server.disk().failures() == failures)
            complain("I1", "the server does not start again: " + started.error().type);
    }
    for (const auto& client : m_clients) {
        if (client->disk.stopped()) kill(*client, m_diskRandom.below(2) == 0);
        if (client->isOpen() && eraseIfWiped(*client)) continue;
        if (client->isOpen()) takeUpName(*client);
        if (client->fullUntilMs > 0 && now >= client->fullUntilMs) {
            client->disk.setFull(false);
            client->fullUntilMs = 0;
        }
        if (!client->isOpen() && !client->broken && !client->isWiped && now >= client->openAgainAtMs) open(*client);
        if (client->isOpen() && client->watches) client->home->sync()->tick();
    }
}

void World::serverWrote()
{
    if (m_server.isUp()) m_mirror.refresh();
    look();  // its disk may have stopped
}

void World::startSync(SimClient& client)
{
    if (client.watches) return client.home->sync()->nudge();
    if (client.syncing) return;
    client.syncing = true;
    client.home->sync()->syncOnce([&client](Result<engine::SyncSummary>) { client.syncing = false; });
}

// --- work ----------------------------------------------------------------------------------------------------

std::optional<CaseId> World::anyCase(SimClient& client)
{
    const auto cases = client.home->dossiers().cases();
    if (!cases.ok() || cases->empty()) return std::nullopt;
    return (*cases)[m_random.below(cases->size())].caseId;
}

std::string World::newCanary()
{
    m_canaryPlaces.emplace_back();
    return "kanarie" + std::to_string(m_canaryPlaces.size() - 1) + "x";
}

void World::bindCanary(const std::string& word, const CaseId& caseId, Part part)
{
    const std::uint64_t number = std::stoull(word.substr(7));
    m_canaryPlaces[number] = {caseId, part};
    m_canaries[{caseId, part}] = number;
}

std::string World::canary(const CaseId& caseId, Part part)
{
    const auto it = m_canaries.find({caseId, part});
    if (it != m_canaries.end()) return "kanarie" + std::to_string(it->second) + "x";
    const std::string word = newCanary();
    bindCanary(word, caseId, part);
    return word;
}

std::optional<std::pair<CaseId, Part>> World::placeOf(std::uint64_t number) const
{
    return number < m_canaryPlaces.size() ? m_canaryPlaces[number] : std::nullopt;
}

void World::saved(SimClient& client, const Result<engine::Saved>& result, const revision::Json& set)
{
    if (!result.ok()) {
        say(client.name() + " could not save: " + result.error().type);
        return;
    }
    say(client.name() + " saved " + result->revision.text());
    client.saved.insert(result->revision);
    each([&](Checker& checker) { checker.onSaved(*this, client, *result, set); });
    if (client.watches) client.home->sync()->nudge();
}

void World::step()
{
    const auto dice = m_random.below(1000);
    const std::uint64_t most = dice < 4 ? 3 * 3'600'000 : dice < 60 ? 20'000 : kStepMs;
    m_network.pass(static_cast<std::int64_t>(m_random.below(most)));
    look();
    drawFaults(*this);
    SimClient& client = anyClient();
    const Step& what = drawStep(m_random);
    if (client.isOpen() && !client.home->mayRead().ok()) {
        startSync(client);
    } else if (client.isOpen()) {
        say(client.name() + ": " + std::string(what.name));
        what.run(*this, client);
    }
    look();
}

// --- the wire ------------------------------------------------------------------------------------------------

// Somebody with the right to do it changes what `affected` may do in a case, and his device syncs at once.
void World::letMembershipChange(SimClient& affected, bool removeOnly)
{
    std::vector<std::pair<SimClient*, CaseId>> chances;
    for (const auto& other : m_clients) {
        if (!other->isOpen() || other->syncing || other->member.user == affected.member.user) continue;
        const auto cases = other->home->dossiers().cases();
        if (!cases.ok()) continue;
        for (const auto& row : *cases) {
            if (!m_access.isKnown(row.caseId)) continue;
            const bool could = m_access.mayWrite(affected.member.user, row.caseId, Part::General);
            if (could || !removeOnly) chances.emplace_back(other.get(), row.caseId);
        }
    }
    if (chances.empty()) return;
    const auto& [other, caseId] = chances[m_random.below(chances.size())];
    const bool could = m_access.mayRead(affected.member.user, caseId, Part::General);
    m_pushesWatched[affected.index] = {caseId, m_access.mayWrite(affected.member.user, caseId, Part::General)};
    auto& dossiers = other->home->dossiers();
    saved(*other, could ? dossiers.unshare(caseId, affected.member.user) : dossiers.share(caseId, affected.member.user, "write"),
          revision::Json::object());
    startSync(*other);
}

std::int64_t World::onSent(std::size_t device, const HttpRequest& request)
{
    if (pathOf(request) != "/v1/push" || !happens(FaultKind::RemovedMidPush)) return 0;
    letMembershipChange(*m_clients[device], true);
    return kHeldMs;
}

void World::onArrived(std::size_t device, HttpRequest& request)
{
    // What a page may hold is the server's to say; a small one is asked for so that a small world has many.
    const std::string asked = "limit=" + std::to_string(protocol::kPageRevisionsMax);
    if (const auto at = request.path.find(asked); at != std::string::npos)
        request.path.replace(at, asked.size(), "limit=" + std::to_string(m_plan.pageLimit));
    const auto watched = m_pushesWatched.find(device);
    if (watched == m_pushesWatched.end() || pathOf(request) != "/v1/push") return;
    const UserId& user = m_clients[device]->member.user;
    if (watched->second.could && !m_access.mayWrite(user, watched->second.caseId, Part::General))
        ++m_counts[FaultKind::RemovedMidPush];
    m_pushesWatched.erase(watched);
}

std::int64_t World::onServed(std::size_t device, const HttpRequest& request, HttpAnswer& answer)
{
    m_mirror.refresh();
    SimClient& client = *m_clients[device];
    each([&](Checker& checker) { checker.onServed(*this, client, request, answer); });
    const auto page = pageOf(request, answer);
    if (!page) return 0;
    say(client.name() + " is given" + wordsOf(*page));
    each([&](Checker& checker) { checker.onPageServed(*this, {client, *page}); });
    if (page->revisions.empty() || !happens(FaultKind::ReassignedMidPull)) return 0;
    letMembershipChange(client, false);
    return kHeldMs;
}

void World::onDelivered(std::size_t device, const HttpRequest& request, const HttpAnswer& answer)
{
    const auto page = pageOf(request, answer);
    if (!page) return;
    SimClient& client = *m_clients[device];
    const bool reassigned = std::any_of(page->revisions.begin(), page->revisions.end(), [&](const auto& item) {
        const revision::Header& h = item.revision.header;
        return !m_access.mayRead(client.member.user, h.caseId, h.part);
    });
    if (reassigned) ++m_counts[FaultKind::ReassignedMidPull];
    each([&](Checker& checker) { checker.onPageDelivered(*this, {client, *page}); });
}

void World::onTaken(std::size_t device, const HttpRequest& request, const HttpAnswer& answer)
{
    SimClient& client = *m_clients[device];
    const auto page = pageOf(request, answer);
    if (!page || !client.isOpen() || client.disk.stopped()) return;
    each([&](Checker& checker) { checker.onPageTaken(*this, {client, *page}); });
}

// --- the end -------------------------------------------------------------------------------------------------

void World::heal()
{
    say("all faults end");
    m_rates = {};
    m_network.heal();
    for (const auto& client : m_clients) {
        if (client->disk.stopped()) kill(*client, false);
        client->disk.restart(false);
        client->fullUntilMs = 0;
        client->openAgainAtMs = 0;
        if (client->isOpen() && client->watches) client->home->sync()->stop();
        client->watches = false;
    }
    m_server.restartDisks(false);
    // What is still under way arrives, hours later perhaps.
    for (int i = 0; i < kEventsMax && m_network.next(); ++i) {}
    m_clock.advanceMs(kClosedMsMax);
    look();
}

bool World::syncNow(SimClient& client)
{
    client.lastSummary.reset();
    client.lastError.reset();
    bool isOver = false;
    client.home->sync()->syncOnce([&](Result<engine::SyncSummary> summary) {
        isOver = true;
        if (summary.ok()) client.lastSummary = *summary;
        else client.lastError = summary.error();
    });
    for (int i = 0; i < kEventsMax && m_network.next(); ++i) {}
    return isOver;
}

bool World::settle()
{
    for (int round = 0; round < kSettleRoundsMax; ++round) {
        std::int64_t moved = 0;
        bool again = false;
        const std::int64_t pushes = m_network.requestsTo("/v1/push");
        for (const auto& client : m_clients) {
            if (!client->isOpen()) continue;
            if (!syncNow(*client)) return false;
            look();
            if (client->isWiped || (client->lastError && client->lastError->type == "wipe_ordered")) {
                again = true;
            } else if (client->lastSummary) {
                const auto& s = *client->lastSummary;
                moved += s.pushed + s.pulled + s.quarantined + s.purgedCases + s.blobsSent + s.blobsReceived;
            } else if (client->lastError->kind == ErrorKind::Busy) {
                again = true;
            } else if (client->lastError->type != "deliver_only") {
                complain("I9", client->name() + ": the last sync fails: " + client->lastError->type + " " +
                                   client->lastError->detail);
                return true;
            }
        }
        moved += takeSealedIn();
        m_clock.advanceMs(kClosedMsMax);
        if (moved != 0 || again) continue;
        if (m_network.requestsTo("/v1/push") != pushes) complain("I9", "something is pushed again");
        return true;
    }
    return false;
}

void World::play(std::string_view stopAt)
{
    const auto isEnough = [&] {
        return std::any_of(m_complaints.begin(), m_complaints.end(),
                           [&](const Complaint& c) { return stopAt.empty() || c.checker == stopAt; });
    };
    for (int i = 0; i < m_plan.steps && !isEnough(); ++i) {
        if (m_bug != nullptr && m_bug->atStep) m_bug->atStep(*this, i);
        step();
    }
    if (isEnough()) return;
    heal();
    if (!settle()) complain("I9", "it does not come to rest");
    if (m_server.isUp()) {
        m_mirror.refresh();
        m_mirror.refreshWaiting();
        each([&](Checker& checker) { checker.atEnd(*this); });
    }
    m_counts[FaultKind::TwoDevices] += m_plan.rates[FaultKind::TwoDevices] > 0 ? casesOfTwoDevices(*this) : 0;
    say("the end: " + std::to_string(m_mirror.revisions().size()) + " revisions, " + std::to_string(m_network.requests()) +
        " requests");
}

}  // namespace veldpost::sync
