// DemoFolder: the demo's home in a temporary folder that goes with the program, and an empty folder beside it: a device
// that is not enrolled.
#pragma once

#include "client/app/demo_home.h"

#include <QTemporaryDir>

namespace veldpost::app {

class DemoFolder {
public:
    // `standAtMs`: see StoryClock.
    explicit DemoFolder(RandomSource& random, std::int64_t standAtMs);

    Status make();
    const StoryClock& clock() const { return m_clock; }
    // REQUIRES: made
    const std::string& passphrase() const { return m_passphrase; }
    std::filesystem::path folder() const { return m_folder.filePath(QStringLiteral("home")).toStdString(); }
    std::filesystem::path emptyFolder() const { return m_folder.filePath(QStringLiteral("empty")).toStdString(); }

private:
    RandomSource& m_random;
    StoryClock m_clock;
    QTemporaryDir m_folder;
    std::string m_passphrase = "veldpost laat het zien";
};

}  // namespace veldpost::app
