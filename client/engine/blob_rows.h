// The bytes of photos and documents in the device's encrypted store. SQL of blobs and nothing else; who adds, sends and
// fetches them is in blobs.h and blob_courier.h.
//
// Thread rule and transactions: those of LocalStore. Invariants: 1. `whole` is written only after all bytes were hashed
// and the hash is the address. 2. `held` comes from an answer of the server alone; a new epoch takes it back.
// 3. An own blob that the server does not hold is never deleted, whatever becomes of its case.
#pragma once

#include "client/engine/blob_source.h"
#include "client/engine/item_state.h"
#include "client/engine/local_store.h"
#include "shared/protocol/blobs.h"

namespace veldpost::engine {

using protocol::BlobAddress;

struct BlobRow {
    std::int64_t blob = 0;  // the store's own number
    BlobAddress address;
    std::int64_t bytes = 0;
    std::int64_t here = 0;  // from the first on
    bool whole = false;
    bool own = false;
    bool held = false;      // by the server
    bool leaving = false;
    std::string upload;     // where tus goes on; empty: not begun
};

// What a file brought: its pieces are in the store, under a number no row bears yet.
struct TakenIn {
    std::int64_t blob = 0;
    std::int64_t bytes = 0;
    Sha256 sha256;
    std::string head;  // its first bytes, at most 64: what kind of file it is
};

inline Error unknownBlob()
{
    return {ErrorKind::NotFound, "unknown_blob", "There is no such photo or document on this device", ""};
}

// The bytes in the store are not what the address says.
Error blobDamaged(const Sha256& sha256);

class BlobRows {
public:
    explicit BlobRows(LocalStore& store) : m_store(store) {}

    Result<std::optional<BlobRow>> find(const BlobAddress& address);
    // Of all addresses with these bytes that a record shown here names, one that is whole if there is one.
    Result<std::optional<BlobRow>> findShown(const Sha256& sha256);

    // --- bytes ---
    // Exactly `size` bytes from `offset` on. REQUIRES: they are here. Error `store_damaged`
    Result<std::string> read(const BlobRow& row, std::int64_t offset, std::int64_t size);
    // The next bytes of a blob on its way here. REQUIRES: in a transaction
    Status append(BlobRow& row, std::string_view bytes);
    // Whether what is here is what the address says.
    Result<bool> hashHolds(const BlobRow& row);
    // Whether its pieces are those of as many bytes as are said to be here.
    Result<bool> piecesFit(const BlobRow& row);
    // Pieces of no blob.
    Result<std::int64_t> strayPieces();
    // Reads a source to its end. Errors: those of the source, `blob_too_large`, disk_full. REQUIRES: in a transaction
    Result<TakenIn> takeIn(BlobSource& source);
    // Puts what was taken in under its address; bytes that are there already are kept once. REQUIRES: in a transaction
    Status keep(const BlobAddress& address, const TakenIn& taken);

    // --- what is known of them. REQUIRES: in a transaction, for all that change something ---
    Status setBytes(const BlobRow& row, std::int64_t bytes);
    Status setWhole(const BlobRow& row);
    Status setUpload(const BlobRow& row, const std::string& upload);
    // The server has it; what was leaving is gone with that.
    Status setHeld(const BlobAddress& address);
    Status dropBytes(const BlobRow& row);
    Status clearHeld();

    Result<std::vector<BlobRow>> all();
    // What is asked about: addresses the server has not said it holds, from number `after` on.
    Result<std::vector<BlobRow>> notHeld(std::int64_t after, std::int64_t limit);
    Result<std::vector<BlobRow>> toSend();   // whole and not held, oldest first
    Result<std::vector<BlobRow>> ownToSend();  // of those, what was added on this device
    Result<std::vector<BlobRow>> toFetch();  // held, not whole, and named by a record that is shown; newest first
    Result<std::int64_t> unsafeCount();      // as toSend()
    // Of the files a record names or that belong to it.
    Result<FileFacts> factsOf(const RecordKey& key);
    Result<std::int64_t> fetchedBytes();     // of others' blobs, here now

    // --- refs, kept by LocalStore with the record's row. REQUIRES: in a transaction ---
    Status putRef(const RecordKey& key, const Json& fields);
    Status dropRef(const RecordKey& key);
    // The case's part is taken away, or given again.
    Status purge(const CaseId& caseId, Part part);
    Status dropDelivered(const CaseId& caseId, Part part);
    Status keepLeaving(const CaseId& caseId, Part part);

    // --- previews ---
    // No value: none was tried yet; an empty one: none can be made.
    Result<std::optional<std::string>> preview(const BlobAddress& address);
    Status savePreview(const BlobAddress& address, std::string_view jpeg);  // own transaction

private:
    Status writePiece(std::int64_t blob, std::int64_t number, std::string_view bytes);
    Result<std::string> piece(std::int64_t blob, std::int64_t number);
    Status dropPieces(std::int64_t blob);
    Status dropRows(const std::vector<std::int64_t>& blobs);

    LocalStore& m_store;
};

}  // namespace veldpost::engine
