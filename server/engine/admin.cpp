#include "server/engine/admin.h"

#include "server/engine/accounts.h"
#include "server/engine/invitation.h"
#include "server/engine/lease_terms.h"
#include "server/engine/server_pen.h"
#include "server/engine/wipes.h"
#include "shared/model/text.h"
#include "shared/protocol/invitation.h"
#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::server {

namespace {

constexpr std::size_t kRegionCodeMax = 32;

Error unknown(const char* type, const char* title)
{
    return {ErrorKind::NotFound, type, title, ""};
}

bool isRegionCode(std::string_view code)
{
    return !code.empty() && code.size() <= kRegionCodeMax && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

// What the region says of a user or device stands under that one's own id, a record a kind: there is one name, one role,
// one disable of each, whoever writes it and whenever.
template <typename Id>
RecordId recordOf(const Id& id)
{
    return *RecordId::fromBytes(id.bytes());
}

Result<RegionRow> regionByCode(View& view, const std::string& code)
{
    VELDPOST_ASSIGN(const auto regions, view.regions());
    for (const RegionRow& region : regions)
        if (region.code == code) return region;
    return unknown("unknown_region", "There is no region with this code");
}

Result<UserRow> person(View& view, const UserId& id)
{
    VELDPOST_ASSIGN(const auto user, view.user(id));
    if (!user || user->isServer) return unknown("unknown_user", "There is no such user");
    return *user;
}

Result<DeviceRow> somebodysDevice(View& view, const DeviceId& id)
{
    VELDPOST_ASSIGN(const auto device, view.device(id));
    if (!device) return unknown("unknown_device", "There is no such device");
    VELDPOST_ASSIGN(const auto user, view.user(device->certificate.user));
    if (!user || user->isServer) return unknown("unknown_device", "There is no such device");
    return *device;
}

// What an administrator typed, as it will be signed. Errors (Usage): invalid_utf8, too_large.
Result<std::string> typed(const std::string& text)
{
    auto clean = model::cleanText(text);
    if (clean.ok()) return clean;
    Error error = std::move(clean).error();
    error.kind = ErrorKind::Usage;
    return error;
}

CaseId dossierOf(const RegionId& region)
{
    return *CaseId::fromBytes(region.bytes());
}

Result<RegionRow> regionOf(View& view, const RegionId& id)
{
    VELDPOST_ASSIGN(const auto region, view.region(id));
    VELDPOST_CHECK(region.has_value());  // users and devices name regions that are there
    return *region;
}

}  // namespace

AuditEvent Admin::event(const char* code, AuditAction action) const
{
    AuditEvent out;
    out.code = code;
    out.action = action;
    out.atMs = m_clock.nowMs();
    out.role = "administrator";
    out.accessPoint = "admin";
    return out;
}

AuditEvent Admin::event(const char* code, AuditAction action, const RegionId& region, std::string object) const
{
    AuditEvent out = event(code, action);
    out.caseId = dossierOf(region);
    out.object = std::move(object);
    return out;
}

// A transaction of its own: what `run` refuses leaves nothing.
template <typename Run>
Status Admin::write(Run run)
{
    return m_committer.submitAndWait({.run = run, .done = {}, .alone = true});
}

Result<RegionId> Admin::addRegion(const std::string& code, const std::string& typedName)
{
    VELDPOST_ASSIGN(const std::string name, typed(typedName));
    if (!isRegionCode(code))
        return Error{ErrorKind::Usage, "bad_region_code", "The region's code is not valid",
                     "One to 32 letters, digits, - or _."};
    RegionId id;
    Status written = write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const RegionRow region, ServerPen(work, m_keys, m_random).foundRegion(code, name));
        id = region.id;
        return work.audit.add(event("region_add", AuditAction::Create, id, id.text()));
    });
    VELDPOST_TRY(std::move(written));
    return id;
}

Result<std::vector<RegionRow>> Admin::regions()
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    return view->regions();
}

Result<UserId> Admin::addUser(const std::string& regionCode, const std::string& typedName, model::Role role)
{
    VELDPOST_ASSIGN(const std::string name, typed(typedName));
    UserId id;
    Status written = write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const RegionRow region, regionByCode(work.change, regionCode));
        id = makeUuid7<UserId>(work.nowMs, m_random);
        ServerPen pen(work, m_keys, m_random);
        VELDPOST_TRY(pen.write(region, model::kUser, recordOf(id), model::UserName{name}.toSet()));
        VELDPOST_TRY(pen.write(region, model::kRole, recordOf(id),
                               model::RoleGrant{id, role}.toSet()));
        AuditEvent added = event("user_add", AuditAction::Create, region.id, id.text());
        added.objects["user"] = 1;
        return work.audit.add(added);
    });
    VELDPOST_TRY(std::move(written));
    return id;
}

Result<std::vector<std::pair<RegionRow, UserRow>>> Admin::users()
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(const auto regions, view->regions());
    std::vector<std::pair<RegionRow, UserRow>> out;
    for (const RegionRow& region : regions) {
        VELDPOST_ASSIGN(const auto users, view->users(region.id));
        for (const UserRow& user : users)
            if (!user.isServer) out.emplace_back(region, user);
    }
    return out;
}

