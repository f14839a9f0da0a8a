// The part of store_verify.h that is about what stands beside the revisions: whose home it is, receipts, people, waiting
// rows, drafts, photos and documents.
#pragma once

#include "client/engine/store_verify.h"

namespace veldpost::engine {

// Adds to the report. Errors: those of reading.
Status verifyRows(LocalStore& store, StoreReport& report);

}  // namespace veldpost::engine
