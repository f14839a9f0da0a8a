// The log of who did what, and the check that finds what was changed behind the server's back.
#include "server_fixture.h"

#include "server/engine/verify.h"
#include "server/store/schema.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

std::vector<Json> entriesOf(ServerWorld& world, const CaseId& caseId)
{
    std::vector<Json> out;
    for (const std::string& entry : must(world.engine->admin().auditOf(caseId))) out.push_back(must(revision::readJson(entry)));
    return out;
}

VerifyReport verify(ServerWorld& world)
{
    const auto view = must(world.store->view());
    return must(verifyStore(*view, world.engine->keys()));
}

}  // namespace

class AuditTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyReadAndWriteOfACase_hasItsEntry_withTheFieldsOfTheNorm()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = field.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written note = field.note(caseId, "text");
        field.push({founding, note, field.note(caseId, "another")});
        field.push({field.edit(note, "edited")});
        office.pullAll();
        world.engine->lookups().members(office.session, caseId, [](auto answer) { QVERIFY(answer.ok()); });
        const auto entries = entriesOf(world, caseId);
        QCOMPARE(entries.size(), 5u);
        expectEntry(entries[0], "push", "C", field, 3);
        QCOMPARE(entries[0]["objects"], (Json{{"case", 1}, {"note", 2}}));
        expectEntry(entries[1], "push", "U", field, 1);
        expectEntry(entries[2], "pull", "R", office, 4);
        expectEntry(entries[3], "members", "R", office, 1);
        QCOMPARE(entries[4]["event"]["code"], Json("audit_read"));
        QCOMPARE(entries[0]["result"], Json("TFFF"));
        QCOMPARE(entries[0]["time"], Json("2026-09-21T14:13:20.000Z"));
    }

    void pushThatEndsItsAuthorsRight_wasWrittenWithIt()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        field.push({founding, field.note(caseId, "text"), field.share(caseId, field.user(), Right::None)});
        const auto entries = entriesOf(world, caseId);
        QCOMPARE(entries.size(), std::size_t{2});
        expectEntry(entries[0], "push", "C", field, 3);
        QCOMPARE(entries[0]["result"], Json("TFFF"));
    }

    void pushThatIsKeptBack_sentAgain_orRefused_isLoggedAsThat()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        field.push({founding, field.note(caseId, "seen", Part::Medical)});  // the second: not a part of his role's
        field.push({founding});
        Written forged = guest.note(caseId, "text");
        forged.signature = founding.signature;
        guest.push({forged});
        const Written other = guest.note(caseId, "second of a chain without a first");
        guest.push({other});
        const auto entries = entriesOf(world, caseId);
        QCOMPARE(entries.size(), std::size_t{5});
        expectOutcome(entries[0], "done", "TFFF");
        expectOutcome(entries[1], "quarantined", "FFFF");
        QCOMPARE(entries[1]["objects"], (Json{{"note", 1}}));
        expectOutcome(entries[2], "already", "TFFF");
        expectOutcome(entries[3], "refused", "FFFF");  // the gap; a forged one proves nothing, not even its case
    }

    void whatIsDoneToUsersAndDevices_standsInTheRegionsLog_withWhomItWasDoneTo()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        must(world.engine->lookups().users(field.session));
        must(world.engine->admin().revokeDevice(field.id()));
        must(world.engine->admin().disableUser(field.user()));
        field.begin();
        std::vector<std::string> lines;
        for (const Json& entry : entriesOf(world, *CaseId::fromBytes(world.region.bytes())))
            lines.push_back(entry["event"]["code"].get<std::string>() + " " + entry.value("object", "-") + " " +
                            entry["outcome"].get<std::string>());
        const std::string user = field.user().text(), device = field.id().text();
        QCOMPARE(lines, (std::vector<std::string>{"region_add " + world.region.text() + " done", "user_add " + user + " done",
                                                  "device_invite " + user + " done", "enrol " + device + " done",
                                                  "session - done", "users - done", "device_revoke " + device + " done",
                                                  "user_disable " + user + " done", "session - deliver_only",
                                                  "audit_read - done"}));
    }

    void deniedRead_hasItsEntryToo()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice nosy(world, addUser(world, "Nosy", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        field.push({founding});
        world.engine->lookups().members(nosy.session, founding.header.caseId, [](auto answer) { QVERIFY(!answer.ok()); });
        const auto entries = entriesOf(world, founding.header.caseId);
        QCOMPARE(entries.at(1)["outcome"], Json("not_found"));
        QCOMPARE(entries.at(1)["result"], Json("FFFF"));
    }

    void entry_neverHoldsContent()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        const Written founding = field.foundCase("Canary title");
        field.push({founding, field.note(founding.header.caseId, "Canary text")});
        for (const Json& entry : entriesOf(world, founding.header.caseId))
            QVERIFY(entry.dump().find("Canary") == std::string::npos);
    }

    void verify_ofAnUntouchedStore_findsNothing()
    {
        ServerWorld world;
        busy(world);
        const VerifyReport report = verify(world);
        QCOMPARE(report.bad.size(), 0u);
        QCOMPARE(report.revisions, std::int64_t{12});
        QVERIFY(report.auditEntries > 4 && report.chains >= 2);
    }

    void verify_findsEveryKindOfTampering_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("why");
        QTest::newRow("one bit of a payload") << 0 << "revision:bad_payload";
        QTest::newRow("a header rewritten") << 1 << "revision:bad_id";
        QTest::newRow("a signature swapped") << 2 << "revision:bad_signature";
        QTest::newRow("a revision dropped") << 3 << "revision:broken_chain";
        QTest::newRow("the last revision dropped") << 4 << "chain:broken_chain";
        QTest::newRow("received earlier than it was") << 5 << "revision:bad_stamp";
        QTest::newRow("an audit entry edited") << 6 << "audit:bad_hash";
        QTest::newRow("an audit entry dropped") << 7 << "audit:bad_number";
        QTest::newRow("two audit entries exchanged") << 8 << "audit:bad_hash";
        QTest::newRow("an audit entry dropped and the rest renumbered") << 9 << "audit:bad_hash";
        QTest::newRow("the last audit entry dropped") << 10 << "audit:bad_end";
        QTest::newRow("the whole audit log dropped") << 11 << "audit:bad_end";
        QTest::newRow("the last audit entry dropped, and where the log ends rewritten") << 12 << "audit:bad_end";
        QTest::newRow("a revision in another part") << 13 << "revision:bad_column";
        QTest::newRow("a revision of another record") << 14 << "revision:bad_column";
        QTest::newRow("a revision in another case") << 15 << "revision:bad_column";
    }
    void verify_findsEveryKindOfTampering()
    {
        QFETCH(int, kind);
        QFETCH(QString, why);
        ServerWorld world;
        busy(world);
        tamperWith(world, kind);
        const VerifyReport report = verify(world);
        QVERIFY(!report.bad.empty());
        QCOMPARE(QString::fromStdString(report.bad[0].what + ":" + report.bad[0].why), why);
    }

    // What is written after a log was cut must not make it whole again.
    void logThatWasCut_isFoundAtTheNextEntry_andStaysFound_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("the last audit entry dropped") << 10;
        QTest::newRow("the whole audit log dropped") << 11;
    }
    void logThatWasCut_isFoundAtTheNextEntry_andStaysFound()
    {
        QFETCH(int, kind);
        ServerWorld world;
        busy(world);
        tamperWith(world, kind);
        for (int i = 0; i < 2; ++i) {
            must(world.engine->admin().note("verify"));
            const VerifyReport report = verify(world);
            QCOMPARE(report.bad.size(), 1u);
            QCOMPARE(QString::fromStdString(report.bad[0].why), QStringLiteral("log_broken"));
        }
    }

    void backup_isWhole_andOpensWithTheSameKey()
    {
        ServerWorld world;
        busy(world);
        const std::string copy = world.folder.path().toStdString() + "/backup.db";
        must(world.engine->admin().backup(copy));
        QCOMPARE(typeOf(world.engine->admin().backup(copy)), QStringLiteral("store_exists"));
        store::StoreOptions options;
        options.ledger = store::ledgerBeside(world.folder.path().toStdString() + "/store.db");
        const auto opened = must(store::SqlcipherStore::open(copy, fixtureKey(), world.clock, options));
        must(opened->checkMedium());
        const auto view = must(opened->view());
        const VerifyReport report = must(verifyStore(*view, world.engine->keys()));
        QCOMPARE(report.bad.size(), 0u);
        QCOMPARE(report.revisions, std::int64_t{12});
    }

