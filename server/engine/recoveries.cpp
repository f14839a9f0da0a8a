#include "server/engine/recoveries.h"

#include "server/engine/access.h"
#include "shared/crypto/seal.h"

namespace veldpost::server {

using protocol::RecoveryWaiting;

namespace {

// An office has many devices behind one address; a person asks once, and again when he closed the page.
constexpr double kAddressBurst = 60, kAddressPerSecond = 0.5;
constexpr double kDeviceBurst = 5, kDevicePerSecond = 1.0 / 300;
// More than a region has people who forget their passphrase on one day.
constexpr std::size_t kPerRegionMax = 200;

Error over()
{
    return {ErrorKind::NotFound, "recovery_over", "There is no such request, or it is over", "Begin a new one."};
}

Error copyDamaged()
{
    return {ErrorKind::Conflict, "recovery_copy_damaged", "The recovery copy in the device's key file does not open",
            "The file was changed, or belongs to another region. Nothing was lost: the passphrase still opens the home."};
}

AuditEvent eventOf(const char* code, AuditAction action, const RecoveryRow& row, const std::string& accessPoint, std::int64_t atMs)
{
    AuditEvent event;
    event.code = code;
    event.action = action;
    event.atMs = atMs;
    event.accessPoint = accessPoint;
    event.caseId = *CaseId::fromBytes(row.region.bytes());
    event.object = row.device.text();
    return event;
}

// Whether the device may have its key: it is there, and neither it nor its user was shut out.
Result<std::optional<DeviceRow>> standing(View& view, const DeviceId& id)
{
    VELDPOST_ASSIGN(const auto device, view.device(id));
    if (!device || device->revoked) return std::optional<DeviceRow>();
    VELDPOST_ASSIGN(const auto user, view.user(device->certificate.user));
    if (!user || user->disabled || user->isServer) return std::optional<DeviceRow>();
    return device;
}

// Room for one more: those that are over go, and the device's own earlier one.
Result<bool> makeRoom(Work& work, const DeviceRow& device)
{
    VELDPOST_ASSIGN(const auto rows, work.change.recoveries());
    std::size_t open = 0;
    for (const RecoveryRow& row : rows) {
        const bool goes = row.expiresAtMs <= work.nowMs || row.device == device.certificate.device;
        if (goes) VELDPOST_TRY(work.change.dropRecovery(row.id));
        else if (row.region == device.certificate.region) ++open;
    }
    return open < kPerRegionMax;
}

}  // namespace

// Who lets the key out: a coordinator by his session, or the administrator at the server.
struct Recoveries::Approver {
    const Session* session = nullptr;

    std::string name() const { return session ? session->user.text() : "administrator"; }
    AuditEvent event(const char* code, const RecoveryRow& row, std::int64_t atMs) const
    {
        AuditEvent event = eventOf(code, AuditAction::Execute, row, session ? session->accessPoint : "admin", atMs);
        if (session) {
            event.user = session->user;
            event.device = session->device;
            event.role = "coordinator";
        } else {
            event.role = "administrator";
        }
        return event;
    }
};

Recoveries::Recoveries(Store& store, Committer& committer, const Clock& clock, RandomSource& random)
    : m_store(store), m_committer(committer), m_clock(clock), m_random(random),
      m_addressLimit(clock, kAddressBurst, kAddressPerSecond), m_deviceLimit(clock, kDeviceBurst, kDevicePerSecond)
{
}

Result<protocol::RecoveryAsked> Recoveries::ask(const protocol::RecoveryRequest& request, const std::string& accessPoint)
{
    VELDPOST_TRY(m_addressLimit.take(accessPoint));
    VELDPOST_TRY(m_deviceLimit.take(request.device.text()));
    const std::int64_t nowMs = m_clock.nowMs();
    const protocol::RecoveryAsked asked{makeUuid7<RecoveryId>(nowMs, m_random), nowMs + protocol::kRecoveryMs};
    bool full = false;
    Status written = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        VELDPOST_ASSIGN(const auto device, standing(work.change, request.device));
        if (!device) return done();
        VELDPOST_ASSIGN(const bool room, makeRoom(work, *device));
        full = !room;
        if (full) return done();
        const RecoveryRow row{asked.request,  device->certificate.region, request.device, request.publicKey,
                              request.sealed, request.tokenHash,          nowMs,          asked.expiresAtMs};
        VELDPOST_TRY(work.change.putRecovery(row));
        return work.audit.add(eventOf("recovery_ask", AuditAction::Create, row, accessPoint, work.nowMs));
    }});
    VELDPOST_TRY(std::move(written));
    if (full) return Error{ErrorKind::Busy, "too_many_requests", "Too many requests wait already", "Try again later."};
    return asked;
}

Result<std::vector<RecoveryWaiting>> Recoveries::listOf(View& view, const std::optional<RegionId>& region)
{
    VELDPOST_ASSIGN(const auto rows, view.recoveries());
    std::vector<RecoveryWaiting> out;
    for (const RecoveryRow& row : rows) {
        if (row.expiresAtMs <= m_clock.nowMs() || (region && row.region != *region)) continue;
        VELDPOST_ASSIGN(const auto device, standing(view, row.device));
        if (!device) continue;
        VELDPOST_ASSIGN(const auto user, view.user(device->certificate.user));
        VELDPOST_CHECK(user.has_value());
        out.push_back({row.id, row.device, user->id, user->name, row.atMs, row.expiresAtMs, row.answer.has_value()});
    }
    return out;
}

