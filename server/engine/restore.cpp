#include "server/engine/restore.h"

#include "server/engine/audit.h"
#include "server/engine/lasting.h"
#include "server/engine/server_pen.h"

namespace veldpost::server {

namespace {

// What the old epoch signed stays signed; from now on another chain goes on, since the end of the old one may be known
// to devices and not to this store.
Status giveNewServerDevices(Change& change, const ServerKeys& keys, RandomSource& random, std::int64_t nowMs)
{
    VELDPOST_ASSIGN(auto regions, change.regions());
    for (RegionRow& region : regions) {
        region.serverDevice = makeUuid7<DeviceId>(nowMs, random);
        VELDPOST_TRY(change.addDevice({serverCertificate(region, keys, nowMs), nowMs, {}, 0, false}));
        VELDPOST_TRY(change.setServerDevice(region.id, region.serverDevice));
    }
    return done();
}

Status noteRestore(Change& change, const ServerKeys& keys, const std::string& replacedHead, std::int64_t nowMs)
{
    AuditEvent event;
    event.code = "restore";
    event.action = AuditAction::Execute;
    event.atMs = nowMs;
    event.role = "administrator";
    event.accessPoint = "admin";
    event.object = replacedHead;
    AuditTrail audit(change, keys.auditSource, keys.stampKey);
    VELDPOST_TRY(audit.add(event));
    return audit.seal();
}

}  // namespace

Result<std::string> auditHead(View& view)
{
    VELDPOST_ASSIGN(const auto last, view.lastAudit());
    return last ? std::to_string(last->number) + " " + last->hash.text() : std::string("0");
}

Result<EpochBegun> beginEpoch(Store& store, LedgerUse use, const std::string& replacedHead, const Clock& clock,
                              RandomSource& random)
{
    const std::int64_t nowMs = clock.nowMs();
    VELDPOST_ASSIGN(const auto change, store.change());
    VELDPOST_TRY(ServerKeys::renewEpoch(*change, random, nowMs));
    VELDPOST_ASSIGN(const ServerKeys keys, ServerKeys::load(*change));
    // First of all: the first entry of the epoch is this one.
    VELDPOST_TRY(noteRestore(*change, keys, replacedHead, nowMs));
    VELDPOST_TRY(giveNewServerDevices(*change, keys, random, nowMs));
    EpochBegun begun{keys.epoch, 0};
    if (use == LedgerUse::InForce) {
        RecordCache records;
        Ledger ledger(*change, keys.stampKey, nowMs, records);
        VELDPOST_ASSIGN(begun.inForce, bringInForce(store, *change, ledger, keys, nowMs));
    } else {
        VELDPOST_TRY(keepAllThatLowers(*change, keys));
    }
    VELDPOST_TRY(change->commit());
    return begun;
}

}  // namespace veldpost::server
