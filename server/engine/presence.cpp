#include "server/engine/presence.h"

#include <utility>

namespace veldpost::server {

void Presence::seen(const DeviceId& device, std::int64_t atMs, std::optional<Seq> seq)
{
    const std::lock_guard lock(m_mutex);
    Note& note = m_notes[device];
    note.atMs = atMs;
    if (seq) note.seq = seq;
}

Status Presence::write(Change& change)
{
    std::map<DeviceId, Note> notes;
    {
        const std::lock_guard lock(m_mutex);
        notes = std::exchange(m_notes, {});
    }
    for (const auto& [device, note] : notes) VELDPOST_TRY(change.setDeviceSeen(device, note.atMs, note.seq));
    return done();
}

}  // namespace veldpost::server
