// Qt's event loop, for the commands that talk to the server.
#pragma once

#include "shared/base/result.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <functional>
#include <memory>
#include <optional>

namespace veldpost::cli {

// Thread rule: the main thread, one at a time. Made before and gone after every Transport.
class ServerLink {
public:
    ServerLink();

    // Ends what runs.
    void quit() { m_loop.quit(); }

    // Starts something that answers once through the callback it is given, and waits for it. `timeoutMs` 0: as long as
    // it takes. Without an answer in time: nullopt; the callback then does nothing any more.
    template <typename T>
    std::optional<Result<T>> await(const std::function<void(std::function<void(Result<T>)>)>& start,
                                   std::int64_t timeoutMs)
    {
        auto answer = std::make_shared<std::optional<Result<T>>>();
        start([this, answer](Result<T> result) {
            answer->emplace(std::move(result));
            quit();
        });
        if (!answer->has_value()) runAtMost(timeoutMs);
        return std::move(*answer);
    }

    // Runs the event loop until quit() or the time is over; 0: until quit().
    void runAtMost(std::int64_t timeoutMs);

private:
    int m_argc = 0;
    QCoreApplication m_app;
    QEventLoop m_loop;
};

}  // namespace veldpost::cli
