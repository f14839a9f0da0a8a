// Transactions: all or nothing, and one view over several reads.
#pragma once

#include "shared/base/result.h"

namespace veldpost::storage {

class Database;

// Begun by Database::begin(). Without a commit() that answered, destruction rolls everything back.
class Transaction {
public:
    ~Transaction();
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Durable once it answers; on an error nothing of the transaction is kept. REQUIRES: not committed yet
    Status commit();

private:
    friend class Database;
    explicit Transaction(Database& db) : m_db(&db) {}
    void rollback();

    Database* m_db;
};

// Begun by Database::beginRead(). Until it goes, the connection sees the store as it was when it began.
class ReadTransaction {
public:
    ~ReadTransaction();
    ReadTransaction(ReadTransaction&& other) noexcept;
    ReadTransaction& operator=(ReadTransaction&&) = delete;
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    friend class Database;
    explicit ReadTransaction(Database& db) : m_db(&db) {}

    Database* m_db;
};

}  // namespace veldpost::storage
