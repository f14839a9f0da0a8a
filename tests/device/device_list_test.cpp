// What a coordinator sees of the region's devices, and what he may do to them.
#include "client/engine/server_calls.h"
#include "shared/protocol/devices.h"
#include "tests/device/one_region.h"

using namespace veldpost;
using namespace veldpost::test;

namespace {

Result<std::vector<protocol::DeviceEntry>> devicesSeenBy(OneRegion& region, Device& device)
{
    Result<revision::Json> answer = Error{};
    device.home->calls()->get("/v1/devices", 1000, [&](Result<revision::Json> json) { answer = std::move(json); });
    region.drain();
    if (!answer.ok()) return answer.error();
    return protocol::devicesFrom(*answer);
}

protocol::DeviceEntry entryOf(const std::vector<protocol::DeviceEntry>& devices, const DeviceId& id)
{
    for (const auto& entry : devices)
        if (entry.device == id) return entry;
    qFatal("not listed");
}

}  // namespace

class DeviceListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coordinator_seesContactBacklogAndVersion_othersSeeNothing()
    {
        OneRegion region;
        Device office(region, "Bram", model::Role::Coordinator);
        Device field(region, "Noor", model::Role::Wijkteam);
        const CaseId caseId = must(field.home->dossiers().createCase("A")).caseId;
        field.note(caseId, "one");
        QCOMPARE(field.sync(), QStringLiteral("ok"));  // two unsent when its session began
        region.clock.advanceMs(5000);
        QCOMPARE(office.sync(), QStringLiteral("ok"));
        const auto devices = must(devicesSeenBy(region, office));
        QCOMPARE(devices.size(), std::size_t(2));
        const auto entry = entryOf(devices, field.id);
        QCOMPARE(entry.userName, std::string("Noor"));
        QVERIFY(entry.lastSeenAtMs && *entry.lastSeenAtMs <= region.clock.nowMs() - 5000);
        QCOMPARE(entry.unsent.value_or(-1), std::int64_t(2));
        QVERIFY(!entry.app.empty());
        QVERIFY(!entry.revoked && !entry.wipeOrderedAtMs);
        QCOMPARE(entryOf(devices, office.id).behind, std::int64_t(0));
        QCOMPARE(devicesSeenBy(region, field).error().type, std::string("not_found"));
    }

    void revocation_signedByACoordinator_takesEffect_byAnotherItDoesNot()
    {
        OneRegion region;
        Device office(region, "Bram", model::Role::Coordinator);
        Device field(region, "Noor", model::Role::Wijkteam);
        QCOMPARE(field.home->dossiers().revokeDevice(office.id).error().type, std::string("not_coordinator"));
        must(office.home->dossiers().revokeDevice(field.id, "verloren"));
        QCOMPARE(office.home->dossiers().revokeDevice(field.id).error().type, std::string("already_revoked"));
        QCOMPARE(office.sync(), QStringLiteral("ok"));
        QVERIFY(entryOf(must(devicesSeenBy(region, office)), field.id).revoked);
        QCOMPARE(field.sync(), QStringLiteral("deliver_only"));
        QCOMPARE(QString::fromStdString(field.home->mayRead().error().type), QStringLiteral("deliver_only"));
        // The server's own device, and one that is not there.
        const auto server = must(must(region.engine().store().view())->region(region.region));
        must(office.home->dossiers().revokeDevice(server->serverDevice));
        must(office.home->dossiers().revokeDevice(makeUuid7<DeviceId>(1, region.random)));
        QCOMPARE(office.sync(), QStringLiteral("ok"));
        QCOMPARE(engine::readSyncStatus(office.home->store())->quarantined, std::int64_t(2));
        QVERIFY(!must(must(region.engine().store().view())->device(server->serverDevice))->revoked);
    }

    void revocation_forgedByAFieldWorker_isNotObeyed()
    {
        OneRegion region;
        Device office(region, "Bram", model::Role::Coordinator);
        Device field(region, "Noor", model::Role::Wijkteam);
        engine::LocalStore& store = field.home->store();
        engine::Identity claims = store.identity();
        claims.role = "coordinator";  // only its own program asks for that
        {
            auto tx = must(store.db().begin());
            must(store.saveIdentity(claims, crypto::SigningKey(store.deviceKey().seed())));
            must(tx.commit());
        }
        must(field.home->dossiers().revokeDevice(office.id));
        QCOMPARE(field.sync(), QStringLiteral("ok"));
        QVERIFY(!must(must(region.engine().store().view())->device(office.id))->revoked);
    }

    void wipe_orderedByACoordinator_isCarriedOut()
    {
        OneRegion region;
        Device office(region, "Bram", model::Role::Coordinator);
        Device field(region, "Noor", model::Role::Wijkteam);
        const auto order = [&](Device& by, const DeviceId& device, std::int64_t hours) {
            QString type = QStringLiteral("no answer");
            const protocol::WipeRequest request{device, hours};
            by.home->calls()->post("/v1/devices/wipe", revision::writeCbor(request.toJson()), [&](Result<revision::Json> json) {
                type = json.ok() ? QStringLiteral("ok") : QString::fromStdString(json.error().type);
            });
            region.drain();
            return type;
        };
        QCOMPARE(order(field, office.id, 1), QStringLiteral("not_found"));
        QCOMPARE(order(office, makeUuid7<DeviceId>(1, region.random), 1), QStringLiteral("not_found"));
        QCOMPARE(order(office, field.id, 745), QStringLiteral("bad_deadline"));
        QCOMPARE(order(office, field.id, 1), QStringLiteral("ok"));
        QCOMPARE(field.sync(), QStringLiteral("wiped"));
        const auto entry = entryOf(must(devicesSeenBy(region, office)), field.id);
        QVERIFY(entry.revoked && entry.wipeOrderedAtMs && entry.wipeReceiptAtMs);
    }
};

QTEST_GUILESS_MAIN(DeviceListTest)
#include "device_list_test.moc"
