#include "server/app/admin_service.h"

#include "server/engine/verify.h"

namespace veldpost::app {

namespace {

using server::Engine;

Error malformed(const char* key)
{
    return {ErrorKind::Usage, "malformed_message", "The command is not what it should be", key};
}

Result<std::string> textOf(const AdminJson& request, const char* key)
{
    const auto it = request.find(key);
    if (it == request.end() || !it->is_string()) return malformed(key);
    return it->get<std::string>();
}

Result<std::int64_t> numberOf(const AdminJson& request, const char* key)
{
    const auto it = request.find(key);
    if (it == request.end() || !it->is_number_integer()) return malformed(key);
    return it->get<std::int64_t>();
}

Result<model::Role> roleOf(const AdminJson& request)
{
    VELDPOST_ASSIGN(const std::string word, textOf(request, "role"));
    const auto role = model::parseRole(word);
    if (!role) return malformed("role");
    return *role;
}

template <typename Id>
Result<Id> idOf(const AdminJson& request, const char* key, const char* type, const char* title)
{
    VELDPOST_ASSIGN(const std::string text, textOf(request, key));
    const auto id = Id::parse(text);
    if (!id) return Error{ErrorKind::NotFound, type, title, ""};
    return *id;
}

Result<AdminJson> regionAdd(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const std::string code, textOf(request, "code"));
    VELDPOST_ASSIGN(const std::string name, textOf(request, "name"));
    VELDPOST_ASSIGN(const RegionId id, engine.admin().addRegion(code, name));
    return AdminJson{{"region", id.text()}};
}

Result<AdminJson> regionList(Engine& engine, const AdminJson&)
{
    VELDPOST_ASSIGN(const auto regions, engine.admin().regions());
    AdminJson list = AdminJson::array();
    for (const server::RegionRow& region : regions)
        list.push_back({{"region", region.id.text()}, {"code", region.code}, {"name", region.name}});
    return AdminJson{{"regions", std::move(list)}};
}

Result<AdminJson> userAdd(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const std::string region, textOf(request, "region"));
    VELDPOST_ASSIGN(const std::string name, textOf(request, "name"));
    VELDPOST_ASSIGN(const model::Role role, roleOf(request));
    VELDPOST_ASSIGN(const UserId id, engine.admin().addUser(region, name, role));
    return AdminJson{{"user", id.text()}};
}

Result<AdminJson> userList(Engine& engine, const AdminJson&)
{
    VELDPOST_ASSIGN(const auto users, engine.admin().users());
    AdminJson list = AdminJson::array();
    for (const auto& [region, user] : users)
        list.push_back({{"user", user.id.text()},
                        {"region", region.code},
                        {"name", user.name},
                        {"role", user.role ? AdminJson(model::roleWord(*user.role)) : AdminJson()},
                        {"disabled", user.disabled}});
    return AdminJson{{"users", std::move(list)}};
}

Result<AdminJson> userRole(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const UserId id, idOf<UserId>(request, "user", "unknown_user", "There is no such user"));
    VELDPOST_ASSIGN(const std::string word, textOf(request, "role"));
    const auto role = model::parseRole(word);
    if (!role) return malformed("role");
    VELDPOST_TRY(engine.admin().setRole(id, *role));
    return AdminJson{{"user", id.text()}, {"role", word}};
}

Result<AdminJson> userDisable(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const UserId id, idOf<UserId>(request, "user", "unknown_user", "There is no such user"));
    VELDPOST_TRY(engine.admin().disableUser(id));
    return AdminJson{{"user", id.text()}, {"disabled", true}};
}

Result<AdminJson> deviceInvite(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const UserId id, idOf<UserId>(request, "user", "unknown_user", "There is no such user"));
    VELDPOST_ASSIGN(const std::string url, textOf(request, "url"));
    VELDPOST_ASSIGN(const std::string digits, textOf(request, "ca_sha256"));
    const auto ca = Sha256::parse(digits);
    if (!ca && !digits.empty()) return malformed("ca_sha256");
    VELDPOST_ASSIGN(const server::Invitation made, engine.admin().invite(id, url, ca));
    return AdminJson{{"code", made.code}, {"invite", made.invite}, {"expires_at", server::isoUtc(made.expiresAtMs)}};
}

