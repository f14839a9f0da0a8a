// A network in one thread and in simulated time: a request and its answer are events, each with the moment it comes. What
// can go wrong on the way is drawn: see fault_kinds.h.
#pragma once

#include "client/engine/transport.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "tests/sync/plan.h"
#include "tests/sync/trace.h"

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace veldpost::sync {

// Whoever answers: the server of the day.
class Answering {
public:
    virtual ~Answering() = default;
    virtual bool isUp() const = 0;
    // Answers now, or later for a long-poll; at most once; not at all when it dies of it.
    virtual void handle(const engine::HttpRequest& request, std::function<void(engine::HttpAnswer)> answer) = 0;
};

// Hears what goes over the wire, in order: arrived, served, delivered, taken. Who changes something in it makes a mistake
// on purpose.
class WireTap {
public:
    virtual ~WireTap() = default;
    // Answers how long the message is held up.
    virtual std::int64_t onSent(std::size_t, const engine::HttpRequest&) { return 0; }
    virtual void onArrived(std::size_t, engine::HttpRequest&) {}                             // at the server
    virtual std::int64_t onServed(std::size_t, const engine::HttpRequest&, engine::HttpAnswer&) { return 0; }  // leaves it
    virtual void onDelivered(std::size_t, const engine::HttpRequest&, const engine::HttpAnswer&) {}
    virtual void onTaken(std::size_t, const engine::HttpRequest&, const engine::HttpAnswer&) {}  // the client is done
};

// Without its question.
inline std::string pathOf(const engine::HttpRequest& request)
{
    return request.path.substr(0, request.path.find('?'));
}

class Network {
public:
    Network(RandomSource& random, FakeClock& clock, FaultRates& rates, FaultCounts& counts, Trace& trace)
        : m_random(random), m_clock(clock), m_rates(rates), m_counts(counts), m_trace(trace)
    {
    }

    Answering* server = nullptr;
    std::vector<WireTap*> taps;
    std::function<bool(std::size_t device)> isDead;  // its process has stopped: what it says goes nowhere
    std::function<void()> afterEvent;

    // The transport of one running client. When it goes, so do its answers.
    std::unique_ptr<engine::Transport> transport(std::size_t device);

    // Lets `ms` pass; what is due meanwhile happens.
    void pass(std::int64_t ms);
    // The next event happens, whenever it is due. False when nothing is under way.
    bool next();

    // For `ms` nothing gets through in one direction, or slowly in both.
    void cut(std::size_t device, bool upward, std::int64_t ms);
    void slow(std::size_t device, std::int64_t ms);
    void heal();

    std::int64_t requests() const { return m_requests; }
    std::int64_t requestsTo(const std::string& path) const;
    bool isUnderway(std::size_t device, std::string_view path) const;

private:
    class Line;
    struct Pending {
        std::size_t device = 0;
        engine::HttpRequest request;
        engine::Transport::Done done;
        std::uint64_t number = 0;
        bool answered = false;
    };
    using Weak = std::weak_ptr<Pending>;
    struct Link {
        std::int64_t upCutUntilMs = 0;
        std::int64_t downCutUntilMs = 0;
        std::int64_t slowUntilMs = 0;
        std::map<std::uint64_t, std::string> underway;  // sent and not arrived: number → path
    };

    void dispatch(const std::shared_ptr<Pending>& pending);
    void replayLater(std::size_t device, const engine::HttpRequest& request);
    void arrive(std::size_t device, engine::HttpRequest request, std::uint64_t number, const Weak& pending);
    void sendBack(std::size_t device, const engine::HttpRequest& request, engine::HttpAnswer answer, std::int64_t heldMs,
                  const Weak& pending);
    void answer(const Weak& pending, Result<engine::HttpAnswer> result);
    std::int64_t travelMs(std::size_t device, std::size_t bytes);
    void after(std::int64_t ms, std::function<void()> event);
    bool happens(FaultKind kind);
    Link& link(std::size_t device) { return m_links[device]; }

    RandomSource& m_random;
    FakeClock& m_clock;
    FaultRates& m_rates;
    FaultCounts& m_counts;
    Trace& m_trace;
    std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> m_events;
    std::map<std::size_t, Link> m_links;
    std::map<std::string, std::int64_t> m_byPath;
    std::uint64_t m_number = 0;
    std::int64_t m_requests = 0;
};

}  // namespace veldpost::sync
