// A copy of a store while it is in use, page by page: every page is decrypted here and encrypted anew there.
#include "shared/storage/database.h"
#include "shared/storage/errors.h"
#include "shared/storage/sqlite_api.h"

#include <unistd.h>

namespace veldpost::storage {

namespace {

// All pages in one step: the source is seen at one moment, and its writer goes on beside it in the WAL.
int copyPages(sqlite3* from, sqlite3* to)
{
    sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
    if (backup == nullptr) return sqlite3_extended_errcode(to);
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    return stepped == SQLITE_DONE ? finished : stepped;
}

}  // namespace

Status Database::copyTo(const std::filesystem::path& path, const Key& key)
{
    VELDPOST_ASSIGN(auto target, open(path, key, OpenMode::Create));
    const int rc = copyPages(m_db, target->m_db);
    Status copied = rc == SQLITE_OK ? target->checkpoint() : Status(errorOf(rc, target->m_db));
    target.reset();
    if (!copied.ok())
        for (const char* suffix : {"", "-wal", "-shm"}) ::unlink((path.string() + suffix).c_str());
    return copied;
}

}  // namespace veldpost::storage
