#include "tests/sync/history.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::sync;

// A few histories at each change; veldpost-sim plays thousands.
class HistoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyHistory_keepsAllInvariants()
    {
        constexpr std::uint64_t kSeeds = 40;
        const Cast cast;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            const Outcome outcome = playHistory(Plan::draw(seed), cast);
            for (const Complaint& complaint : outcome.complaints)
                QFAIL(qPrintable(QString::fromStdString("veldpost-sim --seeds " + std::to_string(seed) + "-" +
                                                        std::to_string(seed) + ": " + complaint.checker + ": " + complaint.what)));
            QVERIFY(outcome.revisions > 30);
        }
    }

    void sameSeed_sameHistory()
    {
        const Cast cast;
        for (std::uint64_t seed = 1001; seed <= 1004; ++seed) {
            Outcome outcome = playHistory(Plan::draw(seed), cast);
            playAgain(Plan::draw(seed), cast, outcome);
            QVERIFY2(outcome.complaints.empty(), outcome.complaints.empty() ? "" : outcome.complaints.front().what.c_str());
        }
    }

    void otherSeed_otherHistory()
    {
        const Cast cast;
        QVERIFY(playHistory(Plan::draw(1), cast).traceHash != playHistory(Plan::draw(2), cast).traceHash);
    }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
