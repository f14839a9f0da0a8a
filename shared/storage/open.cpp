// Opening a store: every setting that the file's safety hangs on is made here, at every open.
#include "shared/base/hex.h"
#include "shared/crypto/hash.h"
#include "shared/storage/database.h"
#include "shared/storage/errors.h"
#include "shared/storage/files.h"
#include "shared/storage/sqlite_api.h"
#include "shared/storage/wiping_allocator.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace veldpost::storage {

namespace {

// The file format: these can never change once data exists, so they do not hang on SQLCipher's defaults.
// Measured on two cores, 1.3 KB rows with a unique 32-byte id, 32 MiB cache, rows a second, best of two runs
// (inserted 500 a commit / read by random id, cold / scanned, cold):
//   4 KiB pages, HMAC-SHA512 (the default)  24,000 / 37,000 /  66,000
//   4 KiB, HMAC-SHA256                      26,000 / 54,000 / 130,000
//   8 KiB, HMAC-SHA1                        26,000 / 74,000 / 239,000
//   8 KiB, HMAC-SHA256                      34,000 / 82,000 / 267,000   <- taken
//   8 KiB, HMAC-SHA512                      35,000 / 63,000 / 161,000
//   16 KiB, HMAC-SHA256                     26,000 / 68,000 / 304,000
//   4 KiB, plain SQLite                     26,000 / 93,000 / 290,000
// Single durable commits hang on the disk's fsync (750 to 2,600 a second), not on these.
constexpr std::int64_t kPageBytes = 8192;
#define VELDPOST_CIPHER_FORMAT \
    "PRAGMA cipher_page_size = 8192;" \
    "PRAGMA cipher_use_hmac = ON;" \
    "PRAGMA cipher_hmac_algorithm = HMAC_SHA256;" \
    "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;" \
    "PRAGMA cipher_plaintext_header_size = 0;"

constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kMagicBytes = 16;
constexpr char kPlaintextMagic[kMagicBytes] = "SQLite format 3";  // with its final NUL

Error missingStore()
{
    return {ErrorKind::Damaged, "store_missing", "The store's file is not there",
            "Nothing was made in its place. Put the file back from where it went."};
}

Error truncatedStore()
{
    return {ErrorKind::Damaged, "store_truncated", "The store's file has lost its end",
            "Its size is not a whole number of pages."};
}

// The file itself, before SQLite sees it.
Status inspectFile(const std::string& path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT ? missingStore() : fileError(errno, "opening the store");
    struct stat info{};
    char start[kMagicBytes]{};
    const bool statOk = ::fstat(fd, &info) == 0;
    const ssize_t got = statOk && S_ISREG(info.st_mode) ? ::pread(fd, start, sizeof start, 0) : 0;
    const int readErrno = errno;
    ::close(fd);
    if (!statOk || got < 0) return fileError(readErrno, "reading the store");
    if (!S_ISREG(info.st_mode))
        return Error{ErrorKind::Damaged, "store_damaged", "The store is not a file", "Another thing has its name."};
    if (got == static_cast<ssize_t>(kMagicBytes) && std::memcmp(start, kPlaintextMagic, kMagicBytes) == 0)
        return Error{ErrorKind::Damaged, "store_not_encrypted", "The store is not encrypted",
                     "An unencrypted file is never used as a store."};
    // A crash while the WAL is copied may leave half a page at the end; the WAL then still has the whole one.
    struct stat wal{};
    const bool hasWal = ::stat((path + "-wal").c_str(), &wal) == 0 && wal.st_size > 0;
    if (info.st_size < kPageBytes || (info.st_size % kPageBytes != 0 && !hasWal)) return truncatedStore();
    return done();
}

// Made here and not by SQLite: 0600 from its first moment, and never over a file that is there.
Status makeFile(const std::filesystem::path& path)
{
    std::error_code ec;
    const bool strayWal = std::filesystem::exists(path.string() + "-wal", ec);
    const int fd = strayWal ? -1 : ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (strayWal || (fd < 0 && errno == EEXIST))
        return Error{ErrorKind::Conflict, "store_exists", "There is a store already", "It was left as it is."};
    if (fd < 0) return fileError(errno, "making the store");
    ::close(fd);
    return syncFolder(path.parent_path());
}

void removeFiles(const std::string& path)
{
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) ::unlink((path + suffix).c_str());
}

}  // namespace

