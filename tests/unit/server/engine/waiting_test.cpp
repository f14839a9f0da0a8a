// Quarantine and release, and what comes and goes with a right: back-fill and purge.
#include "server_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

class WaitingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workBeforeItsGrant_waits_andIsReleasedByIt()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written early = guest.note(caseId, "before the case is known");
        const Written edit = guest.edit(early, "and edited");
        QCOMPARE(guest.pushOne(early), QStringLiteral("quarantined:unknown_case"));
        QCOMPARE(guest.pushOne(edit), QStringLiteral("quarantined:parent_quarantined"));
        office.pullAll();
        owner.push({founding});
        QCOMPARE(guest.pushOne(early), QStringLiteral("quarantined:no_grant_known"));
        QCOMPARE(office.pullIds(), std::vector<RevisionId>{founding.id});
        owner.push({owner.share(caseId, guest.user(), Right::Write)});
        QCOMPARE(guest.pushOne(early), QStringLiteral("already"));
        QCOMPARE(guest.pushOne(edit), QStringLiteral("already"));
        const auto ids = office.pullIds();
        QCOMPARE(ids.size(), 3u);
        QVERIFY(ids[1] == early.id && ids[2] == edit.id);  // never a child before its parent
    }

    void releasedWork_isToldToItsOwnDevice()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        owner.push({founding});
        const Written early = guest.note(founding.header.caseId, "early");
        guest.push({early});
        guest.pullAll();
        owner.push({owner.share(founding.header.caseId, guest.user(), Right::Write)});
        const auto ids = guest.pullIds();
        QVERIFY(std::count(ids.begin(), ids.end(), early.id) >= 1);
    }

    void withheldPlace_isShownAsASignedStub()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written bad = owner.write({caseId, Part::General, owner.newRecord(), "note", {{"text", ""}}});
        owner.push({founding, bad});
        const auto pages = office.pullAll();
        const auto& stubs = pages.back().stubs;
        QCOMPARE(stubs.size(), 1u);
        QVERIFY(stubs[0].id == bad.id);
        QCOMPARE(stubs[0].n, std::int64_t{2});
        QVERIFY(crypto::verifyFor(crypto::Purpose::Withheld, office.enrolment.serverKey, stubs[0].signedBytes(),
                                  stubs[0].signature));
    }

    void missingParent_waitsUntilItIsThere_acrossDevices()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = owner.foundCase("Family");
        owner.push({founding});
        const Written note = owner.note(founding.header.caseId, "not sent yet");
        const Written edit = office.edit(note, "seen over a cable");
        QCOMPARE(office.pushOne(edit), QStringLiteral("quarantined:unknown_parent"));
        QCOMPARE(owner.pushOne(note), QStringLiteral("stored"));
        QCOMPARE(office.pushOne(edit), QStringLiteral("already"));
    }

    void payloadLeftOut_waits_andCountsWhenItComes()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = owner.foundCase("Family");
        const Written note = owner.note(founding.header.caseId, "text");
        Written bare = note;
        bare.payloadBytes.clear();
        const auto answer = owner.push({founding, bare});
        QCOMPARE(answer.results[1].reason, std::string("no_payload"));
        office.pullAll();
        const auto again = owner.push({note});
        QVERIFY(again.results[0].outcome == Outcome::Stored);
        QCOMPARE(office.pullIds(), std::vector<RevisionId>{note.id});
    }

    void tooManyHeads_ofOneDevice_waitForAPerson()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written note = owner.note(caseId, "one");
        owner.push({founding, note});
        for (std::size_t i = 0; i < protocol::kHeadsPerDeviceMax; ++i)
            QCOMPARE(owner.pushOne(owner.edit(note, "branch " + std::to_string(i))), QStringLiteral("stored"));
        QCOMPARE(owner.pushOne(owner.edit(note, "one too many")), QStringLiteral("quarantined:too_many_heads"));
    }

    void obeyedKindInANewerVersion_isNotInEffect()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        owner.push({founding});
        const Written destroy = owner.write({caseId, Part::General, owner.newRecord(), "destroy", {{"all", true}}});
        QCOMPARE(owner.pushOne(destroy), QStringLiteral("quarantined:needs_newer_server"));
        const Written future = owner.write({caseId, Part::General, owner.newRecord(), "hologram", {{"depth", 3}}});
        QCOMPARE(owner.pushOne(future), QStringLiteral("stored"));
    }

    void replacingAnothersRevision_isNoRekey()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = owner.foundCase("Family");
        const Written note = owner.note(founding.header.caseId, "inconvenient");
        owner.push({founding, note});
        revision::Header header = note.header;
        header.user = office.user();
        header.device = office.id();
        header.n = 1;
        header.prev.reset();
        header.replaces = note.id;
        const Written gone = office.sign(header, {{"text", "nothing"}});
        QCOMPARE(office.pushOne(gone), QStringLiteral("quarantined:rule_broken"));
        const auto ids = office.pullIds();
        QVERIFY(std::count(ids.begin(), ids.end(), note.id) == 1);
        QVERIFY(std::count(ids.begin(), ids.end(), gone.id) == 0);
    }

    void grant_fillsTheCaseIn_inPagesOfOne_beforeLaterWork()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        const Written other = owner.foundCase("Another family");
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        std::vector<Written> work{founding};
        for (int i = 0; i < 5; ++i) work.push_back(owner.note(caseId, "note " + std::to_string(i)));
        owner.push({other});
        owner.push(work);
        QVERIFY(guest.pullIds(1).empty());
        const Written grant = owner.share(caseId, guest.user(), Right::Read);
        const Written later = owner.edit(work.back(), "edited after the grant");
        owner.push({grant, later});
        std::vector<RevisionId> expected;
        for (const Written& rev : work) expected.push_back(rev.id);
        expected.push_back(grant.id);
        expected.push_back(later.id);
        QCOMPARE(guest.pullIds(1), expected);
        QVERIFY(guest.pullIds(1).empty());
        TestDevice fresh(world, guest.user());
        QCOMPARE(fresh.pullIds(2), expected);
    }

    void removal_sendsAPurgeWithItsCause_andNothingAfterIt()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written grant = owner.share(caseId, guest.user(), Right::Read);
        owner.push({founding, grant});
        QCOMPARE(guest.pullIds().size(), 2u);
        const Written removal = owner.share(caseId, guest.user(), Right::None, {grant.id});
        owner.push({removal, owner.note(caseId, "secret")});
        const auto pages = guest.pullAll();
        QCOMPARE(pages.size(), 1u);
        QVERIFY(pages[0].revisions.empty());
        QCOMPARE(pages[0].purges.size(), 1u);
        QVERIFY(pages[0].purges[0].caseId == caseId);
        QVERIFY(pages[0].purges[0].cause.id == removal.id);
        QCOMPARE(pages[0].purges[0].parts, (std::vector<Part>{Part::General, Part::Medical, Part::Reporter}));
        QVERIFY(std::any_of(pages[0].certificates.begin(), pages[0].certificates.end(),
                            [&](const auto& c) { return c.device == owner.id(); }));
    }

    void rightGivenBack_fillsEverythingInAgain_alsoOnesOwn()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written grant = owner.share(caseId, guest.user(), Right::Write);
        owner.push({founding, grant});
        const Written mine = guest.note(caseId, "mine");
        guest.push({mine});
        guest.pullAll();
        const Written removal = owner.share(caseId, guest.user(), Right::None, {grant.id});
        const Written between = owner.note(caseId, "while he was out");
        const Written again = owner.share(caseId, guest.user(), Right::Read, {removal.id});
        owner.push({removal, between, again});
        std::size_t purges = 0;
        std::vector<RevisionId> ids;
        for (const auto& page : guest.pullAll(3)) {
            purges += page.purges.size();
            if (!page.purges.empty()) QVERIFY(ids.empty());
            for (const auto& item : page.revisions) ids.push_back(item.revision.id);
        }
        QCOMPARE(purges, 1u);
        QCOMPARE(ids, (std::vector<RevisionId>{founding.id, grant.id, mine.id, removal.id, between.id, again.id}));
    }

    void removalDuringABackFill_endsIt()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice guest(world, addUser(world, "Guest", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written first = owner.note(caseId, "1");
        const Written second = owner.note(caseId, "2");
        const Written grant = owner.share(caseId, guest.user(), Right::Read);
        owner.push({founding, first, second, grant});
        std::size_t got = 0;
        for (int i = 0; i < 20 && got == 0; ++i)
            for (const auto& item : must(guest.pullPage(1)).revisions) got += item.revision.header.caseId == caseId ? 1 : 0;
        QCOMPARE(got, 1u);
        owner.push({owner.share(caseId, guest.user(), Right::None, {grant.id})});
        std::size_t purges = 0;
        for (const auto& page : guest.pullAll(1)) {
            purges += page.purges.size();
            QVERIFY(page.revisions.empty());
        }
        QCOMPARE(purges, 1u);
    }

    void revokedDevice_deliversIntoQuarantine_andReadsNothing()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        field.push({founding});
        must(world.engine->admin().revokeDevice(field.id()));
        const Written note = field.note(founding.header.caseId, "written in a basement");
        const auto answer = field.push({note});
        QCOMPARE(answer.results[0].reason, std::string("revoked_device"));
        QCOMPARE(answer.receipts.at(0).n, std::int64_t{2});
        QCOMPARE(typeOf(field.pullPage()), QStringLiteral("deliver_only"));
        field.begin();
        QVERIFY(field.session.deliverOnly);
    }

    void disabledUser_everyDeviceIsDeliverOnly()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        must(world.engine->admin().disableUser(field.user()));
        QCOMPARE(field.pushOne(field.foundCase("Family")), QStringLiteral("quarantined:revoked_device"));
        QCOMPARE(typeOf(field.pullPage()), QStringLiteral("deliver_only"));
    }
};

QTEST_APPLESS_MAIN(WaitingTest)
#include "waiting_test.moc"
