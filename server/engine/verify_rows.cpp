#include "server/engine/verify_rows.h"

#include "shared/crypto/seal.h"

namespace veldpost::server {

namespace {

class RowCheck {
public:
    RowCheck(View& view, const ServerKeys& keys, VerifyReport& report) : m_view(view), m_keys(keys), m_report(report) {}

    Status run()
    {
        VELDPOST_ASSIGN(const auto regions, m_view.regions());
        for (const RegionRow& region : regions) VELDPOST_TRY(checkRegion(region));
        VELDPOST_ASSIGN(const auto devices, m_view.devices());
        for (const DeviceRow& device : devices) VELDPOST_TRY(checkDevice(device));
        VELDPOST_ASSIGN(const auto wipes, m_view.wipes());
        for (const WipeRow& wipe : wipes) VELDPOST_TRY(checkWipe(wipe));
        VELDPOST_ASSIGN(const auto recoveries, m_view.recoveries());
        for (const RecoveryRow& recovery : recoveries) VELDPOST_TRY(checkRecovery(recovery));
        return checkInvitations();
    }

private:
    void bad(const char* what, std::string which, const char* why = "bad_column")
    {
        m_report.bad.push_back({what, std::move(which), why});
    }

    // What is sealed to the region's recovery key can be opened, and the server still writes as one of its devices.
    Status checkRegion(const RegionRow& region)
    {
        VELDPOST_ASSIGN(const auto device, m_view.device(region.serverDevice));
        const bool writes = device && device->certificate.user == region.serverUser && device->certificate.region == region.id;
        VELDPOST_ASSIGN(crypto::SecretBytes secret, m_view.recoverySecret(region.id));
        const auto sealed = crypto::sealTo(region.recoveryPublic, region.code);
        const bool opens = sealed.ok() && crypto::openSealed({region.recoveryPublic, std::move(secret)}, *sealed).ok();
        if (!writes || !opens) bad("region", region.code);
        return done();
    }

    Status checkDevice(const DeviceRow& device)
    {
        const protocol::Certificate& certificate = device.certificate;
        VELDPOST_ASSIGN(const auto found, m_view.device(certificate.device));
        VELDPOST_ASSIGN(const auto user, m_view.user(certificate.user));
        VELDPOST_ASSIGN(const auto region, m_view.region(certificate.region));
        const bool holds = found && found->certificate.bytes == certificate.bytes && user && region &&
                           user->region == region->id && device.enrolledAtMs == certificate.issuedAtMs &&
                           device.seenSeq >= 0 && device.seenSeq <= region->lastSeq;
        if (!holds) bad("device", certificate.device.text());
        return done();
    }

    Status checkWipe(const WipeRow& wipe)
    {
        const DeviceId& id = wipe.order.device;
        VELDPOST_ASSIGN(const auto found, m_view.wipe(id));
        VELDPOST_ASSIGN(const auto device, m_view.device(id));
        if (!found || found->order.bytes != wipe.order.bytes || !device) {
            bad("wipe", id.text());
        } else if (!wipe.order.signedBy(m_keys.signing.publicKey())) {
            bad("wipe", id.text(), "bad_signature");
        } else if (wipe.receipt) {
            const bool answers = wipe.receipt->device == id && wipe.receipt->nonce == wipe.order.nonce;
            if (!answers || !wipe.receipt->signedBy(device->certificate.key)) bad("wipe", id.text(), "bad_signature");
        }
        return done();
    }

    Status checkRecovery(const RecoveryRow& recovery)
    {
        VELDPOST_ASSIGN(const auto device, m_view.device(recovery.device));
        const auto approver = UserId::parse(recovery.approver);
        bool isSomebody = recovery.approver.empty() || recovery.approver == "administrator";
        if (approver) {
            VELDPOST_ASSIGN(const auto user, m_view.user(*approver));
            isSomebody = user.has_value();
        }
        const bool holds = device && device->certificate.region == recovery.region && isSomebody &&
                           recovery.answer.has_value() == !recovery.approver.empty() &&
                           recovery.expiresAtMs == recovery.atMs + protocol::kRecoveryMs && recovery.wrongCodes >= 0 &&
                           recovery.wrongCodes <= protocol::kRecoveryCodesMax;
        if (!holds) bad("recovery", recovery.id.text());
        return done();
    }

    Status checkInvitations()
    {
        Status checked = done();
        VELDPOST_TRY(m_view.everyInvitation([&](const InvitationRow& invitation) {
            const auto user = m_view.user(invitation.user);
            if (!user.ok()) checked = user.error();
            else if (!*user) bad("invitation", invitation.user.text());
            return checked.ok();
        }));
        return checked;
    }

    View& m_view;
    const ServerKeys& m_keys;
    VerifyReport& m_report;
};

}  // namespace

Status verifyRows(View& view, const ServerKeys& keys, VerifyReport& report)
{
    return RowCheck(view, keys, report).run();
}

}  // namespace veldpost::server
