// Nobody holds up the region's one writer: what a push costs does not grow with what waits, nor with how often a record
// was edited. Counted in instructions of the store's virtual machine, which are the same everywhere.
#include "server_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

constexpr int kFew = 100;
constexpr int kMany = 1000;

template <typename Work>
std::int64_t costOf(const ServerWorld& world, Work work)
{
    const auto total = [&] {
        std::int64_t sum = 0;
        for (const auto& [text, count] : world.store->instructionsRun()) sum += count;
        return sum;
    };
    const std::int64_t before = total();
    work();
    return total() - before;
}

// A case of one device's, and another device whose work in it has to wait.
struct Family {
    ServerWorld world;
    TestDevice owner{world, addUser(world, "Owner", Role::Wijkteam)};
    TestDevice guest{world, addUser(world, "Guest", Role::Wijkteam)};
    Written founding = owner.foundCase("Family");
    CaseId caseId = founding.header.caseId;
    Written note = owner.note(caseId, "first");

    Family() { owner.push({founding, note}); }

    std::int64_t costOfANote()
    {
        const Written one = owner.note(caseId, "one more");
        return costOf(world, [&] { QCOMPARE(owner.pushOne(one), QStringLiteral("stored")); });
    }

    std::int64_t costOfAnEdit()
    {
        const Written one = owner.edit(note, "edited once more");
        note = one;
        return costOf(world, [&] { QCOMPARE(owner.pushOne(one), QStringLiteral("stored")); });
    }
};

}  // namespace

class StallingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workWithoutAGrant_thatWaits_costsOthersNothing()
    {
        const auto cost = [](int waiting) {
            Family family;
            std::vector<Written> work;
            for (int i = 0; i < waiting; ++i) work.push_back(family.guest.note(family.caseId, "not yet"));
            for (const auto& result : family.guest.push(work).results)
                VELDPOST_CHECK(result.reason == reason::kNoGrantKnown);
            return family.costOfANote();
        };
        const std::int64_t few = cost(kFew), many = cost(kMany);
        QVERIFY2(many <= 2 * few, qPrintable(QStringLiteral("%1 of 100, %2 of 1,000").arg(few).arg(many)));
    }

    void workThatWaitsForAPerson_isNotLookedAtAgain()
    {
        const auto cost = [](int waiting) {
            Family family;
            std::vector<Written> work;
            for (int i = 0; i < waiting; ++i) work.push_back(family.owner.note(family.caseId, ""));
            for (const auto& result : family.owner.push(work).results)
                VELDPOST_CHECK(result.reason == reason::kRuleBroken);
            return family.costOfANote();
        };
        const std::int64_t few = cost(kFew), many = cost(kMany);
        QVERIFY2(many <= 2 * few, qPrintable(QStringLiteral("%1 of 100, %2 of 1,000").arg(few).arg(many)));
    }

    void recordEditedOften_costsAnEditNoMore()
    {
        const auto cost = [](int edits) {
            Family family;
            for (int i = 0; i < edits; ++i) family.costOfAnEdit();
            return family.costOfAnEdit();
        };
        const std::int64_t few = cost(kFew), many = cost(kMany);
        QVERIFY2(many <= 2 * few, qPrintable(QStringLiteral("%1 of 100, %2 of 1,000").arg(few).arg(many)));
    }

    void sameRecordIdInManyCases_costsNoMore()
    {
        Family family;
        std::vector<Written> work;
        for (int i = 0; i < kMany; ++i) {
            const Written other = family.owner.foundCase("Another");
            family.owner.push({other, family.owner.write({other.header.caseId, Part::General, family.note.header.record,
                                                          model::kNote, {{"text", "elsewhere"}}})});
        }
        const std::int64_t few = Family().costOfAnEdit(), many = family.costOfAnEdit();
        QVERIFY2(many <= 2 * few, qPrintable(QStringLiteral("%1 alone, %2 with 1,000").arg(few).arg(many)));
    }

    void stateHeldReady_judgesAsTheStoreDoes_data()
    {
        QTest::addColumn<bool>("restarted");
        QTest::newRow("held ready") << false;
        QTest::newRow("read from the store") << true;
    }
    void stateHeldReady_judgesAsTheStoreDoes()
    {
        QFETCH(bool, restarted);
        Family family;
        TestDevice& owner = family.owner;
        const auto next = [&](Json set, std::vector<RevisionId> parents, std::optional<std::string> why) {
            if (restarted) {
                family.world.restart();
                owner.begin();
            }
            return owner.write({family.caseId, Part::General, family.note.header.record, model::kNote, std::move(set),
                                std::move(parents), std::move(why)});
        };
        const Written edit = next({{"text", "a"}}, {family.note.id}, {});
        QCOMPARE(owner.pushOne(edit), QStringLiteral("stored"));
        const Written gone = next({{"retracted", true}}, {edit.id}, "a mistake");
        QCOMPARE(owner.pushOne(gone), QStringLiteral("stored"));
        QCOMPARE(owner.pushOne(next({{"text", "b"}}, {gone.id}, {})), QStringLiteral("quarantined:rule_broken"));
        const Written back = next({{"text", "b"}}, {gone.id}, "not a mistake");
        QCOMPARE(owner.pushOne(back), QStringLiteral("stored"));
        QCOMPARE(owner.pushOne(next({{"text", "c"}}, {back.id}, {})), QStringLiteral("stored"));
        const Written branch = next({{"text", "d"}}, {edit.id}, {});  // on what was before it went: beside the retraction
        QCOMPARE(owner.pushOne(branch), QStringLiteral("stored"));
        QCOMPARE(owner.pushOne(next({{"text", "e"}}, {branch.id}, {})), QStringLiteral("stored"));
    }

    void quarantineOfOneDevice_isBounded_andOpensAgain()
    {
        Family family;
        TestDevice& guest = family.guest;
        const std::string large(300 * 1024, 'x');
        std::size_t sent = 0;
        QString said = QStringLiteral("ok");
        while (said == QStringLiteral("ok") && sent < 1000) {
            const auto answer = guest.tryPush({guest.note(family.caseId, large)});
            said = typeOf(answer);
            if (answer.ok()) QCOMPARE(answer.value().results[0].reason, std::string("too_large"));
            ++sent;
        }
        QCOMPARE(said, QStringLiteral("too_many_requests"));
        QVERIFY(sent > 200 && sent < 240);  // 64 MiB
        QVERIFY(family.costOfANote() > 0);  // nobody else is kept out
        family.world.clock.advanceMs(60'000);
        QCOMPARE(typeOf(guest.tryPush({guest.foundCase("Mine")})), QStringLiteral("ok"));
    }
};

QTEST_APPLESS_MAIN(StallingTest)
#include "stalling_test.moc"
