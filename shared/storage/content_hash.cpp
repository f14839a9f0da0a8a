#include "shared/storage/content_hash.h"

#include "shared/storage/errors.h"
#include "shared/storage/sqlite_api.h"

#include <string>
#include <vector>

namespace veldpost::storage {

namespace {

// Each value with its type and length, so that no two rows look alike.
void addColumn(crypto::Sha256Stream& hash, sqlite3_stmt* row, int column)
{
    const int type = sqlite3_column_type(row, column);
    const void* bytes = type == SQLITE_BLOB ? sqlite3_column_blob(row, column) : sqlite3_column_text(row, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(row, column));
    hash.add(std::to_string(type) + ':' + std::to_string(size) + ':');
    if (size > 0) hash.add(std::string_view(static_cast<const char*>(bytes), size));
}

}  // namespace

// The only SQL whose text is not known before: the names come from the store's own schema, and are quoted.
class ContentReader {
public:
    explicit ContentReader(Database& db) : m_db(db) {}

    Result<std::vector<std::string>> tables()
    {
        VELDPOST_ASSIGN(Statement s, m_db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
                                                  " ORDER BY name"));
        std::vector<std::string> out;
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) return out;
            out.emplace_back(s.text(0));
        }
    }

    Status addTable(crypto::Sha256Stream& hash, const std::string& name)
    {
        // %w doubles the quotes in a name.
        char* const text = sqlite3_mprintf("SELECT * FROM \"%w\"", name.c_str());
        if (text == nullptr) return Error{ErrorKind::Failed, "out_of_memory", "Out of memory", {}};
        const std::string sql = text;
        sqlite3_free(text);
        VELDPOST_ASSIGN(sqlite3_stmt* const rows, m_db.compile(sql, 0));
        hash.add("\n" + sql);
        int rc = SQLITE_OK;
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
            hash.add("\n");
            for (int column = 0; column < sqlite3_column_count(rows); ++column) addColumn(hash, rows, column);
        }
        const Error error = errorOf(rc, m_db.m_db);
        sqlite3_finalize(rows);
        return rc == SQLITE_DONE ? done() : Status(error);
    }

private:
    Database& m_db;
};

Result<Sha256> contentHash(Database& db)
{
    VELDPOST_ASSIGN(const ReadTransaction view, db.beginRead());
    ContentReader reader(db);
    VELDPOST_ASSIGN(const auto tables, reader.tables());
    crypto::Sha256Stream hash;
    for (const std::string& table : tables) VELDPOST_TRY(reader.addTable(hash, table));
    return hash.finish();
}

}  // namespace veldpost::storage
