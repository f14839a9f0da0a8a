#include "client/viewmodels/app.h"

#include "client/viewmodels/code_names.h"
#include "client/viewmodels/date_text.h"
#include "client/viewmodels/error_text.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QJSEngine>
#include <QPalette>

#include <algorithm>
#include <utility>

namespace veldpost::viewmodels {

namespace {

constexpr int kSyncTickMs = 1000;
constexpr int kPassphraseMin = 15;  // those of the vault, which has the last word
constexpr int kPinMin = 6;

App* s_app = nullptr;

Error differ()
{
    return {ErrorKind::Failed, "passphrases_differ", "The two passphrases are not the same", ""};
}

}  // namespace

App::App(Workspace& workspace, HomeKeeper& keeper, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_keeper(keeper), m_sync(workspace)
{
    VELDPOST_CHECK(s_app == nullptr);
    s_app = this;
    m_tick.setInterval(kSyncTickMs);
    connect(&m_tick, &QTimer::timeout, this, &App::onTick);
    connect(&workspace, &Workspace::barred, this, &App::checkMayRead);
    connect(&m_delivery, &Delivery::wiped, this, &App::erase);
    connect(&m_delivery, &Delivery::mayReadAgain, this, [this] {
        show(m_delivery.end());
        refreshState();
    });
    m_tick.start();
    m_lastToday = workspace.today();
    refreshState();
}

App::~App()
{
    s_app = nullptr;
}

App* App::create(QQmlEngine*, QJSEngine*)
{
    VELDPOST_CHECK(s_app != nullptr);
    QJSEngine::setObjectOwnership(s_app, QJSEngine::CppOwnership);
    return s_app;
}

int App::waitSeconds() const
{
    // Rounded up: at 0 a try is really taken.
    return m_busy ? m_lastWaitSeconds : static_cast<int>((m_keeper.waitMs() + 999) / 1000);
}

bool App::pinReady() const { return m_busy ? m_lastPinReady : m_keeper.pinReady(); }
int App::passphraseMinLength() const { return kPassphraseMin; }
int App::pinMinLength() const { return kPinMin; }

QString App::userName() const
{
    return m_workspace.home() ? QString::fromStdString(m_workspace.home()->identity().userName) : QString();
}

QString App::role() const
{
    return m_workspace.home() ? QString::fromStdString(m_workspace.home()->identity().role) : QString();
}

QString App::roleText() const { return veldpost::viewmodels::roleText(role()); }

QString App::serverText() const
{
    return m_workspace.home() ? QString::fromStdString(m_workspace.home()->identity().serverUrl) : QString();
}

const QString& App::language() const { return m_workspace.language(); }

void App::setLanguage(const QString& language)
{
    if (language == m_workspace.language() || (language != QStringLiteral("nl") && language != QStringLiteral("en")))
        return;
    clearError();
    m_workspace.setLanguage(language);
    Q_EMIT languageChanged();
    Q_EMIT stateChanged();
    Q_EMIT todayChanged();
}

void App::setTheme(const QString& theme)
{
    if (theme == m_theme) return;
    m_theme = theme;
    Q_EMIT themeChanged();
}

bool App::dark() const
{
    if (m_theme != QStringLiteral("system")) return m_theme == QStringLiteral("dark");
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

void App::setTextPercent(int percent)
{
    percent = std::clamp(percent, 100, 200);
    if (percent == m_textPercent) return;
    m_textPercent = percent;
    Q_EMIT textPercentChanged();
}

void App::setLockWhenInactive(bool on)
{
    if (on == m_lockWhenInactive) return;
    m_lockWhenInactive = on;
    Q_EMIT lockWhenInactiveChanged();
}

QString App::todayText() const
{
    return dayOfMs(m_workspace.clock().nowMs(), m_workspace.language());
}

QString App::todayDay() const { return m_workspace.today().toString(QStringLiteral("dd-MM-yyyy")); }
QString App::version() const { return QCoreApplication::applicationVersion(); }

void App::unlock(const QString& passphrase)
{
    if (m_busy || isOpen()) return;
    setBusy(true);
    m_keeper.unlock(toUtf8(passphrase), [this](OpenedHome opened) { finishUnlock(std::move(opened)); });
}

void App::unlockWithPin(const QString& pin)
{
    if (m_busy || isOpen()) return;
    setBusy(true);
    m_keeper.unlockWithPin(toUtf8(pin), [this](OpenedHome opened) { finishUnlock(std::move(opened)); });
}

void App::enrol(const QString& server, const QString& code, const QString& passphrase, const QString& repeated,
                const QString& caFile)
{
    if (m_busy || m_state != NoHome) return;
    if (passphrase != repeated) {
        fail(differ());
        return;
    }
    setBusy(true);
    m_keeper.enrol({toUtf8(server.trimmed()), toUtf8(code.trimmed()), toUtf8(caFile.trimmed()), toUtf8(passphrase)},
                   [this](OpenedHome opened) { finishUnlock(std::move(opened)); });
}

void App::finishUnlock(OpenedHome opened)
{
    const bool lockAgain = std::exchange(m_lockAsked, false);
    if (!opened.ok()) {
        fail(opened.error());
    } else if (lockAgain) {
        // The lid was shut, or the screen locked, while the key was derived: nobody sits here to see a case.
        std::move(opened).value().reset();
        m_keeper.lock();
        succeed();
    } else {
        succeed();
        open(std::move(opened).value());
    }
    setBusy(false);
    refreshState();
}

void App::open(std::unique_ptr<engine::OpenHome> home)
{
    if (auto transport = m_keeper.transportFor(home->identity())) home->connect(std::move(transport)).watch();
    const Status may = home->mayRead();
    if (may.ok()) return show(std::move(home));
    m_delivery.begin(std::move(home), may.error());
    m_keeper.noteActivity();
}

void App::show(std::unique_ptr<engine::OpenHome> home)
{
    m_workspace.open(std::move(home));
    m_workspace.unkept().open(m_keeper);
    storeUnkept();
    m_sync.attach();
    m_keeper.noteActivity();
}

void App::storeUnkept()
{
    const bool stored = m_workspace.unkept().store(m_workspace.home()->drafts(), m_workspace.clock(), m_workspace.random());
    if (stored) m_workspace.noteChanged({});
    if (textWaiting() != m_textWaited) {
        m_textWaited = textWaiting();
        Q_EMIT stateChanged();
    }
}

void App::lock()
{
    if (m_busy) {
        m_lockAsked = true;
        return;
    }
    m_workspace.close();
    m_delivery.end().reset();
    m_workspace.unkept().seal(m_keeper);
    m_textWaited = textWaiting();
    m_keeper.lock();
    clearError();
    refreshState();
}

// The lease may end, or the server's word come, while a case is on the screen.
void App::checkMayRead()
{
    const Status may = m_workspace.home()->mayRead();
    if (may.ok()) return;
    if (may.error().kind != ErrorKind::Locked) return fail(may.error());
    std::unique_ptr<engine::OpenHome> home = m_workspace.release();
    m_workspace.unkept().seal(m_keeper);
    m_textWaited = textWaiting();
    m_delivery.begin(std::move(home), may.error());
    refreshState();
}

// All that was here is delivered or sealed, and the server has the receipt.
void App::erase(const Error& why)
{
    m_delivery.end().reset();
    const Status erased = m_keeper.erase();
    fail(erased.ok() ? why : erased.error());
    if (!erased.ok()) m_keeper.lock();
    refreshState();
}

bool App::setPin(const QString& pin)
{
    const Status set = m_keeper.setPin(toUtf8(pin));
    if (!set.ok()) {
        fail(set.error());
        return false;
    }
    succeed();
    Q_EMIT stateChanged();
    Q_EMIT pinSet();
    return true;
}

bool App::changePassphrase(const QString& current, const QString& passphrase, const QString& repeated)
{
    const Status changed = passphrase == repeated
                               ? m_keeper.changePassphrase(toUtf8(current), toUtf8(passphrase))
                               : Status(differ());
    if (!changed.ok()) {
        fail(changed.error());
        return false;
    }
    succeed();
    return true;
}

void App::clearError()
{
    succeed();
}

void App::noteActivity()
{
    if (!m_busy && isOpen()) m_keeper.noteActivity();
}

void App::refreshState()
{
    m_state = m_workspace.home() != nullptr ? Unlocked
              : m_delivery.active()         ? Delivering
              : m_keeper.enrolled()         ? Locked
                                            : NoHome;
    m_lastWaitSeconds = waitSeconds();
    Q_EMIT stateChanged();
    Q_EMIT waitSecondsChanged();
}

void App::setBusy(bool busy)
{
    if (busy == m_busy) return;
    m_lastPinReady = pinReady();
    m_busy = busy;
    Q_EMIT busyChanged();
}

void App::fail(const Error& error)
{
    m_errorText = veldpost::viewmodels::errorText(error);
    Q_EMIT errorTextChanged();
}

void App::succeed()
{
    if (m_errorText.isEmpty()) return;
    m_errorText.clear();
    Q_EMIT errorTextChanged();
}

void App::onTick()
{
    if (m_busy) return;
    if (isOpen() && m_keeper.idleOver()) lock();
    if (m_state == Unlocked) checkMayRead();
    if (m_state == Unlocked) storeUnkept();
    if (const int wait = waitSeconds(); wait != m_lastWaitSeconds) {
        m_lastWaitSeconds = wait;
        Q_EMIT waitSecondsChanged();
    }
    if (const QDate today = m_workspace.today(); today != m_lastToday) {
        m_lastToday = today;
        Q_EMIT todayChanged();
    }
}

}  // namespace veldpost::viewmodels
