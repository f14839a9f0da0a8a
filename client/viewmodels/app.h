// App: the app as a whole, for every page: locked or not, who is here, language, colours, the way to help.
//
// A singleton of QML: `App.state === App.Locked`. What it does to key and store stands behind HomeKeeper, so that pages
// can be tested on a made-up home.
#pragma once

#include "client/viewmodels/delivery.h"
#include "client/viewmodels/home_keeper.h"
#include "client/viewmodels/sync_indicator.h"
#include "client/viewmodels/workspace.h"

#include <QtQml/qqmlregistration.h>

#include <QTimer>

class QJSEngine;
class QQmlEngine;

namespace veldpost::viewmodels {

class App : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

    // NoHome: this tablet has not been enrolled; show the enrolment page.
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    // A slow thing (deriving the key, enrolling) is on its way: fields and buttons wait.
    Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
    // Why the last unlock, enrolment or change did not happen, in the user's language; empty when all is well.
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorTextChanged)
    // Seconds until another try is taken, after wrong ones. 0: now.
    Q_PROPERTY(int waitSeconds READ waitSeconds NOTIFY waitSecondsChanged)
    // A PIN re-opens the app now (it was set since start, less than 12 hours ago, fewer than 5 wrong ones).
    Q_PROPERTY(bool pinReady READ pinReady NOTIFY stateChanged)
    // Text that was typed waits in memory for a disk that takes it: do not switch the device off.
    Q_PROPERTY(bool textWaiting READ textWaiting NOTIFY stateChanged)
    Q_PROPERTY(int passphraseMinLength READ passphraseMinLength CONSTANT)
    Q_PROPERTY(int pinMinLength READ pinMinLength CONSTANT)

    Q_PROPERTY(QString userName READ userName NOTIFY stateChanged)
    Q_PROPERTY(QString role READ role NOTIFY stateChanged)          // wijkteam, vertrouwensarts, coordinator, auditor
    Q_PROPERTY(QString roleText READ roleText NOTIFY stateChanged)  // for people
    Q_PROPERTY(QString serverText READ serverText NOTIFY stateChanged)

    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged)  // "nl", "en"
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged)              // "light", "dark", "system"
    Q_PROPERTY(bool dark READ dark NOTIFY themeChanged)                                  // what `theme` comes to
    Q_PROPERTY(int textPercent READ textPercent WRITE setTextPercent NOTIFY textPercentChanged)  // 100 to 200
    Q_PROPERTY(bool lockWhenInactive READ lockWhenInactive WRITE setLockWhenInactive NOTIFY lockWhenInactiveChanged)

    Q_PROPERTY(veldpost::viewmodels::SyncIndicator* sync READ sync CONSTANT)
    Q_PROPERTY(veldpost::viewmodels::Delivery* delivery READ delivery CONSTANT)
    Q_PROPERTY(QString emergencyNumber READ emergencyNumber CONSTANT)  // 112
    Q_PROPERTY(QString helpNumber READ helpNumber CONSTANT)            // 0800-2000, Veilig Thuis
    Q_PROPERTY(QString todayText READ todayText NOTIFY todayChanged)   // "ma 23 november 2026"
    Q_PROPERTY(QString todayDay READ todayDay NOTIFY todayChanged)     // "23-11-2026", as a form takes it
    Q_PROPERTY(bool demo READ demo CONSTANT)                           // --offline-demo: say so on every page
    Q_PROPERTY(QString version READ version CONSTANT)

public:
    // Delivering: unlocked, but nothing may be shown; `delivery` says why.
    enum State { NoHome, Locked, Unlocked, Delivering };
    Q_ENUM(State)

    App(Workspace& workspace, HomeKeeper& keeper, QObject* parent = nullptr);
    ~App() override;
    // The one made by main() or a test; QML's engine asks here.
    static App* create(QQmlEngine* engine, QJSEngine* scripts);

    State state() const { return m_state; }
    bool busy() const { return m_busy; }
    const QString& errorText() const { return m_errorText; }
    int waitSeconds() const;
    bool pinReady() const;
    bool textWaiting() const { return !m_workspace.unkept().empty(); }
    int passphraseMinLength() const;
    int pinMinLength() const;
    QString userName() const;
    QString role() const;
    QString roleText() const;
    QString serverText() const;
    const QString& language() const;
    void setLanguage(const QString& language);
    const QString& theme() const { return m_theme; }
    void setTheme(const QString& theme);
    bool dark() const;
    int textPercent() const { return m_textPercent; }
    void setTextPercent(int percent);
    bool lockWhenInactive() const { return m_lockWhenInactive; }
    void setLockWhenInactive(bool on);
    SyncIndicator* sync() { return &m_sync; }
    Delivery* delivery() { return &m_delivery; }
    QString emergencyNumber() const { return QStringLiteral("112"); }
    QString helpNumber() const { return QStringLiteral("0800-2000"); }
    QString todayText() const;
    QString todayDay() const;
    bool demo() const { return m_demo; }
    void setDemo(bool demo) { m_demo = demo; }
    QString version() const;

    // All of these answer by `state`, `busy` and `errorText`.
    Q_INVOKABLE void unlock(const QString& passphrase);
    Q_INVOKABLE void unlockWithPin(const QString& pin);
    // While an unlock is on its way it is locked again as soon as that has answered.
    Q_INVOKABLE void lock();
    // True when it was taken: 6 digits or more, not all alike, not in a row.
    Q_INVOKABLE bool setPin(const QString& pin);
    // `server`: an address with `code`, or an invitation's one string with `code` empty. `caFile`: the file with the
    // region's certificate, empty when the invitation carries what is needed or for a server on this machine.
    Q_INVOKABLE void enrol(const QString& server, const QString& code, const QString& passphrase,
                           const QString& repeated, const QString& caFile);
    Q_INVOKABLE bool changePassphrase(const QString& current, const QString& passphrase, const QString& repeated);
    Q_INVOKABLE void clearError();
    // Somebody touched the screen or a key: the idle clock starts again.
    void noteActivity();

Q_SIGNALS:
    void stateChanged();
    void busyChanged();
    void errorTextChanged();
    void waitSecondsChanged();
    void languageChanged();
    void themeChanged();
    void textPercentChanged();
    void lockWhenInactiveChanged();
    void todayChanged();
    void pinSet();

private:
    bool isOpen() const { return m_state == Unlocked || m_state == Delivering; }
    void refreshState();
    void setBusy(bool busy);
    void fail(const Error& error);
    void succeed();
    void onTick();
    void finishUnlock(Result<std::unique_ptr<engine::OpenHome>> opened);
    void open(std::unique_ptr<engine::OpenHome> home);
    void show(std::unique_ptr<engine::OpenHome> home);
    void checkMayRead();
    void erase(const Error& why);
    void storeUnkept();

    Workspace& m_workspace;
    HomeKeeper& m_keeper;
    SyncIndicator m_sync;
    Delivery m_delivery;
    State m_state = NoHome;
    bool m_busy = false;
    bool m_lockAsked = false;  // while busy
    bool m_textWaited = false;
    bool m_demo = false;
    bool m_lockWhenInactive = false;
    int m_textPercent = 100;
    QString m_errorText;
    QString m_theme = QStringLiteral("system");
    int m_lastWaitSeconds = 0;
    bool m_lastPinReady = false;  // while busy the keeper is not asked
    QDate m_lastToday;
    QTimer m_tick;
};

}  // namespace veldpost::viewmodels
