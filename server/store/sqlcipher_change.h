// The writing half of the store: one transaction. Chain heads and the regions' counters are kept here and written once,
// at the commit, however many revisions a transaction takes in.
#pragma once

#include "server/store/ledger_file.h"
#include "server/store/queries.h"

#include <unordered_map>

namespace veldpost::store {

class SqlcipherChange final : public Queries<server::Change> {
public:
    static Result<std::unique_ptr<server::Change>> begin(storage::Database& writer, LedgerFile& ledger);

    Result<ChainHead> chainHead(const revision::ChainKey& chain) override;
    Result<std::optional<StoredRevision>> revisionInChain(const revision::ChainKey& chain, std::int64_t n) override;
    Result<Seq> lastSeq(const RegionId& region) override;

    Status putSetting(std::string_view name, std::string_view value) override;
    Status addRegion(const RegionRow& region, const crypto::SecretBytes& recoverySecret) override;
    Status setServerDevice(const RegionId& region, const DeviceId& device) override;
    Status putUser(const UserRow& user) override;
    Status addDevice(const DeviceRow& device) override;
    Status setDeviceRevoked(const DeviceId& device) override;
    Status setDeviceSeen(const DeviceId& device, std::int64_t atMs, std::optional<Seq> seq) override;
    Status setDeviceReport(const DeviceId& device, std::string_view appVersion,
                           std::optional<std::int64_t> unsent) override;
    Status putWipe(const WipeRow& wipe) override;
    Status putRecovery(const RecoveryRow& recovery) override;
    Status dropRecovery(const RecoveryId& id) override;
    Status addInvitation(const InvitationRow& invitation) override;
    Status setInvitationUsed(const Sha256& codeHash, std::int64_t atMs) override;

    Result<Seq> takeSeq(const RegionId& region) override;
    Status addRevision(const StoredRevision& revision) override;
    Status setReceived(const RevisionId& id, std::int64_t receivedAtMs, const protocol::Stamp& stamp) override;
    Status setProven(const RevisionId& id) override;
    Status setStanding(const RevisionId& id, Standing standing, Seq seq, std::string_view reason) override;
    Status setDeclined(const RevisionId& id, const RevisionId& decision) override;
    Status setDecision(const RevisionId& id, const RevisionId& decision) override;
    Status setReason(const RevisionId& id, std::string_view reason, const Awaited& awaits) override;
    Status setPayload(const RevisionId& id, std::string_view payload) override;

    Status addCase(const CaseRow& row) override;
    Status putMember(const CaseId& caseId, const MemberRow& member) override;
    Status addLoss(const UserId& user, const LossRow& loss) override;
    Status addTurn(const UserId& user, const TurnRow& turn) override;

    Status addAudit(const AuditRow& row) override;
    Status keepLasting(LastingEntry entry) override;

    Status commit() override;

private:
    struct Chain {
        std::int64_t number = 0;  // 0: not in the store yet
        ChainHead head;
        std::int64_t last = 0;
        bool changed = false;
    };

    SqlcipherChange(storage::Database& db, LedgerFile& ledger, storage::Transaction transaction)
        : Queries(db), m_ledger(ledger), m_transaction(std::move(transaction))
    {
    }
    Result<Chain*> chain(const revision::ChainKey& key);
    Result<std::int64_t> chainNumber(const revision::ChainKey& key, Chain& chain);
    Status insertRow(const StoredRevision& stored, std::int64_t chainNumber);
    Status followGap(const revision::ChainKey& key, Chain& chain);
    Status writeHeads();
    Status writeLasting();

    LedgerFile& m_ledger;
    storage::Transaction m_transaction;
    std::unordered_map<revision::ChainKey, Chain> m_chains;
    std::unordered_map<RegionId, Seq> m_seqs;
    std::vector<LastingEntry> m_lasting;
};

}  // namespace veldpost::store
