// Symptom: a colleague with the right to write put a person under the id of a note, or a note under the id of somebody's
// membership: from then on the note could not be edited, and who was to be removed from the case stayed in it.
// Cause: a device kept records by their id alone; region, case, part, record and kind together name one (protocol §1).
#include "client/engine/store_verify.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

struct Shared {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    Dossiers& dossiers = home->dossiers();
    test::Writer colleague = world.writer();
    CaseId caseId = dossiers.createCase("A")->caseId;

    void receive(const RecordId& record, const std::string& kind, const Json& set)
    {
        const auto rev = world.write(colleague, caseId, record, kind, set);
        VELDPOST_CHECK(Inbox(home->store(), home->drafts()).take(world.page(colleague, {rev})).ok());
    }
    std::string problems()
    {
        std::string words;
        const auto report = verifyStore(home->store());
        for (const auto& bad : report->bad) words += bad.reason + " ";
        return words;
    }
};

}  // namespace

class TakenRecordIdNamesNoOtherRecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anotherKindUnderANotesId_leavesTheNoteAlone()
    {
        Shared s;
        const RecordId note = s.dossiers.add(s.caseId, "note", Part::General, Json{{"text", "eerste"}})->record;
        s.receive(note, "person", Json{{"name", "Indringer"}});
        const auto row = s.dossiers.record(note);
        QCOMPARE(row->kind, std::string("note"));
        QCOMPARE(row->fields.at("text").get<std::string>(), std::string("eerste"));
        QVERIFY(s.dossiers.edit(note, row->heads, Json{{"text", "tweede"}}, "aanvulling").ok());
        QCOMPARE(s.dossiers.record(note)->fields.at("text").get<std::string>(), std::string("tweede"));
        const auto persons = s.dossiers.records({s.caseId, "person", true, 10, {}});
        QCOMPARE(persons->size(), std::size_t(1));
        QCOMPARE(persons->front().fields.at("name").get<std::string>(), std::string("Indringer"));
        QVERIFY(s.home->store().indexSome(100).ok());
        QCOMPARE(s.dossiers.search("indringer")->hits.size(), std::size_t(1));
        QCOMPARE(s.dossiers.search("tweede")->hits.size(), std::size_t(1));
        QCOMPARE(s.problems(), std::string());
    }

    void noteUnderAMembershipsId_keepsNobodyInTheCase()
    {
        Shared s;
        const UserId user = s.colleague.user;
        const RecordId membership = revision::membershipRecordId(s.caseId, user);
        s.receive(membership, "membership", Json{{"user", user.text()}, {"right", "write"}});
        s.receive(membership, "note", Json{{"text", "in de weg"}});
        const auto removed = s.dossiers.unshare(s.caseId, user);
        QVERIFY(removed.ok());
        const auto row = s.home->store().revision(removed->revision).value();
        QCOMPARE(row->revision.header.kind, std::string("membership"));
        QCOMPARE(row->revision.header.parents.size(), std::size_t(1));
        QCOMPARE(s.dossiers.members(s.caseId)->size(), std::size_t(1));
        QCOMPARE(s.problems(), std::string());
    }

    void membershipUnderAnotherId_isNone()
    {
        Shared s;
        s.receive(s.world.newRecord(), "membership", Json{{"user", s.colleague.user.text()}, {"right", "own"}});
        const auto members = s.dossiers.members(s.caseId);
        QCOMPARE(members->size(), std::size_t(1));
        QCOMPARE(members->front().user, s.home->identity().user());
    }

    void personUnderAUsersId_changesNoName()
    {
        Shared s;
        const UserId me = s.home->identity().user();
        s.receive(*RecordId::fromBytes(me.bytes()), "person", Json{{"name", "Iemand anders"}});
        const auto users = s.dossiers.users();
        QCOMPARE(users->size(), std::size_t(1));
        QCOMPARE(users->front().name, std::string("anna"));
    }
};

QTEST_APPLESS_MAIN(TakenRecordIdNamesNoOtherRecordTest)
#include "taken_record_id_names_no_other_record_test.moc"
