// The reading half of the store, for a View and for a Change alike.
#pragma once

#include "server/engine/store.h"
#include "server/store/blob_tables.h"

namespace veldpost::store {

using namespace veldpost::server;

// Base: server::View or server::Change. REQUIRES: the Database outlives it and is in a transaction
template <typename Base>
class Queries : public Base {
public:
    explicit Queries(storage::Database& db) : m_db(db), m_blobs(db) {}

    Result<std::optional<std::string>> setting(std::string_view name) override;

    Result<std::vector<RegionRow>> regions() override;
    Result<std::optional<RegionRow>> region(const RegionId& id) override;
    Result<std::vector<UserRow>> users(const RegionId& region) override;
    Result<std::optional<UserRow>> user(const UserId& id) override;
    Result<std::vector<DeviceRow>> devices() override;
    Result<std::optional<DeviceRow>> device(const DeviceId& id) override;
    Result<std::optional<WipeRow>> wipe(const DeviceId& device) override;
    Result<std::vector<WipeRow>> wipes() override;
    Result<crypto::SecretBytes> recoverySecret(const RegionId& region) override;
    Result<std::optional<RecoveryRow>> recovery(const RecoveryId& id) override;
    Result<std::vector<RecoveryRow>> recoveries() override;
    Result<std::optional<InvitationRow>> invitation(const Sha256& codeHash) override;
    Status everyInvitation(const Visitor<InvitationRow>& visit) override;

    Result<std::optional<StoredRevision>> revision(const RevisionId& id) override;
    Result<std::vector<StoredRevision>> recordRevisions(const RecordKey& record) override;
    Result<std::vector<RevisionId>> waitingFor(const Awaited& key) override;
    Result<std::vector<WaitingRow>> waitingForPeople(const RegionId& region, Seq after, std::size_t limit) override;
    Status everyRevision(const Visitor<RawRevision>& visit) override;

    Result<ChainHead> chainHead(const revision::ChainKey& chain) override;
    Result<std::optional<StoredRevision>> revisionInChain(const revision::ChainKey& chain, std::int64_t n) override;
    Result<std::vector<std::int64_t>> placesBehind(const revision::ChainKey& chain, std::int64_t after,
                                                   std::int64_t upTo) override;
    Result<std::vector<protocol::Receipt>> chainsOf(const DeviceId& device,
                                                    const std::optional<revision::ChainKey>& after,
                                                    std::size_t limit) override;
    Status everyChain(const Visitor<ChainRow>& visit) override;

    Result<std::optional<CaseRow>> caseRow(const CaseId& id) override;
    Result<std::optional<MemberRow>> member(const CaseId& caseId, const UserId& user) override;
    Result<std::vector<MemberRow>> members(const CaseId& caseId) override;
    Result<std::vector<LossRow>> lossesOf(const UserId& user, Seq after) override;

    Result<std::vector<TurnRow>> turnsOf(const UserId& user, Seq after) override;
    Result<std::vector<CaseId>> casesOf(const RegionId& region, const std::optional<CaseId>& after,
                                        std::size_t limit) override;
    Result<std::vector<CaseId>> casesWith(const UserId& user) override;

    Result<Seq> lastSeq(const RegionId& region) override;
    Result<std::vector<FeedRow>> feed(const RegionId& region, Seq after, std::size_t limit) override;
    Result<std::vector<FeedRow>> feedOfCase(const CaseId& caseId, Seq after, Seq before, std::size_t limit) override;
    Result<std::optional<StoredRevision>> revisionAt(const RegionId& region, Seq seq) override;

    BlobTables& blobs() override { return m_blobs; }

    Result<std::optional<AuditRow>> lastAudit() override;
    Status everyAudit(const Visitor<AuditRow>& visit) override;
    Status everyAuditOfCase(const CaseId& caseId, const Visitor<AuditRow>& visit) override;

protected:
    // The short for a region in revision rows. REQUIRES: the region is there
    Result<std::int64_t> regionNumber(const RegionId& region);

    storage::Database& m_db;

private:
    BlobTables m_blobs;
    std::optional<std::pair<RegionId, std::int64_t>> m_regionNumber;  // the last one asked for
};

}  // namespace veldpost::store
