#include "tests/sync/sim/workers.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace veldpost::sync {

using Json = nlohmann::json;

namespace {

// One in so many seeds is played twice: the same seed must go the same way.
constexpr std::uint64_t kTwiceEvery = 50;

std::string lineOf(const Outcome& outcome)
{
    Json json{{"seed", outcome.seed}, {"hash", outcome.traceHash}, {"requests", outcome.requests}, {"revisions", outcome.revisions}};
    json["complaints"] = Json::array();
    for (const Complaint& c : outcome.complaints) json["complaints"].push_back({c.checker, c.what});
    json["counts"] = Json::array();
    for (std::size_t i = 0; i < kFaultKinds; ++i) json["counts"].push_back(outcome.counts[static_cast<FaultKind>(i)]);
    return json.dump() + "\n";
}

Outcome outcomeOf(const std::string& line)
{
    const Json json = Json::parse(line);
    Outcome out;
    out.seed = json.at("seed");
    out.traceHash = json.at("hash");
    out.requests = json.at("requests");
    out.revisions = json.at("revisions");
    for (const Json& c : json.at("complaints")) out.complaints.push_back({c.at(0), c.at(1)});
    for (std::size_t i = 0; i < kFaultKinds; ++i) out.counts[static_cast<FaultKind>(i)] = json.at("counts").at(i);
    return out;
}

void writeAll(int fd, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) std::_Exit(3);  // nobody reads any more
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

// A process that plays `seeds` in order and writes a line for each.
class Worker {
public:
    using PlanOf = std::function<Plan(std::uint64_t)>;

    Worker(std::vector<std::uint64_t> seeds, const PlanOf& planOf) : m_left(std::move(seeds)) { start(planOf); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    ~Worker() { stop(); }

    // Ends its process, whatever it is at.
    void stop()
    {
        if (m_fd < 0) return;
        ::close(std::exchange(m_fd, -1));
        VELDPOST_CHECK(::kill(m_child, SIGKILL) == 0);
        VELDPOST_CHECK(::waitpid(m_child, nullptr, 0) == m_child);
    }

    int fd() const { return m_fd; }
    bool isDone() const { return m_fd < 0; }

    // Reads what there is. At its end without all seeds the next one is what killed it: a failure, and on with the rest.
    void read(const PlanOf& planOf, const std::function<void(const Outcome&)>& done)
    {
        char buffer[16 * 1024];
        const ssize_t got = ::read(m_fd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) return;
        if (got > 0) {
            m_text.append(buffer, static_cast<std::size_t>(got));
            for (std::size_t end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n')) {
                done(outcomeOf(m_text.substr(0, end)));
                m_text.erase(0, end + 1);
                m_left.erase(m_left.begin());
            }
            return;
        }
        ::close(std::exchange(m_fd, -1));
        int status = 0;
        VELDPOST_CHECK(::waitpid(m_child, &status, 0) == m_child);
        if (m_left.empty()) return;
        Outcome died;
        died.seed = m_left.front();
        died.complaints.push_back({"died", "the process ended with status " + std::to_string(status)});
        done(died);
        m_left.erase(m_left.begin());
        if (!m_left.empty()) start(planOf);
    }

private:
    void start(const PlanOf& planOf)
    {
        int ends[2];
        VELDPOST_CHECK(::pipe(ends) == 0);
        std::fflush(nullptr);
        m_child = ::fork();
        VELDPOST_CHECK(m_child >= 0);
        if (m_child == 0) {
            ::close(ends[0]);
            work(ends[1], planOf);
        }
        ::close(ends[1]);
        m_fd = ends[0];
        m_text.clear();
    }

    [[noreturn]] void work(int out, const PlanOf& planOf)
    {
        {
            const Cast cast;
            for (const std::uint64_t seed : m_left) {
                const Plan plan = planOf(seed);
                const Bug* bug = findBug(plan.bug);
                Outcome outcome = playHistory(plan, cast, {}, bug != nullptr ? bug->checker : "");
                const bool twice = bug != nullptr ? bug->checker == "I14" : seed % kTwiceEvery == 0;
                if (twice) playAgain(plan, cast, outcome);
                writeAll(out, lineOf(outcome));
            }
        }
        std::_Exit(0);
    }

    std::vector<std::uint64_t> m_left;
    std::string m_text;
    pid_t m_child = -1;
    int m_fd = -1;
};

}  // namespace

void playAll(const SimOptions& options, const std::function<void(const Outcome&)>& done)
{
    const auto planOf = [&](std::uint64_t seed) { return options.planOf(seed); };
    std::vector<std::unique_ptr<Worker>> workers;
    for (int job = 0; job < options.jobs; ++job) {
        std::vector<std::uint64_t> seeds;
        for (std::uint64_t seed = options.from + static_cast<std::uint64_t>(job); seed <= options.to;
             seed += static_cast<std::uint64_t>(options.jobs))
            seeds.push_back(seed);
        if (!seeds.empty()) workers.push_back(std::make_unique<Worker>(std::move(seeds), planOf));
    }
    for (;;) {
        std::erase_if(workers, [](const auto& worker) { return worker->isDone(); });
        if (workers.empty()) return;
        std::vector<pollfd> fds;
        for (const auto& worker : workers) fds.push_back({worker->fd(), POLLIN, 0});
        if (::poll(fds.data(), fds.size(), -1) < 0) continue;  // interrupted
        for (std::size_t i = 0; i < fds.size(); ++i)
            if (fds[i].revents != 0) workers[i]->read(planOf, done);
    }
}

void playUntil(const SimOptions& options, const std::function<bool(const Outcome&)>& isEnough)
{
    const auto planOf = [&](std::uint64_t seed) { return options.planOf(seed); };
    std::vector<std::uint64_t> seeds;
    for (std::uint64_t seed = options.from; seed <= options.to; ++seed) seeds.push_back(seed);
    Worker worker(std::move(seeds), planOf);
    bool enough = false;
    while (!worker.isDone() && !enough)
        worker.read(planOf, [&](const Outcome& outcome) { enough = enough || isEnough(outcome); });
}

Outcome playAlone(const Plan& plan)
{
    Outcome out;
    const auto planOf = [&](std::uint64_t) { return plan; };
    Worker worker({plan.seed}, planOf);
    while (!worker.isDone()) worker.read(planOf, [&](const Outcome& outcome) { out = outcome; });
    return out;
}

}  // namespace veldpost::sync
