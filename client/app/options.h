// The command line of the app (contract: --home, --offline-demo, --screenshots stay).
#pragma once

#include "shared/base/result.h"

#include <QString>
#include <QStringList>

namespace veldpost::app {

struct Options {
    QString home;            // empty: where the system keeps a user's data
    QString screenshots;     // folder; empty: none
    QString language;        // empty: as chosen before, Dutch at first
    bool offlineDemo = false;
    bool exitWhenShown = false;  // for the benchmark: end when the first page is on the screen
    bool help = false;
    bool version = false;
};

// Error `wrong_use` (Usage).
Result<Options> readOptions(const QStringList& arguments);
QString helpText();

// The folder of the user's home. Error `no_home` (Usage).
Result<QString> homeFolder(const Options& options);

}  // namespace veldpost::app
