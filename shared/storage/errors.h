// From SQLite's result codes to problems. Private to this folder.
#pragma once

#include "shared/base/result.h"

struct sqlite3;

namespace veldpost::storage {

// The problem for result code `rc` of the connection `db` (may be null). The detail holds codes and positions only:
// SQLite's own message may quote SQL or values, so it is never used.
Error errorOf(int rc, sqlite3* db);

// Problems of a file of the operating system, from errno.
Error fileError(int errnoValue, const char* doing);

}  // namespace veldpost::storage
