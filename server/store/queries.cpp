#include "server/store/queries.h"

#include "server/store/rows.h"
#include "shared/crypto/hash.h"

namespace veldpost::store {

template <typename Base>
Result<std::optional<std::string>> Queries<Base>::setting(std::string_view name)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT value FROM setting WHERE name = ?"));
    q.bindAll(name);
    return oneRow(q, [](Statement& row) -> Result<std::string> { return std::string(row.text(0)); });
}

template <typename Base>
Result<std::vector<RegionRow>> Queries<Base>::regions()
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_REGION_COLUMNS " FROM region ORDER BY number"));
    return allRows(q, readRegion);
}

template <typename Base>
Result<std::optional<RegionRow>> Queries<Base>::region(const RegionId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_REGION_COLUMNS " FROM region WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, readRegion);
}

template <typename Base>
Result<std::vector<UserRow>> Queries<Base>::users(const RegionId& region)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_PERSON_COLUMNS
                                         " FROM person WHERE region = ? ORDER BY name, id"));
    q.bindAll(region);
    return allRows(q, readPerson);
}

template <typename Base>
Result<std::optional<UserRow>> Queries<Base>::user(const UserId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_PERSON_COLUMNS " FROM person WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, readPerson);
}

template <typename Base>
Result<std::vector<DeviceRow>> Queries<Base>::devices()
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_DEVICE_COLUMNS " FROM device ORDER BY enrolled_at_ms, id"));
    return allRows(q, readDevice);
}

template <typename Base>
Result<std::optional<DeviceRow>> Queries<Base>::device(const DeviceId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_DEVICE_COLUMNS " FROM device WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, readDevice);
}

template <typename Base>
Result<std::optional<WipeRow>> Queries<Base>::wipe(const DeviceId& device)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT ordered, ordered_signature, receipt, receipt_signature, receipt_at_ms"
                                         " FROM wipe WHERE device = ?"));
    q.bindAll(device);
    return oneRow(q, readWipe);
}

template <typename Base>
Result<std::vector<WipeRow>> Queries<Base>::wipes()
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT ordered, ordered_signature, receipt, receipt_signature, receipt_at_ms"
                                         " FROM wipe ORDER BY device"));
    return allRows(q, readWipe);
}

template <typename Base>
Result<crypto::SecretBytes> Queries<Base>::recoverySecret(const RegionId& region)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT recovery_secret FROM region WHERE id = ?"));
    q.bindAll(region);
    VELDPOST_ASSIGN(const bool found, q.step());
    if (!found) return damagedRow("A region is not there.");
    return crypto::SecretBytes(q.blob(0));
}

template <typename Base>
Result<std::optional<RecoveryRow>> Queries<Base>::recovery(const RecoveryId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_RECOVERY_COLUMNS " FROM recovery WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, readRecovery);
}

template <typename Base>
Result<std::vector<RecoveryRow>> Queries<Base>::recoveries()
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_RECOVERY_COLUMNS " FROM recovery ORDER BY at_ms, id"));
    return allRows(q, readRecovery);
}

template <typename Base>
Result<std::optional<InvitationRow>> Queries<Base>::invitation(const Sha256& codeHash)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT person, expires_at_ms, used_at_ms FROM invitation WHERE code_hash = ?"));
    q.bindAll(codeHash);
    return oneRow(q, [&](Statement& row) -> Result<InvitationRow> {
        InvitationRow out{codeHash, row.uuid<UserId>(0), row.int64(1), {}};
        if (!row.isNull(2)) out.usedAtMs = row.int64(2);
        return out;
    });
}

template <typename Base>
Status Queries<Base>::everyInvitation(const Visitor<InvitationRow>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT code_hash, person, expires_at_ms, used_at_ms FROM invitation"));
    const auto read = [](Statement& row) -> Result<InvitationRow> {
        InvitationRow out{row.hash<Sha256>(0), row.uuid<UserId>(1), row.int64(2), {}};
        if (!row.isNull(3)) out.usedAtMs = row.int64(3);
        return out;
    };
    return visitRows(q, read, visit);
}

template <typename Base>
Result<std::optional<StoredRevision>> Queries<Base>::revision(const RevisionId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_REVISION_COLUMNS " FROM revision WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, readRevision);
}

template <typename Base>
Result<std::vector<StoredRevision>> Queries<Base>::recordRevisions(const RecordKey& record)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_REVISION_COLUMNS " FROM revision WHERE record = ? AND case_id = ?"
                                         " AND standing = 0 AND part = ? AND kind = ? ORDER BY arrival"));
    q.bindAll(record.record, record.caseId, static_cast<int>(record.part), record.kind);
    return allRows(q, readRevision);
}

template <typename Base>
Result<std::vector<RevisionId>> Queries<Base>::waitingFor(const Awaited& key)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT id FROM revision WHERE awaits = ? ORDER BY arrival"));
    q.bindAll(crypto::asBytes(key));
    return allRows(q, [](Statement& row) -> Result<RevisionId> { return row.hash<RevisionId>(0); });
}

