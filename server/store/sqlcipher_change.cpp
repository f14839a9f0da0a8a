#include "server/store/sqlcipher_change.h"

#include "server/store/rows.h"
#include "shared/crypto/hash.h"

namespace veldpost::store {

namespace {
std::optional<std::span<const std::uint8_t>> orNull(const Awaited& awaits)
{
    if (awaits.empty()) return std::nullopt;
    return crypto::asBytes(awaits);
}
}  // namespace

Result<std::unique_ptr<server::Change>> SqlcipherChange::begin(storage::Database& writer, LedgerFile& ledger)
{
    VELDPOST_ASSIGN(auto transaction, writer.begin());
    return std::unique_ptr<server::Change>(new SqlcipherChange(writer, ledger, std::move(transaction)));
}

Result<SqlcipherChange::Chain*> SqlcipherChange::chain(const revision::ChainKey& key)
{
    const auto known = m_chains.find(key);
    if (known != m_chains.end()) return &known->second;
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT number, n, head, last FROM chain WHERE device = ? AND case_id = ? AND part = ?"));
    q.bindAll(key.device, key.caseId, static_cast<int>(key.part));
    VELDPOST_ASSIGN(const bool found, q.step());
    Chain chain;
    if (found) chain = {q.int64(0), {q.int64(1), q.hash<RevisionId>(2)}, q.int64(3), false};
    return &m_chains.emplace(key, chain).first->second;
}

Result<ChainHead> SqlcipherChange::chainHead(const revision::ChainKey& key)
{
    VELDPOST_ASSIGN(const Chain* found, chain(key));
    return found->head;
}

// Most places asked for lie beyond all that is there: known without a query.
Result<std::optional<StoredRevision>> SqlcipherChange::revisionInChain(const revision::ChainKey& key, std::int64_t n)
{
    VELDPOST_ASSIGN(const Chain* found, chain(key));
    if (n > found->last || n < 1) return std::optional<StoredRevision>();
    return Queries::revisionInChain(key, n);
}

// A new chain is written at once, with the head it will have in the end still to come: rows need its number.
Result<std::int64_t> SqlcipherChange::chainNumber(const revision::ChainKey& key, Chain& chain)
{
    if (chain.number != 0) return chain.number;
    VELDPOST_TRY(m_db.run("INSERT INTO chain (device, case_id, part, n, head, last) VALUES (?, ?, ?, 0, zeroblob(32), 0)",
                          key.device, key.caseId, static_cast<int>(key.part)));
    chain.number = m_db.lastInsertRowid();
    return chain.number;
}

Result<Seq> SqlcipherChange::lastSeq(const RegionId& region)
{
    const auto known = m_seqs.find(region);
    if (known != m_seqs.end()) return known->second;
    return Queries::lastSeq(region);
}

Status SqlcipherChange::putSetting(std::string_view name, std::string_view value)
{
    return m_db.run("INSERT INTO setting (name, value) VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    name, value);
}

Status SqlcipherChange::addRegion(const RegionRow& region, const crypto::SecretBytes& recoverySecret)
{
    return m_db.run("INSERT INTO region (id, code, name, server_user, server_device, recovery_public, recovery_secret,"
                    " last_seq) VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
                    region.id, region.code, region.name, region.serverUser, region.serverDevice,
                    std::span<const std::uint8_t>(region.recoveryPublic), recoverySecret.bytes());
}

Status SqlcipherChange::setServerDevice(const RegionId& region, const DeviceId& device)
{
    return m_db.run("UPDATE region SET server_device = ?2 WHERE id = ?1", region, device);
}

Status SqlcipherChange::putUser(const UserRow& user)
{
    std::optional<std::string_view> role;
    if (user.role) role = model::roleWord(*user.role);
    return m_db.run("INSERT INTO person (id, region, name, role, disabled, is_server, general_since, medical_since,"
                    " reporter_since, covers_since, lost_parts, lost_cover) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role,"
                    " disabled = excluded.disabled, general_since = excluded.general_since,"
                    " medical_since = excluded.medical_since, reporter_since = excluded.reporter_since,"
                    " covers_since = excluded.covers_since, lost_parts = excluded.lost_parts,"
                    " lost_cover = excluded.lost_cover",
                    user.id, user.region, user.name, role, user.disabled, user.isServer, user.partSince[0],
                    user.partSince[1], user.partSince[2], user.coversSince, static_cast<int>(user.lostParts),
                    user.lostCover);
}

Status SqlcipherChange::addDevice(const DeviceRow& device)
{
    const protocol::Certificate& certificate = device.certificate;
    return m_db.run("INSERT INTO device (id, certificate, signature, enrolled_at_ms, last_seen_at_ms, seen_seq, revoked)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    certificate.device, certificate.bytes, std::span<const std::uint8_t>(certificate.signature.bytes()),
                    device.enrolledAtMs, device.lastSeenAtMs, device.seenSeq, device.revoked);
}

Status SqlcipherChange::setDeviceRevoked(const DeviceId& device)
{
    return m_db.run("UPDATE device SET revoked = 1 WHERE id = ?", device);
}

Status SqlcipherChange::setDeviceSeen(const DeviceId& device, std::int64_t atMs, std::optional<Seq> seq)
{
    return m_db.run("UPDATE device SET last_seen_at_ms = ?2, seen_seq = coalesce(?3, seen_seq) WHERE id = ?1", device,
                    atMs, seq);
}

Status SqlcipherChange::setDeviceReport(const DeviceId& device, std::string_view appVersion,
                                        std::optional<std::int64_t> unsent)
{
    return m_db.run("UPDATE device SET app_version = ?2, unsent = ?3 WHERE id = ?1", device, appVersion, unsent);
}

Status SqlcipherChange::putWipe(const WipeRow& wipe)
{
    std::optional<std::string_view> receipt;
    std::optional<std::span<const std::uint8_t>> signature;
    std::optional<std::int64_t> atMs;
    if (wipe.receipt) {
        receipt = wipe.receipt->bytes;
        signature = wipe.receipt->signature.bytes();
        atMs = wipe.receiptAtMs;
    }
    return m_db.run("INSERT OR REPLACE INTO wipe (device, ordered, ordered_signature, receipt, receipt_signature,"
                    " receipt_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
                    wipe.order.device, wipe.order.bytes, std::span<const std::uint8_t>(wipe.order.signature.bytes()),
                    receipt, signature, atMs);
}

Status SqlcipherChange::putRecovery(const RecoveryRow& r)
{
    return m_db.run("INSERT OR REPLACE INTO recovery (id, region, device, public_key, sealed, token_hash, at_ms,"
                    " expires_at_ms, wrong_codes, approver, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    r.id, r.region, r.device, std::span<const std::uint8_t>(r.publicKey), crypto::asBytes(r.sealed),
                    r.tokenHash, r.atMs, r.expiresAtMs, r.wrongCodes, r.approver,
                    r.answer ? std::optional(crypto::asBytes(*r.answer)) : std::nullopt);
}

Status SqlcipherChange::dropRecovery(const RecoveryId& id)
{
    return m_db.run("DELETE FROM recovery WHERE id = ?", id);
}

Status SqlcipherChange::addInvitation(const InvitationRow& invitation)
{
    return m_db.run("INSERT INTO invitation (code_hash, person, expires_at_ms) VALUES (?, ?, ?)", invitation.codeHash,
                    invitation.user, invitation.expiresAtMs);
}

Status SqlcipherChange::setInvitationUsed(const Sha256& codeHash, std::int64_t atMs)
{
    return m_db.run("UPDATE invitation SET used_at_ms = ?2 WHERE code_hash = ?1", codeHash, atMs);
}

Result<Seq> SqlcipherChange::takeSeq(const RegionId& region)
{
    VELDPOST_ASSIGN(const Seq last, lastSeq(region));
    m_seqs[region] = last + 1;
    return last + 1;
}

Status SqlcipherChange::addRevision(const StoredRevision& stored)
{
    const revision::Header& header = stored.revision.header;
    VELDPOST_ASSIGN(Chain* place, chain(header.chain()));
    VELDPOST_CHECK(header.n > place->head.n);
    VELDPOST_ASSIGN(const std::int64_t number, chainNumber(header.chain(), *place));
    VELDPOST_TRY(insertRow(stored, number));
    place->last = std::max(place->last, header.n);
    place->changed = true;
    if (header.n != place->head.n + 1) return done();
    place->head = {header.n, stored.revision.id};
    return followGap(header.chain(), *place);
}

// What waited behind the gap joins, as far as each names the one before it.
Status SqlcipherChange::followGap(const revision::ChainKey& key, Chain& chain)
{
    while (chain.head.n < chain.last) {
        VELDPOST_ASSIGN(const auto next, revisionInChain(key, chain.head.n + 1));
        if (!next || next->revision.header.prev != chain.head.id) return done();
        chain.head = {next->revision.header.n, next->revision.id};
    }
    return done();
}

Status SqlcipherChange::insertRow(const StoredRevision& stored, std::int64_t number)
{
    const revision::SignedRevision& rev = stored.revision;
    const revision::Header& header = rev.header;
    VELDPOST_ASSIGN(const std::int64_t region, regionNumber(header.region));
    return m_db.run("INSERT INTO revision (id, region, seq, case_id, part, standing, record, kind, chain, n,"
                          " received_at_ms, stamp, reason, awaits, proven, signature, header, payload)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          rev.id, region, stored.seq, header.caseId, static_cast<int>(header.part),
                          static_cast<int>(stored.standing), header.record, header.kind, number, header.n,
                          stored.receivedAtMs, std::span<const std::uint8_t>(stored.stamp.bytes()), stored.reason,
                          orNull(stored.awaits), stored.proven,
                          std::span<const std::uint8_t>(rev.signature.bytes()), rev.headerBytes,
                          crypto::asBytes(rev.payloadBytes));
}

Status SqlcipherChange::setReceived(const RevisionId& id, std::int64_t receivedAtMs, const protocol::Stamp& stamp)
{
    return m_db.run("UPDATE revision SET received_at_ms = ?2, stamp = ?3 WHERE id = ?1", id, receivedAtMs,
                    std::span<const std::uint8_t>(stamp.bytes()));
}

Status SqlcipherChange::setProven(const RevisionId& id)
{
    return m_db.run("UPDATE revision SET proven = 1 WHERE id = ?1", id);
}

Status SqlcipherChange::setStanding(const RevisionId& id, Standing standing, Seq seq, std::string_view reason)
{
    return m_db.run("UPDATE revision SET standing = ?2, seq = ?3, reason = ?4, awaits = NULL WHERE id = ?1", id,
                    static_cast<int>(standing), seq, reason);
}

Status SqlcipherChange::setDeclined(const RevisionId& id, const RevisionId& decision)
{
    return m_db.run("UPDATE revision SET standing = ?2, decision = ?3 WHERE id = ?1", id,
                    static_cast<int>(Standing::Declined), decision);
}

Status SqlcipherChange::setDecision(const RevisionId& id, const RevisionId& decision)
{
    return m_db.run("UPDATE revision SET decision = ?2 WHERE id = ?1", id, decision);
}

Status SqlcipherChange::setReason(const RevisionId& id, std::string_view reason, const Awaited& awaits)
{
    return m_db.run("UPDATE revision SET reason = ?2, awaits = ?3 WHERE id = ?1", id, reason, orNull(awaits));
}

Status SqlcipherChange::setPayload(const RevisionId& id, std::string_view payload)
{
    return m_db.run("UPDATE revision SET payload = ?2 WHERE id = ?1", id, crypto::asBytes(payload));
}

Status SqlcipherChange::addCase(const CaseRow& row)
{
    return m_db.run("INSERT INTO dossier (id, region, founder) VALUES (?, ?, ?)", row.id, row.region, row.founder);
}

Status SqlcipherChange::putMember(const CaseId& caseId, const MemberRow& member)
{
    return m_db.run("INSERT INTO member (case_id, person, right, since_seq, lost_write) VALUES (?, ?, ?, ?, ?)"
                    " ON CONFLICT (case_id, person) DO UPDATE SET right = excluded.right,"
                    " since_seq = excluded.since_seq, lost_write = excluded.lost_write",
                    caseId, member.user, static_cast<int>(member.right), member.sinceSeq, member.lostWrite);
}

Status SqlcipherChange::addLoss(const UserId& user, const LossRow& loss)
{
    return m_db.run("INSERT INTO loss (person, seq, case_id, cause) VALUES (?, ?, ?, ?)", user, loss.seq, loss.caseId,
                    loss.cause);
}

Status SqlcipherChange::addTurn(const UserId& user, const TurnRow& turn)
{
    return m_db.run("INSERT INTO turn (person, seq, before, cause) VALUES (?, ?, ?, ?)", user, turn.seq,
                    model::roleWord(turn.before), turn.cause);
}

Status SqlcipherChange::addAudit(const AuditRow& row)
{
    return m_db.run("INSERT INTO audit (number, case_id, entry, hash) VALUES (?, ?, ?, ?)", row.number, row.caseId,
                    row.entry, row.hash);
}

Status SqlcipherChange::writeHeads()
{
    for (const auto& [key, chain] : m_chains) {
        if (!chain.changed) continue;
        VELDPOST_TRY(m_db.run("UPDATE chain SET n = ?2, head = ?3, last = ?4 WHERE number = ?1", chain.number,
                              chain.head.n, chain.head.id, chain.last));
    }
    for (const auto& [region, seq] : m_seqs)
        VELDPOST_TRY(m_db.run("UPDATE region SET last_seq = ?2 WHERE id = ?1", region, seq));
    return done();
}

Status SqlcipherChange::keepLasting(LastingEntry entry)
{
    m_lasting.push_back(std::move(entry));
    return done();
}

// Before the commit, never after it: what the store knows to have lowered, a restore finds in the ledger. An entry whose
// commit fails then stays; it says what somebody with the right to do it signed.
Status SqlcipherChange::writeLasting()
{
    if (m_lasting.empty()) return done();
    VELDPOST_ASSIGN(const std::int64_t count, m_ledger.append(m_lasting));
    return putSetting(kLedgerEntries, std::to_string(count));
}

Status SqlcipherChange::commit()
{
    VELDPOST_TRY(writeHeads());
    VELDPOST_TRY(writeLasting());
    return m_transaction.commit();
}

}  // namespace veldpost::store