Result<std::vector<RecoveryWaiting>> Recoveries::waiting(const Session& session)
{
    Result<std::vector<RecoveryWaiting>> list = notFound();
    Status noted = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        VELDPOST_ASSIGN(const bool coordinates, Access(work.change).coordinates(session));
        if (coordinates) list = listOf(work.change, session.region);
        AuditEvent event = eventOf("recovery_list", AuditAction::Read, session, work.nowMs);
        event.authorised = coordinates;
        if (!list.ok()) event.outcome = list.error().type;
        return work.audit.add(event);
    }});
    VELDPOST_TRY(std::move(noted));
    return list;
}

Result<std::vector<RecoveryWaiting>> Recoveries::waiting()
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    return listOf(*view, {});
}

Status Recoveries::give(Work& work, RecoveryRow row, const Approver& approver, std::optional<Error>& refusal)
{
    VELDPOST_ASSIGN(const auto region, work.change.region(row.region));
    VELDPOST_CHECK(region.has_value());
    VELDPOST_ASSIGN(crypto::SecretBytes secret, work.change.recoverySecret(row.region));
    row.approver = approver.name();
    AuditEvent event = approver.event("recovery_approve", row, work.nowMs);
    const auto dataKey = crypto::openSealed({region->recoveryPublic, std::move(secret)}, row.sealed);
    if (dataKey.ok()) {
        VELDPOST_ASSIGN(row.answer, crypto::sealTo(row.publicKey, crypto::asText(dataKey->bytes())));
    } else {
        row.answer = "";  // so that the device hears of it as well
        refusal = copyDamaged();
        event.outcome = refusal->type;
    }
    VELDPOST_TRY(work.change.putRecovery(row));
    return work.audit.add(event);
}

Status Recoveries::approveAs(const Approver& approver, const protocol::RecoveryApproval& approval)
{
    std::optional<Error> refusal;
    Status written = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        refusal.reset();
        if (approver.session) {
            VELDPOST_ASSIGN(const bool coordinates, Access(work.change).coordinates(*approver.session));
            if (!coordinates) refusal = notFound();
        }
        VELDPOST_ASSIGN(auto row, work.change.recovery(approval.request));
        const bool theirs = row && row->expiresAtMs > work.nowMs &&
                            (!approver.session || row->region == approver.session->region);
        if (!refusal && !theirs) refusal = over();
        if (refusal) return done();
        VELDPOST_ASSIGN(const auto device, standing(work.change, row->device));
        if (!device) refusal = over();
        if (refusal || row->answer) return done();
        const protocol::RecoveryRequest asked{row->device, row->publicKey, row->sealed, row->tokenHash};
        if (protocol::sameRecoveryCode(asked.code(), approval.code)) return give(work, std::move(*row), approver, refusal);
        refusal = Error{ErrorKind::Malformed, "wrong_code", "This is not the code of the request",
                        "Have it read to you by the person who asks, over a line you know to be his."};
        if (++row->wrongCodes >= protocol::kRecoveryCodesMax) VELDPOST_TRY(work.change.dropRecovery(row->id));
        else VELDPOST_TRY(work.change.putRecovery(*row));
        AuditEvent event = approver.event("recovery_approve", *row, work.nowMs);
        event.outcome = refusal->type;
        return work.audit.add(event);
    }});
    VELDPOST_TRY(std::move(written));
    return refusal ? Status(*refusal) : done();
}

Status Recoveries::approve(const Session& session, const protocol::RecoveryApproval& approval)
{
    return approveAs({&session}, approval);
}

Status Recoveries::approve(const protocol::RecoveryApproval& approval)
{
    return approveAs({}, approval);
}

Result<RecoveryRow> Recoveries::fetched(View& view, const protocol::RecoveryFetch& fetch)
{
    VELDPOST_ASSIGN(const auto row, view.recovery(fetch.request));
    const Sha256 hash = crypto::sha256(fetch.token.text());
    if (!row || row->expiresAtMs <= m_clock.nowMs() || !crypto::equalSecret(row->tokenHash.bytes(), hash.bytes()))
        return over();
    VELDPOST_ASSIGN(const auto device, standing(view, row->device));
    if (!device) return over();
    return *row;
}

Result<protocol::RecoveryAnswer> Recoveries::answer(const protocol::RecoveryFetch& fetch, const std::string& accessPoint)
{
    VELDPOST_TRY(m_addressLimit.take(accessPoint));
    Result<protocol::RecoveryAnswer> out = over();
    Status written = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        const auto row = fetched(work.change, fetch);
        if (!row.ok()) {
            out = row.error();
            return row.error().kind == ErrorKind::NotFound ? done() : Status(row.error());
        }
        if (!row->answer) out = Error{ErrorKind::Conflict, "recovery_waits", "Nobody has approved it yet", "Read the code to your coordinator."};
        else if (row->answer->empty()) out = copyDamaged();
        else out = protocol::RecoveryAnswer{*row->answer};
        AuditEvent event = eventOf("recovery_answer", AuditAction::Read, *row, accessPoint, work.nowMs);
        if (!out.ok()) event.outcome = out.error().type;
        return work.audit.add(event);
    }});
    VELDPOST_TRY(std::move(written));
    return out;
}

Status Recoveries::close(const protocol::RecoveryFetch& fetch, const std::string& accessPoint)
{
    VELDPOST_TRY(m_addressLimit.take(accessPoint));
    return m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        const auto row = fetched(work.change, fetch);
        if (!row.ok()) return row.error().kind == ErrorKind::NotFound ? done() : Status(row.error());
        VELDPOST_TRY(work.change.dropRecovery(row->id));
        return work.audit.add(eventOf("recovery_close", AuditAction::Delete, *row, accessPoint, work.nowMs));
    }});
}

}  // namespace veldpost::server
