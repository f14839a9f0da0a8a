// The ledger beside the store: a small encrypted file of its own, which a restore does not replace.
//
//   entry   number 1, 2, 3 … · kind, key, body: see server/engine/lasting.h
//           hash: SHA-256 over the hash of the entry before (zeros at the first) and this entry
//
// Invariants: 1. Entries are only added, each (kind, key) once. 2. What append() answered is on the disk. 3. An entry
// edited, dropped or put elsewhere breaks the chain of hashes; a lost end shows by the number the store keeps.
// Threads: any.
#pragma once

#include "server/engine/store.h"
#include "shared/base/clock.h"
#include "shared/storage/database.h"

#include <filesystem>
#include <mutex>

namespace veldpost::store {

class LedgerFile {
public:
    // Errors: those of storage::Database::open; a ledger that is not there is `ledger_missing` and one that cannot be
    // read `ledger_damaged` (both Damaged).
    static Result<std::unique_ptr<LedgerFile>> open(const std::filesystem::path& path, const storage::Key& key,
                                                    storage::OpenMode mode, const Clock& clock);

    // One transaction. Answers how many entries there are then.
    Result<std::int64_t> append(std::span<const server::LastingEntry> entries);
    std::int64_t count() const;
    // Oldest first. Error `ledger_damaged`, with the number of the first entry that does not hold.
    Status every(const server::Visitor<server::LastingEntry>& visit);
    // Every page. Error `ledger_damaged`.
    Status checkMedium();

private:
    explicit LedgerFile(std::unique_ptr<storage::Database> db) : m_db(std::move(db)) {}
    Status findEnd();
    Result<bool> has(const server::LastingEntry& entry);
    Status add(const server::LastingEntry& entry);

    mutable std::mutex m_mutex;
    std::unique_ptr<storage::Database> m_db;
    std::int64_t m_count = 0;
    Sha256 m_last;
};

// The store's setting that says how many entries its ledger has at least.
inline constexpr std::string_view kLedgerEntries = "ledger_entries";

// Where the ledger of a store lies unless it is said otherwise: DIR/store.db has DIR/store-ledger.db.
std::filesystem::path ledgerBeside(const std::filesystem::path& store);

}  // namespace veldpost::store
