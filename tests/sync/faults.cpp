#include "tests/sync/faults.h"

#include "client/engine/local_store.h"
#include "client/engine/outbox.h"

#include <algorithm>
#include <filesystem>

namespace veldpost::sync {

using revision::Json;
using revision::Part;

namespace {

constexpr std::int64_t kYearMs = std::int64_t{365} * 24 * 3'600'000;
constexpr std::uint64_t kWritesUntilKill = 60;
constexpr std::int64_t kFullMsMax = 30'000;
constexpr std::int64_t kCutMsMax = 120'000;

std::int64_t upTo(World& w, std::int64_t most)
{
    return 1 + static_cast<std::int64_t>(w.random().below(static_cast<std::uint64_t>(most)));
}

void fillDisk(World& w)
{
    SimClient& c = w.anyClient();
    c.disk.setFull(true);
    c.fullUntilMs = w.clock().monotonicMs() + upTo(w, kFullMsMax);
    w.say("disk of " + c.name() + " is full");
}

void failSync(World& w)
{
    SimDisk& disk = w.random().below(4) == 0 ? w.server().disk() : w.anyClient().disk;
    disk.failNextSync();
    w.say("a sync of a disk will fail");
}

void jump(World& w)
{
    SimClient& c = w.anyClient();
    // A small one as often as a mad one.
    const std::int64_t off = w.random().below(2) == 0 ? upTo(w, 11 * kYearMs) - kYearMs : upTo(w, 7'200'000) - 3'600'000;
    c.clock.setOffMs(off);
    ++w.counts()[FaultKind::ClockJump];
    w.say("clock of " + c.name() + " is off by " + std::to_string(off) + " ms");
}

// One bit of a store that lies still: it is found when the store is opened and verified, or it is not our byte's day.
void flipBit(World& w)
{
    SimClient& c = w.anyClient();
    if (!c.isOpen()) return;
    w.close(c);
    // Of a page that the log still holds the file's own copy is nobody's: it is written over when the store is opened.
    std::error_code none;
    if (std::filesystem::file_size(c.file + "-wal", none) > 0 && !none) return w.open(c);
    // The salt at its start is not read: it follows from the key.
    constexpr std::uint64_t kSaltBits = 128;
    const std::uint64_t bit = kSaltBits + w.random().below(c.disk.bits() - kSaltBits);
    c.disk.flipBit(bit);
    ++w.counts()[FaultKind::BitFlip];
    {
        auto opened = engine::OpenHome::open(c.file, Cast::homeKey(), c.clock, w.random());
        const bool found = !opened.ok() || !(*opened)->store().db().verify().ok();
        if (!found) w.complain("I1", c.name() + ": bit " + std::to_string(bit) + " of the store was turned over and not found");
    }
    c.disk.flipBit(bit);
    c.disk.restart(false);
    w.open(c);
}

void backUpOrRestore(World& w)
{
    SimServer& server = w.server();
    if (!server.isUp()) return;
    if (server.hasBackup() && w.random().below(3) != 0) return w.restoreServer();
    const Status made = server.backUp();
    w.say(made.ok() ? "the server is backed up" : "the server could not be backed up: " + made.error().type);
    w.serverWrote();
}

// The file as it lies, while the program does not run.
void imageOrSetBack(World& w)
{
    SimClient& c = w.anyClient();
    if (!c.isOpen()) return;
    if (std::filesystem::exists(c.imageFile()) && w.random().below(3) != 0) return w.setBack(c);
    w.close(c);
    std::error_code none;
    const bool whole = std::filesystem::file_size(c.file + "-wal", none) == 0 || none;
    if (whole) {
        std::filesystem::copy_file(c.file, c.imageFile(), std::filesystem::copy_options::overwrite_existing);
        c.savedAtImage = c.saved;
        w.say("an image is made of the store of " + c.name());
    }
    w.open(c);
}

// The coordinator's order, of a device that has something to deliver. Of a few: somebody has to go on.
void orderWipe(World& w)
{
    constexpr std::int64_t kOrdersMax = 2;
    SimClient& c = w.anyClient();
    if (!w.server().isUp() || !c.isOpen() || w.counts()[FaultKind::WipeOrdered] >= kOrdersMax) return;
    const auto left = engine::Outbox(c.home->store()).count();
    if (!left.ok() || *left == 0) return;
    const auto ordered = w.server().admin().wipeDevice(c.device, static_cast<std::int64_t>(w.random().below(2)));
    if (ordered.ok()) ++w.counts()[FaultKind::WipeOrdered];
    w.say(c.name() + (ordered.ok() ? " is to be wiped" : " cannot be wiped: " + ordered.error().type));
    w.serverWrote();
}

struct Written {
    RevisionId id;
    bool kept = false;  // said to be durable; it may be there all the same
};

// The next place of the device's chain in the case.
std::optional<Written> writeRaw(SimClient& c, RandomSource& random, const CaseId& caseId, const std::string& kind,
                                   int kindVersion, const Json& set)
{
    engine::LocalStore& store = c.home->store();
    const engine::Identity& me = store.identity();
    revision::Header h;
    h.region = me.region();
    h.caseId = caseId;
    h.part = Part::General;
    h.record = makeUuid7<RecordId>(c.clock.nowMs(), random);
    h.kind = kind;
    h.kindVersion = kindVersion;
    h.user = me.user();
    h.device = me.device();
    h.atMs = std::clamp<std::int64_t>(c.clock.nowMs(), 0, revision::kAtMsMax);
    const auto head = store.chainHead(h.chain());
    if (!head.ok()) return std::nullopt;
    h.n = head->n + 1;
    if (head->n > 0) h.prev = head->id;
    const std::string payload = revision::Payload{revision::makeSalt(random), set, {}}.canonicalBytes();
    const auto rev = revision::signRevision(h, payload, store.deviceKey());
    auto tx = store.db().begin();
    if (!tx.ok()) return std::nullopt;
    const bool written = store.insertRevision({rev}).ok() && store.setChainHead(h.chain(), {h.n, rev.id}).ok() &&
                         store.refreshRecord(h.recordKey()).ok() && tx->commit().ok();
    return Written{rev.id, written};
}

}  // namespace

void writePoison(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    // A note without its text.
    const auto written = writeRaw(c, w.random(), *caseId, "note", 1, Json::object());
    if (!written) return;
    c.poison.insert(written->id);
    if (!written->kept) return;
    c.saved.insert(written->id);
    ++w.counts()[FaultKind::Poison];
    w.say(c.name() + " writes what breaks a rule: " + written->id.text());
}

void writeNewerSchema(World& w, SimClient& c)
{
    const auto caseId = w.anyCase(c);
    if (!caseId) return;
    const Json set{{"text", w.canary(*caseId, Part::General) + " " + w.newTag()}, {"mood", 3}};
    const bool newKind = w.random().below(2) == 0;
    const auto written = writeRaw(c, w.random(), *caseId, newKind ? "future_note" : "note", newKind ? 1 : 2, set);
    if (!written || !written->kept) return;
    c.saved.insert(written->id);
    ++w.counts()[FaultKind::NewerSchema];
    w.say(c.name() + " writes of the next version: " + written->id.text());
}

void drawFaults(World& w)
{
    if (w.happens(FaultKind::ClientKilled)) {
        SimClient& c = w.anyClient();
        c.disk.stopAfter(static_cast<std::int64_t>(w.random().below(kWritesUntilKill)));
    }
    if (w.happens(FaultKind::DiskFull)) fillDisk(w);
    if (w.happens(FaultKind::FsyncFailure)) failSync(w);
    if (w.happens(FaultKind::BitFlip)) flipBit(w);
    if (w.happens(FaultKind::ClockJump)) jump(w);
    if (w.happens(FaultKind::OneWayPartition)) {
        const bool upward = w.random().below(2) == 0;
        w.network().cut(w.anyClient().index, upward, upTo(w, kCutMsMax));
    }
    if (w.happens(FaultKind::SlowLink)) w.network().slow(w.anyClient().index, upTo(w, kCutMsMax));
    if (w.happens(FaultKind::Poison))
        if (SimClient& c = w.anyClient(); c.isOpen()) writePoison(w, c);
    if (w.happens(FaultKind::ServerRestored)) backUpOrRestore(w);
    if (w.happens(FaultKind::HomeSetBack)) imageOrSetBack(w);
    if (w.happens(FaultKind::WipeOrdered)) orderWipe(w);
    if (w.happens(FaultKind::NewerSchema))
        if (SimClient& c = w.anyClient(); c.isOpen()) writeNewerSchema(w, c);
}

std::int64_t casesOfTwoDevices(World& w)
{
    std::map<std::pair<CaseId, UserId>, std::set<DeviceId>> writers;
    for (const auto& [id, revision] : w.mirror().revisions())
        writers[{revision.revision.header.caseId, revision.revision.header.user}].insert(revision.revision.header.device);
    std::int64_t count = 0;
    for (const auto& [key, devices] : writers) count += devices.size() > 1 ? 1 : 0;
    return count;
}

}  // namespace veldpost::sync
