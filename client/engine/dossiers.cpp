// Dossiers: saving. Reading is in dossier_queries.cpp.
#include "client/engine/dossiers.h"

#include "client/engine/local_store.h"
#include "shared/model/kind_rules.h"
#include "shared/model/text.h"

#include <algorithm>

namespace veldpost::engine {

namespace {

Result<std::optional<std::string>> cleanedReason(const std::optional<std::string>& reason)
{
    if (!reason || reason->empty()) return std::optional<std::string>();
    VELDPOST_ASSIGN(std::string text, model::cleanText(*reason));
    return std::optional<std::string>(std::move(text));
}

Error waitsForDecision()
{
    return {ErrorKind::Failed, "waits_for_decision", "This waits at the server for somebody's decision",
            "Until then it cannot be changed. Sync, or write it anew."};
}

}  // namespace

Dossiers::Dossiers(LocalStore& store, const Clock& clock, RandomSource& random)
    : m_store(store), m_clock(clock), m_random(random)
{
}

Part Dossiers::partFor(const std::string& kind) const
{
    return kind == "injury" && m_store.identity().role == "vertrouwensarts" ? Part::Medical : Part::General;
}

Result<Saved> Dossiers::createCase(const std::string& title)
{
    revision::Header header;
    header.record = makeUuid7<RecordId>(m_clock.nowMs(), m_random);
    header.caseId = revision::foundedCaseId(m_store.identity().region(), m_store.identity().user(), header.record);
    header.kind = "case";
    return append(std::move(header), Json{{"title", title}}, {});
}

Result<Saved> Dossiers::add(const CaseId& caseId, const std::string& kind, Part part, const Json& set,
                            const std::optional<DraftId>& draft)
{
    VELDPOST_TRY(requireCase(caseId));
    revision::Header header;
    header.record = makeUuid7<RecordId>(m_clock.nowMs(), m_random);
    header.caseId = caseId;
    header.part = part;
    header.kind = kind;
    return append(std::move(header), set, {}, draft);
}

Result<revision::Header> Dossiers::headerForEdit(const revision::RecordKey& key, const std::vector<RevisionId>& openedOn,
                                                 const Json& changes)
{
    VELDPOST_ASSIGN(const RecordRow row, record(key));
    if (row.needsNewerApp)
        return Error{ErrorKind::Failed, "needs_newer_app", "This record was written by a newer version", row.kind};
    VELDPOST_ASSIGN(const auto nodes, m_store.liveNodes(key));
    if (nodes.empty()) return waitsForDecision();
    revision::Header header;
    header.record = key.record;
    header.caseId = row.caseId;
    header.part = row.part;
    header.kind = row.kind;
    header.parents = changes.empty() || changes.contains(revision::kRetracted)
                         ? openedOn
                         : revision::parentsBesideRetracts(nodes, openedOn);
    std::sort(header.parents.begin(), header.parents.end());
    if (header.parents.size() > revision::kParentsMax) header.parents.resize(revision::kParentsMax);
    return header;
}

Result<Saved> Dossiers::edit(const RecordId& record, const std::vector<RevisionId>& openedOn, const Json& changes,
                             const std::optional<std::string>& reason, const std::optional<DraftId>& draft)
{
    VELDPOST_ASSIGN(const RecordRow row, this->record(record));
    return edit(row.key(), openedOn, changes, reason, draft);
}

Result<Saved> Dossiers::edit(const revision::RecordKey& key, const std::vector<RevisionId>& openedOn, const Json& changes,
                             const std::optional<std::string>& reason, const std::optional<DraftId>& draft)
{
    VELDPOST_ASSIGN(revision::Header header, headerForEdit(key, openedOn, changes));
    return append(std::move(header), changes, reason, draft);
}

Result<Saved> Dossiers::retract(const RecordId& record, const std::string& reason)
{
    VELDPOST_ASSIGN(const RecordRow row, this->record(record));
    return edit(row.key(), row.heads, Json{{revision::kRetracted, true}}, reason);
}

Result<Saved> Dossiers::share(const CaseId& caseId, const UserId& user, const std::string& right)
{
    VELDPOST_TRY(requireCase(caseId));
    VELDPOST_ASSIGN(const auto people, users());
    const bool known = std::any_of(people.begin(), people.end(), [&](const UserRow& row) { return row.user == user; });
    revision::Header header;
    header.record = revision::membershipRecordId(caseId, user);
    header.caseId = caseId;
    header.kind = "membership";
    Json set{{"right", right}};
    VELDPOST_ASSIGN(const auto rows, m_store.revisionsOf(header.recordKey()));
    VELDPOST_ASSIGN(const auto nodes, m_store.liveNodes(header.recordKey()));
    if (!known && rows.empty())
        return Error{ErrorKind::NotFound, "unknown_user", "There is no such user in this region", "sync first"};
    // A membership has no other name under which it could be written anew: one that was held back stands in no way.
    const bool heldBack = std::all_of(rows.begin(), rows.end(), [](const StoredRevision& row) {
        return row.status == RevisionStatus::Quarantined || row.status == RevisionStatus::Declined;
    });
    if (nodes.empty() && !heldBack) return waitsForDecision();
    if (nodes.empty()) set["user"] = user.text();
    else header.parents = revision::stateOf(nodes).parentsForEdit();
    return append(std::move(header), set, {});
}

Result<Saved> Dossiers::unshare(const CaseId& caseId, const UserId& user)
{
    return share(caseId, user, "none");
}

Result<Saved> Dossiers::revokeDevice(const DeviceId& device, const std::optional<std::string>& reason)
{
    if (m_store.identity().role != "coordinator")
        return Error{ErrorKind::Failed, "not_coordinator", "Only a coordinator may do this", ""};
    revision::Header header;
    header.record = *RecordId::fromBytes(device.bytes());
    header.caseId = *CaseId::fromBytes(m_store.identity().region().bytes());
    header.kind = "revocation";
    VELDPOST_ASSIGN(const auto rows, m_store.revisionsOf(header.recordKey()));
    if (!rows.empty())
        return Error{ErrorKind::Conflict, "already_revoked", "This device was revoked already", "A revocation is for ever."};
    return append(std::move(header), Json{{"device", device.text()}}, reason);
}

Result<revision::Payload> Dossiers::payloadOf(const Json& set, const std::optional<std::string>& reason)
{
    revision::Payload payload;
    payload.salt = revision::makeSalt(m_random);
    // Texts become NFC and lose what no reader should meet, before anything is signed (protocol §1).
    VELDPOST_ASSIGN(payload.set, model::cleanTexts(set));
    VELDPOST_ASSIGN(payload.reason, cleanedReason(reason));
    return payload;
}

// A revision is judged on its own ancestors.
Status Dossiers::judge(const revision::Header& header, const revision::Payload& payload)
{
    if (header.parents.empty()) return model::checkRevision(header, payload, nullptr);
    VELDPOST_ASSIGN(const auto nodes, m_store.liveNodes(header.recordKey()));
    const auto ancestors = revision::ancestorsOf(nodes, header.parents);
    if (ancestors.empty()) return Error{ErrorKind::NotFound, "unknown_record", "There is no such record here", ""};
    const revision::RecordState before = revision::stateOf(ancestors);
    return model::checkRevision(header, payload, &before);
}

Result<Saved> Dossiers::append(revision::Header header, const Json& set, const std::optional<std::string>& reason,
                               const std::optional<DraftId>& draft)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_ASSIGN(const Saved saved, appendWithin(std::move(header), set, reason, draft));
    VELDPOST_TRY(tx.commit());
    return saved;
}

