#include "server/engine/quotas.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::server;

namespace {

QString typeOf(const Status& status) { return status.ok() ? QStringLiteral("ok") : QString::fromStdString(status.error().type); }

struct World {
    FakeClock clock;
    SeededRandom random{7};
    DeviceId greedy = makeUuid7<DeviceId>(1'000, random), other = makeUuid7<DeviceId>(1'000, random);
};

}  // namespace

class QuotasTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requests_beyondTheMinutes_areRefused_untilTimePasses()
    {
        World world;
        Quotas quotas(world.clock, {.requestsPerMinute = 60, .bytesPerDay = 0});
        for (int i = 0; i < 60; ++i) QCOMPARE(typeOf(quotas.take(world.greedy, 1'000'000)), QStringLiteral("ok"));
        QCOMPARE(typeOf(quotas.take(world.greedy, 0)), QStringLiteral("too_many_requests"));
        QCOMPARE(typeOf(quotas.take(world.other, 0)), QStringLiteral("ok"));
        world.clock.advanceMs(1'000);
        QCOMPARE(typeOf(quotas.take(world.greedy, 0)), QStringLiteral("ok"));
        QCOMPARE(typeOf(quotas.take(world.greedy, 0)), QStringLiteral("too_many_requests"));
    }

    void bytes_beyondTheDays_areRefused_andQuestionsAreNot()
    {
        World world;
        Quotas quotas(world.clock, {.requestsPerMinute = 0, .bytesPerDay = 86'400'000});
        QCOMPARE(typeOf(quotas.take(world.greedy, 86'000'000)), QStringLiteral("ok"));
        QCOMPARE(typeOf(quotas.take(world.greedy, 1'000'000)), QStringLiteral("ok"));  // what is begun is taken
        QCOMPARE(typeOf(quotas.take(world.greedy, 1)), QStringLiteral("too_much_today"));
        QCOMPARE(typeOf(quotas.take(world.greedy, 0)), QStringLiteral("ok"));
        QCOMPARE(typeOf(quotas.take(world.other, 1)), QStringLiteral("ok"));
        world.clock.advanceMs(10'000 * 61);
        QCOMPARE(typeOf(quotas.take(world.greedy, 1)), QStringLiteral("ok"));
    }

    void withoutBounds_nothingIsRefused()
    {
        World world;
        Quotas quotas(world.clock, {.requestsPerMinute = 0, .bytesPerDay = 0});
        for (int i = 0; i < 10'000; ++i) QVERIFY(quotas.take(world.greedy, 16'000'000).ok());
    }
};

QTEST_APPLESS_MAIN(QuotasTest)
#include "quotas_test.moc"
