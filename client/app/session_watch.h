// SessionWatch: tells when to lock from outside: keys and touches for the idle clock, suspend and screen lock over D-Bus,
// another window in front (where the user wants that).
#pragma once

#include "client/app/sleep_delay.h"
#include "client/app/vault_keeper.h"
#include "client/viewmodels/app.h"

#include <QObject>

namespace veldpost::app {

class SessionWatch : public QObject {
    Q_OBJECT

public:
    SessionWatch(viewmodels::App& app, VaultKeeper& keeper);
    // Joins the buses; may take a while, so not before the first page is shown.
    void listen();

    bool eventFilter(QObject* watched, QEvent* event) override;

public Q_SLOTS:
    void onPrepareForSleep(bool begins);
    void onScreenSaver(bool active);
    void onSessionLock();

private:
    viewmodels::App& m_app;
    VaultKeeper& m_keeper;
    SleepDelay m_delay;
};

}  // namespace veldpost::app
