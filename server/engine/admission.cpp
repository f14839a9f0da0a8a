#include "server/engine/admission.h"

#include "server/engine/device_lines.h"
#include "server/engine/judge.h"

namespace veldpost::server {

namespace {

// Whether the region's dossier says that the device is revoked.
Result<bool> isRevoked(View& view, const RegionId& region, const DeviceId& device)
{
    const RecordKey key{*CaseId::fromBytes(region.bytes()), revision::Part::General, model::kRevocation,
                        *RecordId::fromBytes(device.bytes())};
    VELDPOST_ASSIGN(const auto nodes, view.recordRevisions(key));
    return !nodes.empty();
}

}  // namespace

Result<bool> isOurs(View& view, const ServerKeys& keys, const protocol::Certificate& certificate)
{
    if (!certificate.signedBy(keys.signing.publicKey())) return false;
    VELDPOST_ASSIGN(const auto region, view.region(certificate.region));
    return region.has_value();
}

Status admitDevice(Change& change, const protocol::Certificate& certificate)
{
    VELDPOST_ASSIGN(const auto known, change.device(certificate.device));
    if (known) return done();
    VELDPOST_ASSIGN(const auto user, change.user(certificate.user));
    // His name and role come with the revisions that devices offer; until then he sees nothing.
    if (!user) VELDPOST_TRY(change.putUser({certificate.user, certificate.region, {}, {}, false, false}));
    VELDPOST_ASSIGN(bool revoked, isRevoked(change, certificate.region, certificate.device));
    for (auto from = certificate.rekeyedFrom; from && !revoked;) {  // who revokes a device revokes its whole line
        VELDPOST_ASSIGN(const auto before, change.device(*from));
        VELDPOST_ASSIGN(const bool ended, isRevoked(change, certificate.region, *from));
        revoked = ended || (before && before->revoked);
        from = before ? before->certificate.rekeyedFrom : std::nullopt;
    }
    VELDPOST_TRY(change.addDevice({certificate, certificate.issuedAtMs, {}, 0, revoked}));
    // What comes from it may have been let in before it.
    return revoked ? revokeLine(change, certificate.device) : done();
}

}  // namespace veldpost::server
