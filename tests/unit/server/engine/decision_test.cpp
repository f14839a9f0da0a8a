// What waits for a person, and what a decision makes of it: accepted, declined, who may, and in which order it comes.
#include "server_fixture.h"

#include "server/engine/verify.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

using protocol::OwnState;

Written decisionOn(TestDevice& by, const std::vector<Written>& what, const char* verdict,
                   const std::optional<std::string>& reason = {})
{
    std::set<std::string> ids;
    for (const Written& rev : what) ids.insert(rev.id.text());
    const revision::Header& header = what.front().header;
    return by.write({header.caseId, header.part, by.newRecord(), model::kDecision,
                     {{"revisions", ids}, {"verdict", verdict}}, {}, reason});
}

protocol::QuarantineAnswer listFor(ServerWorld& world, const TestDevice& device, const std::vector<RevisionId>& own = {},
                                   const std::string& after = {})
{
    Result<protocol::QuarantineAnswer> out = Error{};
    world.engine->quarantine().list(device.session, {after, own}, [&](auto answer) { out = std::move(answer); });
    return must(std::move(out));
}

std::vector<RevisionId> idsOf(const protocol::QuarantineAnswer& list)
{
    std::vector<RevisionId> ids;
    for (const auto& item : list.items) ids.push_back(item.item.revision.id);
    return ids;
}

// A case with an owner and a member; the member is taken out and delivers two notes and an edit late.
struct Removed {
    ServerWorld world;
    TestDevice owner{world, addUser(world, "Owner", Role::Wijkteam)};
    TestDevice member{world, addUser(world, "Member", Role::Wijkteam)};
    TestDevice office{world, addUser(world, "Office", Role::Coordinator)};
    TestDevice stranger{world, addUser(world, "Stranger", Role::Wijkteam)};
    Written founding = owner.foundCase("Family");
    CaseId caseId = founding.header.caseId;
    Written grant = owner.share(caseId, member.user(), Right::Write);
    Written removal = owner.share(caseId, member.user(), Right::None, {grant.id});
    Written first = member.note(caseId, "first");
    Written edited = member.edit(first, "first, edited");
    Written second = member.note(caseId, "second");

    Removed()
    {
        owner.push({founding, grant, removal});
        const auto answer = member.push({first, edited, second});
        VELDPOST_CHECK(answer.results[0].reason == reason::kNotMember && answer.results[2].reason == reason::kNotMember);
        VELDPOST_CHECK(answer.results[1].reason == reason::kParentQuarantined);
        owner.pullAll();
        office.pullAll();
    }

    Standing standingOf(const Written& rev) { return must(must(world.store->view())->revision(rev.id))->standing; }
    protocol::OwnStanding told(const Written& rev) { return listFor(world, member, {rev.id}).own.at(0); }
};

void tamperWith(ServerWorld& world, int kind)
{
    switch (kind) {
    case 1: return tamper(world, "UPDATE revision SET decision = NULL WHERE standing = 2");
    case 2: return tamper(world, "UPDATE revision SET standing = 0 WHERE standing = 2");
    case 3: return tamper(world, "UPDATE revision SET standing = 2 WHERE decision IS NOT NULL");
    case 4: return tamper(world, "UPDATE revision SET decision = (SELECT id FROM revision WHERE kind = 'case')"
                                 " WHERE decision IS NOT NULL");
    case 5: return tamper(world, "UPDATE revision SET standing = 3, decision = NULL WHERE standing = 2");
    }
}

}  // namespace

class DecisionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void accepted_countsUnderItsAuthor_behindTheDecision_withWhatStandsOnIt()
    {
        Removed r;
        const Written yes = decisionOn(r.office, {r.first}, "accept");
        QCOMPARE(r.office.pushOne(yes), QStringLiteral("stored"));
        QCOMPARE(r.owner.pullIds(), (std::vector<RevisionId>{yes.id, r.first.id, r.edited.id}));
        QVERIFY(r.standingOf(r.second) == Standing::Quarantined);
        const auto told = r.told(r.first);
        QVERIFY(told.state == OwnState::Accepted && told.decision->user == r.office.user());
        QVERIFY(r.told(r.edited).state == OwnState::Accepted);
        QVERIFY(r.told(r.second).state == OwnState::Waiting);
        QCOMPARE(idsOf(listFor(r.world, r.office)), std::vector<RevisionId>{r.second.id});
    }

    void declined_staysOut_andItsAuthorLearnsWhy()
    {
        Removed r;
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {r.first}, "decline", "Dubbel")), QStringLiteral("stored"));
        for (const Written& rev : {r.first, r.edited}) {
            QVERIFY(r.standingOf(rev) == Standing::Declined);
            const auto told = r.told(rev);
            QVERIFY(told.state == OwnState::Declined);
            QCOMPARE(told.decision->reason, std::string("Dubbel"));
        }
        QCOMPARE(r.owner.pullIds().size(), std::size_t{1});  // the decision alone
        // Sent again, the answer says so.
        const auto again = r.member.push({r.first}).results.at(0);
        QVERIFY(again.outcome == Outcome::Quarantined && again.reason == "declined");
        const auto list = listFor(r.world, r.office);
        QCOMPARE(idsOf(list), (std::vector<RevisionId>{r.first.id, r.second.id}));
        QVERIFY(list.items[0].declined && !list.items[1].declined);
    }

    void declineWithoutAReason_breaksARule()
    {
        Removed r;
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {r.first}, "decline")), QStringLiteral("quarantined:rule_broken"));
        QVERIFY(r.standingOf(r.first) == Standing::Quarantined);
    }

    void acceptAfterDecline_releasesAll_andADeclineAfterThatHasNoEffect()
    {
        Removed r;
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {r.first}, "decline", "Dubbel")), QStringLiteral("stored"));
        QCOMPARE(r.owner.pushOne(decisionOn(r.owner, {r.first}, "accept")), QStringLiteral("stored"));
        QVERIFY(r.standingOf(r.first) == Standing::Live && r.standingOf(r.edited) == Standing::Live);
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {r.first}, "decline", "Toch")), QStringLiteral("stored"));
        QVERIFY(r.standingOf(r.first) == Standing::Live);
        QVERIFY(r.told(r.first).state == OwnState::Accepted);
    }

    void editThatComesAfterItsNoteWasDeclined_isDeclinedWithIt()
    {
        Removed r;
        r.office.push({decisionOn(r.office, {r.first}, "decline", "Dubbel")});
        const Written late = r.member.edit(r.edited, "once more");
        r.member.push({late});
        QVERIFY(r.standingOf(late) == Standing::Declined);
        r.office.push({decisionOn(r.office, {r.first}, "accept")});
        QVERIFY(r.standingOf(late) == Standing::Live);
    }

    void whoMayNotWrite_decidesNothing()
    {
        Removed r;
        QCOMPARE(r.stranger.pushOne(decisionOn(r.stranger, {r.first}, "accept")), QStringLiteral("quarantined:no_grant_known"));
        QCOMPARE(r.member.pushOne(decisionOn(r.member, {r.first}, "accept")), QStringLiteral("quarantined:not_member"));
        r.owner.push({r.owner.share(r.caseId, r.stranger.user(), Right::Read)});
        QCOMPARE(r.stranger.pushOne(decisionOn(r.stranger, {r.second}, "accept")), QStringLiteral("quarantined:no_grant_known"));
        QVERIFY(r.standingOf(r.first) == Standing::Quarantined && r.standingOf(r.second) == Standing::Quarantined);
    }

    void grantGivenAgain_releasesNothingByItself()
    {
        Removed r;
        r.owner.push({r.owner.share(r.caseId, r.member.user(), Right::Write, {r.removal.id})});
        QVERIFY(r.standingOf(r.first) == Standing::Quarantined);
        QCOMPARE(r.member.pushOne(decisionOn(r.member, {r.first}, "accept")), QStringLiteral("stored"));
        QVERIFY(r.standingOf(r.first) == Standing::Live);
    }

    void standsOnAcceptedWorkOfAnother_isJudgedByItsOwnRight()
    {
        Removed r;
        const Written foreign = r.stranger.edit(r.first, "mine now");
        QCOMPARE(r.stranger.pushOne(foreign), QStringLiteral("quarantined:parent_quarantined"));
        r.office.push({decisionOn(r.office, {r.first}, "accept")});
        const auto stored = must(must(r.world.store->view())->revision(foreign.id));
        QVERIFY(stored->standing == Standing::Quarantined);
        QCOMPARE(stored->reason, std::string(reason::kNoGrantKnown));
    }

    void membershipAndDecisions_areNobodysToLetCount()
    {
        Removed r;
        const Written grant = r.member.share(r.caseId, r.stranger.user(), Right::Read);
        QCOMPARE(r.member.pushOne(grant), QStringLiteral("quarantined:not_member"));
        const Written decided = decisionOn(r.member, {r.first}, "accept");
        QCOMPARE(r.member.pushOne(decided), QStringLiteral("quarantined:not_member"));
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {grant}, "accept")), QStringLiteral("quarantined:not_decidable"));
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {decided}, "accept")), QStringLiteral("quarantined:not_decidable"));
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {grant, decided}, "decline", "Geen recht")), QStringLiteral("stored"));
        QVERIFY(r.standingOf(grant) == Standing::Declined);
    }

    void whatBreaksARule_orWaitsByItself_isNotDecidable()
    {
        Removed r;
        const Written empty = r.owner.note(r.caseId, "");
        QCOMPARE(r.owner.pushOne(empty), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {empty}, "accept")), QStringLiteral("quarantined:not_decidable"));
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {r.edited}, "accept")), QStringLiteral("quarantined:not_decidable"));
        QVERIFY(r.standingOf(r.edited) == Standing::Quarantined);
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {empty}, "decline", "Leeg")), QStringLiteral("stored"));
    }

    void ofAnotherCase_breaksARule()
    {
        Removed r;
        const Written other = r.office.foundCase("Another");
        r.office.push({other});
        const Written decision = r.office.write({other.header.caseId, Part::General, r.office.newRecord(), model::kDecision,
                                                 {{"revisions", {r.first.id.text()}}, {"verdict", "accept"}}});
        QCOMPARE(r.office.pushOne(decision), QStringLiteral("quarantined:rule_broken"));
    }

    void decisionThatComesFirst_waitsForWhatItNames()
    {
        Removed r;
        const Written third = r.member.note(r.caseId, "third");
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {third}, "accept")), QStringLiteral("quarantined:unknown_parent"));
        QCOMPARE(r.member.pushOne(third), QStringLiteral("stored"));
    }

    void revokedDevice_withACaseOfItsOwn_isLetInByACoordinator()
    {
        ServerWorld world;
        TestDevice lost(world, addUser(world, "Lost", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        must(world.engine->admin().revokeDevice(lost.id()));
        lost.begin();
        const Written founding = lost.foundCase("New");
        const Written note = lost.note(founding.header.caseId, "text");
        lost.push({founding, note});
        const auto list = listFor(world, office);
        QCOMPARE(idsOf(list), (std::vector<RevisionId>{founding.id, note.id}));
        QVERIFY(list.items[0].mayDecide && !list.items[1].item.revision.payloadBytes.empty());
        QCOMPARE(office.pushOne(decisionOn(office, {note}, "accept")), QStringLiteral("quarantined:not_decidable"));
        QCOMPARE(office.pushOne(decisionOn(office, {founding}, "accept")), QStringLiteral("stored"));
        QCOMPARE(office.pushOne(decisionOn(office, {note}, "accept")), QStringLiteral("stored"));
        QCOMPARE(office.pullIds().size(), std::size_t{4 - 2});  // its own decisions it has
    }

    void list_isForTheAuthor_thoseWhoMaySee_andCoordinators_andHoldsWhatEachMaySee()
    {
        Removed r;
        const auto byOwner = listFor(r.world, r.owner);
        QCOMPARE(idsOf(byOwner), (std::vector<RevisionId>{r.first.id, r.second.id}));
        QVERIFY(byOwner.items[0].mayDecide && !byOwner.items[0].item.revision.payloadBytes.empty());
        QCOMPARE(byOwner.certificates.size(), std::size_t{1});
        const auto byAuthor = listFor(r.world, r.member);
        QCOMPARE(idsOf(byAuthor), idsOf(byOwner));
        QVERIFY(!byAuthor.items[0].mayDecide && byAuthor.items[0].item.revision.payloadBytes.empty());
        QVERIFY(idsOf(listFor(r.world, r.stranger)).empty());
        QVERIFY(listFor(r.world, r.stranger, {r.first.id}).own.at(0).state == OwnState::Unknown);
        // Of the doctor's file a coordinator knows that something waits, and not what.
        TestDevice doctor(r.world, addUser(r.world, "Doctor", Role::Vertrouwensarts));
        const Written in = r.owner.share(r.caseId, doctor.user(), Right::Write);
        const Written out = r.owner.share(r.caseId, doctor.user(), Right::None, {in.id});
        r.owner.push({in, out});
        const Written medical = doctor.note(r.caseId, "medical", Part::Medical);
        QCOMPARE(doctor.pushOne(medical), QStringLiteral("quarantined:not_member"));
        const auto byOffice = listFor(r.world, r.office);
        QVERIFY(byOffice.items.back().item.revision.id == medical.id);
        QVERIFY(byOffice.items.back().item.revision.payloadBytes.empty() && !byOffice.items.back().mayDecide);
        QVERIFY(idsOf(listFor(r.world, r.owner)) == idsOf(byOwner));
        QCOMPARE(r.office.pushOne(decisionOn(r.office, {medical}, "accept")), QStringLiteral("quarantined:rule_broken"));
    }

    void list_isPaged_andAudited()
    {
        Removed r;
        const std::size_t more = protocol::kQuarantinePageMax;
        std::vector<Written> late;
        for (std::size_t i = 0; i < more; ++i) late.push_back(r.member.note(r.caseId, "late"));
        r.member.push(late);
        const auto first = listFor(r.world, r.owner);
        QCOMPARE(first.items.size(), protocol::kQuarantinePageMax);
        QVERIFY(!first.next.empty());
        const auto rest = listFor(r.world, r.owner, {}, first.next);
        QCOMPARE(rest.items.size(), std::size_t{2});
        QVERIFY(rest.next.empty());
        const auto log = must(r.world.engine->admin().auditOf(r.caseId));
        const auto reads = std::count_if(log.begin(), log.end(), [](const std::string& entry) {
            return entry.find("\"code\":\"quarantine\"") != std::string::npos;
        });
        QCOMPARE(reads, std::ptrdiff_t{2});
        Result<protocol::QuarantineAnswer> bad = Error{};
        r.world.engine->quarantine().list(r.owner.session, {"x", {}}, [&](auto answer) { bad = std::move(answer); });
        QCOMPARE(typeOf(bad), QStringLiteral("malformed_message"));
    }

    // How a revision stands must be what the decision it names says.
    void verify_findsAStandingThatNobodyDecided_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("bad");
        QTest::newRow("as it is") << 0 << 0;
        QTest::newRow("declined by nobody") << 1 << 1;
        QTest::newRow("let in by what declined it") << 2 << 1;
        QTest::newRow("declined by what let it in") << 3 << 2;
        QTest::newRow("decided by something else") << 4 << 3;
        QTest::newRow("unknown") << 5 << 1;
    }
    void verify_findsAStandingThatNobodyDecided()
    {
        QFETCH(int, kind);
        QFETCH(int, bad);
        Removed r;
        r.office.push({decisionOn(r.office, {r.first}, "accept")});
        r.office.push({decisionOn(r.office, {r.second}, "decline", "Dubbel")});
        tamperWith(r.world, kind);
        const auto view = must(r.world.store->view());
        const VerifyReport report = must(verifyStore(*view, r.world.engine->keys()));
        QCOMPARE(static_cast<int>(report.bad.size()), bad);
        for (const auto& finding : report.bad) QCOMPARE(finding.why, std::string("bad_column"));
    }

    // Whoever reads late gets a mark for the place that comes later, and no chain has an unseen gap.
    void placeReleasedLater_isWithheldUntilThen()
    {
        Removed r;
        r.owner.push({r.owner.share(r.caseId, r.member.user(), Right::Write, {r.removal.id})});
        const Written after = r.member.note(r.caseId, "after");
        QCOMPARE(r.member.pushOne(after), QStringLiteral("stored"));
        r.office.push({decisionOn(r.office, {r.second}, "accept")});
        r.office.push({decisionOn(r.office, {r.first}, "decline", "Dubbel")});
        TestDevice late(r.world, addUser(r.world, "Late", Role::Coordinator));
        std::set<std::int64_t> withheld;
        bool stubBefore = false;
        for (const auto& page : late.pullAll(1)) {
            for (const auto& stub : page.stubs)
                if (stub.chain == after.header.chain()) withheld.insert(stub.n);
            for (const auto& item : page.revisions)
                if (item.revision.id == after.id) stubBefore = withheld.contains(r.second.header.n);
        }
        QVERIFY(stubBefore);
        QCOMPARE(withheld, (std::set<std::int64_t>{r.first.header.n, r.edited.header.n, r.second.header.n}));
    }
};

QTEST_APPLESS_MAIN(DecisionTest)
#include "decision_test.moc"
