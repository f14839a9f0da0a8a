// Photos and documents as people handle them: added to a record, listed, read, written to a file. Works without network;
// what is not here yet is fetched by SyncEngine::fetchBlob.
//
// Thread rule: that of the OpenHome. Invariants: 1. The original bytes, untouched, and the signed revision that names them
// are one transaction: an added photo is there whole, or not at all. 2. Of a case that was taken away nothing is given out.
#pragma once

#include "client/engine/blob_rows.h"
#include "client/engine/dossiers.h"

#include <filesystem>

namespace veldpost::engine {

struct AddedBlob {
    Saved saved;  // the record of kind blob_ref
    BlobAddress address;
    std::int64_t bytes = 0;
};

struct BlobView {
    RecordRow ref;     // the record that names it: author, time, safety (Safe: the server holds all bytes)
    RecordId record;   // the one it belongs to
    BlobAddress address;
    std::int64_t bytes = 0;
    std::string name;       // empty: none
    std::string mediaType;  // empty: not known
    bool isHere = false;    // all bytes; else it is to be fetched
    std::int64_t here = 0;  // bytes of it

    bool isImage() const { return mediaType.starts_with("image/"); }
};

class Blobs {
public:
    Blobs(LocalStore& store, Dossiers& dossiers, const Clock& clock, RandomSource& random);

    // Any bytes, at most 50 MB, to any record of a case, in that record's part. `fileName` is kept as far as it can be
    // shown. Errors: those of the source, `unknown_record`, `unknown_case`, `blob_too_large`, `disk_full`, `io_error`:
    // nothing of it is here then.
    Result<AddedBlob> add(const RecordKey& to, BlobSource& source, const std::string& fileName);

    // Oldest first, retracted ones too.
    Result<std::vector<BlobView>> ofRecord(const RecordKey& key);
    Result<std::vector<BlobView>> ofCase(const CaseId& caseId);

    // A blob by its hash alone: one that is here if there is one. Error `unknown_blob` when no record shown here names it.
    Result<BlobRow> byHash(const Sha256& sha256);
    // All bytes of a shown blob. Errors: `unknown_blob`, `blob_not_here`, `blob_damaged` when they are not what the
    // address says.
    Result<std::string> bytes(const BlobAddress& address);
    // Into a file of its own (0600), whole or not at all; one that is there is replaced only then. Errors also: disk_full,
    // io_error, store_not_accessible.
    Status writeTo(const BlobAddress& address, const std::filesystem::path& file);

    // A small JPEG made from it. No value: none was tried yet; an empty one: none can be made.
    Result<std::optional<std::string>> preview(const BlobAddress& address) { return m_rows.preview(address); }
    Status savePreview(const BlobAddress& address, std::string_view jpeg) { return m_rows.savePreview(address, jpeg); }

private:
    Result<BlobRow> wholeRow(const BlobAddress& address);
    Result<std::vector<BlobView>> views(const CaseId& caseId, const std::vector<RecordKey>& refs);

    LocalStore& m_store;
    Dossiers& m_dossiers;
    BlobRows m_rows;
    const Clock& m_clock;
    RandomSource& m_random;
};

}  // namespace veldpost::engine
