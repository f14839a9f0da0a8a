// All revisions of a case, as they are handed on to others: an export, a check.
#pragma once

#include "client/engine/local_store.h"

namespace veldpost::engine {

// Chain by chain, in each by n; whatever their status. Error `unknown_case` when there is none on this device.
Result<std::vector<StoredRevision>> revisionsOfCase(LocalStore& store, const CaseId& caseId);

}  // namespace veldpost::engine
