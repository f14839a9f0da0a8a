// Files that are whole: who may read which, and whether they are there (protocol §6).
//
// Invariants: 1. A blob's bytes are read only by a user who may see, in the very transaction that writes the audit entry,
// a live revision of its case and part that names it. 2. Whoever may not is told the same as of a blob that is not
// there. 3. "Held" is said only of a file of which all bytes are on the disk and were hashed there.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/session.h"
#include "shared/protocol/blobs.h"

namespace veldpost::server {

// What stands beside a blob's bytes is sealed, since rights are decided by it:
//   HMAC-SHA256(stamp key, "veldpost-blob-v1\n" case "/" part "/" sha256 " " bytes)
Sha256 blobSeal(const crypto::SecretBytes& stampKey, const protocol::BlobAddress& address, std::int64_t bytes);

// The file that a revision of kind blob_ref names; empty when it names none.
std::optional<protocol::BlobAddress> namedBlob(const revision::Header& header, const revision::Json& set);

// What a live revision that names a file makes known. Does nothing for other kinds.
Status noteBlobName(Change& change, const revision::SignedRevision& live, const revision::Json& set);

// Whether the user may see a live revision that names it. Asked of `access` like every right.
Result<bool> maySeeBlob(View& view, Access& access, const UserRow& user, const protocol::BlobAddress& address);

// An audit entry about files of one case, without its outcome.
AuditEvent blobEvent(const char* code, AuditAction action, const Session& session, const CaseId& caseId,
                     std::int64_t nowMs);

// From and with `from` up to and with `to`, as in HTTP; empty `to`: to the end.
struct BlobRange {
    std::int64_t from = 0;
    std::optional<std::int64_t> to = {};
};

struct BlobPiece {
    std::int64_t from = 0;
    std::int64_t total = 0;  // of the whole blob
    std::string bytes;       // at most kBlobPieceBytesMax, whatever was asked for
};

class Blobs {
public:
    Blobs(Store& store, Committer& committer, const ServerKeys& keys) : m_store(store), m_committer(committer), m_keys(keys) {}

    using ReadDone = std::function<void(Result<BlobPiece>)>;
    // Its audit entry is durable when `done` runs. Errors: not_found; range_not_satisfiable (Malformed; detail: the
    // blob's length); store_damaged.
    void read(const Session& session, const protocol::BlobAddress& address, const BlobRange& range, ReadDone done);

    using HaveDone = std::function<void(Result<protocol::BlobsHaveAnswer>)>;
    // Its audit entries, one for each case asked about, are durable when `done` runs.
    void have(const Session& session, const protocol::BlobsHaveRequest& request, HaveDone done);

private:
    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
};

}  // namespace veldpost::server
