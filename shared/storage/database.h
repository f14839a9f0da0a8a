// An encrypted store: one SQLCipher file in WAL mode.
//
// Thread rule: a Database and all that comes from it is used by one thread at a time; several Databases on one file
// (one writer, any number of readers) may run beside each other.
// Invariants:
//  1. Every byte that reaches the disk is encrypted and authenticated, but for the 16-byte salt at the start.
//  2. There is one writer; it alone checkpoints (SQLite before 3.51.3 can corrupt a WAL when two connections do).
//  3. A commit that answered is on the disk: one fsync of the WAL.
//  4. SQL text is constant; values are bound.
#pragma once

#include "shared/base/result.h"
#include "shared/storage/key.h"
#include "shared/storage/sql.h"
#include "shared/storage/statement.h"
#include "shared/storage/transaction.h"
#include "shared/storage/vfs.h"

#include <filesystem>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

struct sqlite3;

namespace veldpost::storage {

enum class OpenMode {
    Create,    // refuses a file that is there (store_exists)
    Existing,  // refuses a missing file (store_missing), never makes one
};

struct Options {
    std::int64_t cacheKib = 8192;    // page cache; the largest part of the memory a store takes
    int walAutocheckpointPages = 1000;  // the writer copies the WAL into the file after so many pages (8 KiB each)
    int busyTimeoutMs = 5000;        // how long to wait for a lock of another connection

    // Locks every allocation of SQLite into memory, for the whole process once it was on. Off by default: keys are
    // locked and freed pages are overwritten in any case, and it costs much (measured, 1.3 KB rows: 7,800 instead of
    // 30,000 rows/s written in transactions of 500, 13,600 instead of 80,000 rows/s read by id).
    bool lockAllMemory = false;
};

class Database {
public:
    // Opens for writing. Errors: store_missing, store_exists, store_not_encrypted, store_truncated, store_damaged,
    // wrong_key_or_damaged, store_in_use, store_not_accessible, disk_full, io_error, cipher_missing.
    static Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, const Key& key, OpenMode mode,
                                                  const Options& options = {});

    // Opens an existing store for reading, beside its writer. Never writes, never checkpoints.
    static Result<std::unique_ptr<Database>> openReader(const std::filesystem::path& path, const Key& key,
                                                        const Options& options = {});

    // REQUIRES: all Statements and Transactions are gone
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // From the cache when the same text (the same literal) was prepared before; the same statement may be on loan
    // more than once.
    Result<Statement> prepare(Sql sql);

    // Prepares, binds, runs to the end.
    template <typename... Values>
    Status run(Sql sql, const Values&... values)
    {
        VELDPOST_ASSIGN(Statement statement, prepare(sql));
        return statement.run(values...);
    }

    // Any number of statements without parameters, uncached: schemas and settings.
    Status exec(Sql sql);

    // BEGIN IMMEDIATE. REQUIRES: a writer, no transaction open
    Result<Transaction> begin();
    // One unchanging view over several reads. REQUIRES: no transaction open
    Result<ReadTransaction> beginRead();
    bool inTransaction() const;

    std::int64_t lastInsertRowid() const;
    std::int64_t changes() const;  // rows changed by the last statement

    // Copies the WAL into the file and empties it. REQUIRES: a writer, no transaction open
    Status checkpoint();

    // A consistent copy under `key` into a new file, beside a running writer. A reader is enough.
    // Errors: store_exists, disk_full, io_error; no half-made copy is left behind.
    Status copyTo(const std::filesystem::path& path, const Key& key);

    // Every page's authentication code and the structure of the tables: slow. Error: store_damaged.
    Status verify();

    // Files' writes and fsyncs by this process since this Database was opened; other connections to the file count in.
    IoCounts ioCounts() const;

    // Instructions of SQLite's virtual machine that each prepared statement has run so far: unlike time the same on
    // every machine, and a query that has lost its index shows by them. REQUIRES: no Statement on loan
    std::map<std::string_view, std::int64_t> instructionsRun() const;

    // Makes a running statement of another thread end with `interrupted`. Any thread.
    void interrupt();

private:
    friend class Statement;
    friend class Transaction;
    friend class ReadTransaction;
    friend class Opener;
    friend class ContentReader;
    friend class TableRows;
    struct Slot {
        std::string_view text;
        std::vector<sqlite3_stmt*> idle;
    };

    Database(sqlite3* db, PathIo& io, bool isReader) : m_db(db), m_io(&io), m_isReader(isReader) {}
    Result<sqlite3_stmt*> compile(std::string_view sql, unsigned flags);
    void takeBack(const void* slot, sqlite3_stmt* stmt);

    sqlite3* m_db;
    PathIo* m_io;
    IoCounts m_atOpen;
    bool m_isReader;
    int m_onLoan = 0;
    std::unordered_map<const char*, std::unique_ptr<Slot>> m_cache;  // by the literal's address: texts are constant
};

}  // namespace veldpost::storage
