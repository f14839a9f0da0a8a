#include "tests/sync/sim_disk.h"

#include "shared/base/check.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace veldpost::sync {

using storage::Fault;
using storage::StoreFile;

namespace {
// What a disk writes as one.
constexpr std::size_t kSectorBytes = 512;

class OpenFile {
public:
    OpenFile(const std::string& path, int flags) : m_fd(::open(path.c_str(), flags | O_CLOEXEC)) {}
    ~OpenFile()
    {
        if (m_fd >= 0) ::close(m_fd);
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    bool isOpen() const { return m_fd >= 0; }
    void write(std::int64_t at, const std::uint8_t* bytes, std::size_t size)
    {
        if (size > 0) VELDPOST_CHECK(::pwrite(m_fd, bytes, size, at) == static_cast<ssize_t>(size));
    }
    void cut(std::int64_t size) { VELDPOST_CHECK(::ftruncate(m_fd, size) == 0); }
    std::uint8_t byteAt(std::int64_t at)
    {
        std::uint8_t byte = 0;
        VELDPOST_CHECK(::pread(m_fd, &byte, 1, at) == 1);
        return byte;
    }
    std::int64_t size()
    {
        struct stat info{};
        VELDPOST_CHECK(::fstat(m_fd, &info) == 0);
        return info.st_size;
    }

private:
    const int m_fd;
};
}  // namespace

SimDisk::SimDisk(std::string path, RandomSource& random, const FaultRates& rates, FaultCounts& counts,
                 SimDisk* machine)
    : m_path(std::move(path)), m_random(random), m_rates(rates), m_counts(counts), m_io(storage::pathIo(m_path)),
      m_machine(machine)
{
    m_io.hand = this;
}

SimDisk::~SimDisk()
{
    m_io.hand = nullptr;
}

std::string SimDisk::fileName(StoreFile file) const
{
    constexpr const char* kEndings[] = {"", "-wal", "-journal"};
    return m_path + kEndings[static_cast<std::size_t>(file)];
}

// True when the disk has stopped.
bool SimDisk::countDown()
{
    if (m_machine != nullptr) return m_machine->countDown();
    if (m_stopped) return true;
    if (m_stopAfter < 0) return false;
    m_stopped = m_stopAfter-- == 0;
    return m_stopped;
}

Fault SimDisk::failed(Fault how)
{
    ++(m_machine != nullptr ? m_machine->m_failures : m_failures);
    return how;
}

Fault SimDisk::onWrite(StoreFile file, std::int64_t at, std::span<const std::uint8_t> before,
                       std::span<const std::uint8_t> bytes)
{
    if (countDown()) return failed(Fault::IoError);
    if (m_full) {
        ++m_counts[FaultKind::DiskFull];
        return failed(Fault::DiskFull);
    }
    of(file).push_back({at, {before.begin(), before.end()}, {bytes.begin(), bytes.end()}, false});
    return Fault::None;
}

Fault SimDisk::onTruncate(StoreFile file, std::int64_t size, std::span<const std::uint8_t> lost)
{
    if (countDown()) return failed(Fault::IoError);
    of(file).push_back({size, {lost.begin(), lost.end()}, {}, true});
    return Fault::None;
}

Fault SimDisk::onSync(StoreFile file)
{
    if (countDown()) return failed(Fault::IoError);
    if (m_failSync) {
        m_failSync = false;
        ++m_counts[FaultKind::FsyncFailure];
        return failed(Fault::IoError);
    }
    if (!liesAboutSync) of(file).clear();
    return Fault::None;
}

// A file that was deleted stays so: what was in it had reached the database's file before.
Fault SimDisk::onDelete(StoreFile file)
{
    if (countDown()) return failed(Fault::IoError);
    of(file).clear();
    return Fault::None;
}

// First back to what was synced, then forward again by what chance has kept.
void SimDisk::replay(StoreFile file, std::vector<Unsynced>& changes)
{
    if (changes.empty()) return;
    OpenFile out(fileName(file), O_RDWR);
    if (!out.isOpen()) return;  // it went with what it held
    for (auto it = changes.rbegin(); it != changes.rend(); ++it) {
        out.write(it->at, it->before.data(), it->before.size());
        const bool grew = !it->cuts && it->before.size() < it->after.size();
        if (grew) out.cut(it->at + static_cast<std::int64_t>(it->before.size()));
    }
    for (const Unsynced& change : changes) {
        const bool kept = m_random.below(2) == 0;
        const bool torn = m_random.below(1000) < m_rates[FaultKind::TornPage];
        if (change.cuts) {
            if (kept) out.cut(change.at);
        } else if (torn && change.after.size() > kSectorBytes) {
            ++m_counts[FaultKind::TornPage];
            const std::size_t sectors = 1 + m_random.below(change.after.size() / kSectorBytes);
            out.write(change.at, change.after.data(), std::min(sectors * kSectorBytes, change.after.size()));
        } else if (kept) {
            out.write(change.at, change.after.data(), change.after.size());
        }
    }
}

void SimDisk::restart(bool powerCut)
{
    for (const StoreFile file : {StoreFile::Main, StoreFile::Wal, StoreFile::Journal}) {
        if (powerCut) replay(file, of(file));
        if (powerCut || !liesAboutSync) of(file).clear();
    }
    m_stopAfter = -1;
    m_stopped = m_full = m_failSync = false;
}

std::uint64_t SimDisk::bits() const
{
    OpenFile in(m_path, O_RDONLY);
    VELDPOST_CHECK(in.isOpen());
    return static_cast<std::uint64_t>(in.size()) * 8;
}

void SimDisk::flipBit(std::uint64_t which)
{
    OpenFile file(m_path, O_RDWR);
    VELDPOST_CHECK(file.isOpen());
    const auto at = static_cast<std::int64_t>(which / 8);
    const auto byte = static_cast<std::uint8_t>(file.byteAt(at) ^ (1U << (which % 8)));
    file.write(at, &byte, 1);
}

}  // namespace veldpost::sync
