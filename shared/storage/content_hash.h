// Whether two stores hold the same: one hash over every row of every table. For tests and for comparing a copy with what
// it was made of; reads all of it.
#pragma once

#include "shared/crypto/hash.h"
#include "shared/storage/database.h"

namespace veldpost::storage {

// Over the tables' definitions and rows, in the order of their names and keys; how the rows lie on the disk does not
// count. A reader is enough. Errors: those of reading.
Result<Sha256> contentHash(Database& db);

}  // namespace veldpost::storage
