#include "shared/storage/table_rows.h"

#include "shared/base/check.h"
#include "shared/storage/errors.h"
#include "shared/storage/sqlite_api.h"

#include <algorithm>
#include <functional>

namespace veldpost::storage {

namespace {

// `format` with the names of a schema in it: %w doubles the quotes in a name.
template <typename... Names>
std::string named(const char* format, const Names&... names)
{
    char* const text = sqlite3_mprintf(format, names.c_str()...);
    VELDPOST_CHECK(text != nullptr);
    const std::string out = text;
    sqlite3_free(text);
    return out;
}

RawValue readValue(sqlite3_stmt* row, int column)
{
    const auto bytes = [&](const void* from) {
        return std::string(static_cast<const char*>(from), static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
    };
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER: return sqlite3_column_int64(row, column);
    case SQLITE_TEXT: return bytes(sqlite3_column_text(row, column));
    case SQLITE_BLOB: return RawBlob{sqlite3_column_bytes(row, column) == 0 ? "" : bytes(sqlite3_column_blob(row, column))};
    default: return {};
    }
}

int bindValue(sqlite3_stmt* statement, int index, const RawValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) return sqlite3_bind_int64(statement, index, *number);
    if (const auto* text = std::get_if<std::string>(&value))
        return sqlite3_bind_text64(statement, index, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (const auto* blob = std::get_if<RawBlob>(&value))
        return sqlite3_bind_blob64(statement, index, blob->bytes.data(), blob->bytes.size(), SQLITE_TRANSIENT);
    return sqlite3_bind_null(statement, index);
}

}  // namespace

// As ContentReader: SQL whose names come from the store's own schema, and are quoted.
class TableRows {
public:
    explicit TableRows(Database& db) : m_db(db) {}

    Status walk(const std::string& sql, const std::vector<RawValue>& values, const std::function<void(sqlite3_stmt*)>& visit)
    {
        VELDPOST_ASSIGN(sqlite3_stmt* const statement, m_db.compile(sql, 0));
        int rc = SQLITE_OK;
        for (std::size_t i = 0; rc == SQLITE_OK && i < values.size(); ++i)
            rc = bindValue(statement, static_cast<int>(i) + 1, values[i]);
        if (rc == SQLITE_OK)
            while ((rc = sqlite3_step(statement)) == SQLITE_ROW) visit(statement);
        const Error error = errorOf(rc, m_db.m_db);
        sqlite3_finalize(statement);
        return rc == SQLITE_DONE ? done() : Status(error);
    }

private:
    Database& m_db;
};

const RawValue& RawRow::operator[](std::string_view column) const
{
    const auto at = std::find(columns.begin(), columns.end(), column);
    VELDPOST_CHECK(at != columns.end());
    return values[static_cast<std::size_t>(at - columns.begin())];
}

Result<std::vector<std::string>> tablesOf(Database& db)
{
    VELDPOST_ASSIGN(Statement s, db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
                                            " AND name NOT LIKE 'sqlite_%' ORDER BY name"));
    std::vector<std::string> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        out.emplace_back(s.text(0));
    }
}

Result<std::vector<std::string>> columnsOf(Database& db, const std::string& table)
{
    VELDPOST_ASSIGN(Statement s, db.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid"));
    s.bindAll(std::string_view(table));
    std::vector<std::string> out;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return out;
        out.emplace_back(s.text(0));
    }
}

Result<std::vector<RawRow>> rowsOf(Database& db, const std::string& table)
{
    VELDPOST_ASSIGN(const auto columns, columnsOf(db, table));
    std::vector<RawRow> out;
    VELDPOST_TRY(TableRows(db).walk(named("SELECT * FROM \"%w\"", table), {}, [&](sqlite3_stmt* row) {
        RawRow next{table, columns, {}};
        for (int i = 0; i < sqlite3_column_count(row); ++i) next.values.push_back(readValue(row, i));
        out.push_back(std::move(next));
    }));
    return out;
}

Status changeValue(Database& db, const RawRow& row, std::string_view column, const RawValue& to)
{
    // The values of the row are ?2 and on, in the order of its columns.
    std::string sql = named("UPDATE \"%w\" SET \"%w\" = ?1 WHERE 1", row.table, std::string(column));
    std::vector<RawValue> values{to};
    for (std::size_t i = 0; i < row.columns.size(); ++i) {
        sql += named(" AND \"%w\" IS ?", row.columns[i]) + std::to_string(i + 2);
        values.push_back(row.values[i]);
    }
    VELDPOST_TRY(TableRows(db).walk(sql, values, [](sqlite3_stmt*) {}));
    return db.changes() == 1 ? done() : Status(Error{ErrorKind::NotFound, "no_such_row", "There is no such row", row.table});
}

}  // namespace veldpost::storage
