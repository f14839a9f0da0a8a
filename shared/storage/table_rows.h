// The rows of any table as they lie there, and one value of them changed behind everybody's back: for tests of what a
// check of the whole store finds. Programs know their tables and say so in SQL.
#pragma once

#include "shared/storage/database.h"

#include <string>
#include <variant>
#include <vector>

namespace veldpost::storage {

struct RawBlob {
    std::string bytes;
    bool operator==(const RawBlob&) const = default;
};
using RawValue = std::variant<std::monostate, std::int64_t, std::string, RawBlob>;  // monostate: NULL

struct RawRow {
    std::string table;
    std::vector<std::string> columns;
    std::vector<RawValue> values;

    // REQUIRES: the table has the column
    const RawValue& operator[](std::string_view column) const;
};

// Tables with pages of their own, by name; not SQLite's.
Result<std::vector<std::string>> tablesOf(Database& db);
Result<std::vector<std::string>> columnsOf(Database& db, const std::string& table);
Result<std::vector<RawRow>> rowsOf(Database& db, const std::string& table);
// Puts `to` into the column of just this row. Errors: `no_such_row`, and what the table's rules refuse.
Status changeValue(Database& db, const RawRow& row, std::string_view column, const RawValue& to);

}  // namespace veldpost::storage
