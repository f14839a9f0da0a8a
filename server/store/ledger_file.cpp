#include "server/store/ledger_file.h"

#include "shared/crypto/hash.h"
#include "shared/storage/migrator.h"

namespace veldpost::store {

using server::LastingEntry;
using storage::Statement;

namespace {

constexpr storage::Migration kLedgerMigrations[] = {
    {1, "first table",
     "CREATE TABLE entry ("
     " number INTEGER PRIMARY KEY,"
     " kind TEXT NOT NULL,"
     " key BLOB NOT NULL,"
     " body TEXT NOT NULL,"
     " hash BLOB NOT NULL CHECK (length(hash) = 32)) STRICT;"
     "CREATE UNIQUE INDEX entry_key ON entry (kind, key);"},
};

// A few entries at a time, and rarely.
constexpr std::int64_t kCacheKib = 512;

Error damaged(std::string detail)
{
    return {ErrorKind::Damaged, "ledger_damaged", "The ledger beside the store is damaged", std::move(detail)};
}

Sha256 entryHash(const Sha256& before, const LastingEntry& entry)
{
    crypto::Sha256Stream hash;
    hash.add(crypto::asText(before.bytes()));
    // With their lengths, so that nothing can move from one into the next.
    for (const std::string* part : {&entry.kind, &entry.key, &entry.body}) {
        hash.add(std::to_string(part->size()) + ":");
        hash.add(*part);
    }
    return hash.finish();
}

LastingEntry readEntry(Statement& row)
{
    return {std::string(row.text(0)), std::string(crypto::asText(row.blob(1))), std::string(row.text(2))};
}

}  // namespace

std::filesystem::path ledgerBeside(const std::filesystem::path& store)
{
    return store.parent_path() / (store.stem().string() + "-ledger.db");
}

Result<std::unique_ptr<LedgerFile>> LedgerFile::open(const std::filesystem::path& path, const storage::Key& key,
                                                     storage::OpenMode mode, const Clock& clock)
{
    storage::Options settings;
    settings.cacheKib = kCacheKib;
    auto db = storage::Database::open(path, key, mode, settings);
    if (!db.ok() && db.error().type == "store_missing")
        return Error{ErrorKind::Damaged, "ledger_missing", "The ledger beside the store is not there",
                     path.filename().string() + ": put it back; only restore --without-ledger goes on without it."};
    if (!db.ok() && db.error().kind == ErrorKind::Damaged) return damaged(db.error().type);
    if (!db.ok()) return std::move(db).error();
    VELDPOST_TRY(storage::migrate(**db, kLedgerMigrations, clock));
    std::unique_ptr<LedgerFile> ledger(new LedgerFile(std::move(*db)));
    VELDPOST_TRY(ledger->findEnd());
    return ledger;
}

Status LedgerFile::findEnd()
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT number, hash FROM entry ORDER BY number DESC LIMIT 1"));
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return done();
    m_count = s.int64(0);
    m_last = s.hash<Sha256>(1);
    return done();
}

Result<bool> LedgerFile::has(const LastingEntry& entry)
{
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT 1 FROM entry WHERE kind = ? AND key = ?"));
    s.bindAll(entry.kind, crypto::asBytes(entry.key));
    return s.step();
}

Status LedgerFile::add(const LastingEntry& entry)
{
    const Sha256 hash = entryHash(m_last, entry);
    VELDPOST_TRY(m_db->run("INSERT INTO entry (number, kind, key, body, hash) VALUES (?, ?, ?, ?, ?)", m_count + 1,
                           entry.kind, crypto::asBytes(entry.key), entry.body, hash));
    ++m_count;
    m_last = hash;
    return done();
}

Result<std::int64_t> LedgerFile::append(std::span<const LastingEntry> entries)
{
    const std::lock_guard lock(m_mutex);
    const std::int64_t countBefore = m_count;
    const Sha256 lastBefore = m_last;
    const auto write = [&]() -> Status {
        VELDPOST_ASSIGN(storage::Transaction tx, m_db->begin());
        for (const LastingEntry& entry : entries) {
            VELDPOST_ASSIGN(const bool known, has(entry));
            if (!known) VELDPOST_TRY(add(entry));
        }
        return m_count == countBefore ? done() : tx.commit();
    };
    if (Status written = write(); !written.ok()) {
        m_count = countBefore;
        m_last = lastBefore;
        return std::move(written).error();
    }
    return m_count;
}

std::int64_t LedgerFile::count() const
{
    const std::lock_guard lock(m_mutex);
    return m_count;
}

Status LedgerFile::every(const server::Visitor<LastingEntry>& visit)
{
    const std::lock_guard lock(m_mutex);
    VELDPOST_ASSIGN(Statement s, m_db->prepare("SELECT kind, key, body, number, hash FROM entry ORDER BY number"));
    Sha256 before;
    for (std::int64_t number = 1;; ++number) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return done();
        const LastingEntry entry = readEntry(s);
        if (s.int64(3) != number || s.hash<Sha256>(4) != entryHash(before, entry)) return damaged(std::to_string(number));
        before = s.hash<Sha256>(4);
        if (!visit(entry)) return done();
    }
}

Status LedgerFile::checkMedium()
{
    const std::lock_guard lock(m_mutex);
    const Status checked = m_db->verify();
    return checked.ok() || checked.error().kind != ErrorKind::Damaged ? checked : Status(damaged(checked.error().detail));
}

}  // namespace veldpost::store
