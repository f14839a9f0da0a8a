#include "shared/storage/transaction.h"

#include "shared/storage/database.h"
#include "shared/storage/errors.h"
#include "shared/storage/sqlite_api.h"

#include <utility>

namespace veldpost::storage {

Result<Transaction> Database::begin()
{
    VELDPOST_CHECK(!m_isReader && !inTransaction());
    VELDPOST_TRY(run("BEGIN IMMEDIATE"));
    return Transaction(*this);
}

Transaction::Transaction(Transaction&& other) noexcept : m_db(std::exchange(other.m_db, nullptr)) {}

Transaction::~Transaction()
{
    rollback();
}

Status Transaction::commit()
{
    VELDPOST_CHECK(m_db != nullptr);
    Status status = m_db->run("COMMIT");
    if (!status.ok()) rollback();
    m_db = nullptr;
    return status;
}

void Transaction::rollback()
{
    // SQLite rolls back by itself after a full disk or an I/O error.
    if (m_db == nullptr || !m_db->inTransaction()) return;
    // A ROLLBACK that fails on reading leaves the connection out of the transaction all the same; were it still
    // inside, everything written later would hang on a commit that never comes.
    static_cast<void>(m_db->run("ROLLBACK"));
    VELDPOST_CHECK(!m_db->inTransaction());
}

Result<ReadTransaction> Database::beginRead()
{
    VELDPOST_CHECK(!inTransaction());
    VELDPOST_TRY(run("BEGIN DEFERRED"));
    ReadTransaction transaction(*this);
    VELDPOST_TRY(run("SELECT 1 FROM sqlite_schema LIMIT 1"));  // the view is fixed by the first read, not by BEGIN
    return transaction;
}

ReadTransaction::ReadTransaction(ReadTransaction&& other) noexcept : m_db(std::exchange(other.m_db, nullptr)) {}

ReadTransaction::~ReadTransaction()
{
    if (m_db == nullptr || !m_db->inTransaction()) return;
    static_cast<void>(m_db->run("ROLLBACK"));  // there is nothing to lose in it
    VELDPOST_CHECK(!m_db->inTransaction());
}

}  // namespace veldpost::storage
