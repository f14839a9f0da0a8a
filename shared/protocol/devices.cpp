#include "shared/protocol/devices.h"

namespace veldpost::protocol {

namespace {

Json orNull(const std::optional<std::int64_t>& value)
{
    return value ? Json(*value) : Json();
}

Result<std::optional<std::int64_t>> optionalInteger(const Json& json, const char* key)
{
    if (!json.is_object() || !json.contains(key) || json[key].is_null()) return std::optional<std::int64_t>();
    VELDPOST_ASSIGN(const std::int64_t value, integerField(json, key));
    return std::optional<std::int64_t>(value);
}

}  // namespace

Json DeviceEntry::toJson() const
{
    return {{"device", device.text()},
            {"user", user.text()},
            {"name", userName},
            {"last_seen_at", orNull(lastSeenAtMs)},
            {"behind", behind},
            {"unsent", orNull(unsent)},
            {"app", app},
            {"revoked", revoked},
            {"rekeyed_from", rekeyedFrom ? Json(rekeyedFrom->text()) : Json()},
            {"wipe_ordered_at", orNull(wipeOrderedAtMs)},
            {"wipe_until", orNull(wipeUntilMs)},
            {"wipe_receipt_at", orNull(wipeReceiptAtMs)}};
}

Result<DeviceEntry> DeviceEntry::fromJson(const Json& json)
{
    DeviceEntry e;
    VELDPOST_ASSIGN(e.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(e.user, parsedField<UserId>(json, "user"));
    VELDPOST_ASSIGN(e.userName, textField(json, "name"));
    VELDPOST_ASSIGN(e.lastSeenAtMs, optionalInteger(json, "last_seen_at"));
    VELDPOST_ASSIGN(e.behind, integerField(json, "behind"));
    VELDPOST_ASSIGN(e.unsent, optionalInteger(json, "unsent"));
    VELDPOST_ASSIGN(e.app, textField(json, "app"));
    VELDPOST_ASSIGN(e.revoked, booleanField(json, "revoked"));
    VELDPOST_ASSIGN(e.rekeyedFrom, optionalField<DeviceId>(json, "rekeyed_from"));
    VELDPOST_ASSIGN(e.wipeOrderedAtMs, optionalInteger(json, "wipe_ordered_at"));
    VELDPOST_ASSIGN(e.wipeUntilMs, optionalInteger(json, "wipe_until"));
    VELDPOST_ASSIGN(e.wipeReceiptAtMs, optionalInteger(json, "wipe_receipt_at"));
    return e;
}

Json devicesJson(const std::vector<DeviceEntry>& devices)
{
    Json list = Json::array();
    for (const DeviceEntry& device : devices) list.push_back(device.toJson());
    Json json = Json::object();
    json["devices"] = std::move(list);
    return json;
}

Result<std::vector<DeviceEntry>> devicesFrom(const Json& json)
{
    VELDPOST_ASSIGN(const Json* list, arrayField(json, "devices"));
    std::vector<DeviceEntry> out;
    for (const Json& item : *list) {
        VELDPOST_ASSIGN(DeviceEntry entry, DeviceEntry::fromJson(item));
        out.push_back(std::move(entry));
    }
    return out;
}

Json WipeRequest::toJson() const
{
    return {{"device", device.text()}, {"hours", hours}};
}

Result<WipeRequest> WipeRequest::fromJson(const Json& json)
{
    WipeRequest r;
    VELDPOST_ASSIGN(r.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(r.hours, integerField(json, "hours"));
    return r;
}

}  // namespace veldpost::protocol
