// Re-checks everything the store holds: each hash, signature, chain and stamp, and the audit log.
#pragma once

#include "server/engine/server_keys.h"

namespace veldpost::server {

struct Finding {
    std::string what;  // "revision", "chain", "audit", "blob", "blob_name", "blob_sender", "blob_content", "upload",
                       // "certificate", "region", "user", "device", "wipe", "recovery", "invitation", "case", "member",
                       // "loss", "turn", "store", "ledger"
    std::string which; // an id, a chain place, an entry's number: never content
    std::string why;   // bad_header, bad_id, bad_payload, bad_signature, unknown_device, bad_place, broken_chain,
                       // bad_stamp, bad_hash, bad_number, bad_column (what stands beside a header, or was derived from
                       // revisions, is not what they say), bad_order (places of the region's order),
                       // bad_end (the log was longer); of a file: bad_hash (of its bytes), bad_seal (its address or
                       // length), bad_length, store_damaged (bytes are missing), unknown_blob
};

struct VerifyReport {
    std::int64_t revisions = 0;
    std::int64_t chains = 0;
    std::int64_t auditEntries = 0;
    std::int64_t blobs = 0;
    std::vector<Finding> bad;
};

// Walks the whole store in one view, holding one row at a time (and eight bytes of each revision).
Result<VerifyReport> verifyStore(View& view, const ServerKeys& keys);
// That, each page of the medium, and the ledger beside it.
Result<VerifyReport> verifyAll(Store& store, const ServerKeys& keys);

}  // namespace veldpost::server
