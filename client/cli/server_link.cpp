#include "client/cli/server_link.h"

#include <QTimer>

namespace veldpost::cli {

ServerLink::ServerLink() : m_app(m_argc, nullptr) {}

void ServerLink::runAtMost(std::int64_t timeoutMs)
{
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &m_loop, &QEventLoop::quit);
    if (timeoutMs > 0) limit.start(std::chrono::milliseconds(timeoutMs));
    m_loop.exec();
}

}  // namespace veldpost::cli
