// device list, device revoke.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/server_question.h"
#include "shared/protocol/devices.h"
#include "shared/protocol/limits.h"

namespace veldpost::cli {

namespace {

constexpr std::int64_t kTimeoutMs = 30'000;

struct DeviceOptions {
    std::string device;
    std::string reason;
    bool wipe = false;
    std::int64_t hours = protocol::kWipeHoursDefault;
};

std::string standingOf(const protocol::DeviceEntry& device)
{
    if (device.wipeReceiptAtMs) return "wiped";
    if (device.wipeOrderedAtMs) return "wipe ordered";
    if (device.revoked) return "revoked";
    return device.rekeyedFrom ? "goes on from " + device.rekeyedFrom->text() : "";
}

Result<Answer> list(Context& context)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const Json json, askServer(context, unlocked, [](engine::ServerCalls& calls, engine::ServerCalls::Answered done) {
        calls.get("/v1/devices", kTimeoutMs, std::move(done));
    }));
    VELDPOST_ASSIGN(const auto devices, protocol::devicesFrom(json));
    Json rows = Json::array();
    Table table({"Device", "Last seen", "Behind", "Unsent", "App", "Standing", "Name"});
    for (const protocol::DeviceEntry& device : devices) {
        rows.push_back({{"device", device.device.text()},
                        {"user", device.user.text()},
                        {"name", device.userName},
                        {"last_seen_at", isoTime(device.lastSeenAtMs)},
                        {"behind", device.behind},
                        {"unsent", device.unsent ? Json(*device.unsent) : Json(nullptr)},
                        {"app", device.app.empty() ? Json(nullptr) : Json(device.app)},
                        {"revoked", device.revoked},
                        {"rekeyed_from", device.rekeyedFrom ? Json(device.rekeyedFrom->text()) : Json(nullptr)},
                        {"wipe_ordered_at", isoTime(device.wipeOrderedAtMs)},
                        {"wipe_until", isoTime(device.wipeUntilMs)},
                        {"wipe_receipt_at", isoTime(device.wipeReceiptAtMs)}});
        table.add({device.device.text(), device.lastSeenAtMs ? clockText(*device.lastSeenAtMs) : "never",
                   std::to_string(device.behind), device.unsent ? std::to_string(*device.unsent) : "", device.app,
                   standingOf(device), printable(device.userName)});
    }
    return Answer{{{"devices", std::move(rows)}}, table.text("There are no devices.")};
}

Result<Answer> wipe(Context& context, UnlockedHome& unlocked, const DeviceId& device, std::int64_t hours)
{
    const protocol::WipeRequest request{device, hours};
    VELDPOST_ASSIGN(const Json json, askServer(context, unlocked, [&](engine::ServerCalls& calls, engine::ServerCalls::Answered done) {
        calls.post("/v1/devices/wipe", revision::writeCbor(request.toJson()), std::move(done));
    }));
    VELDPOST_ASSIGN(const std::int64_t until, protocol::integerField(json, "until"));
    return Answer{{{"device", device.text()}, {"revoked", true}, {"wipe_until", isoTime(until)}},
                  "Ordered: the device sends what it holds, gives its receipt and erases itself at its next contact.\n"};
}

Result<Answer> revoke(Context& context, const DeviceOptions& options)
{
    VELDPOST_ASSIGN(const auto device, parseId<DeviceId>(options.device, "DEVICE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    if (options.wipe) return wipe(context, unlocked, device, options.hours);
    const auto reason = options.reason.empty() ? std::nullopt : std::optional(options.reason);
    VELDPOST_ASSIGN(const engine::Saved saved, unlocked.dossiers().revokeDevice(device, reason));
    return Answer{{{"device", device.text()}, {"record", saved.record.text()}, {"revision", saved.revision.text()}},
                  "Revoked; in effect at the next sync\n"};
}

}  // namespace

void addDeviceCommands(CommandLine& line)
{
    const auto options = std::make_shared<DeviceOptions>();
    CLI::App& group = line.group("device", "The region's devices (coordinators)");
    line.command(group, "list", "Lists them: last contact, how far behind, what is unsent", list);
    CLI::App& app = line.command(group, "revoke", "Lets a device deliver what it has, and read nothing any more, from the next sync on",
                                 [options](Context& context) { return revoke(context, *options); });
    app.add_option("DEVICE", options->device, "As `device list` gives it")->required();
    app.add_option("--reason", options->reason, "Why")->type_name("T");
    CLI::Option* wiping = app.add_flag("--wipe", options->wipe, "At once, and it erases itself when it has delivered");
    app.add_option("--deadline", options->hours, "Hours after which what is left is sealed into a file instead")
        ->needs(wiping)
        ->type_name("H");
}

}  // namespace veldpost::cli
