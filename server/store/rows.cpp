#include "server/store/rows.h"

#include "shared/crypto/hash.h"

#include <algorithm>

namespace veldpost::store {

using namespace veldpost::server;

Error damagedRow(const char* what)
{
    return {ErrorKind::Damaged, "store_damaged", "The store is damaged", what};
}

Result<RegionRow> readRegion(Statement& row)
{
    RegionRow out;
    out.id = row.uuid<RegionId>(0);
    out.code = row.text(1);
    out.name = row.text(2);
    out.serverUser = row.uuid<UserId>(3);
    out.serverDevice = row.uuid<DeviceId>(4);
    const auto key = row.blob(5);
    if (key.size() != out.recoveryPublic.size()) return damagedRow("A region's key is not whole.");
    std::copy(key.begin(), key.end(), out.recoveryPublic.begin());
    out.lastSeq = row.int64(6);
    return out;
}

Result<UserRow> readPerson(Statement& row)
{
    UserRow out;
    out.id = row.uuid<UserId>(0);
    out.region = row.uuid<RegionId>(1);
    out.name = row.text(2);
    if (!row.isNull(3)) {
        out.role = model::parseRole(row.text(3));
        if (!out.role) return damagedRow("A user's role is not a known one.");
    }
    out.disabled = row.int64(4) != 0;
    out.isServer = row.int64(5) != 0;
    for (std::size_t i = 0; i < out.partSince.size(); ++i) out.partSince[i] = row.int64(6 + static_cast<int>(i));
    out.coversSince = row.int64(9);
    const std::int64_t lost = row.int64(10);
    if (lost < 0 || lost > 7) return damagedRow("A user's row is not whole.");
    out.lostParts = static_cast<std::uint8_t>(lost);
    out.lostCover = row.int64(11) != 0;
    return out;
}

Result<DeviceRow> readDevice(Statement& row)
{
    const auto signature = crypto::Signature::fromBytes(row.blob(1));
    if (!signature) return damagedRow("A certificate's signature is not whole.");
    VELDPOST_ASSIGN(auto certificate, protocol::Certificate::fromBytes(std::string(row.text(0)), *signature));
    DeviceRow out{std::move(certificate), row.int64(2), {}, row.int64(4), row.int64(5) != 0};
    if (!row.isNull(3)) out.lastSeenAtMs = row.int64(3);
    out.appVersion = row.text(6);
    if (!row.isNull(7)) out.unsent = row.int64(7);
    return out;
}

Result<WipeRow> readWipe(Statement& row)
{
    const auto signature = crypto::Signature::fromBytes(row.blob(1));
    if (!signature) return damagedRow("A wipe order is not whole.");
    WipeRow out;
    VELDPOST_ASSIGN(out.order, protocol::WipeOrder::fromBytes(std::string(row.text(0)), *signature));
    if (row.isNull(2)) return out;
    const auto receipted = crypto::Signature::fromBytes(row.blob(3));
    if (!receipted) return damagedRow("A wipe receipt is not whole.");
    VELDPOST_ASSIGN(auto receipt, protocol::WipeReceipt::fromBytes(std::string(row.text(2)), *receipted));
    out.receipt = std::move(receipt);
    out.receiptAtMs = row.int64(4);
    return out;
}

Result<RecoveryRow> readRecovery(Statement& row)
{
    RecoveryRow out;
    out.id = row.uuid<RecoveryId>(0);
    out.region = row.uuid<RegionId>(1);
    out.device = row.uuid<DeviceId>(2);
    const auto key = row.blob(3);
    if (key.size() != out.publicKey.size()) return damagedRow("A recovery's key is not whole.");
    std::copy(key.begin(), key.end(), out.publicKey.begin());
    out.sealed = crypto::asText(row.blob(4));
    out.tokenHash = row.hash<Sha256>(5);
    out.atMs = row.int64(6);
    out.expiresAtMs = row.int64(7);
    out.wrongCodes = row.int64(8);
    out.approver = row.text(9);
    if (!row.isNull(10)) out.answer = std::string(crypto::asText(row.blob(10)));
    return out;
}

Result<StoredRevision> readRevision(Statement& row)
{
    const auto signature = crypto::Signature::fromBytes(row.blob(2));
    const auto stamp = protocol::Stamp::fromBytes(row.blob(5));
    const std::int64_t standing = row.int64(6);
    if (!signature || !stamp || standing < 0 || standing > 2) return damagedRow("A revision's row is not whole.");
    auto rev = revision::SignedRevision::fromParts(std::string(row.text(0)), std::string(crypto::asText(row.blob(1))),
                                                   *signature);
    if (!rev.ok()) return damagedRow("A revision's header is not whole.");
    StoredRevision out{std::move(*rev), row.int64(3), row.int64(4), *stamp, static_cast<Standing>(standing),
                       std::string(row.text(7)), {}, row.int64(9) != 0, {}};
    if (!row.isNull(8)) out.decision = row.hash<RevisionId>(8);
    return out;
}

Result<WaitingRow> readWaiting(Statement& row)
{
    const auto header = revision::Header::fromBytes(row.text(1));
    if (!header.ok()) return damagedRow("A revision's header is not whole.");
    return WaitingRow{row.int64(0), header->caseId, header->part, header->user, row.int64(2)};
}

Result<RawRevision> readRawRevision(Statement& row)
{
    RawRevision out;
    out.id = row.hash<RevisionId>(0);
    out.header = row.text(1);
    out.payload = crypto::asText(row.blob(2));
    out.signature = crypto::Signature::fromBytes(row.blob(3));
    out.chain = {row.uuid<DeviceId>(4), row.uuid<CaseId>(5), static_cast<revision::Part>(row.int64(6))};
    out.n = row.int64(7);
    out.receivedAtMs = row.int64(8);
    out.stamp = protocol::Stamp::fromBytes(row.blob(9));
    out.reason = row.text(10);
    out.record = {row.uuid<CaseId>(12), static_cast<revision::Part>(row.int64(13)), std::string(row.text(14)),
                  row.uuid<RecordId>(11)};
    out.region = row.optionalUuid<RegionId>(15);
    if (!row.isNull(16)) out.decision = row.hash<RevisionId>(16);
    out.standing = row.int64(17);
    out.seq = row.int64(18);
    out.awaits = crypto::asText(row.blob(19));
    out.proven = row.int64(20) != 0;
    return out;
}

Result<FeedRow> readFeed(Statement& row)
{
    const std::int64_t part = row.int64(2);
    const std::int64_t standing = row.int64(3);
    if (part < 0 || part > 2 || standing < 0 || standing > 2) return damagedRow("A revision's place is not whole.");
    return FeedRow{row.int64(0), row.uuid<CaseId>(1), static_cast<revision::Part>(part), static_cast<Standing>(standing)};
}

Result<MemberRow> readMember(Statement& row)
{
    const std::int64_t right = row.int64(1);
    if (right < 0 || right > static_cast<std::int64_t>(Right::Own)) return damagedRow("A membership is not whole.");
    return MemberRow{row.uuid<UserId>(0), static_cast<Right>(right), row.int64(2), row.int64(3) != 0};
}

Result<AuditRow> readAudit(Statement& row)
{
    return AuditRow{row.int64(0), row.optionalUuid<CaseId>(1), std::string(row.text(2)), row.hash<Sha256>(3)};
}

}  // namespace veldpost::store