AdminJson timeOrNull(const std::optional<std::int64_t>& ms)
{
    return ms ? AdminJson(server::isoUtc(*ms)) : AdminJson();
}

Result<AdminJson> deviceList(Engine& engine, const AdminJson&)
{
    VELDPOST_ASSIGN(const auto devices, engine.admin().devices());
    AdminJson list = AdminJson::array();
    for (const server::DeviceListing& device : devices)
        list.push_back({{"device", device.device.text()},
                        {"user", device.user.text()},
                        {"name", device.userName},
                        {"last_seen_at", timeOrNull(device.lastSeenAtMs)},
                        {"behind", device.behind},
                        {"revoked", device.revoked},
                        {"rekeyed_from", device.rekeyedFrom ? AdminJson(device.rekeyedFrom->text()) : AdminJson()},
                        {"unsent", device.unsent ? AdminJson(*device.unsent) : AdminJson()},
                        {"app", device.app.empty() ? AdminJson() : AdminJson(device.app)},
                        {"wipe_ordered_at", timeOrNull(device.wipeOrderedAtMs)},
                        {"wipe_until", timeOrNull(device.wipeUntilMs)},
                        {"wipe_receipt_at", timeOrNull(device.wipeReceiptAtMs)}});
    return AdminJson{{"devices", std::move(list)}};
}

Result<AdminJson> deviceRevoke(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const DeviceId id, idOf<DeviceId>(request, "device", "unknown_device", "There is no such device"));
    VELDPOST_TRY(engine.admin().revokeDevice(id));
    return AdminJson{{"device", id.text()}, {"revoked", true}};
}

Result<AdminJson> deviceWipe(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const DeviceId id, idOf<DeviceId>(request, "device", "unknown_device", "There is no such device"));
    VELDPOST_ASSIGN(const std::int64_t hours, numberOf(request, "hours"));
    VELDPOST_ASSIGN(const server::WipeRow wipe, engine.admin().wipeDevice(id, hours));
    const auto receiptAtMs = wipe.receipt ? std::optional(wipe.receiptAtMs) : std::nullopt;
    return AdminJson{{"device", id.text()},
                     {"revoked", true},
                     {"wipe_ordered_at", timeOrNull(wipe.order.orderedAtMs)},
                     {"wipe_until", timeOrNull(wipe.order.deliverUntilMs)},
                     {"wipe_receipt_at", timeOrNull(receiptAtMs)}};
}

Result<AdminJson> recoveryList(Engine& engine, const AdminJson&)
{
    VELDPOST_ASSIGN(const auto waiting, engine.recoveries().waiting());
    AdminJson list = AdminJson::array();
    for (const protocol::RecoveryWaiting& one : waiting)
        list.push_back({{"request", one.request.text()},
                        {"device", one.device.text()},
                        {"user", one.user.text()},
                        {"name", one.userName},
                        {"at", timeOrNull(one.atMs)},
                        {"expires_at", timeOrNull(one.expiresAtMs)},
                        {"approved", one.approved}});
    return AdminJson{{"requests", std::move(list)}};
}

Result<AdminJson> recoveryApprove(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const auto id, idOf<protocol::RecoveryId>(request, "request", "recovery_over", "There is no such request"));
    VELDPOST_ASSIGN(const std::string code, textOf(request, "code"));
    VELDPOST_TRY(engine.recoveries().approve({id, code}));
    return AdminJson{{"request", id.text()}, {"approved", true}};
}

Result<AdminJson> leaseList(Engine& engine, const AdminJson&)
{
    VELDPOST_ASSIGN(const auto leases, engine.admin().leases());
    AdminJson list = AdminJson::array();
    for (const auto& [role, hours] : leases) list.push_back({{"role", model::roleWord(role)}, {"hours", hours}});
    return AdminJson{{"leases", std::move(list)}};
}

Result<AdminJson> leaseSet(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const model::Role role, roleOf(request));
    VELDPOST_ASSIGN(const std::int64_t hours, numberOf(request, "hours"));
    VELDPOST_TRY(engine.admin().setLease(role, hours));
    return leaseList(engine, request);
}

