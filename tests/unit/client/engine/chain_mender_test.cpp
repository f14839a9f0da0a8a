// How a home whose chains go another way at the server comes to a new name: what it asks, and what it makes of the answers.
#include "client/engine/chain_mender.h"

#include "client/engine/outbox.h"
#include "client/engine/signing_again.h"
#include "shared/protocol/rekey.h"
#include "tests/unit/client/engine/scripted_home.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;

namespace {

struct Anna {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    test::ScriptedTransport server;
    ServerCalls calls{home->store(), server, world.clock};
    ChainMender mender{home->store(), calls, world.random};
    CaseId caseId = home->dossiers().createCase("Family")->caseId;
    Saved note = home->dossiers().add(caseId, "note", Part::General, {{"text", "unsent"}}).value();
    std::optional<Result<bool>> end;

    void stopChain(const char* what)
    {
        VELDPOST_CHECK(home->store().noteChain({home->identity().device(), caseId, Part::General}, 1, what).ok());
    }

    void run()
    {
        end.reset();
        mender.run("e1", [this](Result<bool> result) { end = std::move(result); });
    }

    void openSession()
    {
        VELDPOST_CHECK(server.asked("/v1/session/challenge"));
        server.answer(protocol::ChallengeAnswer{"abc"}.toJson());
        protocol::SessionAnswer session;
        session.token = "t";
        session.expiresInMs = 900'000;
        session.epoch = "e1";
        session.leaseMs = 1'000'000;
        server.answer(session.toJson());
    }

    // A run up to its request for a key, which it gives.
    protocol::RekeyRequest asksForAKey()
    {
        run();
        if (server.asked("/v1/session/challenge")) openSession();
        have({});
        return asked();
    }

    void have(std::vector<RevisionId> known) { server.answer(protocol::HaveAnswer{{}, "", "e1", std::move(known)}.toJson()); }

    protocol::RekeyRequest asked() const { return protocol::RekeyRequest::fromJson(server.body()).value(); }

    // As the server gives it for that request.
    protocol::Certificate certificateFor(const protocol::RekeyRequest& request)
    {
        protocol::Certificate fields = home->identity().certificate;
        fields.rekeyedFrom = request.device;
        fields.device = makeUuid7<DeviceId>(world.clock.nowMs(), world.random);
        fields.key = request.key;
        return protocol::issueCertificate(fields, world.serverKey);
    }

    void give(const protocol::Certificate& certificate)
    {
        server.answer(protocol::RekeyAnswer{certificate, world.clock.nowMs()}.toJson());
    }
};

}  // namespace

class ChainMenderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whereNoChainHasStopped_nothingIsAsked()
    {
        Anna anna;
        anna.run();
        QVERIFY(anna.end && anna.end->ok() && !**anna.end);
        QCOMPARE(anna.server.waiting(), std::size_t(0));
    }

    void eachKindOfStop_endsInANewName_andTheUnsentGoesUnderIt_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"fork", "behind", "hole"}) QTest::newRow(what) << QString::fromLatin1(what);
    }

    void eachKindOfStop_endsInANewName_andTheUnsentGoesUnderIt()
    {
        QFETCH(QString, what);
        Anna anna;
        const DeviceId before = anna.home->identity().device();
        const auto unsent = workWithoutReceipt(anna.home->store()).value();
        anna.stopChain(what.toStdString().c_str());
        QVERIFY(Outbox(anna.home->store()).next(10, 1'000'000)->empty());
        anna.run();
        anna.openSession();
        QVERIFY(anna.server.asked("/v1/have"));
        QCOMPARE(protocol::HaveRequest::fromJson(anna.server.body())->ids, unsent);
        anna.have({unsent.front()});  // the founding had come over
        QVERIFY(anna.server.asked("/v1/rekey"));
        const auto request = anna.asked();
        QVERIFY(request.device == before);
        QVERIFY(crypto::verifyFor(crypto::Purpose::Rekey, anna.home->identity().certificate.key,
                                  request.signedBytes(anna.world.region), request.signature));
        const auto next = anna.certificateFor(request);
        anna.give(next);
        QVERIFY(anna.end && anna.end->ok() && **anna.end);
        QVERIFY(anna.home->identity().device() == next.device);
        const auto outbox = Outbox(anna.home->store()).next(10, 1'000'000).value();
        QCOMPARE(outbox.size(), std::size_t(1));
        QVERIFY(outbox[0].header.replaces == anna.note.revision);
        QVERIFY(!*anna.mender.needed());
        anna.calls.post("/v1/have", "", [](const Result<Json>&) {});
        QVERIFY(anna.server.asked("/v1/session/challenge"));  // the next call is the new device's
    }

    void anAnswerThatWasLost_isAskedForWithTheSameKey()
    {
        Anna anna;
        anna.stopChain("fork");
        const auto first = anna.asksForAKey();
        const auto given = anna.certificateFor(first);
        anna.server.fail("server_not_reached");
        QVERIFY(anna.end && !anna.end->ok());
        QVERIFY(anna.home->identity().device() == first.device);
        QVERIFY(anna.asksForAKey().key == first.key);
        anna.give(given);
        QVERIFY(anna.end && anna.end->ok() && **anna.end);
        QVERIFY(anna.home->identity().device() == given.device);
    }

    void aKeyThatTheCopyHasTaken_isNotShownAgain()
    {
        Anna anna;
        anna.stopChain("fork");
        const auto first = anna.asksForAKey();
        anna.server.answer(test::textAnswer(409, R"({"type":"key_in_use","status":409,"title":"Another device has this key"})", true));
        QVERIFY(anna.end && !anna.end->ok());
        QCOMPARE(anna.end->error().type, std::string("key_in_use"));
        QVERIFY(anna.asksForAKey().key != first.key);
    }

    void aCertificateThatIsNotThisOnes_isNotTaken()
    {
        Anna anna;
        const auto otherServer = crypto::SigningKey::generate(anna.world.random);
        anna.stopChain("fork");
        for (int kind = 0; kind < 4; ++kind) {
            protocol::Certificate wrong = anna.certificateFor(anna.asksForAKey());
            if (kind == 0) wrong.key = otherServer.publicKey();
            if (kind == 1) wrong.user = makeUuid7<UserId>(1, anna.world.random);
            if (kind == 2) wrong.rekeyedFrom.reset();
            anna.give(protocol::issueCertificate(wrong, kind == 3 ? otherServer : anna.world.serverKey));
            QVERIFY(anna.end && !anna.end->ok());
            QCOMPARE(anna.end->error().type, std::string("not_trusted_rekey"));
        }
        QCOMPARE(workWithoutReceipt(anna.home->store())->size(), std::size_t(2));
    }

    void aServerOfAnotherEpoch_isAskedAnew()
    {
        Anna anna;
        anna.stopChain("fork");
        anna.run();
        anna.openSession();
        anna.server.answer(protocol::HaveAnswer{{}, "", "e2"}.toJson());
        QVERIFY(anna.end && !anna.end->ok());
        QCOMPARE(anna.end->error().type, std::string("receipt_outdated"));
    }
};

QTEST_APPLESS_MAIN(ChainMenderTest)
#include "chain_mender_test.moc"
