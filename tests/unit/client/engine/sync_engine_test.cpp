#include "scripted_home.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;
using test::Scripted;
using test::textAnswer;

class SyncEngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersThatAreNotTheServers_areNotReached_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("json");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, int status, bool json, const char* type, ErrorKind kind) {
            QTest::newRow(name) << status << json << QString::fromUtf8(type) << static_cast<int>(kind);
        };
        row("proxy without a server", 502, false, "server_not_reached", ErrorKind::Unreachable);
        row("proxy that waited too long", 504, false, "server_not_reached", ErrorKind::Unreachable);
        row("log-in page of a network", 200, false, "not_veldpost", ErrorKind::Unreachable);
        row("sent elsewhere", 302, false, "not_veldpost", ErrorKind::Unreachable);
        row("the server itself is busy", 503, true, "draining", ErrorKind::Busy);
        row("the server itself says no", 404, true, "draining", ErrorKind::NotFound);
    }
    void answersThatAreNotTheServers_areNotReached()
    {
        QFETCH(int, status);
        QFETCH(bool, json);
        const std::string body = json ? R"({"type":"draining","title":"x","detail":""})" : "<html>hello</html>";
        const auto answer = readAnswer(textAnswer(status, body, json));
        QVERIFY(!answer.ok());
        QTEST(QString::fromStdString(answer.error().type), "type");
        QTEST(static_cast<int>(answer.error().kind), "kind");
    }

    void ourProxyWithoutItsServer_isNotReached()
    {
        const auto answer = readAnswer(textAnswer(503, R"({"type":"unavailable","title":"x","status":503})", true));
        QCOMPARE(QString::fromStdString(answer.error().type), QStringLiteral("server_not_reached"));
        QVERIFY(answer.error().kind == ErrorKind::Unreachable);
    }

    void retryAfter_isKeptTo_thoughThePauseWouldBeShorter()
    {
        Scripted s;
        s.sync.watch();
        HttpAnswer busy = textAnswer(503, R"({"type":"draining","title":"x","detail":""})", true);
        busy.retryAfterMs = 30'000;
        s.openSession();
        s.server->answer(busy);
        QCOMPARE(s.sync.phase(), SyncPhase::BackingOff);
        s.world.clock.advanceMs(29'000);
        s.sync.tick();
        QCOMPARE(s.server->waiting(), std::size_t(0));
        s.world.clock.advanceMs(1'000);
        s.sync.tick();
        QCOMPARE(s.sync.phase(), SyncPhase::Session);
    }

    // A server of a version that is one behind or one ahead says so; the day it is updated, all of it goes.
    void serverOfAnotherProtocol_isSaid_andNothingIsLost()
    {
        Scripted s;
        const auto made = s.home->dossiers().createCase("A");
        QVERIFY(made.ok());
        s.sync.watch();
        s.server->answer(textAnswer(404, R"({"type":"other_protocol","title":"x","status":404,"detail":"It speaks version 2."})", true));
        QCOMPARE(s.sync.phase(), SyncPhase::BackingOff);
        QCOMPARE(QString::fromStdString(s.sync.problem()->type), QStringLiteral("other_protocol"));
        const auto status = s.sync.status();
        QVERIFY(status.ok() && status->unsafeRevisions == 1 && status->quarantined == 0);
        s.world.clock.advanceMs(60'000);
        s.sync.tick();
        s.openSession();
        QVERIFY(s.server->asked("/v1/push"));
    }

    // Of the server's own quota: nothing of the page counts as refused, and it is not asked before the time it named.
    void quotaOfTheDay_isWaitedFor_andNothingIsLost()
    {
        Scripted s;
        const auto made = s.home->dossiers().createCase("A");
        QVERIFY(made.ok());
        s.sync.watch();
        s.openSession();
        QVERIFY(s.server->asked("/v1/push"));
        HttpAnswer full = textAnswer(429, R"({"type":"too_much_today","title":"x","status":429})", true);
        full.retryAfterMs = 300'000;
        s.server->answer(full);
        QCOMPARE(s.sync.phase(), SyncPhase::BackingOff);
        const auto status = s.sync.status();
        QVERIFY(status.ok() && status->unsafeRevisions == 1 && status->quarantined == 0);
        s.world.clock.advanceMs(299'000);
        s.sync.tick();
        QCOMPARE(s.server->waiting(), std::size_t(0));
        s.world.clock.advanceMs(1'000);
        s.sync.tick();
        QCOMPARE(s.server->waiting(), std::size_t(1));
        if (s.server->asked("/v1/session")) s.openSession();
        QVERIFY(s.server->asked("/v1/push"));
    }

    // What a newer server adds to its answers is not for this client, and does not stop it.
    void answersThatSayMore_areRead()
    {
        Scripted s;
        s.sync.watch();
        Json challenge = protocol::ChallengeAnswer{"abc"}.toJson();
        challenge["later"] = {{"a", 1}};
        s.server->answer(challenge);
        protocol::SessionAnswer session;
        session.token = "t";
        session.expiresInMs = 900'000;
        session.epoch = "e1";
        session.leaseMs = 1000;
        Json answer = session.toJson();
        answer["later"] = "b";
        s.server->answer(answer);
        if (s.server->asked("/v1/have")) {
            Json have = protocol::HaveAnswer{{}, "", "e1"}.toJson();
            have["later"] = Json::array();
            s.server->answer(have);
        }
        QVERIFY(s.server->asked("/v1/pull"));
        protocol::PullPage page;
        page.cursor = "c";
        page.epoch = "e1";
        Json pulled = page.toJson();
        pulled["later"] = nullptr;
        s.server->answer(pulled);
        QVERIFY(!s.sync.problem());
    }

    void pageThatPromisesMoreAndDoesNotMove_endsTheRound()
    {
        Scripted s;
        std::optional<Result<SyncSummary>> result;
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.openSession();
        s.page("c1", true);
        s.page("c1", true);
        QVERIFY(result.has_value() && !result->ok());
        QCOMPARE(QString::fromStdString(result->error().type), QStringLiteral("no_progress"));
    }

    // "Safe" is taken back and what the server lacks is asked for before a page of it is read.
    void restoredServer_isReadFromTheBeginning()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        s.sync.syncOnce([](const Result<SyncSummary>&) {});
        s.openSession();
        s.pushed(caseId, 1);
        s.nothingMissing();
        s.page("old", false);
        QCOMPARE(s.home->dossiers().caseRow(caseId)->unsafe, std::int64_t(0));
        std::optional<Result<SyncSummary>> result;
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.epoch = "e2";
        s.openSession();
        QCOMPARE(s.home->dossiers().caseRow(caseId)->unsafe, std::int64_t(1));
        s.pushed(caseId, 1);
        QVERIFY(s.server->asked("/v1/offer/ask"));
        s.nothingMissing();
        QVERIFY(s.server->asked("/v1/pull?limit=1000"));
        QVERIFY(s.server->path().find("cursor") == std::string::npos);
        s.page("new", false);
        QVERIFY(result.has_value() && result->ok() && (*result)->allSafe);
        QCOMPARE(*s.home->store().meta("cursor").value(), std::string("new"));
    }

    void serverRestoredInTheMiddleOfARound_isNotReadBeforeItWasAskedAnew_data()
    {
        QTest::addColumn<bool>("refuses");
        QTest::newRow("it does not know the cursor") << true;
        QTest::newRow("a page of another epoch") << false;
    }
    void serverRestoredInTheMiddleOfARound_isNotReadBeforeItWasAskedAnew()
    {
        QFETCH(bool, refuses);
        Scripted s;
        QVERIFY(s.home->store().setMeta("cursor", "old").ok());
        s.sync.watch();
        s.openSession();
        if (refuses) {
            s.server->answer(textAnswer(409, R"({"type":"epoch_changed","title":"x","detail":""})", true));
        } else {
            s.epoch = "e2";
            s.page("new", false);
        }
        QCOMPARE(s.sync.phase(), SyncPhase::BackingOff);
        QCOMPARE(QString::fromStdString(s.sync.problem()->type), QStringLiteral("receipt_outdated"));
        QCOMPARE(*s.home->store().meta("cursor").value(), std::string());
        s.epoch = "e2";
        s.world.clock.advanceMs(1'000);
        s.sync.tick();
        QVERIFY(s.server->asked("/v1/session/challenge"));
        s.openSession();
        s.page("new", false);
        QCOMPARE(s.sync.phase(), SyncPhase::Watching);
        QCOMPARE(*s.home->store().meta("epoch").value(), std::string("e2"));
    }

    void serverThatHoldsLessThanItSaid_isAskedAnew_andReadAllTheSame()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        std::optional<Result<SyncSummary>> result;
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.openSession();
        protocol::PushAnswer answer;
        answer.epoch = "e1";
        answer.results = {{protocol::Outcome::Refused, "gap", {}, {}}};
        s.server->answer(answer.toJson());
        s.nothingMissing();
        s.page("c1", false);
        QVERIFY(result.has_value() && !result->ok());
        QCOMPARE(QString::fromStdString(result->error().type), QStringLiteral("receipt_outdated"));
        QCOMPARE(*s.home->store().meta("cursor").value(), std::string("c1"));
        s.sync.syncOnce([](const Result<SyncSummary>&) {});
        s.server->answer(protocol::ChallengeAnswer{"abc"}.toJson());
        protocol::SessionAnswer session;
        session.token = "t";
        session.expiresInMs = 900'000;
        session.epoch = "e1";
        s.server->answer(session.toJson());
        QVERIFY(s.server->asked("/v1/have"));
        s.server->answer(protocol::HaveAnswer{{}, "", "e1"}.toJson());
        QVERIFY(s.server->asked("/v1/push"));
        QCOMPARE(s.home->dossiers().caseRow(caseId)->unsafe, std::int64_t(1));
    }

    void whyARoundCouldNotSendAll_isNotSaidOfTheNext()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        s.sync.syncOnce([](const Result<SyncSummary>&) {});
        s.openSession();
        protocol::PushAnswer gap;
        gap.epoch = "e1";
        gap.results = {{protocol::Outcome::Refused, "gap", {}, {}}};
        s.server->answer(gap.toJson());
        s.nothingMissing();
        s.server->fail("timed_out");  // the pull: the round ends before it could tell of the gap
        std::optional<Result<SyncSummary>> result;
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.openSession();
        s.pushed(caseId, 1);
        s.page("c1", false);
        QVERIFY(result.has_value());
        QCOMPARE(result->ok() ? std::string() : result->error().type, std::string());
    }

    void answerThatCannotBeRead_marksNothingRefused()
    {
        Scripted s;
        s.home->dossiers().createCase("A").value();
        std::optional<Result<SyncSummary>> result;
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.openSession();
        s.server->answer(textAnswer(200, "{\"results\":", true));
        QVERIFY(result.has_value() && !result->ok());
        QCOMPARE(QString::fromStdString(result->error().type), QStringLiteral("bad_answer"));
        QCOMPARE(readSyncStatus(s.home->store())->quarantined, std::int64_t(0));
    }

    void emptyLongPollThatComesAtOnce_waitsForATick()
    {
        Scripted s;
        s.sync.watch();
        s.openSession();
        s.page("c1", false);
        QCOMPARE(s.sync.phase(), SyncPhase::Watching);
        s.page("c1", false);  // the long-poll, at once
        QCOMPARE(s.server->waiting(), std::size_t(0));
        s.world.clock.advanceMs(999);
        s.sync.tick();
        QCOMPARE(s.server->waiting(), std::size_t(0));
        s.world.clock.advanceMs(1);
        s.sync.tick();
        QVERIFY(s.server->asked("/v1/pull"));
        s.world.clock.advanceMs(25'000);
        s.page("c1", false);  // one that was held is followed at once
        QVERIFY(s.server->asked("/v1/pull"));
    }

    void lease_isNotRenewed_forADeviceThatMayOnlyDeliver()
    {
        Scripted s;
        s.deliverOnly = true;
        s.sync.syncOnce([](const Result<SyncSummary>&) {});
        s.openSession();
        QVERIFY(!readSyncStatus(s.home->store())->leaseUntilMs.has_value());
    }

    // While one page is under way the next is ready, and never are two under way at once.
    void push_sendsOnePageAtATime_inChainOrder()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        constexpr int kNotes = 2300;
        for (int i = 0; i < kNotes; ++i)
            QVERIFY(s.home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}}).ok());
        std::optional<Result<SyncSummary>> result;
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.openSession();
        std::int64_t n = 0;
        int pages = 0;
        for (; s.server->asked("/v1/push") && pages < 10; ++pages) {
            QCOMPARE(s.server->waiting(), std::size_t(1));
            const std::int64_t size = std::min<std::int64_t>(1000, kNotes + 1 - n);
            n += size;
            protocol::PushAnswer answer;
            answer.epoch = "e1";
            answer.results.assign(static_cast<std::size_t>(size), {protocol::Outcome::Stored, "", {}, {}});
            answer.receipts = {{caseId, Part::General, n, s.idAt(caseId, n)}};
            s.server->answer(answer.toJson());
        }
        QCOMPARE(pages, 3);
        s.nothingMissing();
        s.page("c1", false);
        QVERIFY(result.has_value() && result->ok());
        QCOMPARE((*result)->pushed, std::int64_t(kNotes + 1));
        QVERIFY((*result)->allSafe);
    }

    void refusedInAPage_whatFollowsItIsNotSent()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        for (int i = 0; i < 1500; ++i)
            QVERIFY(s.home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}}).ok());
        s.sync.syncOnce([](const Result<SyncSummary>&) {});
        s.openSession();
        protocol::PushAnswer answer;
        answer.epoch = "e1";
        answer.results.assign(1000, {protocol::Outcome::Refused, "gap", {}, {}});
        answer.results[0] = {protocol::Outcome::Stored, "", {}, {}};
        answer.results[1] = {protocol::Outcome::Refused, "bad_signature", {}, {}};
        answer.receipts = {{caseId, Part::General, 1, s.idAt(caseId, 1)}};
        s.server->answer(answer.toJson());
        s.nothingMissing();
        QVERIFY(s.server->asked("/v1/pull"));
        QCOMPARE(readSyncStatus(s.home->store())->unsafeRevisions, std::int64_t(1500));
        QCOMPARE(readSyncStatus(s.home->store())->quarantined, std::int64_t(1));
    }
};

QTEST_APPLESS_MAIN(SyncEngineTest)
#include "sync_engine_test.moc"
