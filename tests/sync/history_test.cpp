#include "tests/sync/world.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::sync;

namespace {
// Seeds a change is tried on; another range: VELDPOST_SEEDS=FROM-TO
constexpr std::uint64_t kSeeds = 150;
constexpr int kSteps = 120;

std::pair<std::uint64_t, std::uint64_t> seedRange()
{
    const QByteArray text = qgetenv("VELDPOST_SEEDS");
    const auto dash = text.indexOf('-');
    if (dash <= 0) return {1, kSeeds};
    return {text.left(dash).toULongLong(), text.mid(dash + 1).toULongLong()};
}
}  // namespace

class HistoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Every seed: loss, duplication, overtaking and crashes; then all is equal and one more sync sends nothing.
    void anyHistory_endsEqual_andQuiet()
    {
        Counts total;
        const auto [from, to] = seedRange();
        for (std::uint64_t seed = from; seed <= to; ++seed) {
            World world(seed);
            play(world);
            const QByteArray where = "seed " + QByteArray::number(static_cast<qulonglong>(seed)) + ": ";
            QVERIFY2(world.settle(), where + "does not settle");
            const std::string complaint = world.complaint();
            QVERIFY2(complaint.empty(), where + complaint.c_str());
            const auto pushes = world.counts().byPath["/v1/push"];
            for (auto& client : world.clients()) {
                world.syncNow(*client);
                QVERIFY2(client->lastSummary && client->lastSummary->pulled == 0, where + "pulled again");
            }
            QVERIFY2(world.counts().byPath["/v1/push"] == pushes, where + "pushed again");
            add(total, world.counts());
        }
        // A fault that never came proves nothing.
        QVERIFY(total.lostRequests > 0 && total.lostAnswers > 0 && total.twice > 0 && total.overtaken > 0);
        QVERIFY(total.clientCrashes > 0 && total.serverCrashes > 0);
    }

    void sameSeed_sameHistory()
    {
        std::vector<std::string> traces;
        for (int run = 0; run < 2; ++run) {
            World world(77);
            play(world);
            QVERIFY(world.settle());
            std::string trace = std::to_string(world.counts().requests) + "/" + std::to_string(world.counts().overtaken);
            for (auto& client : world.clients()) {
                const auto cases = client->home->dossiers().cases();
                for (const auto& row : *cases) trace += " " + caseHash(*client->home, row.caseId);
            }
            traces.push_back(trace);
        }
        QCOMPARE(traces[0], traces[1]);
    }

private:
    static void play(World& world)
    {
        world.add("Anna", model::Role::Wijkteam);
        world.add("Bram", model::Role::Wijkteam);
        world.add("Carla", model::Role::Coordinator);
        world.add("Dirk", model::Role::Vertrouwensarts);
        // Each history has its own weather; some none at all.
        Faults& f = world.network().faults;
        f.lostRequest = static_cast<unsigned>(world.random().below(30));
        f.lostAnswer = static_cast<unsigned>(world.random().below(30));
        f.twice = static_cast<unsigned>(world.random().below(30));
        f.crash = static_cast<unsigned>(world.random().below(10));
        for (int i = 0; i < kSteps; ++i) world.step();
    }

    static void add(Counts& total, const Counts& c)
    {
        total.lostRequests += c.lostRequests;
        total.lostAnswers += c.lostAnswers;
        total.twice += c.twice;
        total.overtaken += c.overtaken;
        total.clientCrashes += c.clientCrashes;
        total.serverCrashes += c.serverCrashes;
    }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
