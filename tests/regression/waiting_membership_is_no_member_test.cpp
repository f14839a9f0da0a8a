// Symptom: the program ended when the members of a case were listed of which one membership only waited at the server.
// Cause: the state of a membership was computed of the revisions that count, and there were none.
#include "client/engine/local_store.h"
#include "client/engine/outbox.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

class WaitingMembershipIsNoMemberTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void membershipThatWaits_givesAndTakesNothing()
    {
        test::EngineFixture world;
        const auto home = world.home("anna");
        const CaseId caseId = home->dossiers().createCase("A")->caseId;
        // Her own: were it in effect she would be lowered to reading.
        const UserId anna = home->identity().user();
        const auto saved = home->dossiers().share(caseId, anna, "read");
        QVERIFY(saved.ok());
        QVERIFY(home->store().setStatus(saved->revision, RevisionStatus::Quarantined, "not_member").ok());
        QVERIFY(home->store().refreshRecord({caseId, Part::General, "membership", saved->record}).ok());
        const auto members = home->dossiers().members(caseId);
        QVERIFY(members.ok());
        QCOMPARE(members->size(), std::size_t(1));
        QCOMPARE(members->front().user, anna);
        QCOMPARE(members->front().right, std::string("own"));
    }
};

QTEST_APPLESS_MAIN(WaitingMembershipIsNoMemberTest)
#include "waiting_membership_is_no_member_test.moc"
