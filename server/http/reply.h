// Reply: the one answer to one request, given now or later, from any thread.
#pragma once

#include "server/http/problem.h"

#include <atomic>
#include <functional>
#include <memory>

namespace veldpost::http {

// Invariants
//   1. The sink is called exactly once per request: the first answer wins, later ones are dropped. So a long-poll's
//      timer and its event may both answer without agreeing first.
//   2. When the last copy goes without an answer, the client gets the generic 500 at once instead of a time-out.
// Threads: every function may be called from any thread.
class Reply {
public:
    using Sink = std::function<void(Response)>;  // must not throw

    explicit Reply(Sink sink) : m_state(std::make_shared<State>(std::move(sink))) {}

    // True when this was the answer, false when there was one already.
    bool send(Response response) const { return m_state->send(std::move(response)); }
    bool fail(const Error& error) const { return send(problem(error)); }

    bool answered() const { return m_state->answered.load(std::memory_order_acquire); }

private:
    struct State {
        explicit State(Sink s) : sink(std::move(s)) {}
        ~State() { send(internalProblem()); }
        State(const State&) = delete;
        State& operator=(const State&) = delete;

        bool send(Response response)
        {
            if (answered.exchange(true, std::memory_order_acq_rel)) return false;
            sink(std::move(response));
            return true;
        }

        std::atomic<bool> answered{false};
        Sink sink;
    };

    // Shared, so that a Reply can be kept by a queue, a timer and a std::function at once, which all want copies.
    std::shared_ptr<State> m_state;
};

}  // namespace veldpost::http
