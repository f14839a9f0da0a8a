#include "client/viewmodels/app.h"
#include "client/viewmodels/note_editor.h"
#include "client/viewmodels/translations.h"
#include "shared/crypto/seal.h"
#include "shared/storage/fault_injector.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;

namespace {

// A keeper without a vault: what it answers is told by the test.
class ToldKeeper : public HomeKeeper {
public:
    explicit ToldKeeper(test::EngineFixture& fixture) : region(fixture) {}

    bool enrolled() const override { return isEnrolled; }
    void unlock(std::string passphrase, std::function<void(OpenedHome)> done) override
    {
        if (passphrase != "de goede zin") later = [done] { done(wrong()); };
        else later = [this, done] { done(isMade ? region.reopen("anna", engine::OpenFor::Delivery) : made()); };
        if (!slow) answer();
    }
    void answer() { std::exchange(later, {})(); }
    static Error wrong() { return {ErrorKind::Locked, "wrong_passphrase", "", ""}; }
    void unlockWithPin(std::string, std::function<void(OpenedHome)> done) override
    {
        done(Error{ErrorKind::Locked, "wrong_pin", "", "3 tries left"});
    }
    void enrol(Enrolment enrolment, std::function<void(OpenedHome)> done) override
    {
        asked = enrolment;
        isEnrolled = true;
        done(made());
    }
    Status setPin(const std::string& pin) override
    {
        hasPin = pin.size() >= 6;
        return hasPin ? done() : Status(Error{ErrorKind::Failed, "pin_too_short", "", ""});
    }
    Status changePassphrase(const std::string&, const std::string&) override { return done(); }
    std::string seal(std::string_view plain) override { return crypto::seal(region.dataKey(), plain, "test", region.random); }
    Result<crypto::SecretBytes> openSealed(std::string_view sealed) override
    {
        return crypto::open(region.dataKey(), sealed, "test");
    }
    Status erase() override
    {
        isEnrolled = false;
        return done();
    }
    void lock() override { ++locks; }
    bool pinReady() const override { return hasPin; }
    std::int64_t waitMs() const override { return wait; }
    void noteActivity() override { ++activities; }
    bool idleOver() const override { return idle; }
    std::unique_ptr<engine::Transport> transportFor(const engine::Identity&) override { return nullptr; }

    test::EngineFixture& region;
    Enrolment asked;
    bool isEnrolled = true, isMade = false, hasPin = false, idle = false, slow = false;
    std::function<void()> later;
    std::int64_t wait = 0;
    int locks = 0, activities = 0;

private:
    OpenedHome made()
    {
        isMade = true;
        return region.home("anna");
    }
};

constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;

void giveLease(engine::OpenHome& home, const Clock& clock, std::int64_t leaseMs)
{
    VELDPOST_CHECK(engine::Lease(home.store(), clock).take({clock.nowMs(), leaseMs}).ok());
}

struct World {
    test::EngineFixture region;
    Workspace workspace{region.clock, region.random};
    Translations words{workspace};
    ToldKeeper keeper{region};
};

}  // namespace

class AppTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wrongPassphrase_isSaidInDutch_andStaysLocked()
    {
        World world;
        App app(world.workspace, world.keeper);
        QCOMPARE(app.state(), App::Locked);
        app.unlock(QStringLiteral("verkeerd"));
        QCOMPARE(app.state(), App::Locked);
        QCOMPARE(app.errorText(), QStringLiteral("Deze wachtzin klopt niet."));
        QVERIFY(!app.busy());
    }

    void rightPassphrase_opens_lockClosesAndWipes()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlock(QStringLiteral("de goede zin"));
        QCOMPARE(app.state(), App::Unlocked);
        QCOMPARE(app.userName(), QStringLiteral("anna"));
        QCOMPARE(app.roleText(), QStringLiteral("Wijkteam"));
        app.lock();
        QCOMPARE(app.state(), App::Locked);
        QCOMPARE(world.keeper.locks, 1);
        QVERIFY(world.workspace.home() == nullptr);
        QVERIFY(app.userName().isEmpty());
    }

    void wrongPin_saysHowManyTriesAreLeft()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlockWithPin(QStringLiteral("123456"));
        QCOMPARE(app.errorText(), QStringLiteral("Deze pincode klopt niet. Nog 3 pogingen."));
    }

    void idle_locksByItself_keepingTheDraft()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlock(QStringLiteral("de goede zin"));
        const auto made = world.workspace.home()->dossiers().createCase("A");
        NoteEditor editor;
        QVERIFY(editor.openNew(QString::fromStdString(made->caseId.text())));
        editor.setNoteText(QStringLiteral("half"));
        world.keeper.idle = true;
        QTRY_COMPARE(app.state(), App::Locked);
        world.keeper.idle = false;
        app.unlock(QStringLiteral("de goede zin"));
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
    }

    void leaseOver_whileACaseIsOnTheScreen_takesItAway_keepingTheDraft_andContactBringsItBack()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlock(QStringLiteral("de goede zin"));
        giveLease(*world.workspace.home(), world.region.clock, kDayMs);
        const auto made = world.workspace.home()->dossiers().createCase("A");
        NoteEditor editor;
        QVERIFY(editor.openNew(QString::fromStdString(made->caseId.text())));
        editor.setNoteText(QStringLiteral("half"));
        world.region.clock.advanceMs(kDayMs);
        QTRY_COMPARE(app.state(), App::Delivering);
        QVERIFY(world.workspace.home() == nullptr);
        QVERIFY(editor.noteText().isEmpty());
        QVERIFY(app.delivery()->reasonText().startsWith(QStringLiteral("Dit apparaat had te lang geen contact")));
        QCOMPARE(app.delivery()->unsentText(), QStringLiteral("1 wijziging wacht hier op verzending."));
        app.lock();
        QCOMPARE(app.state(), App::Locked);
        app.unlock(QStringLiteral("de goede zin"));
        QCOMPARE(app.state(), App::Delivering);
        app.lock();
        giveLease(*world.region.reopen("anna", engine::OpenFor::Delivery).value(), world.region.clock, kDayMs);
        app.unlock(QStringLiteral("de goede zin"));
        QCOMPARE(app.state(), App::Unlocked);
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
    }

    void idle_onAFullDisk_theTextOutlivesTheLock()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlock(QStringLiteral("de goede zin"));
        const auto made = world.workspace.home()->dossiers().createCase("A");
        NoteEditor editor;
        QVERIFY(editor.openNew(QString::fromStdString(made->caseId.text())));
        editor.setNoteText(QStringLiteral("wat zij zei"));
        {
            storage::FaultInjector disk(world.region.file("anna"));
            disk.failWrite(0, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
            app.lock();
            QCOMPARE(app.state(), App::Locked);
            QVERIFY(editor.noteText().isEmpty());
            QVERIFY(app.textWaiting());
            app.unlock(QStringLiteral("verkeerd"));
            QVERIFY(app.textWaiting());
            app.unlock(QStringLiteral("de goede zin"));
            QCOMPARE(app.state(), App::Unlocked);
            QVERIFY(app.textWaiting());  // still full
            app.lock();
            QVERIFY(app.textWaiting());
        }
        app.unlock(QStringLiteral("de goede zin"));
        QVERIFY(!app.textWaiting());
        const auto drafts = world.workspace.home()->drafts().all();
        QCOMPARE(drafts->size(), std::size_t(1));
        QCOMPARE(drafts->front().fields.at("text").get<std::string>(), std::string("wat zij zei"));
    }

    void diskWithRoomAgain_whileUnlocked_theTextIsStoredByItself()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlock(QStringLiteral("de goede zin"));
        const auto made = world.workspace.home()->dossiers().createCase("A");
        {
            storage::FaultInjector disk(world.region.file("anna"));
            disk.failWrite(0, storage::Fault::DiskFull, storage::FaultInjector::Repeat::FromThenOn);
            NoteEditor editor;
            QVERIFY(editor.openNew(QString::fromStdString(made->caseId.text())));
            editor.setNoteText(QStringLiteral("wat zij zei"));
        }
        QVERIFY(app.textWaiting());
        QTRY_VERIFY(!app.textWaiting());
        QCOMPARE(world.workspace.home()->drafts().all()->size(), std::size_t(1));
    }

    void lock_whileUnlocking_isNotForgotten()
    {
        World world;
        App app(world.workspace, world.keeper);
        world.keeper.slow = true;
        app.unlock(QStringLiteral("de goede zin"));
        QVERIFY(app.busy());
        app.lock();
        world.keeper.answer();
        QCOMPARE(app.state(), App::Locked);
        QVERIFY(!app.busy());
        QVERIFY(world.workspace.home() == nullptr);
        QCOMPARE(world.keeper.locks, 1);
        // It held for that one unlock.
        app.unlock(QStringLiteral("de goede zin"));
        world.keeper.answer();
        QCOMPARE(app.state(), App::Unlocked);
    }

    void lock_whileAWrongPassphraseIsTried_leavesNothingBehind()
    {
        World world;
        App app(world.workspace, world.keeper);
        world.keeper.slow = true;
        app.unlock(QStringLiteral("verkeerd"));
        app.lock();
        world.keeper.answer();
        QCOMPARE(app.state(), App::Locked);
        app.unlock(QStringLiteral("de goede zin"));
        world.keeper.answer();
        QCOMPARE(app.state(), App::Unlocked);
    }

    void activity_isPassedOn_onlyWhileUnlocked()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.noteActivity();
        QCOMPARE(world.keeper.activities, 0);
        app.unlock(QStringLiteral("de goede zin"));
        const int before = world.keeper.activities;
        app.noteActivity();
        QCOMPARE(world.keeper.activities, before + 1);
    }

    void waitAfterWrongTries_isRoundedUp()
    {
        World world;
        world.keeper.wait = 29'001;
        App app(world.workspace, world.keeper);
        QCOMPARE(app.waitSeconds(), 30);
    }

    void enrol_passphrasesThatDiffer_askNobody()
    {
        World world;
        world.keeper.isEnrolled = false;
        App app(world.workspace, world.keeper);
        QCOMPARE(app.state(), App::NoHome);
        app.enrol(QStringLiteral("https://x"), QStringLiteral("code"), QStringLiteral("een lange zin hier"),
                  QStringLiteral("een andere zin hier"), QString());
        QVERIFY(!app.errorText().isEmpty());
        QCOMPARE(app.state(), App::NoHome);
        QVERIFY(world.keeper.asked.server.empty());
    }

    void enrol_done_isUnlocked()
    {
        World world;
        world.keeper.isEnrolled = false;
        App app(world.workspace, world.keeper);
        app.enrol(QStringLiteral(" https://x "), QStringLiteral(" c "), QStringLiteral("een lange zin hier"),
                  QStringLiteral("een lange zin hier"), QString());
        QCOMPARE(world.keeper.asked.server, std::string("https://x"));
        QCOMPARE(world.keeper.asked.code, std::string("c"));
        QCOMPARE(app.state(), App::Unlocked);
    }

    void pin_tooShort_isNotTaken()
    {
        World world;
        App app(world.workspace, world.keeper);
        QVERIFY(!app.setPin(QStringLiteral("123")));
        QVERIFY(!app.errorText().isEmpty());
        QVERIFY(app.setPin(QStringLiteral("274159")));
        QVERIFY(app.pinReady());
        QVERIFY(app.errorText().isEmpty());
    }

    void language_isDutchAtFirst_andCanBeEnglish()
    {
        World world;
        App app(world.workspace, world.keeper);
        world.region.clock.setWallMs(1'795'466'400'000);
        QCOMPARE(app.language(), QStringLiteral("nl"));
        QCOMPARE(app.todayText(), QStringLiteral("ma 23 november 2026"));
        app.setLanguage(QStringLiteral("en"));
        QCOMPARE(app.todayText(), QStringLiteral("Mon 23 November 2026"));
        app.setLanguage(QStringLiteral("xx"));
        QCOMPARE(app.language(), QStringLiteral("en"));
    }

    void withoutAServer_theIndicatorSaysOffline_andCountsWhatIsUnsafe()
    {
        World world;
        App app(world.workspace, world.keeper);
        app.unlock(QStringLiteral("de goede zin"));
        QVERIFY(world.workspace.home()->dossiers().createCase("A").ok());
        world.workspace.noteSaved({});
        QTRY_COMPARE(app.sync()->unsafeCount(), 1);
        QCOMPARE(app.sync()->phase(), SyncIndicator::Offline);
        QVERIFY(!app.sync()->allSafe());
        QCOMPARE(app.sync()->summaryText(), QStringLiteral("1 wijziging alleen op dit apparaat"));
        app.lock();
        QCOMPARE(app.sync()->unsafeCount(), 0);
    }
};

QTEST_MAIN(AppTest)
#include "app_test.moc"
