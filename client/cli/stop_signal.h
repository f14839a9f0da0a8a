// SIGINT and SIGTERM as an event, so that a watching sync ends in order.
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace veldpost::cli {

// From its making on the signals no longer end the process; each calls `onStop` on the thread of the event loop.
// One at a time.
class StopSignal {
public:
    explicit StopSignal(std::function<void()> onStop);
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}  // namespace veldpost::cli
