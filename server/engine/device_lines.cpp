#include "server/engine/device_lines.h"

#include <map>
#include <set>

namespace veldpost::server {

namespace {

// A certificate is signed over its predecessor, so a line cannot close upon itself; nothing here hangs on that.
constexpr int kLineMax = 10'000;

Result<bool> comesFrom(View& view, const DeviceId& device, const DeviceId& other)
{
    std::optional<DeviceId> at = device;
    for (int steps = 0; at && steps < kLineMax; ++steps) {
        if (*at == other) return true;
        VELDPOST_ASSIGN(const auto row, view.device(*at));
        at = row ? row->certificate.rekeyedFrom : std::nullopt;
    }
    return false;
}

}  // namespace

Result<bool> sameLine(View& view, const DeviceId& device, const DeviceId& other)
{
    VELDPOST_ASSIGN(const bool later, comesFrom(view, device, other));
    if (later) return true;
    return comesFrom(view, other, device);
}

Status revokeLine(Change& change, const DeviceId& device)
{
    VELDPOST_ASSIGN(const auto devices, change.devices());
    std::multimap<DeviceId, DeviceId> next;
    for (const DeviceRow& row : devices)
        if (row.certificate.rekeyedFrom) next.emplace(*row.certificate.rekeyedFrom, row.certificate.device);
    std::set<DeviceId> ended{device};
    for (std::vector<DeviceId> due{device}; !due.empty();) {
        const DeviceId id = due.back();
        due.pop_back();
        VELDPOST_TRY(change.setDeviceRevoked(id));
        const auto [from, to] = next.equal_range(id);
        for (auto it = from; it != to; ++it)
            if (ended.insert(it->second).second) due.push_back(it->second);
    }
    return done();
}

}  // namespace veldpost::server