template <typename Base>
Result<std::vector<WaitingRow>> Queries<Base>::waitingForPeople(const RegionId& region, Seq after, std::size_t limit)
{
    VELDPOST_ASSIGN(const std::int64_t number, regionNumber(region));
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT seq, header, length(payload) FROM revision INDEXED BY revision_for_people"
                                         " WHERE region = ? AND seq > ? AND standing != 0 AND awaits IS NULL"
                                         " ORDER BY seq LIMIT ?"));
    q.bindAll(number, after, limit);
    return allRows(q, readWaiting);
}

template <typename Base>
Status Queries<Base>::everyRevision(const Visitor<RawRevision>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT r.id, r.header, r.payload, r.signature, c.device, c.case_id, c.part, r.n,"
                                         " r.received_at_ms, r.stamp, r.reason, r.record, r.case_id, r.part, r.kind,"
                                         " (SELECT id FROM region WHERE number = r.region), r.decision, r.standing,"
                                         " r.seq, r.awaits, r.proven"
                                         " FROM revision r JOIN chain c ON c.number = r.chain ORDER BY r.chain, r.n"));
    return visitRows(q, readRawRevision, visit);
}

template <typename Base>
Result<ChainHead> Queries<Base>::chainHead(const revision::ChainKey& chain)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT n, head FROM chain WHERE device = ? AND case_id = ? AND part = ?"));
    q.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part));
    VELDPOST_ASSIGN(const bool found, q.step());
    if (!found) return ChainHead{};
    return ChainHead{q.int64(0), q.template hash<RevisionId>(1)};
}

template <typename Base>
Result<std::optional<StoredRevision>> Queries<Base>::revisionInChain(const revision::ChainKey& chain, std::int64_t n)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_REVISION_COLUMNS " FROM revision WHERE n = ?4 AND chain ="
                                         " (SELECT number FROM chain WHERE device = ?1 AND case_id = ?2 AND part = ?3)"));
    q.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part), n);
    return oneRow(q, readRevision);
}

template <typename Base>
Result<std::vector<std::int64_t>> Queries<Base>::placesBehind(const revision::ChainKey& chain, std::int64_t after,
                                                              std::int64_t upTo)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT n FROM revision WHERE n > ?4 AND n <= ?5 AND chain ="
                                         " (SELECT number FROM chain WHERE device = ?1 AND case_id = ?2 AND part = ?3)"
                                         " ORDER BY n"));
    q.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part), after, upTo);
    std::vector<std::int64_t> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, q.step());
        if (!more) return out;
        out.push_back(q.int64(0));
    }
}

template <typename Base>
Result<std::vector<protocol::Receipt>> Queries<Base>::chainsOf(const DeviceId& device,
                                                               const std::optional<revision::ChainKey>& after,
                                                               std::size_t limit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT case_id, part, n, head FROM chain"
                                         " WHERE device = ?1 AND (case_id, part) > (?2, ?3) AND n > 0"
                                         " ORDER BY case_id, part LIMIT ?4"));
    // Before every id there is: the nil one with a part below the first.
    q.bindAll(device, after ? after->caseId : CaseId(), after ? static_cast<int>(after->part) : -1, limit);
    return allRows(q, [](Statement& row) -> Result<protocol::Receipt> {
        return protocol::Receipt{row.uuid<CaseId>(0), static_cast<revision::Part>(row.int64(1)), row.int64(2),
                                 row.hash<RevisionId>(3)};
    });
}

template <typename Base>
Status Queries<Base>::everyChain(const Visitor<ChainRow>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT device, case_id, part, n, head, last FROM chain ORDER BY number"));
    const auto read = [](Statement& row) -> Result<ChainRow> {
        return ChainRow{{row.uuid<DeviceId>(0), row.uuid<CaseId>(1), static_cast<revision::Part>(row.int64(2))},
                        {row.int64(3), row.hash<RevisionId>(4)},
                        row.int64(5)};
    };
    return visitRows(q, read, visit);
}

template <typename Base>
Result<std::optional<CaseRow>> Queries<Base>::caseRow(const CaseId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT region, founder FROM dossier WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, [&](Statement& row) -> Result<CaseRow> {
        return CaseRow{id, row.uuid<RegionId>(0), row.uuid<UserId>(1)};
    });
}

template <typename Base>
Result<std::optional<MemberRow>> Queries<Base>::member(const CaseId& caseId, const UserId& user)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_MEMBER_COLUMNS
                                         " FROM member WHERE case_id = ? AND person = ?"));
    q.bindAll(caseId, user);
    return oneRow(q, readMember);
}

template <typename Base>
Result<std::vector<MemberRow>> Queries<Base>::members(const CaseId& caseId)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_MEMBER_COLUMNS
                                         " FROM member WHERE case_id = ? ORDER BY person"));
    q.bindAll(caseId);
    return allRows(q, readMember);
}

