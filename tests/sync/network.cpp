#include "tests/sync/network.h"

namespace veldpost::sync {

using engine::HttpAnswer;
using engine::HttpRequest;

namespace {
constexpr std::int64_t kTravelMsMin = 4;
constexpr std::int64_t kTravelMsMore = 60;
constexpr std::int64_t kDelayMsMax = 100'000;
constexpr std::int64_t kReorderMsMax = 800;
constexpr std::int64_t kReplayMsMin = 60'000;
constexpr std::int64_t kReplayMsMax = 6 * 3'600'000;
constexpr std::size_t kSlowBytesPerMs = 2;

Error unreachable(const char* type)
{
    return {ErrorKind::Unreachable, type, "The server could not be reached", ""};
}

}  // namespace

class Network::Line final : public engine::Transport {
public:
    Line(Network& network, std::size_t device) : m_network(network), m_device(device) {}

    void send(HttpRequest request, Done done) override
    {
        if (m_network.isDead && m_network.isDead(m_device)) return;
        std::erase_if(m_pending, [](const auto& pending) { return pending->answered; });
        m_pending.push_back(std::make_shared<Pending>(Pending{m_device, std::move(request), std::move(done), 0, false}));
        m_network.dispatch(m_pending.back());
    }

    void cancelAll() override { m_pending.clear(); }

private:
    Network& m_network;
    const std::size_t m_device;
    std::vector<std::shared_ptr<Pending>> m_pending;
};

std::unique_ptr<engine::Transport> Network::transport(std::size_t device)
{
    return std::make_unique<Line>(*this, device);
}

void Network::after(std::int64_t ms, std::function<void()> event)
{
    m_events.emplace(std::pair(m_clock.monotonicMs() + ms, ++m_number), std::move(event));
}

bool Network::happens(FaultKind kind)
{
    return m_random.below(1000) < m_rates[kind];
}

bool Network::next()
{
    if (m_events.empty()) return false;
    const auto first = m_events.begin();
    if (const std::int64_t wait = first->first.first - m_clock.monotonicMs(); wait > 0) m_clock.advanceMs(wait);
    const auto event = std::move(first->second);
    m_events.erase(first);
    event();
    if (afterEvent) afterEvent();
    return true;
}

void Network::pass(std::int64_t ms)
{
    const std::int64_t until = m_clock.monotonicMs() + ms;
    while (!m_events.empty() && m_events.begin()->first.first <= until) next();
    if (const std::int64_t rest = until - m_clock.monotonicMs(); rest > 0) m_clock.advanceMs(rest);
}

void Network::cut(std::size_t device, bool upward, std::int64_t ms)
{
    (upward ? link(device).upCutUntilMs : link(device).downCutUntilMs) = m_clock.monotonicMs() + ms;
}

void Network::slow(std::size_t device, std::int64_t ms)
{
    link(device).slowUntilMs = m_clock.monotonicMs() + ms;
}

void Network::heal()
{
    for (auto& [device, l] : m_links) l.upCutUntilMs = l.downCutUntilMs = l.slowUntilMs = 0;
}

std::int64_t Network::requestsTo(const std::string& path) const
{
    const auto it = m_byPath.find(path);
    return it == m_byPath.end() ? 0 : it->second;
}

bool Network::isUnderway(std::size_t device, std::string_view path) const
{
    const auto it = m_links.find(device);
    if (it == m_links.end()) return false;
    for (const auto& [number, sentTo] : it->second.underway)
        if (sentTo == path) return true;
    return false;
}

std::int64_t Network::travelMs(std::size_t device, std::size_t bytes)
{
    std::int64_t ms = kTravelMsMin + static_cast<std::int64_t>(m_random.below(kTravelMsMore));
    if (m_clock.monotonicMs() < link(device).slowUntilMs) {
        ++m_counts[FaultKind::SlowLink];
        ms += static_cast<std::int64_t>(bytes / kSlowBytesPerMs);
    }
    if (happens(FaultKind::Delay)) {
        ++m_counts[FaultKind::Delay];
        ms += 1'000 + static_cast<std::int64_t>(m_random.below(kDelayMsMax));
    }
    return ms;
}

void Network::dispatch(const std::shared_ptr<Pending>& pending)
{
    const std::size_t device = pending->device;
    const HttpRequest& request = pending->request;
    ++m_requests;
    ++m_byPath[pathOf(request)];
    pending->number = ++m_number;
    const Weak weak = pending;
    std::int64_t heldMs = 0;
    for (WireTap* tap : taps) heldMs += tap->onSent(device, request);
    after(request.timeoutMs, [this, weak] { answer(weak, unreachable("timed_out")); });
    if (m_clock.monotonicMs() < link(device).upCutUntilMs) {
        ++m_counts[FaultKind::OneWayPartition];
        return;
    }
    if (happens(FaultKind::Drop)) {
        ++m_counts[FaultKind::Drop];
        return;
    }
    if (happens(FaultKind::TruncatedBody) && !request.body.empty()) {
        // What is in front of the server waits for the rest, and closes the connection when it does not come.
        ++m_counts[FaultKind::TruncatedBody];
        after(travelMs(device, request.body.size()), [this, weak] { answer(weak, unreachable("no_connection")); });
        return;
    }
    std::int64_t ms = heldMs + travelMs(device, request.body.size());
    if (happens(FaultKind::Reorder)) ms += static_cast<std::int64_t>(m_random.below(kReorderMsMax));
    link(device).underway[pending->number] = pathOf(request);
    after(ms, [this, device, request, number = pending->number, weak] { arrive(device, request, number, weak); });
    if (happens(FaultKind::Duplicate)) {
        ++m_counts[FaultKind::Duplicate];
        after(travelMs(device, request.body.size()), [this, device, request, weak] { arrive(device, request, 0, weak); });
    }
    if (happens(FaultKind::Replay)) replayLater(device, request);
}

// Nobody waits for the answer.
void Network::replayLater(std::size_t device, const HttpRequest& request)
{
    const std::int64_t ms = kReplayMsMin + static_cast<std::int64_t>(m_random.below(kReplayMsMax - kReplayMsMin));
    after(ms, [this, device, request] {
        ++m_counts[FaultKind::Replay];
        arrive(device, request, 0, {});
    });
}

void Network::arrive(std::size_t device, HttpRequest request, std::uint64_t number, const Weak& pending)
{
    auto& underway = link(device).underway;
    if (number > 0) {
        if (!underway.empty() && underway.begin()->first < number) ++m_counts[FaultKind::Reorder];
        underway.erase(number);
    }
    if (server == nullptr || !server->isUp()) return answer(pending, unreachable("no_connection"));
    for (WireTap* tap : taps) tap->onArrived(device, request);
    // The server works whether or not anybody still waits for its answer.
    server->handle(request, [this, device, request, pending](HttpAnswer reply) {
        std::int64_t heldMs = 0;
        for (WireTap* tap : taps) heldMs += tap->onServed(device, request, reply);
        sendBack(device, request, std::move(reply), heldMs, pending);
    });
    if (!server->isUp()) after(1, [this, pending] { answer(pending, unreachable("no_connection")); });
}

void Network::sendBack(std::size_t device, const HttpRequest& request, HttpAnswer reply, std::int64_t heldMs,
                       const Weak& pending)
{
    m_trace.add(m_clock.monotonicMs(), pathOf(request) + " of " + std::to_string(device) + " answered " +
                                           std::to_string(reply.status) + ", " + std::to_string(reply.body.size()) + " bytes");
    if (m_clock.monotonicMs() < link(device).downCutUntilMs) {
        ++m_counts[FaultKind::OneWayPartition];
        return;
    }
    if (happens(FaultKind::Drop)) {
        ++m_counts[FaultKind::Drop];
        return;
    }
    const std::int64_t ms = heldMs + travelMs(device, reply.body.size());
    if (happens(FaultKind::LostAnswer)) {
        ++m_counts[FaultKind::LostAnswer];
        constexpr int kStatus[] = {502, 503, 504};
        reply = HttpAnswer{kStatus[m_random.below(3)], "<html>bad gateway</html>", false, false, 0};
    } else if (reply.body.size() > 1 && happens(FaultKind::TruncatedBody)) {
        ++m_counts[FaultKind::TruncatedBody];
        reply.body.resize(1 + m_random.below(reply.body.size() - 1));
    }
    after(ms, [this, pending, reply = std::move(reply)]() mutable { answer(pending, std::move(reply)); });
}

void Network::answer(const Weak& pending, Result<HttpAnswer> result)
{
    const auto held = pending.lock();
    if (!held || held->answered || (isDead && isDead(held->device))) return;
    held->answered = true;
    const auto done = std::move(held->done);
    if (!result.ok()) return done(std::move(result));
    const HttpAnswer copy = *result;
    for (WireTap* tap : taps) tap->onDelivered(held->device, held->request, copy);
    done(std::move(result));
    for (WireTap* tap : taps) tap->onTaken(held->device, held->request, copy);
}

}  // namespace veldpost::sync
