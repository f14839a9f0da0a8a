// Who sees and writes what: the whole matrix of role × relation × part, and what memberships change.
#include "server_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

enum class Relation { Stranger, Founder, Reader, Writer, Owner, Removed };
constexpr std::pair<Relation, const char*> kRelations[] = {
    {Relation::Stranger, "stranger"}, {Relation::Founder, "founder"}, {Relation::Reader, "reader"},
    {Relation::Writer, "writer"},     {Relation::Owner, "owner"},     {Relation::Removed, "removed"}};

Right rightOf(Relation relation)
{
    switch (relation) {
    case Relation::Reader: return Right::Read;
    case Relation::Writer: return Right::Write;
    case Relation::Owner: return Right::Own;
    default: return Right::None;
    }
}

// Written down once more, in words and not from the table, so that a slip in the table shows.
bool expectSee(Role role, Relation relation, Part part)
{
    const bool inCase = relation == Relation::Founder || rightOf(relation) >= Right::Read;
    if (role == Role::Auditor) return false;
    if (role == Role::Coordinator) return part != Part::Medical;
    if (part == Part::Reporter) return false;
    if (part == Part::Medical) return role == Role::Vertrouwensarts && inCase;
    return inCase;
}

bool expectWrite(Role role, Relation relation, Part part)
{
    if (!expectSee(role, relation, part)) return false;
    return role == Role::Coordinator || relation == Relation::Founder || rightOf(relation) >= Right::Write;
}

}  // namespace

class AccessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matrix_everyRoleRelationAndPart_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<int>("relation");
        for (const RoleRow& row : kAccessTable)
            for (const auto& [relation, name] : kRelations)
                QTest::addRow("%s/%s", model::roleWord(row.role).data(), name)
                    << static_cast<int>(row.role) << static_cast<int>(relation);
    }
    void matrix_everyRoleRelationAndPart()
    {
        QFETCH(int, role);
        QFETCH(int, relation);
        const auto asRole = static_cast<Role>(role);
        const auto asRelation = static_cast<Relation>(relation);
        ServerWorld world;
        TestDevice subject(world, addUser(world, "Subject", asRole));
        TestDevice owner(world, addUser(world, "Owner", Role::Vertrouwensarts));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        TestDevice& founder = asRelation == Relation::Founder ? subject : owner;
        const Written founding = founder.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        QCOMPARE(founder.pushOne(founding), QStringLiteral("stored"));
        if (asRelation != Relation::Stranger && asRelation != Relation::Founder) {
            const Right first = asRelation == Relation::Removed ? Right::Write : rightOf(asRelation);
            const Written grant = owner.share(caseId, subject.user(), first);
            QCOMPARE(owner.pushOne(grant), QStringLiteral("stored"));
            if (asRelation == Relation::Removed) {
                QCOMPARE(owner.pushOne(owner.share(caseId, subject.user(), Right::None, {grant.id})), QStringLiteral("stored"));
            }
        }
        checkReading(world, subject, office, owner, caseId, asRole, asRelation);
        checkWriting(subject, caseId, asRole, asRelation);
    }

    void onlyItsFounder_canFoundACase()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice thief(world, addUser(world, "Thief", Role::Wijkteam));
        const auto record = field.newRecord();
        const CaseId caseId = revision::foundedCaseId(world.region, field.user(), record);
        const Written stolen = thief.write({caseId, Part::General, record, "case", {{"title", "Mine"}}});
        QCOMPARE(thief.pushOne(stolen), QStringLiteral("quarantined:unknown_case"));
        const Written real = field.write({caseId, Part::General, record, "case", {{"title", "Ours"}}});
        QCOMPARE(field.pushOne(real), QStringLiteral("stored"));
        QCOMPARE(thief.pushOne(stolen), QStringLiteral("quarantined:no_grant_known"));
    }

    void removedFounder_foundsNothingAgain_data()
    {
        QTest::addColumn<int>("left");
        QTest::newRow("nothing left") << static_cast<int>(Right::None);
        QTest::newRow("may read") << static_cast<int>(Right::Read);
    }
    void removedFounder_foundsNothingAgain()
    {
        QFETCH(int, left);
        ServerWorld world;
        TestDevice founder(world, addUser(world, "Founder", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = founder.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written again = founder.write({caseId, Part::General, founding.header.record, "case", {{"title", "Mine too"}}});
        QCOMPARE(founder.pushOne(founding), QStringLiteral("stored"));
        QCOMPARE(founder.pushOne(again), QStringLiteral("stored"));  // as its owner, not as its founder
        QCOMPARE(office.pushOne(office.share(caseId, founder.user(), static_cast<Right>(left))), QStringLiteral("stored"));
        const Written late = founder.write({caseId, Part::General, founding.header.record, "case", {{"title", "Still mine"}}});
        QCOMPARE(founder.pushOne(late), QStringLiteral("quarantined:not_member"));
    }

    void membership_nobodyRaisesHisOwnRight_andGrantsNeedOwnership()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice writer(world, addUser(world, "Writer", Role::Wijkteam));
        const UserId third = addUser(world, "Third", Role::Wijkteam);
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written grant = owner.share(caseId, writer.user(), Right::Write);
        owner.push({founding, grant});
        QCOMPARE(writer.pushOne(writer.share(caseId, writer.user(), Right::Own, {grant.id})),
                 QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(writer.pushOne(writer.share(caseId, third, Right::Read)), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(writer.pushOne(writer.share(caseId, owner.user(), Right::None)), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(writer.pushOne(writer.share(caseId, writer.user(), Right::Read, {grant.id})), QStringLiteral("stored"));
        QCOMPARE(writer.pushOne(writer.note(caseId, "too late")), QStringLiteral("quarantined:not_member"));
    }

    void owner_isLoweredOnlyByHimselfOrACoordinator()
    {
        ServerWorld world;
        TestDevice founder(world, addUser(world, "Founder", Role::Wijkteam));
        TestDevice second(world, addUser(world, "Second", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = founder.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        const Written grant = founder.share(caseId, second.user(), Right::Own);
        founder.push({founding, grant});
        QCOMPARE(second.pushOne(second.share(caseId, founder.user(), Right::Read)), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(founder.pushOne(founder.share(caseId, second.user(), Right::Read, {grant.id})),
                 QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(office.pushOne(office.share(caseId, second.user(), Right::Read, {grant.id})), QStringLiteral("stored"));
        QCOMPARE(second.pushOne(second.note(caseId, "x")), QStringLiteral("quarantined:not_member"));
    }

    void concurrentGrants_theLowestHolds()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        TestDevice member(world, addUser(world, "Member", Role::Wijkteam));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        owner.push({founding, owner.share(caseId, member.user(), Right::Write)});
        QCOMPARE(member.pushOne(member.note(caseId, "may")), QStringLiteral("stored"));
        QCOMPARE(office.pushOne(office.share(caseId, member.user(), Right::Read)), QStringLiteral("stored"));
        QCOMPARE(member.pushOne(member.note(caseId, "may not")), QStringLiteral("quarantined:not_member"));
    }

    void regionDossier_isWrittenByTheServerAlone()
    {
        ServerWorld world;
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const auto dossier = *CaseId::fromBytes(world.region.bytes());
        const Written role = office.write({dossier, Part::General, office.newRecord(), "role",
                                           {{"user", office.user().text()}, {"role", "auditor"}}});
        QCOMPARE(office.pushOne(role), QStringLiteral("quarantined:needs_newer_server"));
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        for (const auto& page : field.pullAll()) QCOMPARE(page.stubs.size(), std::size_t{0});
    }

    void membership_ofAnotherRegionsUser_isRefused_andTellsNothingOfHim()
    {
        ServerWorld world;
        TestDevice owner(world, addUser(world, "Owner", Role::Wijkteam));
        must(world.engine->admin().addRegion("NH", "Noord-Holland"));
        const UserId away = must(world.engine->admin().addUser("NH", "Away", Role::Coordinator));
        const Written founding = owner.foundCase("Family");
        const CaseId caseId = founding.header.caseId;
        owner.push({founding});
        QCOMPARE(owner.pushOne(owner.share(caseId, away, Right::Read)), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(owner.pushOne(owner.share(caseId, UserId(UserId::Bytes{7}), Right::Read)),
                 QStringLiteral("quarantined:rule_broken"));
        {
            const auto change = must(world.store->change());  // as an older server would have left it
            must(change->putMember(caseId, {away, Right::Read, 0, false}));
            must(change->commit());
        }
        Result<std::vector<CaseMember>> members = Error{};
        world.engine->lookups().members(owner.session, caseId, [&](auto a) { members = std::move(a); });
        QCOMPARE(must(members).size(), std::size_t{1});
        QVERIFY(must(members)[0].user.id == owner.user());
    }

    void otherRegion_seesNothing_andUnknownAndForbiddenLookAlike()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        must(world.engine->admin().addRegion("NH", "Noord-Holland"));
        TestDevice away(world, must(world.engine->admin().addUser("NH", "Away", Role::Coordinator)));
        const Written founding = field.foundCase("Family");
        field.push({founding});
        std::map<std::string, int> kinds;
        for (const auto& page : away.pullAll())
            for (const auto& item : page.revisions) ++kinds[item.revision.header.kind];
        QVERIFY(!kinds.contains("case"));
        Result<std::vector<CaseMember>> forbidden = Error{}, unknown = Error{};
        world.engine->lookups().members(away.session, founding.header.caseId, [&](auto a) { forbidden = std::move(a); });
        world.engine->lookups().members(away.session, CaseId(CaseId::Bytes{1}), [&](auto a) { unknown = std::move(a); });
        QCOMPARE(typeOf(forbidden), QStringLiteral("not_found"));
        QCOMPARE(forbidden.error().detail, unknown.error().detail);
        QCOMPARE(forbidden.error().title, unknown.error().title);
    }

private:
    // One note in every part, by those who may write there: what of it reaches the subject's second look?
    void checkReading(ServerWorld& world, TestDevice& subject, TestDevice& office, TestDevice& owner, const CaseId& caseId,
                      Role role, Relation relation)
    {
        std::map<RevisionId, Part> notes;
        const auto add = [&](TestDevice& writer, Part part) {
            const Written note = writer.note(caseId, "text", part);
            if (writer.pushOne(note) == QStringLiteral("stored")) notes.emplace(note.id, part);
        };
        add(office, Part::General);
        add(office, Part::Reporter);
        add(owner, Part::Medical);
        QCOMPARE(notes.size(), relation == Relation::Founder ? 2u : 3u);
        std::set<Part> seen;
        for (const RevisionId& id : subject.pullIds(2))
            if (notes.contains(id)) seen.insert(notes[id]);
        Result<std::vector<CaseMember>> members = Error{};
        world.engine->lookups().members(subject.session, caseId, [&](auto a) { members = std::move(a); });
        for (const auto& [id, part] : notes) QCOMPARE(seen.contains(part), expectSee(role, relation, part));
        QCOMPARE(members.ok(), expectSee(role, relation, Part::General));
    }

    void checkWriting(TestDevice& subject, const CaseId& caseId, Role role, Relation relation)
    {
        for (const Part part : revision::kAllParts) {
            const QString word = subject.pushOne(subject.note(caseId, "mine", part));
            QCOMPARE(word == QStringLiteral("stored"), expectWrite(role, relation, part));
            if (word != QStringLiteral("stored")) QVERIFY(word.startsWith(QStringLiteral("quarantined:")));
        }
    }
};

QTEST_APPLESS_MAIN(AccessTest)
#include "access_test.moc"
