#include "shared/storage/statement.h"

#include "shared/storage/database.h"
#include "shared/storage/errors.h"
#include "shared/storage/sqlite_api.h"

#include <utility>

namespace veldpost::storage {

Statement::~Statement()
{
    giveBack();
}

Statement::Statement(Statement&& other) noexcept
    : m_db(other.m_db), m_slot(other.m_slot), m_stmt(std::exchange(other.m_stmt, nullptr)),
      m_bindCode(other.m_bindCode), m_hasRow(std::exchange(other.m_hasRow, false))
{
}

Statement& Statement::operator=(Statement&& other) noexcept
{
    if (this != &other) {
        giveBack();
        m_db = other.m_db;
        m_slot = other.m_slot;
        m_stmt = std::exchange(other.m_stmt, nullptr);
        m_bindCode = other.m_bindCode;
        m_hasRow = std::exchange(other.m_hasRow, false);
    }
    return *this;
}

void Statement::giveBack()
{
    if (m_stmt == nullptr) return;
    reset();
    m_db->takeBack(m_slot, std::exchange(m_stmt, nullptr));
}

void Statement::noteBind(int rc)
{
    VELDPOST_CHECK(rc != SQLITE_RANGE && rc != SQLITE_MISUSE);  // no such parameter, or not reset: a slip in our code
    if (m_bindCode == SQLITE_OK) m_bindCode = rc;
}

void Statement::bind(int index, std::int64_t value)
{
    noteBind(sqlite3_bind_int64(m_stmt, index, value));
}

void Statement::bind(int index, std::string_view text)
{
    const char* data = text.data() ? text.data() : "";  // a null pointer would bind NULL
    noteBind(sqlite3_bind_text64(m_stmt, index, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int index, std::span<const std::uint8_t> blob)
{
    const void* data = blob.data() ? static_cast<const void*>(blob.data()) : "";
    noteBind(sqlite3_bind_blob64(m_stmt, index, data, blob.size(), SQLITE_TRANSIENT));
}

void Statement::bindNull(int index)
{
    noteBind(sqlite3_bind_null(m_stmt, index));
}

Result<bool> Statement::step()
{
    m_hasRow = false;
    if (m_bindCode != SQLITE_OK) return errorOf(m_bindCode, nullptr);
    const int rc = sqlite3_step(m_stmt);
    if (rc == SQLITE_ROW) {
        m_hasRow = true;
        return true;
    }
    if (rc == SQLITE_DONE) return false;
    Error error = errorOf(rc, m_db->m_db);
    sqlite3_reset(m_stmt);  // or the failed statement would hold its transaction open
    return error;
}

Status Statement::finish()
{
    for (;;) {
        auto row = step();
        if (!row.ok()) return std::move(row).error();
        if (!*row) break;
    }
    reset();
    return done();
}

void Statement::reset()
{
    sqlite3_reset(m_stmt);  // its code repeats the error of the last step, which step() has reported
    sqlite3_clear_bindings(m_stmt);
    m_bindCode = SQLITE_OK;
    m_hasRow = false;
}

bool Statement::isNull(int column) const
{
    VELDPOST_CHECK(m_hasRow && column >= 0 && column < sqlite3_column_count(m_stmt));
    return sqlite3_column_type(m_stmt, column) == SQLITE_NULL;
}

std::int64_t Statement::int64(int column) const
{
    VELDPOST_CHECK(m_hasRow && column >= 0 && column < sqlite3_column_count(m_stmt));
    return sqlite3_column_int64(m_stmt, column);
}

std::string_view Statement::text(int column) const
{
    VELDPOST_CHECK(m_hasRow && column >= 0 && column < sqlite3_column_count(m_stmt));
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_stmt, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_stmt, column))};
}

std::span<const std::uint8_t> Statement::blob(int column) const
{
    VELDPOST_CHECK(m_hasRow && column >= 0 && column < sqlite3_column_count(m_stmt));
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_stmt, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_stmt, column))};
}

}  // namespace veldpost::storage
