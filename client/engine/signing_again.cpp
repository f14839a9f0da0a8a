#include "client/engine/signing_again.h"

#include "client/engine/blob_rows.h"
#include "client/engine/waiting_rows.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace veldpost::engine {

using revision::ChainKey;
using storage::Statement;

namespace {

struct Due {
    std::int64_t seq = 0;
    RevisionStatus status = RevisionStatus::Live;
    bool isUnanswered = false;  // how it stands at the server was never heard
    SignedRevision revision;
};

// All that no receipt covers, in chain order, so that what a revision stands on comes before it.
Result<std::vector<Due>> readDue(LocalStore& store)
{
    VELDPOST_ASSIGN(Statement s, store.db().prepare(
        "SELECT v.seq, v.status, v.header, v.payload, v.signature, v.received_at IS NULL FROM revisions v INDEXED BY revisions_by_chain"
        " LEFT JOIN receipts p ON p.case_id = v.case_id AND p.part = v.part"
        " WHERE v.device = ? AND v.n > coalesce(p.n, 0) ORDER BY v.case_id, v.part, v.n"));
    s.bindAll(store.identity().device());
    std::vector<Due> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        const auto signature = crypto::Signature::fromBytes(s.blob(4));
        if (!signature) return Error{ErrorKind::Damaged, "store_damaged", "A stored signature is damaged", ""};
        Due due{s.int64(0), static_cast<RevisionStatus>(s.int64(1)), s.int64(5) == 1, {}};
        VELDPOST_ASSIGN(due.revision, SignedRevision::fromParts(std::string(crypto::asText(s.blob(2))),
                                                                std::string(crypto::asText(s.blob(3))), *signature));
        out.push_back(std::move(due));
    }
}

class SigningAgain {
public:
    SigningAgain(LocalStore& store, const protocol::Certificate& certificate, const crypto::SigningKey& key)
        : m_store(store), m_before(store.identity().device()), m_certificate(certificate), m_key(key)
    {
    }

    // Whether it stands on what has another id now: nobody will ever have what it names.
    bool standsOnSigned(const SignedRevision& rev) const
    {
        return std::any_of(rev.header.parents.begin(), rev.header.parents.end(),
                           [&](const RevisionId& parent) { return m_again.contains(parent); });
    }

    Status sign(const Due& due)
    {
        ++m_count;
        const ChainKey old = due.revision.header.chain();
        revision::Header header = due.revision.header;
        header.device = m_certificate.device;
        header.replaces = due.revision.id;
        for (RevisionId& parent : header.parents)
            if (const auto it = m_again.find(parent); it != m_again.end()) parent = it->second;
        std::sort(header.parents.begin(), header.parents.end());
        m_first.try_emplace(old, ChainHead{due.revision.header.n - 1, due.revision.header.prev.value_or(RevisionId())});
        ChainHead& head = m_heads[header.chain()];
        header.n = head.n + 1;
        header.prev = head.n > 0 ? std::optional(head.id) : std::nullopt;
        const SignedRevision rev = revision::signRevision(std::move(header), due.revision.payloadBytes, m_key);
        head = {rev.header.n, rev.id};
        m_again.emplace(due.revision.id, rev.id);
        m_records.insert(rev.header.recordKey());
        const bool stays = due.status == RevisionStatus::Held || due.status == RevisionStatus::Leaving;
        return m_store.db().run(
            "UPDATE revisions SET id = ?2, device = ?3, n = ?4, header = ?5, signature = ?6, received_at = NULL, stamp = NULL,"
            " status = ?7, reason = NULL, checked = 1 WHERE seq = ?1",
            due.seq, rev.id, rev.header.device, rev.header.n, crypto::asBytes(rev.headerBytes),
            std::span<const std::uint8_t>(rev.signature.bytes()),
            static_cast<int>(stays ? due.status : RevisionStatus::Live));
    }

    // The old chains end where what stays of them ends.
    Status endChains()
    {
        for (const auto& [chain, before] : m_first) {
            VELDPOST_ASSIGN(const ChainHead last, lastOf(chain));
            const ChainHead& head = last.n > before.n ? last : before;
            if (head.n > 0) VELDPOST_TRY(m_store.setChainHead(chain, head));
            else VELDPOST_TRY(m_store.db().run("DELETE FROM chains WHERE device = ? AND case_id = ? AND part = ?",
                                               chain.device, chain.caseId, static_cast<int>(chain.part)));
        }
        for (const auto& [chain, head] : m_heads) VELDPOST_TRY(m_store.setChainHead(chain, head));
        return done();
    }

    // What names a revision that has another id now.
    Status mapReferences()
    {
        for (const auto& [old, now] : m_again) {
            VELDPOST_TRY(m_store.db().run("DELETE FROM waiting WHERE revision = ? AND own = 1", old));
            VELDPOST_TRY(m_store.db().run("UPDATE waiting SET decision = ?2 WHERE decision = ?1", old, now));
        }
        return mapDrafts();
    }

