#include "shared/storage/database.h"

#include "shared/storage/errors.h"
#include "shared/storage/sqlite_api.h"

#include <utility>

namespace veldpost::storage {

Database::~Database()
{
    VELDPOST_CHECK(m_onLoan == 0);
    for (const auto& [text, slot] : m_cache)
        for (sqlite3_stmt* stmt : slot->idle) sqlite3_finalize(stmt);
    VELDPOST_CHECK(sqlite3_close(m_db) == SQLITE_OK);
}

Result<sqlite3_stmt*> Database::compile(std::string_view sql, unsigned flags)
{
    sqlite3_stmt* stmt = nullptr;
    const char* tail = nullptr;
    const int rc = sqlite3_prepare_v3(m_db, sql.data(), static_cast<int>(sql.size()), flags, &stmt, &tail);
    if (rc != SQLITE_OK) return errorOf(rc, m_db);
    VELDPOST_CHECK(stmt != nullptr && tail == sql.data() + sql.size());  // exactly one statement
    return stmt;
}

Result<Statement> Database::prepare(Sql sql)
{
    std::unique_ptr<Slot>& slot = m_cache[sql.text().data()];
    if (!slot) slot = std::make_unique<Slot>(Slot{sql.text(), {}});
    sqlite3_stmt* stmt = nullptr;
    if (slot->idle.empty()) {
        VELDPOST_ASSIGN(stmt, compile(sql.text(), SQLITE_PREPARE_PERSISTENT));
    } else {
        stmt = slot->idle.back();
        slot->idle.pop_back();
    }
    ++m_onLoan;
    return Statement(*this, slot.get(), stmt);
}

void Database::takeBack(const void* slot, sqlite3_stmt* stmt)
{
    --m_onLoan;
    const_cast<Slot*>(static_cast<const Slot*>(slot))->idle.push_back(stmt);
}

Status Database::exec(Sql sql)
{
    // Not sqlite3_exec: that wants a terminated string and throws rows away with their errors half told.
    const char* at = sql.text().data();
    const char* end = at + sql.text().size();
    while (at < end) {
        sqlite3_stmt* stmt = nullptr;
        const char* tail = nullptr;
        int rc = sqlite3_prepare_v3(m_db, at, static_cast<int>(end - at), 0, &stmt, &tail);
        if (rc != SQLITE_OK) return errorOf(rc, m_db);
        at = tail;
        if (stmt == nullptr) continue;  // a comment or the space after the last statement
        do rc = sqlite3_step(stmt);
        while (rc == SQLITE_ROW);
        if (rc != SQLITE_DONE) {
            Error error = errorOf(rc, m_db);
            sqlite3_finalize(stmt);
            return error;
        }
        sqlite3_finalize(stmt);
    }
    return done();
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_db) == 0;
}

std::int64_t Database::lastInsertRowid() const
{
    return sqlite3_last_insert_rowid(m_db);
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_db);
}

Status Database::checkpoint()
{
    VELDPOST_CHECK(!m_isReader && !inTransaction());
    const int rc = sqlite3_wal_checkpoint_v2(m_db, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (rc != SQLITE_OK) return errorOf(rc, m_db);
    return done();
}

Status Database::verify()
{
    const Error damaged{ErrorKind::Damaged, "store_damaged", "The store is damaged",
                        "A part of the file fails its check."};
    {
        VELDPOST_ASSIGN(Statement pages, prepare("PRAGMA cipher_integrity_check"));  // a row for each bad page
        VELDPOST_ASSIGN(const bool anyBad, pages.step());
        if (anyBad) return damaged;
    }
    VELDPOST_ASSIGN(Statement tables, prepare("PRAGMA integrity_check(1)"));
    VELDPOST_ASSIGN(const bool answered, tables.step());
    if (!answered || tables.text(0) != "ok") return damaged;
    return done();
}

IoCounts Database::ioCounts() const
{
    const IoCounts now = m_io->counts();
    return {now.syncs - m_atOpen.syncs, now.writes - m_atOpen.writes, now.bytesWritten - m_atOpen.bytesWritten};
}

std::map<std::string_view, std::int64_t> Database::instructionsRun() const
{
    VELDPOST_CHECK(m_onLoan == 0);
    std::map<std::string_view, std::int64_t> out;
    for (const auto& [text, slot] : m_cache)
        for (sqlite3_stmt* stmt : slot->idle)
            out[slot->text] += sqlite3_stmt_status(stmt, SQLITE_STMTSTATUS_VM_STEP, 0);
    return out;
}

void Database::interrupt()
{
    sqlite3_interrupt(m_db);
}

}  // namespace veldpost::storage
