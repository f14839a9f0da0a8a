// The client's store through every crash and every failing write or sync.
#include "tests/crash/client_scenarios.h"
#include "tests/crash/crash_run.h"

using namespace veldpost::crash;

class ClientCrashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyCrash_keepsWhatWasAnswered_andNoHalves()
    {
        const Tally tally = runAll(clientScenarios(), tryCrashes, reachOf(2));
        QVERIFY2(tally.complaint.empty(), tally.complaint.c_str());
        QVERIFY2(tally.states >= 2500, QByteArray::number(static_cast<qlonglong>(tally.states)));
    }

    void aDiskThatForgetsItsSyncs_isFoundOut()
    {
        Reach reach = reachOf(1);
        reach.syncsCount = false;
        for (const Scenario& scenario : clientScenarios()) {
            const QTemporaryDir folder(folderTemplate());
            const Tally tally = tryCrashes(scenario, folder.path().toStdString(), reach);
            QVERIFY2(!tally.complaint.empty(), scenario.name.c_str());
        }
    }

    void anyFailingOperation_losesNothingAnswered()
    {
        const Tally tally = runAll(clientScenarios(), tryFaults, reachOf(3));
        QVERIFY2(tally.complaint.empty(), tally.complaint.c_str());
        QVERIFY2(tally.faults >= 500, QByteArray::number(static_cast<qlonglong>(tally.faults)));
    }
};

QTEST_APPLESS_MAIN(ClientCrashTest)
#include "client_crash_test.moc"