    // The server has it under the old name. Nothing keeps it here when its part was taken away.
    Status leave(const Due& delivered)
    {
        const revision::Header& h = delivered.revision.header;
        const bool mayCount = delivered.status == RevisionStatus::Live || delivered.status == RevisionStatus::Held;
        const bool leaves = delivered.status == RevisionStatus::Leaving;
        if (delivered.isUnanswered && (mayCount || leaves)) VELDPOST_TRY(noteOwnUnanswered(m_store, delivered.revision));
        if (!leaves) return done();
        VELDPOST_TRY(m_store.db().run("DELETE FROM revisions WHERE seq = ?", delivered.seq));
        return BlobRows(m_store).dropDelivered(h.caseId, h.part);
    }

    std::int64_t count() const { return m_count; }

    Status refresh()
    {
        for (const RecordKey& key : m_records) VELDPOST_TRY(m_store.refreshRecord(key));
        return done();
    }

private:
    Result<ChainHead> lastOf(const ChainKey& chain)
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT n, id FROM revisions INDEXED BY revisions_by_chain WHERE device = ? AND case_id = ? AND part = ?"
            " ORDER BY n DESC LIMIT 1"));
        s.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part));
        VELDPOST_ASSIGN(const bool found, s.step());
        return found ? ChainHead{s.int64(0), s.hash<RevisionId>(1)} : ChainHead{};
    }

    Status mapDrafts()
    {
        std::vector<std::pair<std::string, Json>> changed;
        {
            VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT draft, opened_on FROM drafts"));
            for (;;) {
                VELDPOST_ASSIGN(const bool more, s.step());
                if (!more) break;
                VELDPOST_ASSIGN(const Json opened, revision::readJson(s.text(1)));
                if (auto mapped = mappedHeads(opened)) changed.emplace_back(std::string(crypto::asText(s.blob(0))), std::move(*mapped));
            }
        }
        for (const auto& [draft, opened] : changed)
            VELDPOST_TRY(m_store.db().run("UPDATE drafts SET opened_on = ?2 WHERE draft = ?1", crypto::asBytes(draft),
                                          std::string_view(revision::canonicalText(opened))));
        return done();
    }

    // Sorted, as they were; nothing when none of them has another id now.
    std::optional<Json> mappedHeads(const Json& opened) const
    {
        std::set<std::string> heads;
        bool any = false;
        for (const Json& item : opened) {
            const auto id = item.is_string() ? RevisionId::parse(item.get_ref<const std::string&>()) : std::nullopt;
            const auto it = id ? m_again.find(*id) : m_again.end();
            any = any || it != m_again.end();
            if (id) heads.insert(it == m_again.end() ? id->text() : it->second.text());
        }
        return any ? std::optional(Json(heads)) : std::nullopt;
    }

    LocalStore& m_store;
    const DeviceId m_before;
    const protocol::Certificate& m_certificate;
    const crypto::SigningKey& m_key;
    std::map<RevisionId, RevisionId> m_again;  // old → new
    std::map<ChainKey, ChainHead> m_heads;     // of the new device
    std::map<ChainKey, ChainHead> m_first;     // of the old one: before the first that left it
    std::set<RecordKey> m_records;
    std::int64_t m_count = 0;
};

}  // namespace

Result<std::vector<RevisionId>> workWithoutReceipt(LocalStore& store)
{
    VELDPOST_ASSIGN(const auto due, readDue(store));
    std::vector<RevisionId> out;
    for (const Due& one : due) out.push_back(one.revision.id);
    return out;
}

Result<std::int64_t> goOnAs(LocalStore& store, const protocol::Certificate& certificate, const crypto::SigningKey& key,
                            const std::set<RevisionId>& known)
{
    VELDPOST_CHECK(certificate.key == key.publicKey());
    const DeviceId before = store.identity().device();
    VELDPOST_ASSIGN(storage::Transaction tx, store.db().begin());
    VELDPOST_ASSIGN(const auto due, readDue(store));
    SigningAgain signing(store, certificate, key);
    for (const Due& one : due) {
        const bool stays = known.contains(one.revision.id) && !signing.standsOnSigned(one.revision);
        if (!stays) VELDPOST_TRY(signing.sign(one));
        else VELDPOST_TRY(signing.leave(one));
    }
    VELDPOST_TRY(signing.endChains());
    VELDPOST_TRY(signing.mapReferences());
    VELDPOST_TRY(signing.refresh());
    VELDPOST_TRY(store.clearReceipts());
    VELDPOST_TRY(store.db().exec("DELETE FROM purged"));
    VELDPOST_TRY(store.db().run("DELETE FROM chain_notes WHERE device = ?", before));
    // All that is here of others is passed over as known; what the old device had there and this store lacks comes back.
    VELDPOST_TRY(store.setMeta("epoch", ""));
    VELDPOST_TRY(store.setMeta("cursor", ""));
    VELDPOST_TRY(store.useCertificate(certificate, key));
    VELDPOST_TRY(tx.commit());
    VELDPOST_TRY(store.loadIdentity());
    return signing.count();
}

}  // namespace veldpost::engine
