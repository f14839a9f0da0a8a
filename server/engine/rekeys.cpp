#include "server/engine/rekeys.h"

#include <algorithm>

namespace veldpost::server {

namespace {

// A store is set back once in years; a device that asks again and again has another fault.
constexpr double kBurst = 10, kPerSecond = 1.0 / 600;

// Whether the device and its user still stand, now that nothing else is written.
Result<bool> stands(View& view, const Session& session)
{
    VELDPOST_ASSIGN(const auto device, view.device(session.device));
    VELDPOST_ASSIGN(const auto user, view.user(session.user));
    return device && user && !device->revoked && !user->disabled;
}

}  // namespace

Rekeys::Rekeys(Committer& committer, const ServerKeys& keys, const Clock& clock, RandomSource& random)
    : m_committer(committer), m_keys(keys), m_clock(clock), m_random(random), m_limit(clock, kBurst, kPerSecond)
{
}

Status Rekeys::write(Work& work, const Session& session, const protocol::RekeyRequest& request,
                     Result<protocol::RekeyAnswer>& answer)
{
    VELDPOST_ASSIGN(const bool mayAsk, stands(work.change, session));
    if (!mayAsk) {
        answer = Error{ErrorKind::Locked, "deliver_only", "This device may only deliver", "It gets no new key."};
        return done();
    }
    VELDPOST_ASSIGN(const auto devices, work.change.devices());
    const auto known = std::find_if(devices.begin(), devices.end(),
                                    [&](const DeviceRow& row) { return row.certificate.key == request.key; });
    if (known != devices.end()) {
        if (known->certificate.rekeyedFrom == session.device)
            answer = protocol::RekeyAnswer{known->certificate, work.nowMs};
        else
            answer = Error{ErrorKind::Conflict, "key_in_use", "Another device has this key", "Make a new one."};
        return done();
    }
    protocol::Certificate fields;
    fields.region = session.region;
    fields.device = makeUuid7<DeviceId>(m_clock.nowMs(), m_random);
    fields.user = session.user;
    fields.key = request.key;
    fields.issuedAtMs = work.nowMs;
    fields.epoch = m_keys.epoch;
    fields.rekeyedFrom = session.device;
    const auto certificate = protocol::issueCertificate(std::move(fields), m_keys.signing);
    VELDPOST_TRY(work.change.addDevice({certificate, work.nowMs, work.nowMs, 0, false}));
    VELDPOST_ASSIGN(const auto user, work.change.user(session.user));
    AuditEvent event = eventOf("rekey", AuditAction::Create, session, work.nowMs);
    event.role = user && user->role ? model::roleWord(*user->role) : "";
    event.object = certificate.device.text();
    answer = protocol::RekeyAnswer{certificate, work.nowMs};
    return work.audit.add(event);
}

Result<protocol::RekeyAnswer> Rekeys::rekey(const Session& session, const protocol::RekeyRequest& request)
{
    VELDPOST_TRY(m_limit.take(session.device.text()));
    const bool holds = request.device == session.device &&
                       crypto::verifyFor(crypto::Purpose::Rekey, session.key, request.signedBytes(session.region), request.signature);
    if (!holds)
        return Error{ErrorKind::Malformed, "bad_rekey", "This is no rekey of the asking device", "Sign it with its present key."};
    if (!request.key.isStrong())
        return Error{ErrorKind::Malformed, "weak_key", "The public key is not usable", "Make a new one."};
    Result<protocol::RekeyAnswer> answer = Error{};
    Status written = m_committer.submitAndWait({.run = [&](Work& work) { return write(work, session, request, answer); },
                                                .turn = session.device});
    VELDPOST_TRY(std::move(written));
    return answer;
}

}  // namespace veldpost::server
