// The engine with its threads: many devices at once share commits, and nothing slips between a right and a write.
#include "server_fixture.h"

#include "server/engine/verify.h"
#include "shared/storage/fault_injector.h"

#include <atomic>
#include <future>
#include <thread>

using namespace veldpost;
using namespace veldpost::server;

namespace {

// Blocks until the answer is there.
protocol::PushAnswer pushAndWait(Engine& engine, const Session& session, const std::vector<Written>& revisions)
{
    protocol::RevisionPageWriter page;
    for (const Written& rev : revisions) page.add(rev);
    std::promise<Result<protocol::PushAnswer>> answered;
    auto answer = answered.get_future();
    engine.intake().push(session, page.take(), [&](auto a) { answered.set_value(std::move(a)); });
    return must(answer.get());
}

// The committer, busy until it is let go: what is submitted meanwhile waits together.
class Held {
public:
    explicit Held(Committer& committer)
    {
        Job job;
        job.run = [this](Work&) {
            m_running.set_value();
            m_released.get_future().wait();
            return done();
        };
        committer.submit(std::move(job));
        m_running.get_future().wait();
    }
    void release() { m_released.set_value(); }

private:
    std::promise<void> m_running, m_released;
};

// A guest in a case, and his removal, written but not sent.
struct Removal {
    ServerWorld world;
    TestDevice owner{world, addUser(world, "Owner", Role::Wijkteam)};
    TestDevice guest{world, addUser(world, "Guest", Role::Wijkteam)};
    Written founding = owner.foundCase("Family");
    CaseId caseId = founding.header.caseId;
    Written grant = owner.share(caseId, guest.user(), Right::Read);
    Written removal = owner.share(caseId, guest.user(), Right::None, {grant.id});

    Removal()
    {
        owner.push({founding, grant});
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
    }

    void send()
    {
        protocol::RevisionPageWriter page;
        page.add(removal);
        world.engine->intake().push(owner.session, page.take(), [](auto answer) { VELDPOST_CHECK(answer.ok()); });
    }
};

}  // namespace

class CommitterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void manyDevicesAtOnce_loseNothing()
    {
        constexpr int kDevices = 8, kPushes = 40;
        ServerWorld world;
        std::vector<std::unique_ptr<TestDevice>> devices;
        std::vector<std::vector<Written>> work(kDevices);
        for (int i = 0; i < kDevices; ++i) {
            devices.push_back(std::make_unique<TestDevice>(world, addUser(world, "User " + std::to_string(i), Role::Wijkteam)));
            work[i].push_back(devices[i]->foundCase("Case"));
            for (int k = 1; k < kPushes; ++k) work[i].push_back(devices[i]->note(work[i][0].header.caseId, "note"));
        }
        const Seq before = must(must(world.store->view())->lastSeq(world.region));
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        std::atomic<int> stored = 0;
        std::vector<std::thread> threads;
        for (int i = 0; i < kDevices; ++i) {
            threads.emplace_back([&, i] {
                for (const Written& rev : work[i])
                    if (pushAndWait(*world.engine, devices[i]->session, {rev}).results[0].outcome == Outcome::Stored) ++stored;
            });
        }
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(stored.load(), kDevices * kPushes);
        const auto view = must(world.store->view());
        QCOMPARE(must(view->lastSeq(world.region)), before + kDevices * kPushes);
        QCOMPARE(must(view->feed(world.region, before, 1000)).size(), std::size_t{kDevices * kPushes});
        QCOMPARE(must(verifyStore(*view, world.engine->keys())).bad.size(), std::size_t{0});
    }

    // In one commit a coordinator's note comes before the case it is in: his role covers the case once it is there,
    // whatever was asked of his right in it before.
    void workBeforeItsCase_inOneCommit_isReleasedWithIt()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        const Written founding = field.foundCase("Family");
        const Written early = office.note(founding.header.caseId, "early");
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        Held held(world.engine->committer());
        std::promise<void> last;
        for (const auto& [device, rev] : {std::pair(&office, &early), std::pair(&field, &founding)}) {
            protocol::RevisionPageWriter page;
            page.add(*rev);
            const bool isLast = device == &field;
            world.engine->intake().push(device->session, page.take(), [&last, isLast](auto answer) {
                VELDPOST_CHECK(answer.ok());
                if (isLast) last.set_value();
            });
        }
        held.release();
        last.get_future().wait();
        const auto stored = must(must(world.store->view())->revision(early.id));
        QVERIFY(stored.has_value());
        QCOMPARE(static_cast<int>(stored->standing), static_cast<int>(Standing::Live));
    }

    void jobsThatWaitTogether_shareOneSync()
    {
        ServerWorld world;
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        Committer& committer = world.engine->committer();
        const auto syncsBefore = world.store->ioCounts().syncs;
        std::promise<void> held, running;
        const auto job = [&](int n, std::promise<void>* told) {
            Job out;
            out.run = [n](Work& work) { return work.change.putSetting("test", std::to_string(n)); };
            if (told != nullptr) out.done = [told](const Status& status) { if (status.ok()) told->set_value(); };
            return out;
        };
        Job first = job(0, nullptr);
        first.run = [&](Work&) {
            running.set_value();
            held.get_future().wait();
            return done();
        };
        committer.submit(std::move(first));
        running.get_future().wait();
        std::promise<void> last;
        for (int i = 1; i <= 20; ++i) committer.submit(job(i, i == 20 ? &last : nullptr));
        held.set_value();
        last.get_future().wait();
        QCOMPARE(world.store->ioCounts().syncs - syncsBefore, std::int64_t{1});  // the first one wrote nothing
        QCOMPARE(*must(must(world.store->view())->setting("test")), std::string("20"));
    }

    // Forty pages of one device wait when another comes: it is in the next transaction, and most of the forty are not.
    void deviceThatAsksForMuch_doesNotKeepAnotherWaiting()
    {
        ServerWorld world;
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        Committer& committer = world.engine->committer();
        const auto greedy = makeUuid7<DeviceId>(1, world.random), other = makeUuid7<DeviceId>(1, world.random);
        Held held(committer);
        std::string order;  // of the committer's thread alone, until the last is told
        std::promise<void> last;
        const auto job = [&](const DeviceId& device, char name, std::function<void(const Status&)> told) {
            return Job{.run = [&order, name](Work& work) {
                           order += name;
                           return work.change.putSetting("test", order);  // never the same: the same again is no write
                       },
                       .done = std::move(told), .weight = 100, .turn = device};
        };
        std::atomic<std::int64_t> syncsWhenTold = 0;
        for (int i = 0; i < 40; ++i) {
            const auto told = [&](const Status&) { last.set_value(); };
            committer.submit(job(greedy, 'g', i == 39 ? std::function<void(const Status&)>(told) : nullptr));
        }
        const auto syncsBefore = world.store->ioCounts().syncs;
        committer.submit(job(other, 'o', [&](const Status&) { syncsWhenTold = world.store->ioCounts().syncs; }));
        QVERIFY(!committer.isBehind(greedy));
        held.release();
        last.get_future().wait();
        QCOMPARE(order.substr(0, 4), std::string("gogg"));
        QCOMPARE(order.size(), std::size_t{41});
        QCOMPARE(syncsWhenTold.load() - syncsBefore, std::int64_t{1});
        QVERIFY(world.store->ioCounts().syncs - syncsBefore > 10);  // three pages in a transaction, not forty
        QCOMPARE(committer.turnCounts().waitedMost, std::uint64_t{1});
    }

    void pushOfADeviceThatIsFarBehind_isAskedForPatience()
    {
        ServerWorld world;
        TestDevice device(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice other(world, addUser(world, "Office", Role::Wijkteam));
        const Written founding = device.foundCase("Case"), elsewhere = other.foundCase("Elsewhere");
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        Committer& committer = world.engine->committer();
        Held held(committer);
        while (!committer.isBehind(device.id())) committer.submit({.run = [](Work&) { return done(); }, .turn = device.id()});
        const auto push = [&](const TestDevice& from, const Written& rev, std::promise<QString>& told) {
            protocol::RevisionPageWriter page;
            page.add(rev);
            world.engine->intake().push(from.session, page.take(), [&told](auto answer) { told.set_value(typeOf(answer)); });
        };
        std::promise<QString> refused, taken, again;
        push(device, founding, refused);
        QCOMPARE(refused.get_future().get(), QStringLiteral("too_many_requests"));
        push(other, elsewhere, taken);
        held.release();
        QCOMPARE(taken.get_future().get(), QStringLiteral("ok"));
        QVERIFY(committer.submitAndWait({.run = [](Work&) { return done(); }, .turn = device.id()}).ok());
        push(device, founding, again);
        QCOMPARE(again.get_future().get(), QStringLiteral("ok"));
    }

    void oneJobThatFails_takesNobodyAlong()
    {
        ServerWorld world;
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        Committer& committer = world.engine->committer();
        Held held(committer);
        std::vector<std::future<QString>> answers;
        for (int i = 0; i < 5; ++i) {
            auto told = std::make_shared<std::promise<QString>>();
            answers.push_back(told->get_future());
            committer.submit({.run = [i](Work& work) -> Status {
                                  VELDPOST_TRY(work.change.putSetting("test" + std::to_string(i), "there"));
                                  if (i == 2) return Error{ErrorKind::Failed, "broken", "", ""};
                                  return done();
                              },
                              .done = [told](const Status& status) { told->set_value(typeOf(status)); }});
        }
        held.release();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answers[static_cast<std::size_t>(i)].get(), i == 2 ? QStringLiteral("broken") : QStringLiteral("ok"));
        const auto view = must(world.store->view());
        for (int i = 0; i < 5; ++i) QCOMPARE(must(view->setting("test" + std::to_string(i))).has_value(), i != 2);
    }

    void pushBesideAJobThatFails_isAnsweredOnce()
    {
        Removal family;
        Held held(family.world.engine->committer());
        Job broken;
        broken.run = [](Work&) -> Status { return Error{ErrorKind::Failed, "broken", "", ""}; };
        std::promise<Result<protocol::PushAnswer>> answered;
        protocol::RevisionPageWriter page;
        page.add(family.removal);
        family.world.engine->intake().push(family.owner.session, page.take(), [&](auto a) { answered.set_value(std::move(a)); });
        family.world.engine->committer().submit(std::move(broken));
        held.release();
        const auto answer = must(answered.get_future().get());
        QCOMPARE(answer.results.size(), std::size_t{1});
        QVERIFY(answer.results[0].outcome == Outcome::Stored);
        QCOMPARE(answer.receipts.size(), std::size_t{1});
    }

    void rightThatEnds_beforeThePageLeaves_keepsThePageBack()
    {
        Removal family;
        Held held(family.world.engine->committer());
        family.send();
        std::promise<std::string> arrived;
        PullSink sink;
        sink.encode = [](const protocol::PullPage& page) { return revision::canonicalText(page.toJson()); };
        sink.send = [&](Result<std::string> body) { arrived.set_value(must(std::move(body))); };
        family.world.engine->feed().pull(family.guest.session, {"", 100, 0}, std::move(sink));
        held.release();
        const auto page = must(protocol::PullPage::fromJson(must(protocol::readMessage(arrived.get_future().get(), false))));
        for (const auto& item : page.revisions) QVERIFY(item.revision.header.caseId != family.caseId);
        QCOMPARE(page.purges.size(), std::size_t{1});
    }

    void deviceThatIsRevoked_beforeThePageLeaves_getsNone()
    {
        Removal family;
        Held held(family.world.engine->committer());
        Job revoke;
        revoke.run = [&](Work& work) { return work.change.setDeviceRevoked(family.guest.id()); };
        family.world.engine->committer().submit(std::move(revoke));
        std::promise<QString> arrived;
        PullSink sink;
        sink.encode = [](const protocol::PullPage&) { return std::string("a page"); };
        sink.send = [&](Result<std::string> body) { arrived.set_value(typeOf(body)); };
        family.world.engine->feed().pull(family.guest.session, {"", 100, 0}, std::move(sink));
        held.release();
        QCOMPARE(arrived.get_future().get(), QStringLiteral("deliver_only"));
    }

    void rightThatEnds_beforeTheMembersAreTold_keepsThemBack()
    {
        Removal family;
        Held held(family.world.engine->committer());
        family.send();
        std::promise<QString> arrived;
        family.world.engine->lookups().members(family.guest.session, family.caseId,
                                               [&](auto members) { arrived.set_value(typeOf(members)); });
        held.release();
        QCOMPARE(arrived.get_future().get(), QStringLiteral("not_found"));
    }

    void revocation_holdsForEveryPushAnsweredAfterIt()
    {
        ServerWorld world;
        TestDevice device(world, addUser(world, "Field", Role::Wijkteam));
        std::vector<Written> work{device.foundCase("Case")};
        for (int k = 1; k < 200; ++k) work.push_back(device.note(work[0].header.caseId, "note"));
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        std::atomic<int> sent = 0;
        std::atomic<bool> revoked = false;
        std::atomic<int> slipped = 0;
        std::thread pushing([&] {
            for (const Written& rev : work) {
                const bool after = revoked.load();
                const auto answer = pushAndWait(*world.engine, device.session, {rev});
                if (after && answer.results[0].reason != "revoked_device") ++slipped;
                ++sent;
            }
        });
        while (sent.load() < 50) std::this_thread::yield();
        const Status done = world.engine->admin().revokeDevice(device.id());
        revoked = true;
        pushing.join();
        QVERIFY(done.ok());
        QCOMPARE(slipped.load(), 0);
        const auto last = pushAndWait(*world.engine, device.session, {work.back()});
        QCOMPARE(last.results[0].reason, std::string("revoked_device"));
        QCOMPARE(last.receipts[0].n, std::int64_t{200});
    }

    void waitingPull_isWokenByACommit()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        office.pullAll();
        const Written founding = field.foundCase("Family");
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        std::promise<std::size_t> arrived;
        auto count = arrived.get_future();
        std::size_t onPage = 0;
        PullSink sink;
        sink.encode = [&](const protocol::PullPage& page) {
            onPage = page.revisions.size();
            return std::string();
        };
        sink.send = [&](Result<std::string> body) { arrived.set_value(body.ok() ? onPage : 0); };
        world.engine->feed().pull(office.session, {office.cursor, 100, 25'000}, std::move(sink));
        pushAndWait(*world.engine, field.session, {founding});
        QVERIFY(count.wait_for(std::chrono::seconds(20)) == std::future_status::ready);
        QCOMPARE(count.get(), std::size_t{1});
    }

    void stopping_answersWhoWaits()
    {
        ServerWorld world;
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        office.pullAll();
        world.engine = must(Engine::open(*world.store, world.clock, world.random, Engine::Mode::Thread));
        int answers = 0;
        PullSink sink;
        sink.encode = [](const protocol::PullPage&) { return std::string(); };
        sink.send = [&](Result<std::string> body) { answers += body.ok() ? 1 : 100; };
        world.engine->feed().pull(office.session, {office.cursor, 100, 25'000}, std::move(sink));
        world.engine.reset();
        QCOMPARE(answers, 1);
    }

    void fullDisk_undoesThePushWhole_andTheNextOneGoes()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        const Written founding = field.foundCase("Family");
        {
            storage::FaultInjector fault(world.folder.path().toStdString() + "/store.db");
            fault.failWrite(0, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
            QCOMPARE(typeOf(field.tryPush({founding})), QStringLiteral("disk_full"));
        }
        QCOMPARE(field.pushOne(founding), QStringLiteral("stored"));
    }
};

QTEST_APPLESS_MAIN(CommitterTest)
#include "committer_test.moc"
