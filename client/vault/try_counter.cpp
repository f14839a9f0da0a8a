#include "client/vault/try_counter.h"

#include "shared/storage/files.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace veldpost::vault {

namespace {

constexpr std::size_t kFileBytes = 128;
constexpr std::string_view kMagic = "veldpost-tries-v1";
constexpr int kWrongMax = 1'000'000;

// One line: magic, wrong tries, wait left in ms, wall clock in ms; spaces up to the fixed size.
std::string encode(int wrong, std::int64_t waitMs, std::int64_t nowMs)
{
    std::string text(kMagic);
    for (const std::int64_t number : {std::int64_t{wrong}, waitMs, nowMs}) text += ' ' + std::to_string(number);
    text.resize(kFileBytes - 1, ' ');
    return text + '\n';
}

bool takeNumber(std::string_view& text, std::int64_t& out)
{
    if (text.empty() || text.front() != ' ') return false;
    text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{};
}

Error cannotWrite(int errnoValue)
{
    return {ErrorKind::Failed, "tries_not_written", "The count of tries cannot be written, so no try can be made",
            "Make the home folder writable. System error " + std::to_string(errnoValue) + "."};
}

// In place: the file keeps its blocks, so this works on a full disk.
Status overwrite(const std::filesystem::path& path, const std::string& text)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return cannotWrite(errno);
    const bool isWritten = ::pwrite(fd, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) &&
                           ::ftruncate(fd, static_cast<off_t>(text.size())) == 0 && ::fsync(fd) == 0;
    const int writeErrno = errno;
    ::close(fd);
    return isWritten ? done() : Status(cannotWrite(writeErrno));
}

}  // namespace

std::int64_t TryCounter::waitAfterMs(int wrong)
{
    if (wrong < kFreeTries) return 0;
    const int doublings = std::min(wrong - kFreeTries, 20);
    return std::min(kFirstWaitMs << doublings, kWaitMsMax);
}

Result<TryCounter> TryCounter::make(const std::filesystem::path& path, const Clock& clock)
{
    TryCounter counter(path, clock);
    VELDPOST_TRY(storage::replaceFile(path, encode(0, 0, clock.nowMs())));
    return counter;
}

Result<TryCounter> TryCounter::load(const std::filesystem::path& path, const Clock& clock)
{
    TryCounter counter(path, clock);
    const auto text = storage::readFile(path, kFileBytes);
    if (!text.ok() || !counter.parse(*text)) {
        VELDPOST_TRY(counter.write(kFreeTries, waitAfterMs(kFreeTries)));
        return counter;
    }
    counter.m_fromMonotonicMs = clock.monotonicMs();
    const std::int64_t passedMs = clock.nowMs() - counter.m_writtenAtMs;
    if (passedMs >= 0) counter.m_waitMs = std::max<std::int64_t>(0, counter.m_waitMs - passedMs);
    else VELDPOST_TRY(counter.write(counter.m_wrong, counter.m_waitMs));  // set back: the wait runs on from here
    return counter;
}

bool TryCounter::parse(const std::string& text)
{
    std::string_view rest = text;
    std::int64_t wrong = 0;
    if (text.size() != kFileBytes || !rest.starts_with(kMagic)) return false;
    rest.remove_prefix(kMagic.size());
    if (!takeNumber(rest, wrong) || !takeNumber(rest, m_waitMs) || !takeNumber(rest, m_writtenAtMs)) return false;
    if (rest.find_first_not_of(' ') != rest.size() - 1 || rest.back() != '\n') return false;
    if (wrong < 0 || wrong > kWrongMax || m_waitMs < 0 || m_waitMs > kWaitMsMax) return false;
    m_wrong = static_cast<int>(wrong);
    return true;
}

std::int64_t TryCounter::waitMs() const
{
    return std::max<std::int64_t>(0, m_waitMs - (m_clock->monotonicMs() - m_fromMonotonicMs));
}

Status TryCounter::beforeTry()
{
    if (const std::int64_t wait = waitMs(); wait > 0)
        return Error{ErrorKind::Locked, "too_many_tries", "Too many wrong tries",
                     "Wait " + std::to_string((wait + 999) / 1000) + " seconds before the next one."};
    const int wrong = std::min(m_wrong + 1, kWrongMax);
    return write(wrong, waitAfterMs(wrong));
}

Status TryCounter::rightTry()
{
    return write(0, 0);
}

Status TryCounter::write(int wrong, std::int64_t waitMs)
{
    const std::int64_t now = m_clock->nowMs();
    VELDPOST_TRY(overwrite(m_path, encode(wrong, waitMs, now)));
    m_wrong = wrong;
    m_waitMs = waitMs;
    m_fromMonotonicMs = m_clock->monotonicMs();
    m_writtenAtMs = now;
    return done();
}

}  // namespace veldpost::vault