Result<AdminJson> verify(Engine& engine, const AdminJson&)
{
    VELDPOST_TRY(engine.admin().note("verify"));
    VELDPOST_ASSIGN(const server::VerifyReport report, server::verifyAll(engine.store(), engine.keys()));
    AdminJson bad = AdminJson::array();
    for (const server::Finding& finding : report.bad)
        bad.push_back({{"what", finding.what}, {"which", finding.which}, {"why", finding.why}});
    return AdminJson{{"revisions", report.revisions},
                     {"chains", report.chains},
                     {"audit_entries", report.auditEntries},
                     {"blobs", report.blobs},
                     {"bad", std::move(bad)}};
}

Result<AdminJson> audit(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const CaseId id, idOf<CaseId>(request, "case", "unknown_case", "That is no id of a case"));
    VELDPOST_ASSIGN(const auto entries, engine.admin().auditOf(id));
    AdminJson list = AdminJson::array();
    for (const std::string& entry : entries) list.push_back(AdminJson::parse(entry));
    return AdminJson{{"case", id.text()}, {"entries", std::move(list)}};
}

Result<AdminJson> backup(Engine& engine, const AdminJson& request)
{
    VELDPOST_ASSIGN(const std::string file, textOf(request, "file"));
    VELDPOST_TRY(engine.admin().backup(file));
    return AdminJson{{"file", file}};
}

using Command = Result<AdminJson> (*)(Engine&, const AdminJson&);
constexpr std::pair<std::string_view, Command> kCommands[] = {
    {"region_add", regionAdd},       {"region_list", regionList},     {"user_add", userAdd},
    {"user_list", userList},         {"user_disable", userDisable},   {"device_invite", deviceInvite},
    {"user_role", userRole},
    {"device_list", deviceList},     {"device_revoke", deviceRevoke}, {"verify", verify},
    {"audit", audit},                {"backup", backup},           {"lease_set", leaseSet},
    {"lease_list", leaseList},       {"device_wipe", deviceWipe},   {"recovery_list", recoveryList},
    {"recovery_approve", recoveryApprove},
};

}  // namespace

AdminJson accessTable()
{
    AdminJson rows = AdminJson::array();
    for (const server::RoleRow& row : server::kAccessTable) {
        AdminJson line{{"role", model::roleWord(row.role)}};
        for (const revision::Part part : revision::kAllParts)
            line[std::string(partWord(part))] = server::roleSeesPart(row.role, part);
        line["whole_region"] = row.coversRegion;
        rows.push_back(std::move(line));
    }
    return {{"roles", std::move(rows)}};
}

Result<AdminJson> runAdmin(Engine& engine, const AdminJson& request)
{
    if (!request.is_object()) return malformed("command");
    VELDPOST_ASSIGN(const std::string name, textOf(request, "command"));
    for (const auto& [known, command] : kCommands)
        if (known == name) return command(engine, request);
    return Error{ErrorKind::Usage, "unknown_command", "The server does not know this command", ""};
}

std::string answerLine(const Result<AdminJson>& answer)
{
    AdminJson line;
    if (answer.ok()) {
        line["answer"] = *answer;
    } else {
        const Error& error = answer.error();
        line["problem"] = {{"type", error.type}, {"title", error.title}, {"detail", error.detail}};
        line["kind"] = static_cast<int>(error.kind);
    }
    return line.dump(-1, ' ', false, AdminJson::error_handler_t::replace) + "\n";
}

Result<AdminJson> readAnswerLine(std::string_view line)
{
    const Error broken{ErrorKind::Failed, "no_answer", "The running server did not answer", "Try again."};
    AdminJson json = AdminJson::parse(line, nullptr, false);
    if (json.is_discarded() || !json.is_object()) return broken;
    if (json.contains("answer")) return json["answer"];
    const AdminJson problem = json.value("problem", AdminJson::object());
    const int kind = json.value("kind", -1);
    if (!problem.contains("type") || kind < 0 || kind > static_cast<int>(ErrorKind::Damaged)) return broken;
    return Error{static_cast<ErrorKind>(kind), problem.value("type", ""), problem.value("title", ""),
                 problem.value("detail", "")};
}

}  // namespace veldpost::app
