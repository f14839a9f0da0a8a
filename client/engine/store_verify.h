// Checks everything the store says of itself: pages, hashes, signatures, chains, photos and documents, and that the rows
// people read are what the revisions give.
#pragma once

#include "client/engine/local_store.h"

namespace veldpost::engine {

struct BadRow {
    std::optional<RevisionId> revision;
    std::optional<RecordId> record;
    std::optional<CaseId> caseId;
    // header_damaged, row_differs, payload_differs, no_certificate, certificate_not_trusted, author_differs,
    // bad_signature, chain_broken (prev is not the one before), chain_gap, chain_fork, chain_head_differs,
    // state_differs, state_missing, state_without_revisions, blob_damaged (bytes and address differ), blob_ref_differs;
    // status_differs (what the server is said to have answered makes no sense), and of rows beside the revisions
    // (store_verify_rows.h): identity_differs, receipt_differs, purged_differs, people_differ, waiting_differs,
    // draft_damaged, blob_missing, blob_row_differs
    std::string reason;
    std::optional<Sha256> blob = {};
};

struct StoreReport {
    std::int64_t revisions = 0;
    std::int64_t blobs = 0;  // whole ones
    std::vector<BadRow> bad;
};

// Reads all of it; writes nothing. Errors: `store_damaged` when the file itself does not hold, those of reading.
Result<StoreReport> verifyStore(LocalStore& store);

}  // namespace veldpost::engine
