// A network in one thread: requests and answers are events that lie in a bag; the world draws which one happens next.
// What can go wrong is drawn as well: lost on the way there, lost on the way back, sent twice, overtaken.
#pragma once

#include "client/engine/transport.h"
#include "shared/base/random.h"

#include <deque>
#include <map>
#include <memory>

namespace veldpost::sync {

struct Faults {
    // Of a hundred messages.
    unsigned lostRequest = 0;
    unsigned lostAnswer = 0;
    unsigned twice = 0;
    unsigned crash = 0;        // of a hundred steps: a client or the server goes down between two of its steps
    bool inOrder = false;      // no overtaking
};

struct Counts {
    std::int64_t requests = 0;
    std::int64_t lostRequests = 0;
    std::int64_t lostAnswers = 0;
    std::int64_t twice = 0;
    std::int64_t overtaken = 0;
    std::int64_t clientCrashes = 0;
    std::int64_t serverCrashes = 0;
    std::map<std::string, std::int64_t> byPath;
};

// Whoever answers: the server of the day.
class Answering {
public:
    virtual ~Answering() = default;
    // Answers now, or later for a long-poll; at most once.
    virtual void handle(const engine::HttpRequest& request, std::function<void(engine::HttpAnswer)> answer) = 0;
};

class Network {
public:
    Network(RandomSource& random, Counts& counts) : m_random(random), m_counts(counts) {}

    Faults faults;
    Answering* server = nullptr;  // null: down; who asks gets no connection

    // One event happens. False when nothing is under way.
    bool step();
    bool idle() const { return m_events.empty(); }

    // The transport of one running client. When it goes, so do its answers.
    std::unique_ptr<engine::Transport> transport();

private:
    class Line;
    struct Pending {
        engine::Transport::Done done;
        bool answered = false;
    };
    void deliver(const engine::HttpRequest& request, const std::weak_ptr<Pending>& pending);
    void answer(const std::weak_ptr<Pending>& pending, Result<engine::HttpAnswer> result);
    void later(std::function<void()> event) { m_events.push_back(std::move(event)); }
    bool happens(unsigned percent) { return m_random.below(100) < percent; }

    RandomSource& m_random;
    Counts& m_counts;
    std::deque<std::function<void()>> m_events;
};

}  // namespace veldpost::sync
