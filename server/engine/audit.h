// The audit log: who did what when, one entry per request and case, with the fields of NEN 7513:2018 §7.
//
//   entry = canonical bytes of {"v":1,"number","time","event":{"system","code","name"},"action","result","user","role",
//           "responsible_user","device","access_point","case","object","objects":{kind: count},"count","outcome","source"}
//   hash  = SHA-256(hash of the entry before, 32 bytes; zeros at the first) + entry)
//
// `result` is four flags T/F: authorised · by a treatment relation (a membership) · with consent · in an emergency.
// Content of a record is never in it. Invariant: an entry edited, dropped or put elsewhere breaks the chain of hashes.
#pragma once

#include "server/engine/session.h"

#include <map>

namespace veldpost::server {

enum class AuditAction : char { Create = 'C', Read = 'R', Update = 'U', Delete = 'D', Execute = 'E' };

struct AuditEvent {
    std::string code;  // push, pull, members, admin_… : stable
    AuditAction action = AuditAction::Read;
    std::int64_t atMs = 0;
    bool authorised = true;
    bool byMembership = false;
    std::optional<UserId> user;  // empty: the administrator at the server
    std::string role;
    std::optional<DeviceId> device;
    std::string accessPoint;  // how the request came: the proxy's word for the address, "admin", "server"
    std::optional<CaseId> caseId;                 // of what concerns a region: its own dossier
    std::string object;                           // the id of the one user or device it was done to
    std::map<std::string, std::int64_t> objects;  // kind → how many
    std::string outcome = "done";                 // or the problem's type
};

// What this session asked, about its region; whoever it is more precisely about is the caller's to set.
AuditEvent eventOf(const char* code, AuditAction action, const Session& session, std::int64_t atMs);

std::string auditEntry(const AuditEvent& event, std::int64_t number, const std::string& source);
Sha256 auditHash(const Sha256& before, std::string_view entry);

// The setting that says where the log ends, so that a log whose end was cut off does not look whole:
//   number " " hash " " HMAC-SHA256(stamp key, "veldpost-audit-end-v1\n" number " " hash)
inline constexpr char kAuditEnd[] = "audit_end";
std::string auditEnd(const crypto::SecretBytes& key, std::int64_t number, const Sha256& hash);
// Whether the log that ends with this row (number 0: an empty one) ends where it was sealed.
Result<bool> endsAsSealed(View& view, const crypto::SecretBytes& key, std::int64_t number, const Sha256& hash);

// What add() writes first when the log does not end where it was sealed: found then, and never covered up by what is
// written later. verify names it.
inline constexpr char kLogBroken[] = "log_broken";

// Appends to the log within one Change. `source`: which server and epoch; `key`: the server's stamp key.
class AuditTrail {
public:
    AuditTrail(Change& change, std::string source, const crypto::SecretBytes& key)
        : m_change(change), m_source(std::move(source)), m_key(key)
    {
    }
    Status add(const AuditEvent& event);
    // Notes where the log ends now, under the server's key. Once, before the commit.
    Status seal();

private:
    Status begin(std::int64_t atMs);
    Status append(const AuditEvent& event);

    Change& m_change;
    const std::string m_source;
    const crypto::SecretBytes& m_key;
    std::optional<AuditRow> m_last;
    bool m_grown = false;
};

// ISO 8601 in UTC with milliseconds: "2026-11-22T03:54:03.120Z".
std::string isoUtc(std::int64_t ms);

}  // namespace veldpost::server
