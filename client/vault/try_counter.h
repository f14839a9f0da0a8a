// Wrong tries and the wait they earn; survives the end of the process at any moment.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <filesystem>

namespace veldpost::vault {

// A try is written down as a wrong one *before* it is made, so that ending the process never gains one. After the
// fifth wrong one 30 s must pass, doubled for each further one, up to 24 h. Nothing is ever erased.
//
// The wait left is kept as a span, not as a moment: a clock set back does not shorten it (nor make it years longer).
// Within a process it runs by the monotonic clock; between two processes by the wall clock.
// The file has one size for ever and is written in place, so that a full disk does not lock anybody out.
// A missing or garbled file counts as five wrong tries just made.
class TryCounter {
public:
    static constexpr int kFreeTries = 5;
    static constexpr std::int64_t kFirstWaitMs = 30 * 1000;
    static constexpr std::int64_t kWaitMsMax = 24LL * 60 * 60 * 1000;

    // The wait after `wrong` wrong tries in a row.
    static std::int64_t waitAfterMs(int wrong);

    // A new file that counts none.
    static Result<TryCounter> make(const std::filesystem::path& path, const Clock& clock);
    static Result<TryCounter> load(const std::filesystem::path& path, const Clock& clock);

    int wrongTries() const { return m_wrong; }
    std::int64_t waitMs() const;  // 0: a try may be made now

    // Error: too_many_tries (Locked; the detail says how many seconds to wait), or the file cannot be written: then
    // no try may be made.
    Status beforeTry();
    Status rightTry();

private:
    TryCounter(const std::filesystem::path& path, const Clock& clock) : m_path(path), m_clock(&clock) {}
    bool parse(const std::string& text);
    Status write(int wrong, std::int64_t waitMs);

    std::filesystem::path m_path;
    const Clock* m_clock;
    int m_wrong = 0;
    std::int64_t m_waitMs = 0;         // left at m_fromMonotonicMs
    std::int64_t m_fromMonotonicMs = 0;
    std::int64_t m_writtenAtMs = 0;    // wall clock of the last write
};

}  // namespace veldpost::vault
