// The server's store through every crash and every failing write or sync.
#include "tests/crash/crash_run.h"
#include "tests/crash/server_scenarios.h"

using namespace veldpost::crash;

class ServerCrashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyCrash_keepsWhatWasAnswered_andNoHalves()
    {
        const Tally tally = runAll(serverScenarios(), tryCrashes, reachOf(2));
        QVERIFY2(tally.complaint.empty(), tally.complaint.c_str());
        QVERIFY2(tally.states >= 2500, QByteArray::number(static_cast<qlonglong>(tally.states)));
    }

    void anyFailingOperation_losesNothingAnswered()
    {
        const Tally tally = runAll(serverScenarios(), tryFaults, reachOf(5));
        QVERIFY2(tally.complaint.empty(), tally.complaint.c_str());
        QVERIFY2(tally.faults >= 500, QByteArray::number(static_cast<qlonglong>(tally.faults)));
    }
};

QTEST_APPLESS_MAIN(ServerCrashTest)
#include "server_crash_test.moc"
