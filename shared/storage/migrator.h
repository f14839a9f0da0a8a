// The schema's history: numbered, checksummed, forward only.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/storage/sql.h"

#include <span>
#include <string_view>

namespace veldpost::storage {

class Database;

// One step. Once released it never changes by a single byte: correct it with the next one.
struct Migration {
    int number;             // 1, 2, 3 … without gaps
    std::string_view name;  // what it does, for people
    Sql sql;                // without BEGIN and COMMIT
};

// Brings the store to the last of `migrations` (REQUIRES: numbered 1, 2, 3 …): each missing one in a transaction of
// its own, together with its row in schema_migrations(number, name, checksum, applied_at_ms). Answers how many were
// applied; after an error the store stands after the last whole one. Errors: store_too_new (made by a newer
// version), migration_changed (another text than the one applied), and those of the store.
Result<int> migrate(Database& db, std::span<const Migration> migrations, const Clock& clock);

// The number of the last applied migration; 0 in an empty store.
Result<int> schemaNumber(Database& db);

}  // namespace veldpost::storage