Result<Saved> Dossiers::appendWithin(revision::Header header, const Json& set, const std::optional<std::string>& reason,
                                     const std::optional<DraftId>& draft)
{
    VELDPOST_ASSIGN(const revision::Payload payload, payloadOf(set, reason));
    std::string bytes = payload.canonicalBytes();
    if (bytes.size() > revision::kPayloadBytesMax)
        return Error{ErrorKind::TooLarge, "too_large", "The record is over 256 KiB", "make two of it"};
    const model::KindRule* kind = model::findKind(header.kind);
    if (kind == nullptr) return Error{ErrorKind::Usage, "unknown_kind", "There is no such kind of record", header.kind};
    header.kindVersion = kind->version;
    header.region = m_store.identity().region();
    header.user = m_store.identity().user();
    header.device = m_store.identity().device();
    header.atMs = std::clamp<std::int64_t>(m_clock.nowMs(), 0, revision::kAtMsMax);
    VELDPOST_TRY(judge(header, payload));

    VELDPOST_ASSIGN(const ChainHead head, m_store.chainHead(header.chain()));
    header.n = head.n + 1;
    if (head.n > 0) header.prev = head.id;
    const StoredRevision row{revision::signRevision(std::move(header), std::move(bytes), m_store.deviceKey())};
    const SignedRevision& rev = row.revision;
    VELDPOST_TRY(m_store.insertRevision(row));
    const std::int64_t seq = m_store.db().lastInsertRowid();
    VELDPOST_TRY(m_store.setChainHead(rev.header.chain(), {rev.header.n, rev.id}));
    // Every other first revision has a new name; a membership's may bear one that was held back.
    const bool isNew = rev.header.parents.empty() && rev.header.kind != model::kMembership;
    if (isNew) VELDPOST_TRY(m_store.addSingleRecord(rev, seq));
    else VELDPOST_TRY(m_store.refreshRecord(rev.header.recordKey()));
    VELDPOST_TRY(m_store.indexRecord(rev.header.recordKey()));
    if (draft) VELDPOST_TRY(m_store.db().run("DELETE FROM drafts WHERE draft = ?", *draft));
    return Saved{rev.header.caseId, rev.header.record, rev.id};
}

}  // namespace veldpost::engine
