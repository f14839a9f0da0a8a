#include "shared/storage/migrator.h"

#include "shared/crypto/hash.h"
#include "shared/storage/database.h"

namespace veldpost::storage {

namespace {

Status makeHistoryTable(Database& db)
{
    return db.exec("CREATE TABLE IF NOT EXISTS schema_migrations ("
                   " number INTEGER PRIMARY KEY,"
                   " name TEXT NOT NULL,"
                   " checksum BLOB NOT NULL CHECK (length(checksum) = 32),"
                   " applied_at_ms INTEGER NOT NULL) STRICT");
}

Error tooNew(int number, int known)
{
    return {ErrorKind::Failed, "store_too_new", "The store was made by a newer version",
            "It stands at step " + std::to_string(number) + ", this version knows " + std::to_string(known) +
                ". Use the newer version; nothing was changed."};
}

Error changed(int number)
{
    return {ErrorKind::Damaged, "migration_changed", "The store's history does not match this version",
            "Step " + std::to_string(number) + " was another one when it was applied; nothing was changed."};
}

// Compares what was applied with what is known; answers the number of the last one applied.
Result<int> checkHistory(Database& db, std::span<const Migration> migrations)
{
    VELDPOST_ASSIGN(Statement rows, db.prepare("SELECT number, checksum FROM schema_migrations ORDER BY number"));
    int last = 0;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, rows.step());
        if (!more) return last;
        const auto number = static_cast<int>(rows.int64(0));
        if (number != last + 1) return changed(last + 1);
        if (number > static_cast<int>(migrations.size())) {
            VELDPOST_ASSIGN(const int newest, schemaNumber(db));
            return tooNew(newest, static_cast<int>(migrations.size()));
        }
        if (rows.hash<Sha256>(1) != crypto::sha256(migrations[static_cast<std::size_t>(number - 1)].sql.text()))
            return changed(number);
        last = number;
    }
}

Status apply(Database& db, const Migration& migration, const Clock& clock)
{
    VELDPOST_ASSIGN(Transaction transaction, db.begin());
    VELDPOST_TRY(db.exec(migration.sql));
    VELDPOST_CHECK(db.inTransaction());  // a COMMIT inside the text would have split it
    VELDPOST_TRY(db.run("INSERT INTO schema_migrations (number, name, checksum, applied_at_ms) VALUES (?, ?, ?, ?)",
                        migration.number, migration.name, crypto::sha256(migration.sql.text()), clock.nowMs()));
    return transaction.commit();
}

}  // namespace

Result<int> schemaNumber(Database& db)
{
    VELDPOST_ASSIGN(Statement table,
                    db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'"));
    VELDPOST_ASSIGN(const bool exists, table.step());
    if (!exists) return 0;
    VELDPOST_ASSIGN(Statement last, db.prepare("SELECT coalesce(max(number), 0) FROM schema_migrations"));
    VELDPOST_TRY(last.step());
    return static_cast<int>(last.int64(0));
}

Result<int> migrate(Database& db, std::span<const Migration> migrations, const Clock& clock)
{
    int expected = 0;
    for (const Migration& migration : migrations) VELDPOST_CHECK(migration.number == ++expected);
    VELDPOST_TRY(makeHistoryTable(db));
    VELDPOST_ASSIGN(const int last, checkHistory(db, migrations));
    for (const Migration& migration : migrations.subspan(static_cast<std::size_t>(last)))
        VELDPOST_TRY(apply(db, migration, clock));
    return static_cast<int>(migrations.size()) - last;
}

}  // namespace veldpost::storage
