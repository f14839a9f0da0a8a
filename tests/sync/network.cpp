#include "tests/sync/network.h"

#include <vector>

namespace veldpost::sync {

class Network::Line final : public engine::Transport {
public:
    explicit Line(Network& network) : m_network(network) {}

    void send(engine::HttpRequest request, Done done) override
    {
        Network& n = m_network;
        ++n.m_counts.requests;
        ++n.m_counts.byPath[request.path.substr(0, request.path.find('?'))];
        auto pending = std::make_shared<Pending>(Pending{std::move(done)});
        m_pending.push_back(pending);
        const std::weak_ptr<Pending> weak = pending;
        if (n.happens(n.faults.lostRequest)) {
            ++n.m_counts.lostRequests;
            n.later([&n, weak] { n.answer(weak, Error{ErrorKind::Unreachable, "no_connection", "lost", ""}); });
            return;
        }
        if (n.happens(n.faults.twice)) {
            ++n.m_counts.twice;
            n.later([&n, request, weak] { n.deliver(request, weak); });
        }
        n.later([&n, request, weak] { n.deliver(request, weak); });
    }

    void cancelAll() override { m_pending.clear(); }

private:
    Network& m_network;
    std::vector<std::shared_ptr<Pending>> m_pending;
};

std::unique_ptr<engine::Transport> Network::transport()
{
    return std::make_unique<Line>(*this);
}

bool Network::step()
{
    if (m_events.empty()) return false;
    const std::size_t which = faults.inOrder ? 0 : static_cast<std::size_t>(m_random.below(m_events.size()));
    if (which > 0) ++m_counts.overtaken;
    const auto event = std::move(m_events[which]);
    m_events.erase(m_events.begin() + static_cast<std::ptrdiff_t>(which));
    event();
    return true;
}

void Network::deliver(const engine::HttpRequest& request, const std::weak_ptr<Pending>& pending)
{
    if (server == nullptr) return answer(pending, Error{ErrorKind::Unreachable, "no_connection", "down", ""});
    // The server works whether or not anybody still waits for its answer.
    server->handle(request, [this, pending](engine::HttpAnswer reply) {
        if (happens(faults.lostAnswer)) {
            ++m_counts.lostAnswers;
            later([this, pending] { answer(pending, Error{ErrorKind::Unreachable, "timed_out", "lost", ""}); });
            return;
        }
        later([this, pending, reply = std::move(reply)]() mutable { answer(pending, std::move(reply)); });
    });
}

void Network::answer(const std::weak_ptr<Pending>& pending, Result<engine::HttpAnswer> result)
{
    const auto held = pending.lock();
    if (!held || held->answered) return;
    held->answered = true;
    const auto done = std::move(held->done);
    done(std::move(result));
}

}  // namespace veldpost::sync
