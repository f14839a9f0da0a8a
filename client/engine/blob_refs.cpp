// BlobRows: which records name which blobs, what becomes of them with their case, and their previews.
#include "client/engine/blob_rows.h"

#include "shared/crypto/hash.h"
#include "shared/model/records.h"

namespace veldpost::engine {

using storage::Statement;

namespace {

Result<std::vector<std::int64_t>> readNumbers(Statement& s)
{
    std::vector<std::int64_t> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        out.push_back(s.int64(0));
    }
}

}  // namespace

// What names no blob, against its kind's rules, has no ref: the record is shown all the same.
Status BlobRows::putRef(const RecordKey& key, const Json& fields)
{
    const auto ref = model::BlobRef::from(fields);
    if (!ref.ok()) return dropRef(key);
    const int part = static_cast<int>(key.part);
    VELDPOST_TRY(m_store.db().run("INSERT INTO blob_refs(record, case_id, part, of_record, sha256) VALUES(?,?,?,?,?)"
                                  " ON CONFLICT(record, case_id, part) DO UPDATE SET of_record = excluded.of_record,"
                                  " sha256 = excluded.sha256",
                                  key.record, key.caseId, part, ref->record, ref->sha256));
    return m_store.db().run("INSERT OR IGNORE INTO blobs(case_id, part, sha256, bytes) VALUES(?,?,?,?)", key.caseId, part,
                            ref->sha256, ref->bytes);
}

Status BlobRows::dropRef(const RecordKey& key)
{
    return m_store.db().run("DELETE FROM blob_refs WHERE record = ? AND case_id = ? AND part = ?", key.record, key.caseId,
                            static_cast<int>(key.part));
}

Status BlobRows::purge(const CaseId& caseId, Part part)
{
    const int p = static_cast<int>(part);
    VELDPOST_TRY(m_store.db().run("DELETE FROM blob_refs WHERE case_id = ? AND part = ?", caseId, p));
    VELDPOST_TRY(m_store.db().run("DELETE FROM blob_previews WHERE blob IN"
                                  " (SELECT blob FROM blobs WHERE case_id = ? AND part = ?)", caseId, p));
    VELDPOST_TRY(m_store.db().run("UPDATE blobs SET leaving = 1 WHERE case_id = ? AND part = ?", caseId, p));
    std::vector<std::int64_t> gone;
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT blob FROM blobs WHERE case_id = ? AND part = ? AND NOT (own = 1 AND whole = 1)"));
        s.bindAll(caseId, p);
        VELDPOST_ASSIGN(gone, readNumbers(s));
    }
    VELDPOST_TRY(dropRows(gone));
    return dropDelivered(caseId, part);
}

// As long as an own revision of a blob is leaving, and may come back with its case, so may the bytes.
Status BlobRows::dropDelivered(const CaseId& caseId, Part part)
{
    std::vector<std::int64_t> gone;
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT blob FROM blobs WHERE case_id = ?1 AND part = ?2 AND leaving = 1 AND held = 1 AND NOT EXISTS"
            " (SELECT 1 FROM revisions INDEXED BY revisions_not_live WHERE status != 0 AND status = 5 AND case_id = ?1"
            "   AND part = ?2 AND kind = 'blob_ref')"));
        s.bindAll(caseId, static_cast<int>(part));
        VELDPOST_ASSIGN(gone, readNumbers(s));
    }
    return dropRows(gone);
}

Status BlobRows::keepLeaving(const CaseId& caseId, Part part)
{
    return m_store.db().run("UPDATE blobs SET leaving = 0 WHERE case_id = ? AND part = ? AND leaving = 1", caseId,
                            static_cast<int>(part));
}

Result<std::optional<std::string>> BlobRows::preview(const BlobAddress& address)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT p.jpeg FROM blobs b CROSS JOIN blob_previews p ON p.blob = b.blob"
        " WHERE b.case_id = ? AND b.part = ? AND b.sha256 = ? AND b.leaving = 0"));
    s.bindAll(address.caseId, static_cast<int>(address.part), address.sha256);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return std::optional<std::string>();
    return std::optional<std::string>(crypto::asText(s.blob(0)));
}

Status BlobRows::savePreview(const BlobAddress& address, std::string_view jpeg)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_ASSIGN(const auto row, find(address));
    if (!row || row->leaving) return tx.commit();  // taken away meanwhile
    VELDPOST_TRY(m_store.db().run("INSERT INTO blob_previews(blob, jpeg) VALUES(?, ?)"
                                  " ON CONFLICT(blob) DO UPDATE SET jpeg = excluded.jpeg", row->blob, crypto::asBytes(jpeg)));
    return tx.commit();
}

}  // namespace veldpost::engine
