// A home with made-up people for --offline-demo and --screenshots: written through the real engine, in a real encrypted
// store, and never connected to a server.
#pragma once

#include "client/engine/open_home.h"

#include <filesystem>

namespace veldpost::app {

// A clock that is put to where a piece of the story happens while the story is written, and then runs (or stands).
class StoryClock final : public Clock {
public:
    // `standAtMs`: the moment it always shows; 0: the time of the system.
    explicit StoryClock(std::int64_t standAtMs = 0) : m_standAtMs(standAtMs) {}
    std::int64_t nowMs() const override { return m_storyMs ? *m_storyMs : presentMs(); }
    std::int64_t monotonicMs() const override { return m_system.monotonicMs(); }

    std::int64_t presentMs() const { return m_standAtMs != 0 ? m_standAtMs : m_system.nowMs(); }
    void tellOf(std::int64_t ms) { m_storyMs = ms; }
    void backToPresent() { m_storyMs.reset(); }

private:
    SystemClock m_system;
    std::int64_t m_standAtMs;
    std::optional<std::int64_t> m_storyMs;
};

// Makes vault and store in `folder` under `passphrase` and writes the sample cases.
Status makeDemoHome(const std::filesystem::path& folder, const std::string& passphrase, StoryClock& clock,
                    RandomSource& random);

}  // namespace veldpost::app
