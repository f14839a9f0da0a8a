// Starts the app until its first screen is shown, again and again, and asks the kernel for its peak memory.
#include "tests/bench/child.h"

#include "tests/bench/machine.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <spawn.h>
extern "C" {  // glibc 2.36 forgot it
#include <sys/pidfd.h>
}
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace veldpost::bench {

namespace {

constexpr int kStartMsMax = 30'000;

Error notStarted(const std::string& detail)
{
    return {ErrorKind::Failed, "not_started", "The app did not start and end as it should", detail};
}

struct Start {
    double ms = 0;
    double peakMb = 0;
};

// False when it was still running at the end of the time; it is killed then.
bool endsInTime(pid_t pid)
{
    const int fd = ::pidfd_open(pid, 0);
    pollfd ended{fd, POLLIN, 0};
    const bool inTime = fd >= 0 && ::poll(&ended, 1, kStartMsMax) == 1;
    if (fd >= 0) ::close(fd);
    if (!inTime) ::kill(pid, SIGKILL);
    return inTime;
}

Result<Start> startOnce(const std::string& program, const std::string& home)
{
    std::vector<std::string> words{program, "--home", home, "--exit-when-shown"};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    // What the app says is not this child's answer.
    ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    pid_t pid = 0;
    const Stopwatch watch;
    const int spawned = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (spawned != 0) return notStarted(std::strerror(spawned));
    const bool inTime = endsInTime(pid);
    const double ms = watch.ms();
    int status = 0;
    rusage used{};
    if (::wait4(pid, &status, 0, &used) != pid) return notStarted(std::strerror(errno));
    if (!inTime) return notStarted("it showed nothing in 30 seconds");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return notStarted("it ended with an error");
    return Start{ms, static_cast<double>(used.ru_maxrss) * 1024 / 1e6};
}

}  // namespace

Result<Json> appStartJob(const JobArguments& job, const Surroundings&)
{
    VELDPOST_ASSIGN(const std::string program, job.text("program"));
    VELDPOST_ASSIGN(const std::string home, job.text("home"));
    VELDPOST_ASSIGN(const std::int64_t starts, job.number("starts"));
    std::vector<double> times;
    double peak = 0;
    for (std::int64_t i = 0; i < starts; ++i) {
        VELDPOST_ASSIGN(const Start start, startOnce(program, home));
        times.push_back(start.ms);
        peak = std::max(peak, start.peakMb);
    }
    return Json{{"p50_ms", percentile(times, 50)}, {"peak_mb", peak}};
}

}  // namespace veldpost::bench
