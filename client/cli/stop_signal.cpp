#include "client/cli/stop_signal.h"

#include "shared/base/check.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace veldpost::cli {

namespace {

int pipeEnds[2] = {-1, -1};  // a signal handler can reach nothing but what is global

void tellPipe(int)
{
    const char byte = 1;
    // A full pipe means that it has been told already.
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1);
}

}  // namespace

StopSignal::StopSignal(std::function<void()> onStop)
{
    VELDPOST_CHECK(pipeEnds[0] == -1);
    VELDPOST_CHECK(::pipe2(pipeEnds, O_CLOEXEC | O_NONBLOCK) == 0);
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, [onStop = std::move(onStop)] {
        char byte = 0;
        [[maybe_unused]] const ssize_t got = ::read(pipeEnds[0], &byte, 1);
        onStop();
    });
    struct sigaction action {};
    action.sa_handler = tellPipe;
    action.sa_flags = SA_RESTART;
    for (const int number : {SIGINT, SIGTERM}) ::sigaction(number, &action, nullptr);
}

StopSignal::~StopSignal()
{
    for (const int number : {SIGINT, SIGTERM}) std::signal(number, SIG_DFL);
    m_notifier.reset();
    for (int& end : pipeEnds) {
        ::close(end);
        end = -1;
    }
}

}  // namespace veldpost::cli
