// From columns to rows. Private to this folder.
#pragma once

#include "server/engine/store.h"
#include "shared/storage/statement.h"

#include <concepts>

namespace veldpost::store {

using storage::Statement;

// A store whose content cannot be what we wrote. Error: store_damaged
Error damagedRow(const char* what);

// Steps through all rows and turns each into a value. `Read`: Result<T>(Statement&).
template <typename Read>
auto allRows(Statement& statement, Read read)
{
    using T = std::remove_cvref_t<decltype(read(statement).value())>;
    std::vector<T> out;
    for (;;) {
        auto more = statement.step();
        if (!more.ok()) return Result<std::vector<T>>(std::move(more).error());
        if (!*more) return Result<std::vector<T>>(std::move(out));
        auto row = read(statement);
        if (!row.ok()) return Result<std::vector<T>>(std::move(row).error());
        out.push_back(std::move(*row));
    }
}

template <typename Read>
auto oneRow(Statement& statement, Read read)
{
    using T = std::remove_cvref_t<decltype(read(statement).value())>;
    using Out = Result<std::optional<T>>;
    auto more = statement.step();
    if (!more.ok()) return Out(std::move(more).error());
    if (!*more) return Out(std::optional<T>());
    auto row = read(statement);
    if (!row.ok()) return Out(std::move(row).error());
    return Out(std::optional<T>(std::move(*row)));
}

// Until the visitor says stop.
template <typename Read, typename Visit>
Status visitRows(Statement& statement, Read read, Visit visit)
{
    for (;;) {
        VELDPOST_ASSIGN(const bool more, statement.step());
        if (!more) return done();
        VELDPOST_ASSIGN(const auto row, read(statement));
        if (!visit(row)) return done();
    }
}

// Column order of each: see the *_COLUMNS beside the query.
#define VELDPOST_REGION_COLUMNS "id, code, name, server_user, server_device, recovery_public, last_seq"
Result<server::RegionRow> readRegion(Statement& row);

#define VELDPOST_PERSON_COLUMNS                                                                                  \
    "id, region, name, role, disabled, is_server, general_since, medical_since, reporter_since, covers_since,"   \
    " lost_parts, lost_cover"
Result<server::UserRow> readPerson(Statement& row);

#define VELDPOST_DEVICE_COLUMNS "certificate, signature, enrolled_at_ms, last_seen_at_ms, seen_seq, revoked, app_version, unsent"
Result<server::DeviceRow> readDevice(Statement& row);

Result<server::WipeRow> readWipe(Statement& row);

#define VELDPOST_RECOVERY_COLUMNS \
    "id, region, device, public_key, sealed, token_hash, at_ms, expires_at_ms, wrong_codes, approver, answer"
Result<server::RecoveryRow> readRecovery(Statement& row);

#define VELDPOST_REVISION_COLUMNS "header, payload, signature, seq, received_at_ms, stamp, standing, reason, decision, proven"
Result<server::StoredRevision> readRevision(Statement& row);

Result<server::RawRevision> readRawRevision(Statement& row);
// seq, header, length of the payload
Result<server::WaitingRow> readWaiting(Statement& row);

#define VELDPOST_FEED_COLUMNS "seq, case_id, part, standing"
Result<server::FeedRow> readFeed(Statement& row);

#define VELDPOST_MEMBER_COLUMNS "person, right, since_seq, lost_write"
Result<server::MemberRow> readMember(Statement& row);

#define VELDPOST_AUDIT_COLUMNS "number, case_id, entry, hash"
Result<server::AuditRow> readAudit(Statement& row);

}  // namespace veldpost::store