Status Admin::setRole(const UserId& id, model::Role role)
{
    return write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const UserRow user, person(work.change, id));
        if (user.role == role) return done();
        VELDPOST_ASSIGN(const RegionRow region, regionOf(work.change, user.region));
        VELDPOST_TRY(ServerPen(work, m_keys, m_random)
                         .write(region, model::kRole, recordOf(id), model::RoleGrant{id, role}.toSet()));
        VELDPOST_TRY(work.ledger.settle());
        return work.audit.add(event("user_role", AuditAction::Update, region.id, id.text()));
    });
}

Status Admin::disableUser(const UserId& id)
{
    return write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const UserRow user, person(work.change, id));
        if (user.disabled) return done();
        VELDPOST_ASSIGN(const RegionRow region, regionOf(work.change, user.region));
        VELDPOST_TRY(ServerPen(work, m_keys, m_random)
                         .write(region, model::kDisable, recordOf(id), model::Disable{id}.toSet()));
        return work.audit.add(event("user_disable", AuditAction::Update, region.id, id.text()));
    });
}

Result<Invitation> Admin::invite(const UserId& id, const std::string& url,
                                 const std::optional<Sha256>& ca)
{
    Invitation out;
    out.code = makeInvitationCode(m_random);
    out.invite = protocol::Invitation{url, ca, out.code, m_keys.epoch}.text();
    Status written = write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const UserRow user, person(work.change, id));
        if (user.disabled)
            return Error{ErrorKind::Conflict, "user_disabled", "This user is disabled", "He cannot have a device."};
        out.expiresAtMs = work.nowMs + protocol::kInvitationMs;
        VELDPOST_TRY(work.change.addInvitation({codeHash(out.code), id, out.expiresAtMs, {}}));
        return work.audit.add(event("device_invite", AuditAction::Create, user.region, id.text()));
    });
    VELDPOST_TRY(std::move(written));
    return out;
}

Result<std::vector<DeviceListing>> Admin::devices()
{
    VELDPOST_TRY(write([](Work&) { return done(); }));  // takes along when devices were last seen
    VELDPOST_ASSIGN(const auto view, m_store.view());
    return listDevices(*view, {});
}

Status Admin::revokeDevice(const DeviceId& id)
{
    return write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const DeviceRow device, somebodysDevice(work.change, id));
        if (device.revoked) return done();
        VELDPOST_ASSIGN(const RegionRow region, regionOf(work.change, device.certificate.region));
        VELDPOST_TRY(ServerPen(work, m_keys, m_random)
                         .write(region, model::kRevocation, recordOf(id),
                                model::Revocation{id}.toSet()));
        return work.audit.add(event("device_revoke", AuditAction::Update, region.id, id.text()));
    });
}

Result<WipeRow> Admin::wipeDevice(const DeviceId& id, std::int64_t hours)
{
    if (hours < 0 || hours > protocol::kWipeHoursMax)
        return Error{ErrorKind::Usage, "bad_deadline", "This deadline is not possible",
                     "0 to " + std::to_string(protocol::kWipeHoursMax) + " hours."};
    std::optional<WipeRow> ordered;
    Status written = write([&](Work& work) -> Status {
        VELDPOST_ASSIGN(const DeviceRow device, somebodysDevice(work.change, id));
        VELDPOST_ASSIGN(ordered, orderWipe(work, m_keys, m_random, device, hours));
        return work.audit.add(event("device_wipe", AuditAction::Update, device.certificate.region, id.text()));
    });
    VELDPOST_TRY(std::move(written));
    return std::move(*ordered);
}

Status Admin::setLease(model::Role role, std::int64_t hours)
{
    if (hours < 1 || hours > kLeaseHoursMax)
        return Error{ErrorKind::Usage, "bad_lease", "This lease is not possible",
                     "One to " + std::to_string(kLeaseHoursMax) + " hours."};
    return write([&](Work& work) -> Status {
        VELDPOST_TRY(setLeaseHours(work.change, role, hours));
        AuditEvent set = event("lease_set", AuditAction::Update);
        set.object = std::string(model::roleWord(role)) + " " + std::to_string(hours) + " h";
        return work.audit.add(set);
    });
}

Result<std::vector<std::pair<model::Role, std::int64_t>>> Admin::leases()
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    std::vector<std::pair<model::Role, std::int64_t>> out;
    for (const model::Role role : {model::Role::Wijkteam, model::Role::Vertrouwensarts, model::Role::Coordinator, model::Role::Auditor}) {
        VELDPOST_ASSIGN(const std::int64_t ms, leaseMsOf(*view, role));
        out.emplace_back(role, ms / (60 * 60 * 1000));
    }
    return out;
}

Result<std::vector<std::string>> Admin::auditOf(const CaseId& caseId)
{
    AuditEvent read = event("audit_read", AuditAction::Read);
    read.caseId = caseId;
    VELDPOST_TRY(write([&](Work& work) { return work.audit.add(read); }));
    VELDPOST_ASSIGN(const auto view, m_store.view());
    std::vector<std::string> out;
    VELDPOST_TRY(view->everyAuditOfCase(caseId, [&](const AuditRow& row) {
        out.push_back(row.entry);
        return true;
    }));
    return out;
}

Status Admin::backup(const std::string& path)
{
    VELDPOST_TRY(m_store.copyTo(path));
    return note("backup");
}

Status Admin::note(const std::string& code)
{
    return write([&](Work& work) { return work.audit.add(event(code.c_str(), AuditAction::Execute)); });
}

}  // namespace veldpost::server