// The steps of one open. A friend of Database, so that the settings stay out of its interface.
class Opener {
public:
    Opener(const std::filesystem::path& path, bool isReader, const Options& options)
        : m_path(canonicalPath(path, m_pathError)), m_isReader(isReader), m_options(options)
    {
        installWipingAllocator();
        registerVfs();
    }

    Result<std::unique_ptr<Database>> openExisting(const Key& key)
    {
        if (m_pathError) return fileError(m_pathError.value(), "finding the store");
        VELDPOST_TRY(inspectFile(m_path.string()));
        return connect(key);
    }

    Result<std::unique_ptr<Database>> create(const Key& key)
    {
        if (m_pathError) return fileError(m_pathError.value(), "finding the store's folder");
        VELDPOST_TRY(makeFile(m_path));
        auto opened = connect(key);
        if (!opened.ok()) removeFiles(m_path.string());  // ours, and empty: makeFile() saw that nothing was there
        return opened;
    }

private:
    Result<std::unique_ptr<Database>> connect(const Key& key)
    {
        const int flags = (m_isReader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX |
                          SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
        sqlite3* handle = nullptr;
        const int rc = sqlite3_open_v2(m_path.c_str(), &handle, flags, kVfsName);
        PathIo& io = pathIo(m_path.string());
        std::unique_ptr<Database> db(new Database(handle, io, m_isReader));  // closes a half-opened handle too
        db->m_atOpen = io.counts();
        if (rc != SQLITE_OK) return errorOf(rc, handle);
        VELDPOST_TRY(harden(*db));
        VELDPOST_TRY(giveKey(*db, key));
        VELDPOST_TRY(checkCipher(*db));
        VELDPOST_TRY(applySettings(*db));
        if (!m_isReader) mendFile(*db);
        return db;
    }

    // A stop in mid-checkpoint leaves torn pages in the file that its log holds whole. Nobody reads them, but verify looks
    // at the file past its log: they are copied again. When that fails (a full disk) the log goes on holding everything,
    // and whoever commits or copies next is told.
    static void mendFile(Database& db)
    {
        (void)sqlite3_wal_checkpoint_v2(db.m_db, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    }

    Status harden(Database& db)
    {
        struct Switch { int option; int value; };
        constexpr Switch kSwitches[] = {
            {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
            {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
            {SQLITE_DBCONFIG_ENABLE_FKEY, 1},    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
            {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
        };
        for (const Switch& s : kSwitches) {
            const int rc = sqlite3_db_config(db.m_db, s.option, s.value, nullptr);
            if (rc != SQLITE_OK) return errorOf(rc, db.m_db);
        }
        if (m_isReader) {
            const int rc = sqlite3_db_config(db.m_db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
            if (rc != SQLITE_OK) return errorOf(rc, db.m_db);
        }
        sqlite3_limit(db.m_db, SQLITE_LIMIT_ATTACHED, 0);  // an attached file could be a plaintext one
        sqlite3_busy_timeout(db.m_db, m_options.busyTimeoutMs);
        return done();
    }

    // As raw key bytes in SQLCipher's blob notation, with the salt. SQLCipher would read that from the start of the file,
    // which a stop in mid-write can leave garbled while the log has its page whole: the salt follows from the key.
    Status giveKey(Database& db, const Key& key)
    {
        if (m_options.lockAllMemory) VELDPOST_TRY(db.exec("PRAGMA cipher_memory_security = ON"));
        std::string digits = toHex(key.bytes());
        const auto salt = crypto::hmacSha256(key.bytes().first<Key::kBytes>(), "veldpost store salt");
        digits.append(toHex(std::span(salt).first<kSaltBytes>()));
        std::string literal;
        literal.reserve(digits.size() + 3);  // so that no copy is left behind by growth
        literal.append("x'").append(digits).append("'");
        const int rc = sqlite3_key_v2(db.m_db, "main", literal.data(), static_cast<int>(literal.size()));
        crypto::wipeText(digits);
        crypto::wipeText(literal);
        if (rc != SQLITE_OK) return errorOf(rc, db.m_db);
        // It would write to stderr, where scripts read our problems; giving the key sets the level back.
        VELDPOST_TRY(db.exec("PRAGMA cipher_log_level = NONE"));
        return db.exec(VELDPOST_CIPHER_FORMAT);
    }

    // A plain SQLite in the process would have ignored the key without a word.
    Status checkCipher(Database& db)
    {
        const Error missing{ErrorKind::Failed, "cipher_missing", "The encryption library is missing or too old",
                            "SQLCipher 4.6 or later is needed."};
        VELDPOST_ASSIGN(Statement version, db.prepare("PRAGMA cipher_version"));
        VELDPOST_ASSIGN(const bool answered, version.step());
        if (!answered) return missing;
        const std::string_view text = version.text(0);  // "4.6.1 community"
        int major = 0, minor = 0;
        const auto [rest, bad] = std::from_chars(text.data(), text.data() + text.size(), major);
        if (bad != std::errc{} || rest == text.data() + text.size()) return missing;
        std::from_chars(rest + 1, text.data() + text.size(), minor);
        if (major < 4 || (major == 4 && minor < 6)) return missing;
        return done();
    }

    Status applySettings(Database& db)
    {
        // The first touch of the file: a wrong key shows here.
        VELDPOST_TRY(db.exec("SELECT count(*) FROM sqlite_schema"));
        VELDPOST_TRY(expectWal(db));
        VELDPOST_TRY(db.exec("PRAGMA synchronous = FULL;"
                             "PRAGMA temp_store = MEMORY;"
                             "PRAGMA mmap_size = 0;"
                             "PRAGMA cell_size_check = ON;"
                             // What is deleted is overwritten in the pages too: a destroy order holds against
                             // those who have the key as well.
                             "PRAGMA secure_delete = ON;"
                             "PRAGMA journal_size_limit = 33554432;"
                             "PRAGMA wal_autocheckpoint = 0"));
        if (m_isReader) VELDPOST_TRY(db.exec("PRAGMA query_only = ON"));
        else if (m_options.walAutocheckpointPages > 0)
            sqlite3_wal_autocheckpoint(db.m_db, m_options.walAutocheckpointPages);
        return setCache(db);
    }

    Status expectWal(Database& db)
    {
        Sql ask = m_isReader ? Sql("PRAGMA journal_mode") : Sql("PRAGMA journal_mode = WAL");
        VELDPOST_ASSIGN(Statement mode, db.prepare(ask));
        VELDPOST_ASSIGN(const bool answered, mode.step());
        if (answered && mode.text(0) == "wal") return done();
        return Error{ErrorKind::Failed, "store_not_accessible", "The store cannot be written safely here",
                     "The disk does not offer what a write-ahead log needs."};
    }

    Status setCache(Database& db)
    {
        // The pragma takes no parameter; the number is put in by SQLite's own printf, from an integer.
        char sql[64];
        sqlite3_snprintf(sizeof sql, sql, "PRAGMA cache_size = -%lld", static_cast<long long>(m_options.cacheKib));
        const int rc = sqlite3_exec(db.m_db, sql, nullptr, nullptr, nullptr);
        return rc == SQLITE_OK ? done() : Status(errorOf(rc, db.m_db));
    }

    std::error_code m_pathError;  // before m_path, which sets it
    std::filesystem::path m_path;
    bool m_isReader;
    Options m_options;
};

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, const Key& key, OpenMode mode,
                                                 const Options& options)
{
    Opener opener(path, false, options);
    return mode == OpenMode::Create ? opener.create(key) : opener.openExisting(key);
}

Result<std::unique_ptr<Database>> Database::openReader(const std::filesystem::path& path, const Key& key,
                                                       const Options& options)
{
    return Opener(path, true, options).openExisting(key);
}

}  // namespace veldpost::storage
