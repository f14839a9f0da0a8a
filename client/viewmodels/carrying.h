// How a photo gets on between this device and the server, in words: bytes, and the time left as it has gone of late.
#pragma once

#include "client/engine/sync_engine.h"

#include <QString>

#include <deque>
#include <optional>

namespace veldpost::viewmodels {

QString bytesText(std::int64_t bytes, const QString& language);  // "3,4 MB"; of 1024 × 1024 bytes, as the limit is

class CarryWatch {
public:
    // What the engine says now; `nowMs` is monotonic. No value: nothing is carried.
    void see(const std::optional<engine::BlobProgress>& progress, std::int64_t nowMs);

    const std::optional<engine::BlobProgress>& progress() const { return m_progress; }
    // Nothing until it has gone on for a while.
    std::optional<std::int64_t> secondsLeft() const;
    // "1,2 MB of 3,4 MB, about 20 seconds left"; empty when nothing is carried.
    QString text(const QString& language) const;

private:
    struct Seen {
        std::int64_t atMs;
        std::int64_t moved;
    };
    std::optional<engine::BlobProgress> m_progress;
    std::deque<Seen> m_seen;  // of this file, oldest first
};

}  // namespace veldpost::viewmodels
