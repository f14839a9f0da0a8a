// Symptom: a home was copied (or set back), both copies wrote; the second one's notes were shown as safe on the server,
// were never sent, and "verify" found nothing wrong.
// Cause: the server's receipt was taken by its number alone, though the place it named was another revision.
#include "client/engine/outbox.h"
#include "client/engine/sync_engine.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

struct Copy {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    CaseId caseId = home->dossiers().createCase("A")->caseId;
    Outbox outbox{home->store()};

    RecordId note() { return home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}})->record; }
    std::vector<revision::SignedRevision> waiting() { return outbox.next(100, 1 << 20).value(); }
    Outbox::Taken answer(protocol::Outcome outcome, const std::string& reason, const ChainHead& head)
    {
        const auto sent = waiting();
        protocol::PushAnswer answer;
        answer.results.assign(sent.size(), {outcome, reason, {}, {}});
        answer.receipts = {{caseId, Part::General, head.n, head.id}};
        return outbox.take(sent, answer).value();
    }
    ChainHead head() { return home->store().chainHead({home->identity().device(), caseId, Part::General}).value(); }
    ItemState stateOf(const RecordId& record) { return home->dossiers().record(record)->standing.state; }
};

const RevisionId kOther(RevisionId::Bytes{7});

}  // namespace

class CopiedHomeIsNeverCalledSafeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void receiptOfALongerChain_coversNothing_andStopsTheChain()
    {
        Copy copy;
        const RecordId note = copy.note();
        copy.answer(protocol::Outcome::Refused, "fork", {9, kOther});
        const RecordId later = copy.note();
        QCOMPARE(copy.stateOf(note), ItemState::OnDevice);
        QCOMPARE(copy.stateOf(later), ItemState::OnDevice);
        QCOMPARE(readSyncStatus(copy.home->store())->unsafeRevisions, std::int64_t(3));
        QCOMPARE(readSyncStatus(copy.home->store())->stoppedChains, std::int64_t(1));
        QCOMPARE(copy.home->dossiers().caseRow(copy.caseId)->unsafe, std::int64_t(3));
        QVERIFY(copy.waiting().empty());
    }

    void receiptOfAnotherRevisionInTheSamePlace_coversNothing()
    {
        Copy copy;
        const RecordId note = copy.note();
        copy.answer(protocol::Outcome::Stored, "", {2, kOther});
        QCOMPARE(copy.stateOf(note), ItemState::OnDevice);
        QCOMPARE(readSyncStatus(copy.home->store())->stoppedChains, std::int64_t(1));
    }

    void otherCases_goOn()
    {
        Copy copy;
        copy.answer(protocol::Outcome::Refused, "fork", {9, kOther});
        const auto other = copy.home->dossiers().createCase("B");
        const auto next = copy.waiting();
        QCOMPARE(next.size(), std::size_t(1));
        QCOMPARE(next.front().header.caseId, other->caseId);
    }

    void receiptOfWhatIsHere_coversIt()
    {
        Copy copy;
        const RecordId note = copy.note();
        copy.answer(protocol::Outcome::Stored, "", copy.head());
        QCOMPARE(copy.stateOf(note), ItemState::Safe);
        QCOMPARE(readSyncStatus(copy.home->store())->unsafeRevisions, std::int64_t(0));
    }

    void gapAtTheServer_asksAnewWhatItHolds_andMarksNothing()
    {
        Copy copy;
        QVERIFY(copy.home->store().setMeta("epoch", "e1").ok());
        const RecordId note = copy.note();
        QVERIFY(copy.answer(protocol::Outcome::Refused, "gap", {0, {}}).askAnew);
        QCOMPARE(*copy.home->store().meta("epoch").value(), std::string());
        QCOMPARE(copy.stateOf(note), ItemState::OnDevice);
        QCOMPARE(copy.waiting().size(), std::size_t(2));
    }

    void refusedRevision_isShownAsWaiting_inItsCaseToo()
    {
        Copy copy;
        const RecordId note = copy.note();
        const auto sent = copy.waiting();
        protocol::PushAnswer answer;
        answer.results = {{protocol::Outcome::Stored, "", {}, {}}, {protocol::Outcome::Refused, "bad_signature", {}, {}}};
        answer.receipts = {{copy.caseId, Part::General, 1, sent[0].id}};
        QVERIFY(copy.outbox.take(sent, answer).ok());
        QCOMPARE(copy.stateOf(note), ItemState::Waiting);
        const auto row = copy.home->dossiers().caseRow(copy.caseId);
        QCOMPARE(row->unsafe, std::int64_t(1));
        QCOMPARE(row->waiting, std::int64_t(1));
        QCOMPARE(copy.home->dossiers().history(note)->front().standing.state, ItemState::Waiting);
        QVERIFY(copy.waiting().empty());
    }
};

QTEST_APPLESS_MAIN(CopiedHomeIsNeverCalledSafeTest)
#include "copied_home_is_never_called_safe_test.moc"
