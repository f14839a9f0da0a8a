// A home that goes on as another device: what the server lacks is signed again, and nothing else changes.
#include "client/engine/signing_again.h"

#include "client/engine/outbox.h"
#include "client/engine/store_verify.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using test::EngineFixture;

namespace {

// A home with a case of three notes, of which the server has the founding and the first note.
struct Anna {
    EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    CaseId caseId = home->dossiers().createCase("Family")->caseId;
    Saved first = note("one"), second = note("two"), third = note("three");
    crypto::SigningKey key = crypto::SigningKey::generate(world.random);
    protocol::Certificate next = certificate();

    Anna()
    {
        auto tx = home->store().db().begin();
        VELDPOST_CHECK(home->store().takeReceipt(caseId, Part::General, {2, first.revision}).ok());
        VELDPOST_CHECK(tx->commit().ok());
    }

    Saved note(const std::string& text) { return home->dossiers().add(caseId, "note", Part::General, {{"text", text}}).value(); }

    protocol::Certificate certificate()
    {
        protocol::Certificate fields = home->identity().certificate;
        fields.rekeyedFrom = fields.device;
        fields.device = makeUuid7<DeviceId>(world.clock.nowMs(), world.random);
        fields.key = key.publicKey();
        return protocol::issueCertificate(fields, world.serverKey);
    }

    std::string textOf(const RecordId& record) { return home->dossiers().record(record)->fields["text"].get<std::string>(); }
    std::vector<SignedRevision> outbox() { return Outbox(home->store()).next(100, 1'000'000).value(); }
    std::vector<BadRow> bad() { return verifyStore(home->store())->bad; }
};

}  // namespace

class SigningAgainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheServerLacks_standsInNewChains_andSaysTheSame()
    {
        Anna anna;
        const DeviceId before = anna.home->identity().device();
        const Saved edited = anna.home->dossiers().edit(anna.second.record, {anna.second.revision}, {{"text", "two, and more"}}).value();
        const auto unsent = anna.outbox();
        QCOMPARE(workWithoutReceipt(anna.home->store()).value(),
                 (std::vector<RevisionId>{anna.second.revision, anna.third.revision, edited.revision}));
        QCOMPARE(goOnAs(anna.home->store(), anna.next, anna.key, {}).value(), std::int64_t(3));
        QVERIFY(anna.home->identity().device() == anna.next.device);
        const auto again = anna.outbox();
        QCOMPARE(again.size(), unsent.size());
        for (std::size_t i = 0; i < again.size(); ++i) {
            const revision::Header &now = again[i].header, &was = unsent[i].header;
            QCOMPARE(now.n, static_cast<std::int64_t>(i + 1));
            QVERIFY(now.device == anna.next.device && was.device == before);
            QVERIFY(now.replaces == unsent[i].id);
            QVERIFY(now.user == was.user && now.recordKey() == was.recordKey() && now.atMs == was.atMs);
            QCOMPARE(again[i].payloadBytes, unsent[i].payloadBytes);
            QVERIFY(signatureHolds(again[i], anna.key.publicKey()));
        }
        QCOMPARE(again[2].header.parents, std::vector<RevisionId>{again[0].id});  // the edit is one of what stands there now
        QCOMPARE(anna.textOf(anna.second.record), std::string("two, and more"));
        QCOMPARE(anna.textOf(anna.first.record), std::string("one"));
        QCOMPARE(anna.bad().size(), std::size_t(0));
    }

    void whatTheServerHas_staysWhereItIs()
    {
        Anna anna;
        QCOMPARE(goOnAs(anna.home->store(), anna.next, anna.key, {anna.second.revision}).value(), std::int64_t(1));
        QVERIFY(anna.home->store().hasRevision(anna.second.revision).value());
        QVERIFY(!anna.home->store().hasRevision(anna.third.revision).value());
        QCOMPARE(anna.outbox().size(), std::size_t(1));
        QCOMPARE(anna.home->dossiers().records({anna.caseId, ""})->size(), std::size_t(3));
        QCOMPARE(anna.bad().size(), std::size_t(0));
    }

    void whatTheServerLetsWait_waitsOnUnderTheOldName()
    {
        Anna anna;
        auto tx = anna.home->store().db().begin();
        QVERIFY(anna.home->store().setStatus(anna.second.revision, RevisionStatus::Quarantined, "no_membership").ok());
        QVERIFY(anna.home->store().takeReceipt(anna.caseId, Part::General, {3, anna.second.revision}).ok());
        QVERIFY(tx->commit().ok());
        QCOMPARE(anna.bad().size(), std::size_t(0));
        QCOMPARE(goOnAs(anna.home->store(), anna.next, anna.key, {}).value(), std::int64_t(1));
        QVERIFY(anna.home->store().hasRevision(anna.second.revision).value());
        QCOMPARE(anna.bad().size(), std::size_t(0));
    }

    void itGoesOn_asTheNewDevice_alsoWhenOpenedAgain()
    {
        Anna anna;
        QVERIFY(goOnAs(anna.home->store(), anna.next, anna.key, {}).ok());
        anna.home.reset();
        anna.home = anna.world.reopen("anna").value();
        QVERIFY(anna.home->identity().device() == anna.next.device);
        QVERIFY(anna.home->store().deviceKey().publicKey() == anna.key.publicKey());
        anna.note("four");
        QCOMPARE(anna.outbox().size(), std::size_t(3));
        QCOMPARE(anna.outbox().back().header.n, std::int64_t(3));
        QCOMPARE(anna.bad().size(), std::size_t(0));
    }

    void anOpenForm_staysOnWhatItWasOpenedOn()
    {
        Anna anna;
        Draft draft = anna.home->drafts().openEdit(anna.third.record).value();
        draft.fields["text"] = "three, half";
        QVERIFY(anna.home->drafts().keep(draft).ok());
        QVERIFY(goOnAs(anna.home->store(), anna.next, anna.key, {}).ok());
        const Draft kept = anna.home->drafts().all()->at(0);
        QCOMPARE(kept.openedOn, std::vector<RevisionId>{anna.outbox()[1].id});
        QVERIFY(anna.home->drafts().finish(kept).ok());
        QCOMPARE(anna.textOf(anna.third.record), std::string("three, half"));
        QCOMPARE(anna.home->dossiers().record(anna.third.record)->conflicts.size(), std::size_t(0));
    }

    void aStopBeforeTheCommit_leavesTheOldDevice()
    {
        Anna anna;
        const auto unsent = anna.outbox();
        const DeviceId before = anna.home->identity().device();
        QVERIFY(anna.home->store().db().exec("CREATE TEMP TRIGGER stop BEFORE DELETE ON receipts BEGIN SELECT RAISE(ABORT, 'stop'); END").ok());
        QVERIFY(!goOnAs(anna.home->store(), anna.next, anna.key, {}).ok());
        QVERIFY(anna.home->identity().device() == before);
        const auto still = anna.outbox();
        QCOMPARE(still.size(), unsent.size());
        QVERIFY(still.front().id == unsent.front().id);
        QCOMPARE(anna.bad().size(), std::size_t(0));
    }
};

QTEST_APPLESS_MAIN(SigningAgainTest)
#include "signing_again_test.moc"
