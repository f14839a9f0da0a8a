// What an administrator does at the server. Each call is one durable, audited transaction of its own, or only reads.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/device_list.h"

namespace veldpost::server {

struct Invitation {
    std::string code;    // five groups of five letters and digits
    std::string invite;  // protocol::Invitation as text
    std::int64_t expiresAtMs = 0;
};

using DeviceListing = protocol::DeviceEntry;

class Admin {
public:
    Admin(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, RandomSource& random)
        : m_store(store), m_committer(committer), m_keys(keys), m_clock(clock), m_random(random)
    {
    }

    // Errors: region_exists, bad_region_code, invalid_utf8 (Usage), rule_broken.
    Result<RegionId> addRegion(const std::string& code, const std::string& name);
    Result<std::vector<RegionRow>> regions();

    // Errors: unknown_region, invalid_utf8 (Usage), rule_broken (no name).
    Result<UserId> addUser(const std::string& regionCode, const std::string& name, model::Role role);
    // All regions' people, without the servers' own users.
    Result<std::vector<std::pair<RegionRow, UserRow>>> users();
    // What the role gives comes to his devices by a back-fill, what it takes is purged from them. Error `unknown_user`.
    // The same role again changes nothing.
    Status setRole(const UserId& user, model::Role role);
    // Error `unknown_user`. Twice is the same as once.
    Status disableUser(const UserId& user);

    // `ca`: fingerprint of the CA to trust, empty when there is none to check. Errors: unknown_user, user_disabled.
    Result<Invitation> invite(const UserId& user, const std::string& url = {}, const std::optional<Sha256>& ca = {});

    Result<std::vector<DeviceListing>> devices();
    // The device may only deliver from now on. Error `unknown_device`. Twice is the same as once.
    Status revokeDevice(const DeviceId& device);

    // It is revoked, and erases itself when it has delivered: at its next contact, or when `hours` are over with what
    // is left sealed in a file. Errors: unknown_device, bad_deadline (Usage).
    Result<WipeRow> wipeDevice(const DeviceId& device, std::int64_t hours);

    // How long devices of this role are read from without contact, from their next session on. Error `bad_lease`
    // (Usage): not 1 to 744 hours.
    Status setLease(model::Role role, std::int64_t hours);
    // In hours, by role.
    Result<std::vector<std::pair<model::Role, std::int64_t>>> leases();

    // The entries of a case, oldest first; of a region's dossier: what was done to its users and devices. That they were read is an entry of its own.
    Result<std::vector<std::string>> auditOf(const CaseId& caseId);

    // A consistent encrypted copy. Errors: store_exists, disk_full, io_error.
    Status backup(const std::string& path);

    // Notes something of the server as a whole in the log: log_start, log_stop, verify.
    Status note(const std::string& code);

private:
    template <typename Run>
    Status write(Run run);
    AuditEvent event(const char* code, AuditAction action) const;
    // Something done to a user, a device or the region itself: it stands in the log of the region's dossier.
    AuditEvent event(const char* code, AuditAction action, const RegionId& region, std::string object) const;

    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
    const Clock& m_clock;
    RandomSource& m_random;
};

}  // namespace veldpost::server
