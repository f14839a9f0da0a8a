#include "shared/storage/vfs.h"

#include "shared/base/check.h"
#include "shared/storage/sqlite_api.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace veldpost::storage {

namespace {

sqlite3_vfs* g_real = nullptr;  // the system's layer, set once by registerVfs()

// SQLite allocates szOsFile bytes for a file: ours, and right behind it the real one.
struct alignas(std::max_align_t) ShimFile {
    sqlite3_file base;
    PathIo* io;
    StoreFile which;
};
static_assert(sizeof(ShimFile) % alignof(std::max_align_t) == 0);

ShimFile* shim(sqlite3_file* file) { return reinterpret_cast<ShimFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(shim(file) + 1); }

bool isPlanned(std::int64_t failAt, std::int64_t now, bool fromThenOn)
{
    return failAt >= 0 && (now == failAt || (fromThenOn && now > failAt));
}

int shimClose(sqlite3_file* f)
{
    const int rc = real(f)->pMethods->xClose(real(f));
    f->pMethods = nullptr;
    return rc;
}

int shimRead(sqlite3_file* f, void* out, int bytes, sqlite3_int64 at)
{
    return real(f)->pMethods->xRead(real(f), out, bytes, at);
}

DiskHand* handOf(sqlite3_file* f)
{
    return shim(f)->io ? shim(f)->io->hand.load() : nullptr;
}

// What stands in the file there, as far as it goes. A test's disk only: it costs a read for every write.
int bytesAt(sqlite3_file* f, sqlite3_int64 at, sqlite3_int64 bytes, std::vector<std::uint8_t>& out)
{
    sqlite3_int64 size = 0;
    if (const int rc = real(f)->pMethods->xFileSize(real(f), &size); rc != SQLITE_OK) return rc;
    const sqlite3_int64 there = at >= size ? 0 : std::min(bytes, size - at);
    out.resize(static_cast<std::size_t>(there));
    if (there == 0) return SQLITE_OK;
    return real(f)->pMethods->xRead(real(f), out.data(), static_cast<int>(there), at);
}

int failedWrite(sqlite3_file* f, Fault fault, const void* in, int bytes, sqlite3_int64 at)
{
    if (fault == Fault::IoError) return SQLITE_IOERR_WRITE;
    if (fault == Fault::ShortWrite) {
        const int rc = real(f)->pMethods->xWrite(real(f), in, bytes / 2, at);
        if (rc != SQLITE_OK) return rc;
    }
    return SQLITE_FULL;
}

int shimWrite(sqlite3_file* f, const void* in, int bytes, sqlite3_int64 at)
{
    if (PathIo* io = shim(f)->io) {
        const std::int64_t index = io->writes.fetch_add(1);
        if (isPlanned(io->failWriteAt, index, io->failFromThenOn)) return failedWrite(f, io->fault, in, bytes, at);
        io->bytesWritten += bytes;
    }
    if (DiskHand* hand = handOf(f)) {
        std::vector<std::uint8_t> before;
        if (const int rc = bytesAt(f, at, bytes, before); rc != SQLITE_OK) return rc;
        const auto* data = static_cast<const std::uint8_t*>(in);
        const Fault fault = hand->onWrite(shim(f)->which, at, before, {data, static_cast<std::size_t>(bytes)});
        if (fault != Fault::None) return failedWrite(f, fault, in, bytes, at);
    }
    return real(f)->pMethods->xWrite(real(f), in, bytes, at);
}

int shimTruncate(sqlite3_file* f, sqlite3_int64 size)
{
    if (DiskHand* hand = handOf(f)) {
        sqlite3_int64 end = 0;
        if (const int rc = real(f)->pMethods->xFileSize(real(f), &end); rc != SQLITE_OK) return rc;
        std::vector<std::uint8_t> lost;
        if (const int rc = bytesAt(f, size, std::max<sqlite3_int64>(end - size, 0), lost); rc != SQLITE_OK) return rc;
        if (hand->onTruncate(shim(f)->which, size, lost) != Fault::None) return SQLITE_IOERR_TRUNCATE;
    }
    return real(f)->pMethods->xTruncate(real(f), size);
}

int shimSync(sqlite3_file* f, int flags)
{
    if (PathIo* io = shim(f)->io) {
        const std::int64_t index = io->syncs.fetch_add(1);
        if (isPlanned(io->failSyncAt, index, io->failFromThenOn)) return SQLITE_IOERR_FSYNC;
    }
    if (DiskHand* hand = handOf(f))
        if (hand->onSync(shim(f)->which) != Fault::None) return SQLITE_IOERR_FSYNC;
    return real(f)->pMethods->xSync(real(f), flags);
}

int shimFileSize(sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); }
int shimLock(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
int shimUnlock(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
int shimCheckReserved(sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); }
int shimFileControl(sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); }
int shimSectorSize(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
int shimDevice(sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }

int shimShmMap(sqlite3_file* f, int page, int size, int extend, void volatile** out)
{
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shimShmLock(sqlite3_file* f, int offset, int n, int flags)
{
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shimShmBarrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int shimShmUnmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

// Version 2: without xFetch the database file is never memory-mapped, whatever a setting says.
constexpr sqlite3_io_methods kMethods = {2, shimClose, shimRead, shimWrite, shimTruncate, shimSync, shimFileSize,
    shimLock, shimUnlock, shimCheckReserved, shimFileControl, shimSectorSize, shimDevice,
    shimShmMap, shimShmLock, shimShmBarrier, shimShmUnmap, nullptr, nullptr};

PathIo* ioOf(sqlite3_filename name, int flags)
{
    if (!name) return nullptr;  // a nameless temporary file
    if (flags & SQLITE_OPEN_MAIN_DB) return &pathIo(name);
    if (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) return &pathIo(sqlite3_filename_database(name));
    return nullptr;
}

int shimOpen(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* f, int flags, int* outFlags)
{
    shim(f)->io = ioOf(name, flags);
    shim(f)->which = flags & SQLITE_OPEN_MAIN_DB ? StoreFile::Main
                     : flags & SQLITE_OPEN_WAL   ? StoreFile::Wal
                                                 : StoreFile::Journal;
    f->pMethods = nullptr;  // SQLite calls xClose only when this is set
    const int rc = g_real->xOpen(g_real, name, real(f), flags, outFlags);
    if (real(f)->pMethods) {
        VELDPOST_CHECK(real(f)->pMethods->iVersion >= 2);
        f->pMethods = &kMethods;
    }
    return rc;
}

int shimDelete(sqlite3_vfs*, const char* name, int syncDir)
{
    // A database itself is never deleted here, only what lies beside it.
    const std::string_view path = name;
    const bool isWal = path.ends_with("-wal");
    if (isWal || path.ends_with("-journal")) {
        const std::string database(path.substr(0, path.rfind('-')));
        if (DiskHand* hand = pathIo(database).hand)
            if (hand->onDelete(isWal ? StoreFile::Wal : StoreFile::Journal) != Fault::None) return SQLITE_IOERR_DELETE;
    }
    return g_real->xDelete(g_real, name, syncDir);
}
int shimAccess(sqlite3_vfs*, const char* name, int flags, int* out)
{
    return g_real->xAccess(g_real, name, flags, out);
}
int shimFullPathname(sqlite3_vfs*, const char* name, int size, char* out)
{
    return g_real->xFullPathname(g_real, name, size, out);
}
int shimRandomness(sqlite3_vfs*, int bytes, char* out) { return g_real->xRandomness(g_real, bytes, out); }
int shimSleep(sqlite3_vfs*, int microseconds) { return g_real->xSleep(g_real, microseconds); }
int shimCurrentTime(sqlite3_vfs*, double* out) { return g_real->xCurrentTime(g_real, out); }
int shimLastError(sqlite3_vfs*, int size, char* out) { return g_real->xGetLastError(g_real, size, out); }
int shimCurrentTime64(sqlite3_vfs*, sqlite3_int64* out) { return g_real->xCurrentTimeInt64(g_real, out); }

}  // namespace

void registerVfs()
{
    static std::once_flag once;
    std::call_once(once, [] {
        g_real = sqlite3_vfs_find(nullptr);
        VELDPOST_CHECK(g_real != nullptr && g_real->iVersion >= 2);
        static sqlite3_vfs vfs{};  // the loading of extensions (xDl…) is left out: there is nothing to load
        vfs.iVersion = 2;
        vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + g_real->szOsFile;
        vfs.mxPathname = g_real->mxPathname;
        vfs.zName = kVfsName;
        vfs.xOpen = shimOpen;
        vfs.xDelete = shimDelete;
        vfs.xAccess = shimAccess;
        vfs.xFullPathname = shimFullPathname;
        vfs.xRandomness = shimRandomness;
        vfs.xSleep = shimSleep;
        vfs.xCurrentTime = shimCurrentTime;
        vfs.xGetLastError = shimLastError;
        vfs.xCurrentTimeInt64 = shimCurrentTime64;
        VELDPOST_CHECK(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
    });
}

std::filesystem::path canonicalPath(const std::filesystem::path& path, std::error_code& error)
{
    // weakly_canonical() alone leaves a relative name relative when nothing of it exists.
    const std::filesystem::path absolute = std::filesystem::absolute(path, error);
    return error ? std::filesystem::path() : std::filesystem::weakly_canonical(absolute, error);
}

PathIo& pathIo(const std::string& path)
{
    static std::mutex mutex;
    static std::map<std::string, std::unique_ptr<PathIo>> states;  // never shrinks: files keep pointers into it
    const std::lock_guard guard(mutex);
    std::unique_ptr<PathIo>& state = states[path];
    if (!state) state = std::make_unique<PathIo>();
    return *state;
}

}  // namespace veldpost::storage
