// Access that comes and goes, with real processes: unsent work of a colleague who was removed, and roles that change.
#include "server/engine/access_table.h"
#include "tests/support/cli_home.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::testing;

namespace {

constexpr char kInjury[] = R"({"type":"bruise","region":"cheek","laterality":"left","length_mm":32})";

// By a word of the text, from `quarantine list`.
QJsonObject itemWith(const QJsonObject& list, const char* key, const QString& value)
{
    for (const QJsonValue& item : list.value(word("items")).toArray())
        if (item.toObject().value(word(key)).toString() == value) return item.toObject();
    return {};
}

QJsonObject waiting(const Home& home) { return home.run({word("quarantine"), word("list")}).json(); }

QStringList texts(const Home& home, const QString& caseId)
{
    QStringList out;
    for (const QJsonValue& note : home.run({word("note"), word("list"), caseId}).json().value(word("notes")).toArray())
        out << note.toObject().value(word("author")).toString() + word(": ") + note.toObject().value(word("text")).toString();
    out.sort();
    return out;
}

int injuries(const Home& home, const QString& caseId)
{
    return static_cast<int>(home.run({word("injury"), word("list"), caseId}).json().value(word("injuries")).toArray().size());
}

}  // namespace

class AccessStoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void removedColleague_deliversAnOrphan_oneIsAcceptedAndOneDeclined()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString bram = region.addUser(word("Bram"), "wijkteam");
        Home owner, removed, office;
        QCOMPARE(owner.enrolBare(region, region.addUser(word("Noor"), "wijkteam")).exitCode, 0);
        QCOMPARE(removed.enrolBare(region, bram).exitCode, 0);
        QCOMPARE(office.enrolBare(region, region.addUser(word("Carla"), "coordinator")).exitCode, 0);
        const QString caseId = owner.newCase("Huis aan de dijk");
        owner.sync();
        QCOMPARE(owner.run({word("case"), word("share"), caseId, word("--user"), bram}).exitCode, 0);
        owner.sync();
        removed.sync();
        QCOMPARE(removed.addNote(caseId, "Het kind slaapt.").exitCode, 0);
        QCOMPARE(removed.addNote(caseId, "Dubbele notitie.").exitCode, 0);
        QCOMPARE(owner.run({word("case"), word("unshare"), caseId, word("--user"), bram}).exitCode, 0);
        owner.sync();

        // His work is delivered, and read on his device no more.
        const QJsonObject late = removed.sync();
        QCOMPARE(late.value(word("purged_cases")).toInt(), 1);
        QCOMPARE(late.value(word("quarantined")).toInt(), 2);
        QCOMPARE(late.value(word("all_safe")), QJsonValue(false));
        QCOMPARE(removed.run({word("status")}).json().value(word("quarantined")).toInt(), 2);
        QCOMPARE(removed.run({word("status")}).json().value(word("unsafe_revisions")).toInt(), 0);
        const QJsonObject own = waiting(removed);
        QCOMPARE(own.value(word("items")).toArray().size(), 2);
        const QJsonObject first = own.value(word("items")).toArray().at(0).toObject();
        QCOMPARE(first.value(word("reason")).toString(), word("not_member"));
        QVERIFY(first.value(word("own")).toBool() && first.value(word("text")).isNull());
        QCOMPARE(removed.run({word("search"), word("kind")}).json().value(word("hits")).toArray().size(), 0);

        // A coordinator sees both, lets one count and says of the other why not. Without the server: he has the list.
        office.sync();
        region.stop();
        const QJsonObject there = waiting(office);
        QCOMPARE(there.value(word("fresh")), QJsonValue(false));
        const QJsonObject good = itemWith(there, "text", word("Het kind slaapt."));
        const QJsonObject bad = itemWith(there, "text", word("Dubbele notitie."));
        QCOMPARE(good.value(word("user")).toString(), bram);
        QCOMPARE(good.value(word("case")).toString(), caseId);
        QCOMPARE(office.run({word("quarantine"), word("accept"), good.value(word("revision")).toString()}).exitCode, 0);
        const QStringList decline{word("quarantine"), word("decline"), bad.value(word("revision")).toString()};
        QCOMPARE(office.run(decline).exitCode, 2);  // why?
        QCOMPARE(office.run(decline + QStringList{word("--reason"), word("Staat er al.")}).exitCode, 0);
        QVERIFY2(region.restart(), qPrintable(region.why()));
        QCOMPARE(office.sync().value(word("all_safe")), QJsonValue(true));
        QCOMPARE(itemWith(waiting(office), "revision", bad.value(word("revision")).toString()).value(word("state")).toString(),
                 word("declined"));

        QVERIFY(owner.sync().value(word("pulled")).toInt() >= 2);
        QCOMPARE(texts(owner, caseId), QStringList{word("Bram: Het kind slaapt.")});
        QCOMPARE(removed.sync().value(word("all_safe")), QJsonValue(true));
        const QJsonObject told = waiting(removed);
        const QJsonObject accepted = itemWith(told, "revision", good.value(word("revision")).toString());
        const QJsonObject declined = itemWith(told, "revision", bad.value(word("revision")).toString());
        QCOMPARE(accepted.value(word("state")).toString(), word("accepted"));
        QCOMPARE(declined.value(word("state")).toString(), word("declined"));
        QCOMPARE(declined.value(word("decision_reason")).toString(), word("Staat er al."));
        QCOMPARE(removed.run({word("status")}).json().value(word("quarantined")).toInt(), 0);
        for (const Home* home : {&owner, &removed, &office}) {
            QCOMPARE(home->run({word("verify")}).exitCode, 0);
            home->sync();
            const QJsonObject quiet = home->sync();
            QCOMPARE(quiet.value(word("pushed")).toInt() + quiet.value(word("pulled")).toInt(), 0);
        }
        QVERIFY(region.admin({word("verify")}).value(word("bad")).toArray().isEmpty());
    }

    void roleChange_bringsAndTakesTheDoctorsFile_andACoordinatorSeesWhatAColleagueSees()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString anna = region.addUser(word("Anna"), "wijkteam");
        Home doctor, colleague, office;
        QCOMPARE(doctor.enrolBare(region, region.addUser(word("Dirk"), "vertrouwensarts")).exitCode, 0);
        QCOMPARE(colleague.enrolBare(region, anna).exitCode, 0);
        QCOMPARE(office.enrolBare(region, region.addUser(word("Carla"), "coordinator")).exitCode, 0);
        const QString caseId = doctor.newCase("Huis aan de dijk");
        QCOMPARE(doctor.addNote(caseId, "Algemeen.").exitCode, 0);
        QCOMPARE(doctor.run({word("injury"), word("add"), caseId, word("--from"), word("-")}, kInjury).exitCode, 0);
        doctor.sync();
        QCOMPARE(doctor.run({word("case"), word("share"), caseId, word("--user"), anna}).exitCode, 0);
        doctor.sync();
        colleague.sync();
        QCOMPARE(injuries(colleague, caseId), 0);

        const auto setRole = [&](const char* role) {
            return region.admin({word("user"), word("role"), word("--user"), anna, word("--role"), word(role)}).value(word("role")).toString();
        };
        QCOMPARE(setRole("vertrouwensarts"), word("vertrouwensarts"));
        colleague.sync();
        QCOMPARE(injuries(colleague, caseId), 1);
        office.sync();
        const CliResult seen = office.run({word("view-as"), word("--user"), anna});
        QCOMPARE(seen.exitCode, 0);
        QCOMPARE(seen.json().value(word("counts")).toObject().value(word("cases")).toInt(), 1);
        const QJsonObject seenCase = seen.json().value(word("cases")).toArray().at(0).toObject();
        QCOMPARE(seenCase.value(word("title")).toString(), word("Huis aan de dijk"));
        QCOMPARE(seenCase.value(word("parts")).toObject().value(word("medical")).toInt(), 1);
        QVERIFY(!seen.out.contains("bruise"));
        const CliResult forbidden = colleague.run({word("view-as"), word("--user"), anna});
        QCOMPARE(forbidden.exitCode, 1);
        QCOMPARE(forbidden.problemType(), word("not_found"));

        QCOMPARE(setRole("wijkteam"), word("wijkteam"));
        const QJsonObject back = colleague.sync();
        QCOMPARE(back.value(word("purged_cases")).toInt(), 1);
        QCOMPARE(injuries(colleague, caseId), 0);
        QCOMPARE(texts(colleague, caseId), QStringList{word("Dirk: Algemeen.")});
        QCOMPARE(colleague.run({word("verify")}).exitCode, 0);
    }

    // Without a network the coordinator gives the case to somebody else: whoever had it delivers, and holds it no more.
    void caseReassigned_whileItsOwnerWorksOffline_losesNothing()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString noor = region.addUser(word("Noor"), "wijkteam"), bram = region.addUser(word("Bram"), "wijkteam");
        Home before, after, office;
        QCOMPARE(before.enrolBare(region, noor).exitCode, 0);
        QCOMPARE(after.enrolBare(region, bram).exitCode, 0);
        QCOMPARE(office.enrolBare(region, region.addUser(word("Carla"), "coordinator")).exitCode, 0);
        const QString caseId = before.newCase("Huis aan de dijk");
        QCOMPARE(before.addNote(caseId, "Gesproken met oma.").exitCode, 0);
        before.sync();
        office.sync();
        region.stop();
        QCOMPARE(office.run({word("case"), word("share"), caseId, word("--user"), bram, word("--right"), word("own")}).exitCode, 0);
        QCOMPARE(office.run({word("case"), word("unshare"), caseId, word("--user"), noor}).exitCode, 0);
        const QString late = before.addNote(caseId, "Vader gebeld.").json().value(word("record")).toString();
        QCOMPARE(before.run({word("note"), word("edit"), late, word("--text-file"), word("-")}, "Vader teruggebeld.").exitCode, 0);
        QVERIFY2(region.restart(), qPrintable(region.why()));
        QCOMPARE(office.sync().value(word("all_safe")), QJsonValue(true));

        const QJsonObject delivered = before.sync();
        QCOMPARE(delivered.value(word("purged_cases")).toInt(), 1);
        QCOMPARE(delivered.value(word("quarantined")).toInt(), 2);
        QVERIFY(before.run({word("case"), word("list")}).json().value(word("cases")).toArray().isEmpty());
        after.sync();
        QCOMPARE(texts(after, caseId), QStringList{word("Noor: Gesproken met oma.")});
        // The note waits for him; its edit waits for the note and goes along.
        const QJsonArray items = waiting(after).value(word("items")).toArray();
        QCOMPARE(items.size(), 1);
        QCOMPARE(items.at(0).toObject().value(word("reason")).toString(), word("not_member"));
        QCOMPARE(after.run({word("quarantine"), word("accept"), items.at(0).toObject().value(word("revision")).toString()}).exitCode, 0);
        after.sync();
        QCOMPARE(texts(after, caseId), (QStringList{word("Noor: Gesproken met oma."), word("Noor: Vader teruggebeld.")}));
        QCOMPARE(before.sync().value(word("quarantined")).toInt(), 0);
        QCOMPARE(before.run({word("status")}).json().value(word("quarantined")).toInt(), 0);
        QVERIFY(before.run({word("case"), word("list")}).json().value(word("cases")).toArray().isEmpty());
        for (const Home* home : {&before, &after, &office}) QCOMPARE(home->run({word("verify")}).exitCode, 0);
    }

    // Of the doctor's file a coordinator learns that something waits, and nothing of what it says.
    void unsentInjury_ofOneWhoIsADoctorNoMore_isForDoctorsToDecide()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString dirk = region.addUser(word("Dirk"), "vertrouwensarts"), eva = region.addUser(word("Eva"), "vertrouwensarts");
        Home left, doctor, office;
        QCOMPARE(left.enrolBare(region, dirk).exitCode, 0);
        QCOMPARE(doctor.enrolBare(region, eva).exitCode, 0);
        QCOMPARE(office.enrolBare(region, region.addUser(word("Carla"), "coordinator")).exitCode, 0);
        const QString caseId = left.newCase("Huis aan de dijk");
        left.sync();  // who there is
        QCOMPARE(left.run({word("case"), word("share"), caseId, word("--user"), eva}).exitCode, 0);
        left.sync();
        QCOMPARE(left.run({word("injury"), word("add"), caseId, word("--from"), word("-")}, kInjury).exitCode, 0);
        QCOMPARE(region.admin({word("user"), word("role"), word("--user"), dirk, word("--role"), word("wijkteam")})
                     .value(word("role")).toString(), word("wijkteam"));
        const QJsonObject delivered = left.sync();
        QCOMPARE(delivered.value(word("quarantined")).toInt(), 1);
        QCOMPARE(injuries(left, caseId), 0);

        office.sync();
        const CliResult there = office.run({word("quarantine"), word("list")});
        const QJsonObject known = itemWith(there.json(), "kind", word("injury"));
        QCOMPARE(known.value(word("part")).toString(), word("medical"));
        QCOMPARE(known.value(word("may_decide")), QJsonValue(false));
        QVERIFY(!there.out.contains("bruise"));
        const QString revision = known.value(word("revision")).toString();
        const CliResult refused = office.run({word("quarantine"), word("accept"), revision});
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.problemType(), word("may_not_decide"));

        doctor.sync();
        QCOMPARE(itemWith(waiting(doctor), "revision", revision).value(word("may_decide")), QJsonValue(true));
        QCOMPARE(doctor.run({word("quarantine"), word("accept"), revision}).exitCode, 0);
        doctor.sync();
        QCOMPARE(injuries(doctor, caseId), 1);
        left.sync();
        QCOMPARE(itemWith(waiting(left), "revision", revision).value(word("state")).toString(), word("accepted"));
        QCOMPARE(injuries(left, caseId), 0);
    }

    void grantByOneWhoMayNotGiveIt_givesNothing()
    {
        Region region;
        QVERIFY2(region.start(), qPrintable(region.why()));
        const QString bram = region.addUser(word("Bram"), "wijkteam"), rik = region.addUser(word("Rik"), "wijkteam");
        Home owner, member, stranger;
        QCOMPARE(owner.enrolBare(region, region.addUser(word("Noor"), "wijkteam")).exitCode, 0);
        QCOMPARE(member.enrolBare(region, bram).exitCode, 0);
        QCOMPARE(stranger.enrolBare(region, rik).exitCode, 0);
        const QString caseId = owner.newCase("Huis aan de dijk");
        owner.sync();
        QCOMPARE(owner.run({word("case"), word("share"), caseId, word("--user"), bram}).exitCode, 0);
        owner.sync();
        member.sync();
        QCOMPARE(member.run({word("case"), word("share"), caseId, word("--user"), rik}).exitCode, 0);
        QCOMPARE(member.run({word("case"), word("share"), caseId, word("--user"), bram, word("--right"), word("own")}).exitCode, 0);
        QCOMPARE(member.sync().value(word("quarantined")).toInt(), 2);
        stranger.sync();
        QVERIFY(stranger.run({word("case"), word("list")}).json().value(word("cases")).toArray().isEmpty());
        // Nobody else gives it for him either.
        const QJsonObject grant = itemWith(waiting(owner), "kind", word("membership"));
        const CliResult refused = owner.run({word("quarantine"), word("accept"), grant.value(word("revision")).toString()});
        QCOMPARE(refused.problemType(), word("not_decidable"));
        for (const QJsonValue& m : owner.run({word("case"), word("members"), caseId}).json().value(word("members")).toArray())
            QVERIFY(m.toObject().value(word("user")).toString() != rik);

        // What was held back does not stand in the way once he may.
        QCOMPARE(owner.run({word("case"), word("share"), caseId, word("--user"), bram, word("--right"), word("own")}).exitCode, 0);
        owner.sync();
        member.sync();
        QCOMPARE(member.run({word("case"), word("share"), caseId, word("--user"), rik}).exitCode, 0);
        member.sync();
        stranger.sync();
        QCOMPARE(stranger.run({word("case"), word("list")}).json().value(word("cases")).toArray().size(), 1);
        QCOMPARE(member.run({word("verify")}).exitCode, 0);
        QVERIFY(region.admin({word("verify")}).value(word("bad")).toArray().isEmpty());
    }

    // The print is the table that is obeyed.
    void accessTable_printsTheTable()
    {
        const CliResult printed = RealServer::run({word("admin"), word("access-table"), word("--json")});
        QCOMPARE(printed.exitCode, 0);
        const QJsonArray rows = printed.json().value(word("roles")).toArray();
        QCOMPARE(rows.size(), qsizetype(std::size(server::kAccessTable)));
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const server::RoleRow& row = server::kAccessTable[i];
            const QJsonObject line = rows.at(i).toObject();
            QCOMPARE(line.value(word("role")).toString().toStdString(), std::string(model::roleWord(row.role)));
            QCOMPARE(line.value(word("whole_region")).toBool(), row.coversRegion);
            for (const revision::Part part : revision::kAllParts)
                QCOMPARE(line.value(QString::fromStdString(std::string(partWord(part)))).toBool(), server::roleSeesPart(row.role, part));
        }
        const CliResult text = RealServer::run({word("admin"), word("access-table")});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.out.contains("vertrouwensarts") && text.out.contains("medical"));
        QCOMPARE(RealServer::run({word("admin"), word("user"), word("list"), word("--json")}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(AccessStoryTest)
#include "access_story_test.moc"
