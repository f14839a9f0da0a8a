#include "client/app/demo_folder.h"

namespace veldpost::app {

DemoFolder::DemoFolder(RandomSource& random, std::int64_t standAtMs) : m_random(random), m_clock(standAtMs) {}

Status DemoFolder::make()
{
    if (!m_folder.isValid())
        return Error{ErrorKind::Failed, "io_error", "No temporary folder for the demo", m_folder.errorString().toStdString()};
    return makeDemoHome(folder(), m_passphrase, m_clock, m_random);
}

}  // namespace veldpost::app
