#include "client/engine/blobs.h"

#include "client/engine/media_type.h"
#include "shared/crypto/hash.h"
#include "shared/model/records.h"
#include "shared/model/text.h"
#include "shared/storage/files.h"

namespace veldpost::engine {

using storage::Statement;

namespace {

constexpr std::int64_t kChunk = 1024 * 1024;  // held in memory while a file is written
constexpr std::size_t kNameCharactersMax = 255;

// A name is a help and no more: one that cannot be kept as it is is left out, and the file is taken all the same.
std::optional<std::string> keptName(const std::string& fileName)
{
    if (!revision::isValidUtf8(fileName)) return std::nullopt;
    const auto clean = model::cleanText(fileName);
    if (!clean.ok() || model::isBlank(*clean) || model::countCharacters(*clean) > kNameCharactersMax) return std::nullopt;
    return *clean;
}

}  // namespace

Blobs::Blobs(LocalStore& store, Dossiers& dossiers, const Clock& clock, RandomSource& random)
    : m_store(store), m_dossiers(dossiers), m_rows(store), m_clock(clock), m_random(random)
{
}

Result<AddedBlob> Blobs::add(const RecordKey& to, BlobSource& source, const std::string& fileName)
{
    VELDPOST_ASSIGN(const RecordRow record, m_dossiers.record(to));
    VELDPOST_TRY(m_dossiers.requireCase(record.caseId));
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_ASSIGN(const TakenIn taken, m_rows.takeIn(source));
    const BlobAddress address{record.caseId, record.part, taken.sha256};
    VELDPOST_TRY(m_rows.keep(address, taken));

    revision::Header header;
    header.record = makeUuid7<RecordId>(m_clock.nowMs(), m_random);
    header.caseId = record.caseId;
    header.part = record.part;
    header.kind = model::kBlobRef;
    const model::BlobRef ref{record.record, taken.sha256, taken.bytes, mediaTypeOf(taken.head), keptName(fileName)};
    VELDPOST_ASSIGN(Saved saved, m_dossiers.appendWithin(std::move(header), ref.toSet(), {}, {}));
    VELDPOST_TRY(tx.commit());
    return AddedBlob{std::move(saved), address, taken.bytes};
}

Result<std::vector<BlobView>> Blobs::ofRecord(const RecordKey& key)
{
    std::vector<RecordKey> refs;
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT r.record FROM blob_refs b CROSS JOIN records r ON r.record = b.record AND r.case_id = b.case_id"
            " AND r.part = b.part AND r.kind = 'blob_ref' WHERE b.of_record = ? AND b.case_id = ? AND b.part = ?"
            " ORDER BY r.first_at, r.first_id"));
        s.bindAll(key.record, key.caseId, static_cast<int>(key.part));
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            refs.push_back({key.caseId, key.part, model::kBlobRef, s.uuid<RecordId>(0)});
        }
    }
    return views(key.caseId, refs);
}

Result<std::vector<BlobView>> Blobs::ofCase(const CaseId& caseId)
{
    VELDPOST_TRY(m_dossiers.requireCase(caseId));
    std::vector<RecordKey> refs;
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT record, part FROM records WHERE case_id = ? AND kind = 'blob_ref' ORDER BY first_at, first_id"));
        s.bindAll(caseId);
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            refs.push_back({caseId, static_cast<Part>(s.int64(1)), model::kBlobRef, s.uuid<RecordId>(0)});
        }
    }
    return views(caseId, refs);
}

Result<std::vector<BlobView>> Blobs::views(const CaseId& caseId, const std::vector<RecordKey>& refs)
{
    std::vector<BlobView> out;
    for (const RecordKey& key : refs) {
        VELDPOST_ASSIGN(RecordRow row, m_dossiers.record(key));
        const auto ref = model::BlobRef::from(row.fields);
        if (!ref.ok()) continue;  // it names no blob: a newer kind, or destroyed
        BlobView view;
        view.record = ref->record;
        view.address = {caseId, key.part, ref->sha256};
        view.bytes = ref->bytes;
        view.name = ref->name.value_or("");
        view.mediaType = ref->mediaType.value_or("");
        view.ref = std::move(row);
        VELDPOST_ASSIGN(const auto blob, m_rows.find(view.address));
        view.isHere = blob && blob->whole;
        view.here = blob ? blob->here : 0;
        out.push_back(std::move(view));
    }
    return out;
}

Result<BlobRow> Blobs::byHash(const Sha256& sha256)
{
    VELDPOST_ASSIGN(const auto row, m_rows.findShown(sha256));
    if (!row) return unknownBlob();
    return *row;
}

Result<BlobRow> Blobs::wholeRow(const BlobAddress& address)
{
    VELDPOST_ASSIGN(const auto row, m_rows.find(address));
    if (!row || row->leaving) return unknownBlob();
    if (!row->whole)
        return Error{ErrorKind::Failed, "blob_not_here", "The photo or document is not on this device yet", "fetch it first"};
    return *row;
}

Result<std::string> Blobs::bytes(const BlobAddress& address)
{
    VELDPOST_ASSIGN(const BlobRow row, wholeRow(address));
    VELDPOST_ASSIGN(std::string all, m_rows.read(row, 0, row.here));
    if (crypto::sha256(all) != address.sha256) return blobDamaged(address.sha256);
    return all;
}

Status Blobs::writeTo(const BlobAddress& address, const std::filesystem::path& file)
{
    VELDPOST_ASSIGN(const BlobRow row, wholeRow(address));
    VELDPOST_ASSIGN(const bool holds, m_rows.hashHolds(row));
    if (!holds) return blobDamaged(address.sha256);
    VELDPOST_ASSIGN(storage::NewFile writer, storage::NewFile::make(file));
    for (std::int64_t at = 0; at < row.here; at += kChunk) {
        VELDPOST_ASSIGN(const std::string piece, m_rows.read(row, at, std::min(kChunk, row.here - at)));
        VELDPOST_TRY(writer.write(piece));
    }
    return writer.finish();
}

}  // namespace veldpost::engine