private:
    static void expectOutcome(const Json& entry, const char* outcome, const char* flags)
    {
        QCOMPARE(entry["outcome"], Json(outcome));
        QCOMPARE(entry["result"], Json(flags));
    }

    static void expectEntry(const Json& entry, const char* code, const char* action, const TestDevice& device, int count)
    {
        QCOMPARE(entry["event"]["code"], Json(code));
        QCOMPARE(entry["action"], Json(action));
        QCOMPARE(entry["user"], Json(device.user().text()));
        QCOMPARE(entry["responsible_user"], entry["user"]);
        QCOMPARE(entry["device"], Json(device.id().text()));
        QCOMPARE(entry["count"], Json(count));
        QCOMPARE(entry["outcome"], Json("done"));
        for (const char* key : {"v", "number", "time", "result", "role", "access_point", "case", "source"})
            QVERIFY2(entry.contains(key), key);
    }

    static void busy(ServerWorld& world)
    {
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = field.foundCase("Family");
        field.push({founding});
        for (int i = 0; i < 6; ++i) field.push({field.note(founding.header.caseId, "note " + std::to_string(i))});
        office.pullAll();
    }

    static void tamperWith(ServerWorld& world, int kind)
    {
        switch (kind) {
        case 0: return tamper(world, "UPDATE revision SET payload = CAST(substr(CAST(payload AS TEXT), 1, length(payload) - 4)"
                                     " || '!\"}}' AS BLOB) WHERE arrival = 9");
        case 1: return tamper(world, "UPDATE revision SET header = replace(header, '\"kind_v\":1', '\"kind_v\":2') WHERE arrival = 9");
        case 2: return tamper(world, "UPDATE revision SET signature = (SELECT signature FROM revision WHERE arrival = 8)"
                                     " WHERE arrival = 9");
        case 3: return tamper(world, "DELETE FROM revision WHERE arrival = 9");
        case 4: return tamper(world, "DELETE FROM revision WHERE arrival = (SELECT max(arrival) FROM revision)");
        case 5: return tamper(world, "UPDATE revision SET received_at_ms = received_at_ms - 1 WHERE arrival = 9");
        case 6: return tamper(world, "UPDATE audit SET entry = replace(entry, '\"count\":1', '\"count\":0') WHERE number ="
                                     " (SELECT max(number) FROM audit WHERE entry LIKE '%\"count\":1%')");
        case 7: return tamper(world, "DELETE FROM audit WHERE number = 5");
        case 8: return tamper(world, "UPDATE audit SET number = -5 WHERE number = 5; UPDATE audit SET number = 5 WHERE number = 6;"
                                     " UPDATE audit SET number = 6 WHERE number = -5");
        case 10: return tamper(world, "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)");
        case 11: return tamper(world, "DELETE FROM audit");
        case 12: return tamper(world, "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit);"
                                      " UPDATE setting SET value = (SELECT number || ' ' || lower(hex(hash)) FROM audit"
                                      " ORDER BY number DESC LIMIT 1) || substr(value, -65) WHERE name = 'audit_end'");
        case 13: return tamper(world, "UPDATE revision SET part = 1 WHERE arrival = 9");
        case 14: return tamper(world, "UPDATE revision SET record = (SELECT record FROM revision WHERE arrival = 8)"
                                      " WHERE arrival = 9");
        case 15: return tamper(world, "UPDATE revision SET case_id = (SELECT case_id FROM revision WHERE arrival = 1)"
                                      " WHERE arrival = 9");
        default: return tamper(world, "DELETE FROM audit WHERE number = 5; UPDATE audit SET number = -number WHERE number > 5;"
                                      " UPDATE audit SET number = -number - 1 WHERE number < 0");
        }
    }
};

QTEST_APPLESS_MAIN(AuditTest)
#include "audit_test.moc"
