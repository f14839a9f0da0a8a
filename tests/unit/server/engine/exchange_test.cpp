// Push and pull between devices through a whole engine.
#include "server_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

class ExchangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Found by the simulator: the device deletes its note with the case it hears of having lost, although it may see it.
    void ownNote_sentBeforeTheLossOfTheCaseWasHeardOf_comesBack()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice member(world, addUser(world, "Member", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written grant = owner.share(caseId, member.user(), Right::Write);
        owner.push({founding, grant});
        const Written early = member.note(caseId, "before");
        member.pullAll();
        member.push({early});
        QCOMPARE(member.pullIds(), std::vector<RevisionId>());  // what it has is not sent again
        const Written removal = owner.share(caseId, member.user(), Right::None, {grant.id});
        const Written again = owner.share(caseId, member.user(), Right::Write, {removal.id});
        owner.push({removal, again});
        const Written late = member.note(caseId, "late");
        QCOMPARE(member.pushOne(late), QStringLiteral("stored"));
        const auto ids = member.pullIds();
        QVERIFY(std::count(ids.begin(), ids.end(), early.id) == 1);
        QVERIFY(std::count(ids.begin(), ids.end(), late.id) == 1);
    }

    void note_pushedByOne_isPulledByTheCoordinator()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = field.foundCase("Family");
        const Written note = field.note(founding.header.caseId, "Visited at noon");
        const auto answer = field.push({founding, note});
        QCOMPARE(answer.results.size(), 2u);
        QVERIFY(answer.results[0].outcome == Outcome::Stored && answer.results[1].outcome == Outcome::Stored);
        QVERIFY(protocol::stampHolds(world.engine->keys().stampKey, note.id, *answer.results[1].receivedAtMs,
                                     *answer.results[1].stamp));
        QCOMPARE(answer.receipts.size(), 1u);
        QCOMPARE(answer.receipts[0].n, std::int64_t{2});
        QVERIFY(answer.receipts[0].id == note.id);

        const auto pages = office.pullAll();
        const auto& last = pages.back().revisions.back();
        QVERIFY(last.revision.id == note.id);
        QCOMPARE(last.revision.payloadBytes, note.payloadBytes);
        QVERIFY(revision::signatureHolds(last.revision, field.key().publicKey()));
        QCOMPARE(*last.receivedAtMs, *answer.results[1].receivedAtMs);
        const auto& certificates = pages.back().certificates;
        QVERIFY(std::any_of(certificates.begin(), certificates.end(), [&](const protocol::Certificate& c) {
            return c.device == field.id() && c.signedBy(office.enrolment.serverKey);
        }));
        QVERIFY(office.pullIds().empty());
    }

    void regionDossier_isPulledByEveryRole_andNamesTheUsers_data()
    {
        QTest::addColumn<int>("role");
        for (const auto role : {Role::Wijkteam, Role::Vertrouwensarts, Role::Coordinator, Role::Auditor})
            QTest::newRow(model::roleWord(role).data()) << static_cast<int>(role);
    }
    void regionDossier_isPulledByEveryRole_andNamesTheUsers()
    {
        QFETCH(int, role);
        ServerWorld world;
        TestDevice device(world, addUser(world, "Somebody", static_cast<Role>(role)));
        std::map<std::string, int> kinds;
        for (const auto& page : device.pullAll()) {
            for (const auto& item : page.revisions) {
                QVERIFY(revision::signatureHolds(item.revision, device.enrolment.serverKey));
                ++kinds[item.revision.header.kind];
            }
        }
        QCOMPARE(kinds, (std::map<std::string, int>{{"region", 1}, {"role", 1}, {"user", 1}}));
    }

    void ownRevisions_areNotSentBackToTheirDevice_butToAnotherOfTheSameUser()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Field", Role::Wijkteam);
        TestDevice tablet(world, user);
        TestDevice phone(world, user);
        const Written founding = tablet.foundCase("Family");
        tablet.push({founding});
        QVERIFY(tablet.pullIds().empty());
        QCOMPARE(phone.pullIds(), std::vector<RevisionId>{founding.id});
    }

    void repeatedPush_answersAlready_andChangesNothing()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = field.foundCase("Family");
        const auto first = field.push({founding});
        QCOMPARE(office.pullIds().size(), 1u);
        world.clock.advanceMs(5000);
        const auto second = field.push({founding});
        QVERIFY(second.results[0].outcome == Outcome::Already);
        QCOMPARE(*second.results[0].receivedAtMs, *first.results[0].receivedAtMs);
        QVERIFY(*second.results[0].stamp == *first.results[0].stamp);
        QVERIFY(office.pullIds().empty());
    }

    void refused_forkGapForeignAndForged_leaveTheChainAsItWas()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice other(world, addUser(world, "Other", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        field.push({founding});
        const Written second = field.note(caseId, "second");
        const Written third = field.note(caseId, "third");
        QCOMPARE(field.pushOne(third), QStringLiteral("refused:gap"));
        revision::Header twin = founding.header;
        twin.atMs += 1;
        QCOMPARE(field.pushOne(field.sign(twin, {{"title", "Another"}})), QStringLiteral("refused:fork"));
        QCOMPARE(other.pushOne(second), QStringLiteral("refused:wrong_author"));
        Written forged = second;
        forged.signature = founding.signature;
        QCOMPARE(field.pushOne(forged), QStringLiteral("refused:bad_signature"));
        revision::Header elsewhere = second.header;
        elsewhere.region = makeUuid7<RegionId>(1, world.random);
        QCOMPARE(field.pushOne(field.sign(elsewhere, {{"text", "x"}})), QStringLiteral("refused:wrong_author"));
        const auto answer = field.push({second, third});
        QCOMPARE(answer.receipts.at(0).n, std::int64_t{3});
        QVERIFY(answer.results[1].outcome == Outcome::Stored);
    }

    void oneBadItem_delaysNothingButItself()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written broken = field.write({caseId, Part::General, field.newRecord(), "note", {{"colour", "red"}}});
        const Written good = field.note(caseId, "fine");
        const auto answer = field.push({founding, broken, good});
        QCOMPARE(answer.results[1].reason, std::string("rule_broken"));
        QVERIFY(answer.results[1].outcome == Outcome::Quarantined);
        QVERIFY(answer.results[2].outcome == Outcome::Stored);
        QCOMPARE(answer.receipts.at(0).n, std::int64_t{3});
    }

    void waitingPull_isAnsweredByACommitOfItsRegion_orByTheEndOfItsTime()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        field.pullAll();
        office.pullAll();
        int answers = 0;
        std::size_t revisions = 0;
        const auto wait = [&] {
            PullSink sink;
            sink.encode = [&](const protocol::PullPage& page) {
                revisions = page.revisions.size();
                office.cursor = page.cursor;
                return std::string();
            };
            sink.send = [&](Result<std::string> body) { answers += body.ok() ? 1 : 100; };
            world.engine->feed().pull(office.session, {office.cursor, 100, 25'000}, std::move(sink));
        };
        wait();
        world.engine->tick();
        QCOMPARE(answers, 0);
        field.push({field.foundCase("Family")});
        world.engine->tick();
        QCOMPARE(answers, 1);
        QCOMPARE(revisions, 1u);
        wait();
        world.clock.advanceMs(25'001);
        world.engine->tick();
        QCOMPARE(answers, 2);
        QCOMPARE(revisions, 0u);
        wait();
        wait();  // the newer request answers the older one
        world.engine->tick();
        QCOMPARE(answers, 3);
        world.engine->stopWaiting();
        world.engine->tick();
        QCOMPARE(answers, 4);
    }

    void have_listsOwnChains_page_by_page()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        std::vector<Written> cases;
        for (int i = 0; i < 3; ++i) cases.push_back(field.foundCase("Case " + std::to_string(i)));
        field.push(cases);
        const auto answer = must(world.engine->lookups().have(field.session, {""}));
        QCOMPARE(answer.receipts.size(), 3u);
        QVERIFY(answer.next.empty());
        QVERIFY(std::is_sorted(answer.receipts.begin(), answer.receipts.end(),
                               [](const auto& a, const auto& b) { return a.caseId < b.caseId; }));
        const auto rest = must(world.engine->lookups().have(field.session, {answer.receipts[0].caseId.text() + "/general"}));
        QCOMPARE(rest.receipts.size(), 2u);
        QCOMPARE(typeOf(world.engine->lookups().have(field.session, {"nonsense"})), QStringLiteral("malformed_message"));
    }

    void cursor_ofAnotherEpochOrNoneAtAll_isRefused()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        field.cursor = "v1.00000000-0000-7000-8000-000000000000.3";
        QCOMPARE(typeOf(field.pullPage()), QStringLiteral("epoch_changed"));
        for (const char* bad : {"x", "v1.e", "v1.e.-1", "v1.e.1.2", "v2.e.1", "v1.e.99999999999999999999"}) {
            field.cursor = bad;
            QCOMPARE(typeOf(field.pullPage()), QStringLiteral("malformed_cursor"));
        }
    }
};

QTEST_APPLESS_MAIN(ExchangeTest)
#include "exchange_test.moc"
