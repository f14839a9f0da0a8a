// Turns are counted here, never timed.
#include "server/engine/fair_queue.h"

#include "shared/base/random.h"

#include <QtTest/QtTest>

#include <string>
#include <vector>

using namespace veldpost;
using namespace veldpost::server;

namespace {

using Queue = FairQueue<std::string, int>;

void fill(Queue& queue, const std::string& key, int count)
{
    for (int i = 0; i < count; ++i) QCOMPARE(queue.push(key, int(i)), Place::Taken);
}

// One turn, over at once.
std::string turn(Queue& queue)
{
    const auto [key, item] = queue.begin();
    queue.end(key);
    return key;
}

}  // namespace

class FairQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneWhoAsksAHundredTimes_waitsBehindHimself()
    {
        Queue queue;
        fill(queue, "greedy", 1'000);
        for (const char* other : {"a", "b", "c"}) fill(queue, other, 10);
        std::string order;
        for (int i = 0; i < 40; ++i) order += turn(queue).front();
        // g was there first; from then on each has one turn in four until the others have all theirs.
        QString expected;
        for (int i = 0; i < 10; ++i) expected += QStringLiteral("gabc");
        QCOMPARE(QString::fromStdString(order), expected);
        QCOMPARE(queue.size(), std::size_t{990});
        QCOMPARE(queue.counts().given, std::uint64_t{40});
        QCOMPARE(queue.counts().waitedMost, std::uint64_t{3});
    }

    void oneWhoComesLater_waitsForOneTurnOfEachOther()
    {
        Queue queue;
        fill(queue, "greedy", 1'000);
        fill(queue, "other", 500);
        for (int i = 0; i < 100; ++i) turn(queue);
        fill(queue, "late", 1);
        const std::uint64_t before = queue.counts().given;
        while (turn(queue) != "late") continue;
        QVERIFY(queue.counts().given - before <= 3);
    }

    // Whatever comes when: nobody ready waits for more turns than there are others, and no line changes its order.
    void anyArrivals_boundedWaitAndOrder()
    {
        constexpr int kLines = 7;
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            SeededRandom random(seed);
            Queue queue({.turnsAtOnce = 1 + seed % 3});
            std::map<std::string, int> pushed, begun;
            std::vector<std::string> running;
            for (int step = 0; step < 2'000; ++step) {
                // Line 0 asks far more often than the others.
                const bool arrives = random.below(2) == 0;
                const std::string key = std::to_string(random.below(3) > 0 ? 0 : random.below(kLines));
                if (arrives) QCOMPARE(queue.push(key, int(pushed[key]++)), Place::Taken);
                else if (queue.ready() && running.size() < 4) {
                    const auto [whose, item] = queue.begin();
                    QVERIFY2(item == begun[whose]++, qPrintable(QStringLiteral("seed %1").arg(seed)));
                    running.push_back(whose);
                } else if (!running.empty()) {
                    queue.end(running.front());
                    running.erase(running.begin());
                }
                QVERIFY2(queue.counts().waitedMost < kLines, qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
            for (const std::string& key : running) queue.end(key);
            while (queue.ready()) ++begun[turn(queue)];
            QCOMPARE(queue.size(), std::size_t{0});
            QCOMPARE(begun, pushed);
        }
    }

    void turnThatIsNotOver_keepsItsLineOut()
    {
        Queue queue;
        fill(queue, "greedy", 3);
        QCOMPARE(queue.begin().first, std::string("greedy"));
        QVERIFY(!queue.ready());
        QCOMPARE(queue.waitingOf("greedy"), std::size_t{2});
        fill(queue, "other", 1);
        QCOMPARE(turn(queue), std::string("other"));
        QVERIFY(!queue.ready());
        queue.end("greedy");
        QCOMPARE(turn(queue), std::string("greedy"));
    }

    void fullLine_leavesRoomForOthers()
    {
        Queue queue({.all = 5, .perLine = 3});
        fill(queue, "greedy", 3);
        QCOMPARE(queue.push("greedy", 3), Place::LineFull);
        fill(queue, "other", 2);
        QCOMPARE(queue.push("third", 0), Place::QueueFull);
        QCOMPARE(queue.counts().refused, std::uint64_t{2});
        turn(queue);
        QCOMPARE(queue.push("third", 0), Place::Taken);
    }
};

QTEST_APPLESS_MAIN(FairQueueTest)
#include "fair_queue_test.moc"
