#include "server/engine/device_list.h"

namespace veldpost::server {

Result<std::vector<protocol::DeviceEntry>> listDevices(View& view, const std::optional<RegionId>& region)
{
    VELDPOST_ASSIGN(const auto devices, view.devices());
    std::vector<protocol::DeviceEntry> out;
    for (const DeviceRow& device : devices) {
        const protocol::Certificate& certificate = device.certificate;
        if (region && certificate.region != *region) continue;
        VELDPOST_ASSIGN(const auto user, view.user(certificate.user));
        if (!user || user->isServer) continue;
        VELDPOST_ASSIGN(const Seq last, view.lastSeq(certificate.region));
        VELDPOST_ASSIGN(const auto wipe, view.wipe(certificate.device));
        protocol::DeviceEntry entry;
        entry.device = certificate.device;
        entry.user = user->id;
        entry.userName = user->name;
        entry.lastSeenAtMs = device.lastSeenAtMs;
        entry.behind = last - device.seenSeq;
        entry.unsent = device.unsent;
        entry.app = device.appVersion;
        entry.revoked = device.revoked;
        entry.rekeyedFrom = certificate.rekeyedFrom;
        if (wipe) entry.wipeOrderedAtMs = wipe->order.orderedAtMs;
        if (wipe) entry.wipeUntilMs = wipe->order.deliverUntilMs;
        if (wipe && wipe->receipt) entry.wipeReceiptAtMs = wipe->receiptAtMs;
        out.push_back(std::move(entry));
    }
    return out;
}

}  // namespace veldpost::server
