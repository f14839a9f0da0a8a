#include "tests/bench/machine.h"

#include <QStorageInfo>

#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

namespace veldpost::bench {

namespace {

// The rest of the first line that begins with `name`, without white space around it.
std::string lineOf(const std::string& file, const std::string& name)
{
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with(name)) continue;
        const std::size_t from = line.find_first_not_of(" \t:", name.size());
        return from == std::string::npos ? "" : line.substr(from);
    }
    return "";
}

Result<double> fsyncMedianMs(const std::filesystem::path& folder)
{
    constexpr int kTries = 50;
    const std::string block(8192, 'v');
    const std::filesystem::path file = folder / "fsync-probe";
    const int fd = ::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    std::vector<double> times;
    for (int i = 0; fd >= 0 && i < kTries; ++i) {
        const Stopwatch watch;
        const bool written = ::write(fd, block.data(), block.size()) == static_cast<ssize_t>(block.size()) &&
                             ::fdatasync(fd) == 0;
        if (!written) break;
        times.push_back(watch.ms());
    }
    if (fd >= 0) ::close(fd);
    ::unlink(file.c_str());
    if (times.size() < kTries)
        return Error{ErrorKind::Failed, "io_error", "The folder for the stores cannot be written to", folder.string()};
    return percentile(times, 50);
}

double statusMb(std::int64_t pid, const char* name)
{
    const std::string kib = lineOf(std::string("/proc/").append(std::to_string(pid)).append("/status"), name);
    return std::strtod(kib.c_str(), nullptr) * 1024 / 1e6;
}

}  // namespace

double loadOneMinute()
{
    std::ifstream in("/proc/loadavg");
    double load = 0;
    in >> load;
    return load;
}

double peakMb(std::int64_t pid)
{
    return statusMb(pid, "VmHWM");
}

double residentMb(std::int64_t pid)
{
    return statusMb(pid, "VmRSS");
}

double ownPeakMb()
{
    return peakMb(::getpid());
}

Result<Machine> describeMachine(const std::filesystem::path& folder)
{
    Machine machine;
    machine.loadBefore = loadOneMinute();
    machine.cores = static_cast<int>(std::thread::hardware_concurrency());
    machine.cpu = lineOf("/proc/cpuinfo", "model name");
    machine.fileSystem = QStorageInfo(QString::fromStdString(folder.string())).fileSystemType().toStdString();
    VELDPOST_ASSIGN(machine.fsyncMs, fsyncMedianMs(folder));
    return machine;
}

}  // namespace veldpost::bench
