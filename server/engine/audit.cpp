#include "server/engine/audit.h"

#include "shared/crypto/hash.h"

#include <chrono>
#include <cstdio>

namespace veldpost::server {

using revision::Json;

namespace {

// The name a reader of the log sees; an event without one is shown by its code.
std::string_view eventName(std::string_view code)
{
    static constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"push", "Revisions received"},       {"pull", "Revisions sent"},
        {"members", "Members read"},          {"users", "User directory read"},
        {"enrol", "Device enrolled"},         {"session", "Session opened"},
        {"region_add", "Region added"},       {"user_add", "User added"},
        {"user_disable", "User disabled"},    {"device_invite", "Device invited"},
        {"device_revoke", "Device revoked"},  {"audit_read", "Audit log read"},
        {"log_start", "Log started"},         {"log_stop", "Log stopped"},
        {kLogBroken, "Log found changed"},    {"quarantine", "Waiting revisions read"},
        {"view_as", "Another's view read"},   {"user_role", "User's role changed"},
        {"blob_begin", "Upload begun"},       {"blob_store", "File received"},
        {"blob_drop", "Upload dropped"},      {"blob_read", "File sent"},
        {"blobs_have", "Files asked for"},
        {"backup", "Store copied"},           {"verify", "Store verified"},
        {"restore", "Store restored"},        {"readmit", "Device let in again"},
        {"offer", "Revisions offered"},       {"offer_ask", "Chains asked for"},
        {"rekey", "Device given a new key"},
    };
    for (const auto& [known, name] : names)
        if (known == code) return name;
    return code;
}

std::string resultFlags(const AuditEvent& event)
{
    std::string flags = "FFFF";
    if (event.authorised) flags[0] = 'T';
    if (event.byMembership) flags[1] = 'T';
    return flags;
}

}  // namespace

std::string isoUtc(std::int64_t ms)
{
    using namespace std::chrono;
    const sys_time<milliseconds> at{milliseconds{ms}};
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return text;
}

AuditEvent eventOf(const char* code, AuditAction action, const Session& session, std::int64_t atMs)
{
    AuditEvent event;
    event.code = code;
    event.action = action;
    event.atMs = atMs;
    event.user = session.user;
    event.device = session.device;
    event.accessPoint = session.accessPoint;
    event.caseId = *CaseId::fromBytes(session.region.bytes());
    return event;
}

std::string auditEntry(const AuditEvent& event, std::int64_t number, const std::string& source)
{
    std::int64_t count = 0;
    Json objects = Json::object();
    for (const auto& [kind, times] : event.objects) {
        objects[kind] = times;
        count += times;
    }
    Json entry{{"v", 1},
               {"number", number},
               {"time", isoUtc(event.atMs)},
               {"event", {{"system", "urn:veldpost:audit"}, {"code", event.code}, {"name", eventName(event.code)}}},
               {"action", std::string(1, static_cast<char>(event.action))},
               {"result", resultFlags(event)},
               {"access_point", event.accessPoint},
               {"objects", std::move(objects)},
               {"count", count},
               {"outcome", event.outcome},
               {"source", source}};
    entry["user"] = event.user ? Json(event.user->text()) : Json("administrator");
    // Everybody acts for himself: nobody works under another's name here.
    entry["responsible_user"] = entry["user"];
    entry["role"] = event.role;
    if (event.device) entry["device"] = event.device->text();
    if (!event.object.empty()) entry["object"] = event.object;
    if (event.caseId) entry["case"] = event.caseId->text();
    return revision::canonicalText(entry);
}

Sha256 auditHash(const Sha256& before, std::string_view entry)
{
    crypto::Sha256Stream hash;
    hash.add(crypto::asText(before.bytes()));
    hash.add(entry);
    return hash.finish();
}

std::string auditEnd(const crypto::SecretBytes& key, std::int64_t number, const Sha256& hash)
{
    VELDPOST_CHECK(key.size() == 32);
    const std::string place = std::to_string(number) + " " + hash.text();
    const auto mac = crypto::hmacSha256(std::span<const std::uint8_t, 32>(key.bytes().data(), 32),
                                        "veldpost-audit-end-v1\n" + place);
    return place + " " + toHex(mac);
}

Result<bool> endsAsSealed(View& view, const crypto::SecretBytes& key, std::int64_t number, const Sha256& hash)
{
    VELDPOST_ASSIGN(const auto sealed, view.setting(kAuditEnd));
    return sealed && *sealed == auditEnd(key, number, hash);
}

// Before the first entry of a change: sealing it anew would make a log whole again whose end was cut off.
Status AuditTrail::begin(std::int64_t atMs)
{
    VELDPOST_ASSIGN(auto last, m_change.lastAudit());
    m_last = last ? std::move(*last) : AuditRow{};
    VELDPOST_ASSIGN(const bool isWhole, endsAsSealed(m_change, m_key, m_last->number, m_last->hash));
    if (isWhole) return done();
    AuditEvent broken;
    broken.code = kLogBroken;
    broken.action = AuditAction::Read;
    broken.atMs = atMs;
    broken.outcome = kLogBroken;
    return append(broken);
}

Status AuditTrail::add(const AuditEvent& event)
{
    if (!m_last) VELDPOST_TRY(begin(event.atMs));
    return append(event);
}

Status AuditTrail::append(const AuditEvent& event)
{
    AuditRow row{m_last->number + 1, event.caseId, {}, {}};
    row.entry = auditEntry(event, row.number, m_source);
    row.hash = auditHash(m_last->hash, row.entry);
    VELDPOST_TRY(m_change.addAudit(row));
    m_last = std::move(row);
    m_grown = true;
    return done();
}

Status AuditTrail::seal()
{
    if (!m_grown) return done();
    return m_change.putSetting(kAuditEnd, auditEnd(m_key, m_last->number, m_last->hash));
}

}  // namespace veldpost::server
