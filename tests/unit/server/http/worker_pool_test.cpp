#include "server/http/worker_pool.h"

#include <QtTest/QtTest>

#include <atomic>
#include <future>
#include <string>

using namespace veldpost::http;
using veldpost::server::Place;

class WorkerPoolTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void post_manyFromManyThreads_allTakenRun()
    {
        std::atomic<int> taken{0};
        std::atomic<int> ran{0};
        {
            WorkerPool pool(3, {.all = 100'000, .turnsAtOnce = 3});
            std::vector<std::thread> posters;
            for (int i = 0; i < 4; ++i) {
                posters.emplace_back([&] {
                    for (int job = 0; job < 1'000; ++job)
                        if (pool.post(job % 2 == 0 ? "a" : "b", [&] { ++ran; }) == Place::Taken) ++taken;
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
        WorkerPool pool(1, {.all = 2});
        QCOMPARE(pool.post("a", [&, opened] { running.set_value(); opened.wait(); ++ran; }), Place::Taken);
        running.get_future().wait();
        QCOMPARE(pool.post("a", [&] { ++ran; }), Place::Taken);
        QCOMPARE(pool.post("a", [&] { ++ran; }), Place::Taken);
        QCOMPARE(pool.queued(), std::size_t(2));
        QCOMPARE(pool.post("b", [&] { ++ran; }), Place::QueueFull);
        gate.set_value();
        pool.close();
        QCOMPARE(ran, 3);
    }

    // One thread is held; what comes meanwhile runs in turns when it is let go.
    void callerWithManyJobs_doesNotKeepAnotherWaiting()
    {
        std::promise<void> gate, running;
        std::string order;
        WorkerPool pool(1, {});
        QCOMPARE(pool.post("held", [&] { running.set_value(); gate.get_future().wait(); }), Place::Taken);
        running.get_future().wait();
        for (int i = 0; i < 100; ++i) QCOMPARE(pool.post("greedy", [&] { order += 'g'; }), Place::Taken);
        for (int i = 0; i < 2; ++i) QCOMPARE(pool.post("other", [&] { order += 'o'; }), Place::Taken);
        gate.set_value();
        pool.close();
        QCOMPARE(order.substr(0, 5), std::string("gogog"));
        QCOMPARE(order.size(), std::size_t{102});
        QCOMPARE(pool.counts().waitedMost, std::uint64_t{1});
    }

    // Of two threads a caller has one, however much he asks for: the other is there for whoever comes.
    void callerWithManyJobs_leavesAThreadFree()
    {
        std::promise<void> gate, running, served;
        WorkerPool pool(2, {.turnsAtOnce = 1});
        QCOMPARE(pool.post("greedy", [&] { running.set_value(); gate.get_future().wait(); }), Place::Taken);
        running.get_future().wait();
        for (int i = 0; i < 100; ++i) QCOMPARE(pool.post("greedy", [] {}), Place::Taken);
        QCOMPARE(pool.post("other", [&] { served.set_value(); }), Place::Taken);
        served.get_future().wait();
        QCOMPARE(pool.queued(), std::size_t{100});
        gate.set_value();
        pool.close();
        QCOMPARE(pool.queued(), std::size_t{0});
    }

    void post_afterClose_isRefused()
    {
        WorkerPool pool(2, {.all = 10});
        pool.close();
        pool.close();
        QCOMPARE(pool.post("a", [] {}), Place::QueueFull);
    }
};

QTEST_APPLESS_MAIN(WorkerPoolTest)
#include "worker_pool_test.moc"
