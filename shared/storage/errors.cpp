#include "shared/storage/errors.h"

#include "shared/storage/sqlite_api.h"

#include <cerrno>

namespace veldpost::storage {

namespace {

Error diskFull()
{
    return {ErrorKind::Failed, "disk_full", "The disk is full",
            "Nothing was half-written. Make room on the disk and try again."};
}

std::string codeText(int rc, sqlite3* db)
{
    std::string text = "store code " + std::to_string(rc);
    const int offset = db ? sqlite3_error_offset(db) : -1;
    if (offset >= 0) text += " at byte " + std::to_string(offset) + " of the statement";
    const int systemErrno = db ? sqlite3_system_errno(db) : 0;
    if (systemErrno != 0) text += ", system error " + std::to_string(systemErrno);
    return text;
}

Error constraintError(int rc)
{
    const char* which = "a rule of the table";
    if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY || rc == SQLITE_CONSTRAINT_ROWID)
        which = "it is there already";
    else if (rc == SQLITE_CONSTRAINT_FOREIGNKEY)
        which = "what it belongs to is not there, or something still belongs to it";
    return {ErrorKind::Conflict, "constraint", "The store refused the change", which};
}

}  // namespace

Error errorOf(int rc, sqlite3* db)
{
    switch (rc & 0xff) {
    case SQLITE_NOTADB:
        return {ErrorKind::Damaged, "wrong_key_or_damaged", "The store cannot be opened with this key",
                "The key belongs to another store, or the start of the file is damaged."};
    case SQLITE_CORRUPT:
        return {ErrorKind::Damaged, "store_damaged", "The store is damaged", codeText(rc, db)};
    case SQLITE_FULL:
        return diskFull();
    case SQLITE_IOERR:
        if (db && sqlite3_system_errno(db) == ENOSPC) return diskFull();
        return {ErrorKind::Failed, "io_error", "The disk failed to read or write the store", codeText(rc, db)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::Busy, "store_in_use", "Another program is using the store", codeText(rc, db)};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return {ErrorKind::Failed, "store_not_accessible", "The store may not be read or written", codeText(rc, db)};
    case SQLITE_NOMEM:
        return {ErrorKind::Failed, "out_of_memory", "Not enough memory for the store", codeText(rc, db)};
    case SQLITE_TOOBIG:
        return {ErrorKind::TooLarge, "value_too_large", "The value is too large for the store", codeText(rc, db)};
    case SQLITE_CONSTRAINT:
        return constraintError(rc);
    case SQLITE_INTERRUPT:
        return {ErrorKind::Failed, "interrupted", "The work on the store was interrupted", {}};
    default:
        return {ErrorKind::Failed, "store_error", "The store could not do this", codeText(rc, db)};
    }
}

Error fileError(int errnoValue, const char* doing)
{
    if (errnoValue == ENOSPC || errnoValue == EDQUOT) return diskFull();
    const std::string detail = std::string(doing) + ", system error " + std::to_string(errnoValue);
    if (errnoValue == EIO) return {ErrorKind::Failed, "io_error", "The disk failed to read or write", detail};
    return {ErrorKind::Failed, "store_not_accessible", "A file of the store may not be read or written", detail};
}

}  // namespace veldpost::storage
