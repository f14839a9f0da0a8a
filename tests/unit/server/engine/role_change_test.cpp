// A role that changes: what it takes is purged with the revision that took it, what it gives is filled in, case by case.
#include "server_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

// A device's holdings, kept as its pages say.
struct Holder {
    TestDevice device;
    RegionId region;
    std::map<RevisionId, std::pair<CaseId, Part>> held;
    std::vector<protocol::Purge> purges;
    std::vector<CaseId> order;  // of cases as they came, each change noted

    Holder(ServerWorld& world, const char* name, Role role) : device(world, addUser(world, name, role)), region(world.region) {}

    void pull(std::size_t limit = protocol::kPageRevisionsMax)
    {
        for (const auto& page : device.pullAll(limit)) {
            for (const auto& purge : page.purges) take(purge);
            for (const auto& item : page.revisions) take(item.revision);
        }
    }

    void take(const protocol::Purge& purge)
    {
        purges.push_back(purge);
        const bool everyCase = purge.caseId.bytes() == region.bytes();
        std::erase_if(held, [&](const auto& entry) {
            const auto& [caseId, part] = entry.second;
            const bool kept = std::find(purge.kept.begin(), purge.kept.end(), caseId) != purge.kept.end();
            const bool named = everyCase ? caseId.bytes() != region.bytes() && !kept : caseId == purge.caseId;
            return named && std::find(purge.parts.begin(), purge.parts.end(), part) != purge.parts.end();
        });
    }

    void take(const revision::SignedRevision& rev)
    {
        for (const RevisionId& parent : rev.header.parents) QVERIFY(held.contains(parent));
        held[rev.id] = {rev.header.caseId, rev.header.part};
        if (rev.header.caseId.bytes() == region.bytes()) return;
        if (order.empty() || order.back() != rev.header.caseId) order.push_back(rev.header.caseId);
    }

    std::set<Part> partsOf(const CaseId& caseId) const
    {
        std::set<Part> parts;
        for (const auto& [id, place] : held)
            if (place.first == caseId) parts.insert(place.second);
        return parts;
    }
};

// A case of a doctor's with something in each part; the reporter's is a coordinator's.
struct Family {
    Written founding;
    CaseId caseId;
    std::vector<Written> notes;
};

struct Region {
    ServerWorld world;
    TestDevice doctor{world, addUser(world, "Doctor", Role::Vertrouwensarts)};
    TestDevice office{world, addUser(world, "Office", Role::Coordinator)};

    Family family(const std::string& title)
    {
        Family out{doctor.foundCase(title), {}, {}};
        out.caseId = out.founding.header.caseId;
        const Written general = doctor.note(out.caseId, "general");
        const Written medical = doctor.note(out.caseId, "medical", Part::Medical);
        const Written edited = doctor.edit(medical, "medical, edited");
        doctor.push({out.founding, general, medical, edited});
        const Written reporter = office.note(out.caseId, "reporter", Part::Reporter);
        office.push({reporter});
        out.notes = {general, medical, edited, reporter};
        return out;
    }
    void share(const Family& family, const UserId& user) { doctor.push({doctor.share(family.caseId, user, Right::Write)}); }
    void setRole(const UserId& user, Role role) { must(world.engine->admin().setRole(user, role)); }
};

using Parts = std::set<Part>;

}  // namespace

class RoleChangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wijkteamToVertrouwensarts_getsTheMedicalPartsOfHisCases_andLosesJustThoseAgain()
    {
        Region region;
        const Family mine = region.family("Mine"), other = region.family("Other");
        Holder anna(region.world, "Anna", Role::Wijkteam);
        region.share(mine, anna.device.user());
        anna.pull();
        QCOMPARE(anna.partsOf(mine.caseId), Parts{Part::General});
        const auto before = anna.held;
        region.setRole(anna.device.user(), Role::Vertrouwensarts);
        anna.pull(2);
        QCOMPARE(anna.partsOf(mine.caseId), (Parts{Part::General, Part::Medical}));
        QVERIFY(anna.partsOf(other.caseId).empty() && anna.purges.empty());
        // What comes from then on comes at once.
        region.doctor.push({region.doctor.note(mine.caseId, "new", Part::Medical)});
        anna.pull();
        QCOMPARE(anna.held.size(), before.size() + 4);  // the role, two and one more of the doctor's file
        region.setRole(anna.device.user(), Role::Wijkteam);
        anna.pull();
        QCOMPARE(anna.partsOf(mine.caseId), Parts{Part::General});
        QCOMPARE(anna.purges.size(), std::size_t{1});
        QCOMPARE(anna.purges[0].parts, std::vector<Part>{Part::Medical});
        QCOMPARE(anna.purges[0].cause.header.kind, std::string(model::kRole));
        QVERIFY(anna.purges[0].cause.header.record.bytes() == anna.device.user().bytes());
    }

    void turnedAndTurnedBack_betweenTwoPulls_losesNothing()
    {
        Region region;
        const Family mine = region.family("Mine");
        Holder bert(region.world, "Bert", Role::Vertrouwensarts);
        region.share(mine, bert.device.user());
        bert.pull();
        region.setRole(bert.device.user(), Role::Wijkteam);
        region.doctor.push({region.doctor.note(mine.caseId, "meanwhile", Part::Medical)});
        region.setRole(bert.device.user(), Role::Vertrouwensarts);
        bert.pull(1);
        std::size_t medical = 0;
        for (const auto& [id, place] : bert.held) medical += place.second == Part::Medical ? 1 : 0;
        QCOMPARE(medical, std::size_t{3});
    }

    // As a coordinator he loses nothing by the end of a membership, and so that end says nothing to him.
    void membershipThatEnded_whileARoleCoveredTheRegion_leavesNoMedicalPart()
    {
        Region region;
        const Family mine = region.family("Mine"), kept = region.family("Kept");
        Holder bert(region.world, "Bert", Role::Vertrouwensarts);
        region.share(mine, bert.device.user());
        region.share(kept, bert.device.user());
        bert.pull();
        QCOMPARE(bert.partsOf(mine.caseId), (Parts{Part::General, Part::Medical}));
        region.setRole(bert.device.user(), Role::Coordinator);
        region.doctor.push({region.doctor.share(mine.caseId, bert.device.user(), Right::None)});
        region.setRole(bert.device.user(), Role::Vertrouwensarts);
        bert.pull(1);
        QVERIFY(bert.partsOf(mine.caseId).empty());
        QCOMPARE(bert.partsOf(kept.caseId), (Parts{Part::General, Part::Medical}));
    }

    void becomingACoordinator_bringsTheRegion_oneCaseAtATime_andEndingItLeavesHisOwnCases()
    {
        Region region;
        std::vector<Family> families;
        for (int i = 0; i < 5; ++i) families.push_back(region.family("Family " + std::to_string(i)));
        Holder carla(region.world, "Carla", Role::Wijkteam);
        region.share(families[2], carla.device.user());
        carla.pull();
        carla.order.clear();
        region.setRole(carla.device.user(), Role::Coordinator);
        carla.pull(1);
        QCOMPARE(carla.order.size(), std::size_t{5});
        QVERIFY(std::is_sorted(carla.order.begin(), carla.order.end()));
        for (const Family& family : families) QCOMPARE(carla.partsOf(family.caseId), (Parts{Part::General, Part::Reporter}));
        region.setRole(carla.device.user(), Role::Wijkteam);
        carla.pull();
        for (const Family& family : families)
            QCOMPARE(carla.partsOf(family.caseId), family.caseId == families[2].caseId ? Parts{Part::General} : Parts{});
    }

    // Interrupted anywhere, with new work between the pages: the case under way is finished first.
    void backFill_isTakenUpWhereItStood_whileWorkGoesOn()
    {
        Region region;
        std::vector<Family> families;
        for (int i = 0; i < 3; ++i) families.push_back(region.family("Family " + std::to_string(i)));
        Holder carla(region.world, "Carla", Role::Wijkteam);
        carla.pull();
        region.setRole(carla.device.user(), Role::Coordinator);
        std::size_t written = 0;
        for (int i = 0; i < 200; ++i) {
            const auto page = must(carla.device.pullPage(1));
            for (const auto& item : page.revisions) carla.take(item.revision);
            if (written < 6) {
                const Family& family = families[written++ % 3];
                region.doctor.push({region.doctor.edit(family.notes[0], "again")});
            }
            region.world.restart();
            carla.device.begin();
            region.doctor.begin();
            if (!page.more && written == 6) break;
        }
        carla.pull();
        std::size_t general = 0;
        for (const auto& [id, place] : carla.held)
            general += place.second == Part::General && place.first.bytes() != region.world.region.bytes() ? 1 : 0;
        QCOMPARE(general, std::size_t{3 * 2 + 6});
    }

    void unsentWork_ofARoleThatEnded_isAnOrphan_andNotBroken()
    {
        Region region;
        const Family mine = region.family("Mine");
        Holder dirk(region.world, "Dirk", Role::Vertrouwensarts);
        region.share(mine, dirk.device.user());
        const Written medical = dirk.device.note(mine.caseId, "unsent", Part::Medical);
        region.setRole(dirk.device.user(), Role::Wijkteam);
        QCOMPARE(dirk.device.pushOne(medical), QStringLiteral("quarantined:not_member"));
        Holder emma(region.world, "Emma", Role::Coordinator);
        const Written general = emma.device.note(mine.caseId, "unsent");
        region.setRole(emma.device.user(), Role::Wijkteam);
        QCOMPARE(emma.device.pushOne(general), QStringLiteral("quarantined:not_member"));
        const Written decision = region.doctor.write({mine.caseId, Part::Medical, region.doctor.newRecord(), model::kDecision,
                                                      {{"revisions", {medical.id.text()}}, {"verdict", "accept"}}});
        QCOMPARE(region.doctor.pushOne(decision), QStringLiteral("stored"));
    }

    void membershipLost_whileCoordinator_countsWhenTheRoleEnds()
    {
        Region region;
        const Family mine = region.family("Mine");
        Holder fleur(region.world, "Fleur", Role::Coordinator);
        const Written grant = region.doctor.share(mine.caseId, fleur.device.user(), Right::Write);
        region.doctor.push({grant});
        fleur.pull();
        region.doctor.push({region.doctor.share(mine.caseId, fleur.device.user(), Right::None, {grant.id})});
        fleur.pull();
        QVERIFY(!fleur.partsOf(mine.caseId).empty());
        region.setRole(fleur.device.user(), Role::Wijkteam);
        fleur.pull();
        QVERIFY(fleur.partsOf(mine.caseId).empty());
    }

    void rolesSideBySide_theLeastOfThemHolds()
    {
        const auto held = [](std::initializer_list<const char*> words) {
            revision::RecordState state;
            for (const char* word : words) state.fields["role"].push_back({word, {}});
            return model::effectiveRole(state);
        };
        QVERIFY(held({"coordinator"}) == Role::Coordinator);
        QVERIFY(held({"coordinator", "vertrouwensarts"}) == Role::Wijkteam);
        QVERIFY(held({"vertrouwensarts", "wijkteam"}) == Role::Wijkteam);
        QVERIFY(!held({"auditor", "coordinator"}));
        QVERIFY(!held({"something new"}) && !held({}));
    }

    void sameRoleAgain_changesNothing_andAnUnknownUserIsSaid()
    {
        Region region;
        Holder gijs(region.world, "Gijs", Role::Wijkteam);
        gijs.pull();
        region.setRole(gijs.device.user(), Role::Wijkteam);
        QVERIFY(gijs.device.pullAll()[0].revisions.empty());
        QCOMPARE(typeOf(region.world.engine->admin().setRole(UserId(UserId::Bytes{3}), Role::Auditor)), QStringLiteral("unknown_user"));
    }

    void viewAs_isWhatAPullWouldGive_withTheCoordinatorsOwnShareOfTheText()
    {
        Region region;
        const Family mine = region.family("Mine"), other = region.family("Other");
        Holder anna(region.world, "Anna", Role::Vertrouwensarts);
        region.share(mine, anna.device.user());
        std::map<RevisionId, std::optional<std::string>> seen;
        std::string cursor;
        for (bool more = true; more;) {
            const auto page = must(region.world.engine->viewAs().page(region.office.session, {anna.device.user(), cursor, 2}));
            for (const auto& rev : page.revisions) seen[rev.id] = rev.text;
            cursor = page.cursor;
            more = page.more;
            QCOMPARE(page.role, std::string("vertrouwensarts"));
        }
        const auto pulled = anna.device.pullIds();
        QCOMPARE(seen.size(), pulled.size());
        for (const RevisionId& id : pulled) QVERIFY(seen.contains(id));
        QCOMPARE(seen[mine.founding.id], std::optional<std::string>("Mine"));
        QVERIFY(!seen[mine.notes[1].id].has_value());
        ViewAs& viewAs = region.world.engine->viewAs();
        QCOMPARE(typeOf(viewAs.page(anna.device.session, {region.office.user(), {}, 2})), QStringLiteral("not_found"));
        QCOMPARE(typeOf(viewAs.page(region.office.session, {UserId(UserId::Bytes{3}), {}, 2})), QStringLiteral("not_found"));
        const auto log = must(region.world.engine->admin().auditOf(mine.caseId));
        QVERIFY(std::any_of(log.begin(), log.end(), [](const std::string& entry) {
            return entry.find("\"code\":\"view_as\"") != std::string::npos;
        }));
        QVERIFY(must(region.world.engine->admin().auditOf(other.caseId)).size() > 0);
    }
};

QTEST_APPLESS_MAIN(RoleChangeTest)
#include "role_change_test.moc"
