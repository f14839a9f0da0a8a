// When devices were last heard of. Kept in memory and written along with the next commit: not worth one of its own.
#pragma once

#include "server/engine/store.h"

#include <map>
#include <mutex>

namespace veldpost::server {

// Threads: any.
class Presence {
public:
    void seen(const DeviceId& device, std::int64_t atMs, std::optional<Seq> seq = {});
    // Writes what was noted since the last call. When the commit fails it is lost: the next request says it again.
    Status write(Change& change);

private:
    struct Note {
        std::int64_t atMs = 0;
        std::optional<Seq> seq;
    };
    std::mutex m_mutex;
    std::map<DeviceId, Note> m_notes;
};

}  // namespace veldpost::server
