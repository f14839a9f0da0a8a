// RunningApp: everything one start of the app is made of, built in the order in which it depends on itself.
#pragma once

#include "client/app/options.h"
#include "client/app/preferences.h"
#include "client/app/session_watch.h"
#include "client/app/vault_keeper.h"
#include "client/viewmodels/clipboard_guard.h"
#include "client/viewmodels/translations.h"

#include <QQmlApplicationEngine>
#include <QQuickWindow>

namespace veldpost::app {

class RunningApp {
public:
    RunningApp(const std::filesystem::path& home, const Clock& clock, RandomSource& random);
    ~RunningApp();

    viewmodels::App& app() { return m_app; }
    VaultKeeper& keeper() { return m_keeper; }
    SessionWatch& watch() { return m_watch; }
    // Loads the pages. Error `pages_missing`: they did not load.
    Status show();
    // REQUIRES: shown
    QQuickWindow& window();
    // Runs until the app has left `busy`. For the demo, which unlocks itself.
    void untilReady();

private:
    viewmodels::Workspace m_workspace;
    viewmodels::Translations m_translations;
    viewmodels::ClipboardGuard m_clipboard;
    VaultKeeper m_keeper;
    viewmodels::App m_app;
    SessionWatch m_watch;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

}  // namespace veldpost::app
