#include "server/http/worker_pool.h"

#include <QtTest/QtTest>

#include <atomic>
#include <future>

using namespace veldpost::http;

class WorkerPoolTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void post_manyFromManyThreads_allTakenRun()
    {
        std::atomic<int> taken{0};
        std::atomic<int> ran{0};
        {
            WorkerPool pool(3, 100'000);
            std::vector<std::thread> posters;
            for (int i = 0; i < 4; ++i) {
                posters.emplace_back([&] {
                    for (int job = 0; job < 1'000; ++job)
                        if (pool.post([&] { ++ran; })) ++taken;
                });
            }
            for (auto& poster : posters) poster.join();
        }
        QCOMPARE(taken.load(), 4'000);
        QCOMPARE(ran.load(), 4'000);
    }

    void post_queueFull_isRefusedAtOnce()
    {
        std::promise<void> gate;
        std::promise<void> running;
        std::shared_future<void> opened = gate.get_future().share();
        int ran = 0;
        WorkerPool pool(1, 2);
        QVERIFY(pool.post([&, opened] { running.set_value(); opened.wait(); ++ran; }));
        running.get_future().wait();
        QVERIFY(pool.post([&] { ++ran; }));
        QVERIFY(pool.post([&] { ++ran; }));
        QCOMPARE(pool.queued(), std::size_t(2));
        QVERIFY(!pool.post([&] { ++ran; }));
        gate.set_value();
        pool.close();
        QCOMPARE(ran, 3);
    }

    void post_afterClose_isRefused()
    {
        WorkerPool pool(2, 10);
        pool.close();
        pool.close();
        QVERIFY(!pool.post([] {}));
    }
};

QTEST_APPLESS_MAIN(WorkerPoolTest)
#include "worker_pool_test.moc"
