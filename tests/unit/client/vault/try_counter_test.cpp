#include "vault_fixture.h"

#include <limits>

using namespace veldpost;
using namespace veldpost::vault;

namespace {
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int64_t kYearMs = 365 * kDayMs;
}

class TryCounterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wait_doublesFromTheFifthTo24Hours()
    {
        QCOMPARE(TryCounter::waitAfterMs(4), 0);
        QCOMPARE(TryCounter::waitAfterMs(5), 30'000);
        QCOMPARE(TryCounter::waitAfterMs(6), 60'000);
        QCOMPARE(TryCounter::waitAfterMs(16), 30'000 << 11);
        QCOMPARE(TryCounter::waitAfterMs(17), kDayMs);
        QCOMPARE(TryCounter::waitAfterMs(std::numeric_limits<int>::max()), kDayMs);
    }

    void fiveTries_thenAWaitWithItsSeconds()
    {
        Place place;
        TryCounter counter = must(TryCounter::make(place.path, place.clock));
        for (int i = 0; i < 5; ++i) QVERIFY(counter.beforeTry().ok());
        const Status refused = counter.beforeTry();
        QCOMPARE(typeOf(refused), QStringLiteral("too_many_tries"));
        QVERIFY(refused.error().kind == ErrorKind::Locked);
        QVERIFY(refused.error().detail.find("30 seconds") != std::string::npos);
        QCOMPARE(counter.wrongTries(), 5);  // a refused try is no try
        place.clock.advanceMs(29'999);
        QVERIFY(!counter.beforeTry().ok());
        place.clock.advanceMs(1);
        QVERIFY(counter.beforeTry().ok());
        QCOMPARE(counter.waitMs(), 60'000);
    }

    void rightTry_beginsAnew()
    {
        Place place;
        TryCounter counter = must(TryCounter::make(place.path, place.clock));
        for (int i = 0; i < 4; ++i) QVERIFY(counter.beforeTry().ok());
        QVERIFY(counter.rightTry().ok());
        QCOMPARE(must(TryCounter::load(place.path, place.clock)).wrongTries(), 0);
    }

    void processEndedInTheTry_theTryCounts()
    {
        Place place;
        must(TryCounter::make(place.path, place.clock));
        for (int i = 0; i < 5; ++i) {
            TryCounter counter = must(TryCounter::load(place.path, place.clock));
            QVERIFY(counter.beforeTry().ok());  // and the process is gone before any result
        }
        TryCounter counter = must(TryCounter::load(place.path, place.clock));
        QCOMPARE(counter.wrongTries(), 5);
        QCOMPARE(counter.waitMs(), 30'000);
    }

    void waitRunsOnWhileNoProcessIsThere()
    {
        Place place;
        makeFiveWrong(place);
        place.clock.advanceMs(20'000);
        QCOMPARE(must(TryCounter::load(place.path, place.clock)).waitMs(), 10'000);
        place.clock.advanceMs(10'000);
        QCOMPARE(must(TryCounter::load(place.path, place.clock)).waitMs(), 0);
    }

    void clockSetBack_neitherShortensNorStretchesTheWait()
    {
        Place place;
        makeFiveWrong(place);
        place.clock.setWallMs(place.clock.nowMs() - kYearMs);
        {
            TryCounter counter = must(TryCounter::load(place.path, place.clock));
            QCOMPARE(counter.waitMs(), 30'000);
        }
        place.clock.advanceMs(30'000);
        QCOMPARE(must(TryCounter::load(place.path, place.clock)).waitMs(), 0);
    }

    void clockSetForwardOrBackInTheProcess_changesNothing()
    {
        Place place;
        TryCounter counter = must(TryCounter::make(place.path, place.clock));
        for (int i = 0; i < 5; ++i) QVERIFY(counter.beforeTry().ok());
        for (const std::int64_t jump : {10 * kYearMs, -20 * kYearMs}) {
            place.clock.setWallMs(place.clock.nowMs() + jump);
            QCOMPARE(counter.waitMs(), 30'000);
        }
    }

    void clockFuzz_aWaitIsNeverShorterThanTheMonotonicTimeLeft()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Place place;
            SeededRandom random(seed);
            makeFiveWrong(place);
            std::int64_t left = 30'000;
            for (int step = 0; step < 12; ++step) {
                const auto back = static_cast<std::int64_t>(random.below(10 * kYearMs));
                place.clock.setWallMs(place.clock.nowMs() - back);
                TryCounter counter = must(TryCounter::load(place.path, place.clock));  // seen by a process each time
                const auto ahead = static_cast<std::int64_t>(random.below(2'000));
                place.clock.advanceMs(ahead);
                left = std::max<std::int64_t>(0, left - ahead);
                QVERIFY2(counter.waitMs() >= left, qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(step)));
            }
        }
    }

    void missingOrGarbledFile_countsAsFiveWrong_data()
    {
        QTest::addColumn<QByteArray>("content");
        const QByteArray good = QByteArray("veldpost-tries-v1 0 0 1790000000000").leftJustified(127, ' ') + "\n";
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("garbage") << QByteArray(128, 'x');
        QTest::newRow("cut") << good.left(60);
        QTest::newRow("more numbers") << QByteArray(good).replace("000 ", "000 1");
        QTest::newRow("negative") << QByteArray(good).replace(" 0 0 ", " -9 0");
        QTest::newRow("wait too long") << QByteArray(good).replace(" 0 0 179000000000", " 0 86400001 17900");
        QTest::newRow("too long") << good + "x";
    }
    void missingOrGarbledFile_countsAsFiveWrong()
    {
        QFETCH(QByteArray, content);
        Place place;
        if (!content.isEmpty()) {
            QFile f(QString::fromStdString(place.path.string()));
            QVERIFY(f.open(QIODevice::WriteOnly));
            QCOMPARE(f.write(content), content.size());
        }
        TryCounter counter = must(TryCounter::load(place.path, place.clock));
        QCOMPARE(counter.wrongTries(), 5);
        QCOMPARE(counter.waitMs(), 30'000);
        QCOMPARE(must(TryCounter::load(place.path, place.clock)).wrongTries(), 5);  // and that is written down
    }

    void fileThatCannotBeWritten_allowsNoTry()
    {
        Place place;
        TryCounter counter = must(TryCounter::make(place.path, place.clock));
        QVERIFY(std::filesystem::remove(place.path));
        std::filesystem::create_directory(place.path);  // also root cannot write a folder as a file
        QCOMPARE(typeOf(counter.beforeTry()), QStringLiteral("tries_not_written"));
    }

private:
    struct Place {
        QTemporaryDir dir;
        FakeClock clock;
        std::filesystem::path path = std::filesystem::path(dir.path().toStdString()) / "tries";
    };
    static void makeFiveWrong(Place& place)
    {
        TryCounter counter = must(TryCounter::make(place.path, place.clock));
        for (int i = 0; i < 5; ++i) must(counter.beforeTry());
    }
};

QTEST_APPLESS_MAIN(TryCounterTest)
#include "try_counter_test.moc"
