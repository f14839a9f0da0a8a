// The offline lease and the time it is measured by.
#include "client/engine/lease.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kYearMs = 365 * kDayMs;

// A device with a server whose clock is always right.
struct Away {
    explicit Away(std::uint64_t seed = 1) : world(seed) {}

    FakeClock& clock() { return world.clock; }
    std::int64_t serverNowMs() { return m_startMs + clock().monotonicMs(); }
    void contact(std::int64_t leaseMs) { VELDPOST_CHECK(Lease(home->store(), clock()).take({serverNowMs(), leaseMs}).ok()); }
    void start() { VELDPOST_CHECK(Lease(home->store(), clock()).begin().ok()); }
    QString standing()
    {
        const Status may = home->mayRead();
        return may.ok() ? QStringLiteral("open") : QString::fromStdString(may.error().type);
    }
    // Used for so long, looking at the lease as the app does.
    void use(std::int64_t ms)
    {
        for (; ms > 0; ms -= kMinuteMs / 4) {
            clock().advanceMs(std::min(ms, kMinuteMs / 4));
            standing();
        }
    }
    void reboot()
    {
        clock().reboot();
        start();
    }

    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");

private:
    const std::int64_t m_startMs = clock().nowMs() - clock().monotonicMs();
};

}  // namespace

class LeaseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverGiven_neverEnds()
    {
        Away away;
        away.clock().advanceMs(10 * kYearMs);
        away.reboot();
        QCOMPARE(away.standing(), QStringLiteral("open"));
    }

    void over_isOverAtItsMoment_andContactOpensAgain()
    {
        Away away;
        away.contact(3 * kDayMs);
        away.clock().advanceMs(3 * kDayMs - 1);
        QCOMPARE(away.standing(), QStringLiteral("open"));
        away.clock().advanceMs(1);
        QCOMPARE(away.standing(), QStringLiteral("lease_over"));
        away.contact(3 * kDayMs);
        QCOMPARE(away.standing(), QStringLiteral("open"));
    }

    void over_contentIsNotOpened_deliveryIs_andNothingIsGone()
    {
        Away away;
        const auto made = away.home->dossiers().createCase("A");
        QVERIFY(made.ok());
        away.contact(kHourMs);
        away.clock().advanceMs(2 * kHourMs);
        away.home.reset();
        const auto refused = away.world.reopen("anna");
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().type, std::string("lease_over"));
        QVERIFY(refused.error().kind == ErrorKind::Locked);
        away.home = away.world.reopen("anna", OpenFor::Delivery).value();
        QCOMPARE(readSyncStatus(away.home->store())->unsafeRevisions, std::int64_t(1));
        away.contact(kHourMs);
        away.home.reset();
        away.home = away.world.reopen("anna").value();
        QCOMPARE(away.home->dossiers().cases()->size(), std::size_t(1));
    }

    void deliverOnly_closes_untilTheServerTakesItBack()
    {
        Away away;
        away.contact(kDayMs);
        QVERIFY(Lease(away.home->store(), away.clock()).take({away.serverNowMs(), {}}).ok());
        QCOMPARE(away.standing(), QStringLiteral("deliver_only"));
        away.contact(kDayMs);
        QCOMPARE(away.standing(), QStringLiteral("open"));
    }

    void clockSetBack_gainsNothing_data()
    {
        QTest::addColumn<bool>("reboots");
        QTest::newRow("running on") << false;
        QTest::newRow("switched off and on") << true;
    }
    void clockSetBack_gainsNothing()
    {
        QFETCH(bool, reboots);
        Away away;
        away.contact(kHourMs);
        away.use(50 * kMinuteMs);
        away.clock().setWallMs(away.clock().nowMs() - 10 * kYearMs);
        if (reboots) away.reboot();
        QCOMPARE(away.standing(), QStringLiteral("open"));
        away.use(10 * kMinuteMs);
        QCOMPARE(away.standing(), QStringLiteral("lease_over"));
    }

    void clockSetForward_ends_stays_andContactRepairs_evenWhileItIsStillWrong()
    {
        Away away;
        away.contact(kHourMs);
        const std::int64_t right = away.clock().nowMs();
        away.clock().setWallMs(right + 10 * kYearMs);
        QCOMPARE(away.standing(), QStringLiteral("lease_over"));
        away.clock().setWallMs(right);
        QCOMPARE(away.standing(), QStringLiteral("lease_over"));  // seen is seen
        away.clock().setWallMs(right + 10 * kYearMs);
        away.contact(kHourMs);
        QCOMPARE(away.standing(), QStringLiteral("open"));
        away.reboot();
        away.use(58 * kMinuteMs);
        QCOMPARE(away.standing(), QStringLiteral("open"));
        away.use(2 * kMinuteMs);
        QCOMPARE(away.standing(), QStringLiteral("lease_over"));
    }

    void switchedOffEveryFewSeconds_withTheClockSetBack_endsAllTheSame()
    {
        Away away;
        away.contact(kHourMs);
        const std::int64_t then = away.clock().nowMs();
        for (int i = 0; i < 60; ++i) {
            away.clock().advanceMs(20'000);
            away.clock().setWallMs(then);
            away.reboot();
        }
        QCOMPARE(away.standing(), QStringLiteral("lease_over"));
    }

    // Whatever is done to the clock: what was used counts, and a contact opens.
    void clockFuzzed_usedTimeAlwaysCounts()
    {
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            Away away(seed);
            SeededRandom chance(seed);
            const std::int64_t lease = (10 + static_cast<std::int64_t>(chance.below(20))) * kMinuteMs;
            std::int64_t used = 0;
            away.contact(lease);
            for (int step = 0; step < 40; ++step) {
                const auto what = chance.below(10);
                if (what < 3) {
                    const auto jump = static_cast<std::int64_t>(chance.below(20 * kYearMs)) - 10 * kYearMs;
                    away.clock().setWallMs(away.serverNowMs() + jump);
                } else if (what == 3) {
                    away.clock().advanceMs(static_cast<std::int64_t>(chance.below(kHourMs)));  // shut, but running
                } else if (what == 4) {
                    away.contact(lease);
                    used = 0;
                    QVERIFY2(away.standing() == QStringLiteral("open"), qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
                } else {
                    if (chance.below(2) == 0) away.reboot();
                    const auto ms = static_cast<std::int64_t>(chance.below(5 * kMinuteMs));
                    away.use(ms);
                    used += ms;
                }
                if (used >= lease)
                    QVERIFY2(away.standing() == QStringLiteral("lease_over"), qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
            }
        }
    }

    void clockLeftAlone_nothingEndsEarly_butForAMinuteAStart()
    {
        Away away;
        away.contact(kDayMs);
        for (int i = 0; i < 5; ++i) {
            away.clock().advanceMs(4 * kHourMs);
            away.reboot();
        }
        away.clock().advanceMs(4 * kHourMs - 6 * kMinuteMs);
        QCOMPARE(away.standing(), QStringLiteral("open"));
    }
};

QTEST_GUILESS_MAIN(LeaseTest)
#include "lease_test.moc"
