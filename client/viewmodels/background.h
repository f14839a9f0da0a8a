// Work on a thread of its own, its answer back on the GUI thread.
#pragma once

#include "shared/base/result.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>

namespace veldpost::viewmodels {

// Goes last into the class whose members the work uses, so that it goes first: its end waits for the work.
class Background {
public:
    ~Background() { wait(); }

    // `work` runs elsewhere, then `then` with its answer on this thread; not at all when `receiver` has gone.
    // REQUIRES: nothing else is running
    template <typename T>
    void run(QObject* receiver, std::function<Result<T>()> work, std::function<void(Result<T>)> then)
    {
        wait();
        auto answer = std::make_shared<std::optional<Result<T>>>();
        m_thread.reset(QThread::create([answer, work = std::move(work)] { answer->emplace(work()); }));
        QObject::connect(m_thread.get(), &QThread::finished, receiver,
                         [answer, then = std::move(then)] { then(std::move(**answer)); });
        m_thread->start();
    }

private:
    void wait()
    {
        if (m_thread) m_thread->wait();
    }

    std::unique_ptr<QThread> m_thread;
};

}  // namespace veldpost::viewmodels