template <typename Base>
Result<std::vector<LossRow>> Queries<Base>::lossesOf(const UserId& user, Seq after)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT seq, case_id, cause FROM loss WHERE person = ? AND seq > ? ORDER BY seq"));
    q.bindAll(user, after);
    return allRows(q, [](Statement& row) -> Result<LossRow> {
        return LossRow{row.int64(0), row.uuid<CaseId>(1), row.hash<RevisionId>(2)};
    });
}

template <typename Base>
Result<std::vector<TurnRow>> Queries<Base>::turnsOf(const UserId& user, Seq after)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT seq, before, cause FROM turn WHERE person = ? AND seq > ? ORDER BY seq"));
    q.bindAll(user, after);
    return allRows(q, [](Statement& row) -> Result<TurnRow> {
        const auto before = model::parseRole(row.text(1));
        if (!before) return damagedRow("A role is not a known one.");
        return TurnRow{row.int64(0), *before, row.hash<RevisionId>(2)};
    });
}

template <typename Base>
Result<std::vector<CaseId>> Queries<Base>::casesOf(const RegionId& region, const std::optional<CaseId>& after,
                                                   std::size_t limit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT id FROM dossier WHERE region = ?1 AND (?2 IS NULL OR id > ?2)"
                                         " ORDER BY id LIMIT ?3"));
    q.bindAll(region, after, limit);
    return allRows(q, [](Statement& row) -> Result<CaseId> { return row.uuid<CaseId>(0); });
}

template <typename Base>
Result<std::vector<CaseId>> Queries<Base>::casesWith(const UserId& user)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT case_id FROM member WHERE person = ?1"
                                         " UNION SELECT id FROM dossier WHERE founder = ?1 ORDER BY 1"));
    q.bindAll(user);
    return allRows(q, [](Statement& row) -> Result<CaseId> { return row.uuid<CaseId>(0); });
}

template <typename Base>
Result<std::int64_t> Queries<Base>::regionNumber(const RegionId& region)
{
    if (m_regionNumber && m_regionNumber->first == region) return m_regionNumber->second;
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT number FROM region WHERE id = ?"));
    q.bindAll(region);
    VELDPOST_ASSIGN(const bool found, q.step());
    VELDPOST_CHECK(found);
    m_regionNumber = {region, q.int64(0)};
    return m_regionNumber->second;
}

template <typename Base>
Result<Seq> Queries<Base>::lastSeq(const RegionId& region)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT last_seq FROM region WHERE id = ?"));
    q.bindAll(region);
    VELDPOST_ASSIGN(const bool found, q.step());
    VELDPOST_CHECK(found);
    return q.int64(0);
}

template <typename Base>
Result<std::vector<FeedRow>> Queries<Base>::feed(const RegionId& region, Seq after, std::size_t limit)
{
    VELDPOST_ASSIGN(const std::int64_t number, regionNumber(region));
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_FEED_COLUMNS
                                         " FROM revision WHERE region = ? AND seq > ? ORDER BY seq LIMIT ?"));
    q.bindAll(number, after, limit);
    return allRows(q, readFeed);
}

template <typename Base>
Result<std::vector<FeedRow>> Queries<Base>::feedOfCase(const CaseId& caseId, Seq after, Seq before, std::size_t limit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_FEED_COLUMNS " FROM revision"
                                         " WHERE case_id = ? AND seq > ? AND seq < ? ORDER BY seq LIMIT ?"));
    q.bindAll(caseId, after, before, limit);
    return allRows(q, readFeed);
}

template <typename Base>
Result<std::optional<StoredRevision>> Queries<Base>::revisionAt(const RegionId& region, Seq seq)
{
    VELDPOST_ASSIGN(const std::int64_t number, regionNumber(region));
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_REVISION_COLUMNS
                                         " FROM revision WHERE region = ? AND seq = ?"));
    q.bindAll(number, seq);
    return oneRow(q, readRevision);
}

template <typename Base>
Result<std::optional<AuditRow>> Queries<Base>::lastAudit()
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_AUDIT_COLUMNS " FROM audit ORDER BY number DESC LIMIT 1"));
    return oneRow(q, readAudit);
}

template <typename Base>
Status Queries<Base>::everyAudit(const Visitor<AuditRow>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_AUDIT_COLUMNS " FROM audit ORDER BY number"));
    return visitRows(q, readAudit, visit);
}

template <typename Base>
Status Queries<Base>::everyAuditOfCase(const CaseId& caseId, const Visitor<AuditRow>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_AUDIT_COLUMNS
                                         " FROM audit WHERE case_id = ? ORDER BY number"));
    q.bindAll(caseId);
    return visitRows(q, readAudit, visit);
}

template class Queries<server::View>;
template class Queries<server::Change>;

}  // namespace veldpost::store
