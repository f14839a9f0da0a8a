#include "client/vault/lock_policy.h"
#include "client/vault/process_guard.h"

#include <QtTest/QtTest>

#include <sys/prctl.h>
#include <sys/resource.h>

using namespace veldpost;
using namespace veldpost::vault;

namespace {
constexpr std::int64_t kIdle = LockPolicy::kIdleMs;
}

class LockPolicyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idle_locksAfterFiveMinutesOnce()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.unlocked();
        clock.advanceMs(kIdle - 1);
        QVERIFY(!policy.step());
        clock.advanceMs(1);
        QVERIFY(policy.step() == LockReason::Idle);
        clock.advanceMs(kIdle);
        QVERIFY(!policy.step());
    }

    void activity_beginsTheFiveMinutesAnew()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.unlocked();
        for (int i = 0; i < 10; ++i) {
            clock.advanceMs(kIdle - 1);
            policy.activity();
            QVERIFY(!policy.step());
        }
        clock.advanceMs(kIdle);
        QVERIFY(policy.step() == LockReason::Idle);
    }

    void touchAfterTheTimeIsUp_comesTooLate()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.unlocked();
        clock.advanceMs(kIdle);
        policy.activity();
        QVERIFY(policy.step() == LockReason::Idle);
    }

    void demands_lockAtOnce()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.unlocked();
        policy.suspending();
        QVERIFY(policy.step() == LockReason::Suspend);
        policy.unlocked();
        policy.screenLocked();
        QVERIFY(policy.step() == LockReason::ScreenLock);
        policy.unlocked();
        policy.command();
        policy.activity();
        QVERIFY(policy.step() == LockReason::Command);
    }

    void locked_nothingIsDemanded()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.suspending();
        clock.advanceMs(2 * kIdle);
        policy.activity();
        QVERIFY(!policy.step());
        policy.unlocked();
        QVERIFY(!policy.step());  // what came while locked does not lock the next session
    }

    void suspendWithoutNotice_isSeenOnTheWallClock()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.unlocked();
        clock.setWallMs(clock.nowMs() + kIdle);  // the monotonic clock stood still
        QVERIFY(policy.step() == LockReason::Idle);
    }

    void wallClockSetBack_doesNotKeepItOpen()
    {
        FakeClock clock;
        LockPolicy policy(clock);
        policy.unlocked();
        clock.setWallMs(0);
        clock.advanceMs(kIdle);
        QVERIFY(policy.step() == LockReason::Idle);
    }

    void guardedProcess_leavesNoCore()
    {
        QVERIFY(guardProcess().ok());
        struct rlimit limit{1, 1};
        QCOMPARE(getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t{0});
        QCOMPARE(limit.rlim_max, rlim_t{0});
        QCOMPARE(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    }
};

QTEST_APPLESS_MAIN(LockPolicyTest)
#include "lock_policy_test.moc"
