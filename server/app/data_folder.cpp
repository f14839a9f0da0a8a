#include "server/app/data_folder.h"

#include "server/engine/engine.h"
#include "shared/storage/files.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace veldpost::app {

namespace {

constexpr std::size_t kKeyDigits = 64;

Error fileProblem(int code, const char* type, const char* title)
{
    return {ErrorKind::Failed, code == ENOSPC || code == EDQUOT ? "disk_full" : type, title,
            std::generic_category().message(code)};
}

Error exists(const char* type, const char* title)
{
    return {ErrorKind::Conflict, type, title, "It was left as it is."};
}

// A new file of mode 0600, whole and on the disk, or none.
Status writePrivate(const std::filesystem::path& path, std::string_view text, const Error& whenThere)
{
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) return errno == EEXIST ? whenThere : fileProblem(errno, "io_error", "A file cannot be made");
    const ssize_t written = ::write(fd, text.data(), text.size());
    const bool whole = written == static_cast<ssize_t>(text.size()) && ::fsync(fd) == 0;
    const int code = whole ? 0 : (errno != 0 ? errno : ENOSPC);
    ::close(fd);
    if (whole) return done();
    ::unlink(path.c_str());
    return fileProblem(code, "io_error", "A file cannot be written");
}

// Nobody's files are taken over, and no folder of others is closed to them. A lock left by a try that failed may lie there.
Status checkUnused(const DataFolder& folder, const std::filesystem::path& path)
{
    constexpr std::size_t most = sizeof(sockaddr_un::sun_path) - 1;
    if (std::filesystem::absolute(folder.socketFile()).string().size() > most)
        return Error{ErrorKind::Usage, "path_too_long", "The folder's path is too long",
                     "A socket for admin commands must fit below it: " + std::to_string(most) + " characters in all."};
    std::error_code failure;
    if (!std::filesystem::exists(path, failure)) return done();
    for (std::filesystem::directory_iterator it(path, failure), end; !failure && it != end; it.increment(failure))
        if (it->path().filename() != folder.lockFile().filename())
            return exists("folder_not_empty", "There is something in this folder already");
    if (failure) return fileProblem(failure.value(), "io_error", "The folder cannot be read");
    return done();
}

Status makeFolder(const std::filesystem::path& path)
{
    std::error_code failure;
    std::filesystem::create_directories(path, failure);
    if (failure) return fileProblem(failure.value(), "io_error", "The folder cannot be made");
    std::filesystem::permissions(path, std::filesystem::perms::owner_all, failure);
    if (failure) return fileProblem(failure.value(), "io_error", "The folder cannot be made private");
    return done();
}

Result<std::string> makeStore(const DataFolder& folder, const storage::Key& key, const Clock& clock, RandomSource& random)
{
    VELDPOST_ASSIGN(const auto store, store::SqlcipherStore::create(folder.storeFile(), key, clock));
    VELDPOST_TRY(server::Engine::found(*store, clock, random));
    VELDPOST_ASSIGN(const auto engine, server::Engine::open(*store, clock, random, server::Engine::Mode::Inline));
    return engine->epoch();
}

}  // namespace

Result<std::string> DataFolder::make(const Clock& clock, RandomSource& random) const
{
    const Error there = exists("store_exists", "There is a server in this folder already");
    std::error_code failure;
    if (std::filesystem::exists(storeFile(), failure) || std::filesystem::exists(keyFile(), failure)) return there;
    VELDPOST_TRY(checkUnused(*this, m_path));
    VELDPOST_TRY(makeFolder(m_path));
    VELDPOST_ASSIGN(const auto lock, storage::LockFile::take(lockFile()));
    const auto secret = crypto::SecretBytes::random(storage::Key::kBytes, random);
    std::string text = toHex(secret.bytes()) + "\n";
    const Status kept = writePrivate(keyFile(), text, there);
    crypto::wipeText(text);
    VELDPOST_TRY(kept);
    // A store whose key has gone with a power cut is lost.
    VELDPOST_TRY(storage::syncFolder(m_path));
    auto made = makeStore(*this, storage::Key(secret), clock, random);
    // Half a server would stand in the way of the next attempt; both files are ours and hold nothing yet.
    if (!made.ok())
        for (const auto& file : {storeFile(), ledgerFile(), keyFile()}) std::filesystem::remove(file, failure);
    return made;
}

Result<storage::Key> DataFolder::readKeyFile(const std::filesystem::path& file)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return Error{ErrorKind::Failed, "no_key_file", "There is no such key file", file.filename().string()};
    struct stat info{};
    std::string text(kKeyDigits + 2, '\0');
    const ssize_t got = ::fstat(fd, &info) == 0 ? ::read(fd, text.data(), text.size()) : -1;
    ::close(fd);
    if ((info.st_mode & 077) != 0)
        return Error{ErrorKind::Failed, "key_file_open_to_others", "Others may read the server's key",
                     "Set its mode to 0600; nothing was opened."};
    crypto::SecretBytes secret(storage::Key::kBytes);
    const bool whole = got >= static_cast<ssize_t>(kKeyDigits) && fromHex(text.substr(0, kKeyDigits), secret.bytes());
    crypto::wipeText(text);
    if (!whole)
        return Error{ErrorKind::Damaged, "bad_key_file", "The server's key file is damaged", "Put an exported copy back."};
    return storage::Key(secret);
}

Result<storage::Key> DataFolder::readKey() const
{
    auto key = readKeyFile(keyFile());
    if (!key.ok() && key.error().type == "no_key_file")
        return Error{ErrorKind::Failed, "no_server_here", "There is no server in this folder", "Make one with init."};
    return key;
}

// The folder's own; in a folder without a server that of the backup.
Result<storage::Key> DataFolder::keyFor(const RestoreWish& wish) const
{
    auto own = readKey();
    const bool isNew = !own.ok() && own.error().type == "no_server_here" && !wish.keyFile.empty();
    return isNew ? readKeyFile(wish.keyFile) : std::move(own);
}

Result<store::Restored> DataFolder::restore(const RestoreWish& wish, const Clock& clock, RandomSource& random) const
{
    VELDPOST_ASSIGN(const storage::Key key, keyFor(wish));
    VELDPOST_ASSIGN(const storage::Key backupKey, wish.keyFile.empty() ? readKey() : readKeyFile(wish.keyFile));
    VELDPOST_TRY(makeFolder(m_path));
    VELDPOST_ASSIGN(const auto lock, storage::LockFile::take(lockFile()));
    std::error_code failure;
    const bool isNew = !std::filesystem::exists(keyFile(), failure);
    if (isNew) {
        std::string text = toHex(key.bytes()) + "\n";
        const Status kept = storage::replaceFile(keyFile(), text);
        crypto::wipeText(text);
        VELDPOST_TRY(kept);
    }
    auto restored = store::restore({storeFile(), wish.backup, backupKey, key, wish.withoutLedger}, clock, random);
    // A key without a store would stand in the way of the next attempt.
    if (!restored.ok() && isNew) std::filesystem::remove(keyFile(), failure);
    return restored;
}

Status DataFolder::exportKey(const std::filesystem::path& to) const
{
    VELDPOST_ASSIGN(const storage::Key key, readKey());
    std::string text = toHex(key.bytes()) + "\n";
    const Status written = writePrivate(to, text, exists("file_exists", "There is a file of this name already"));
    crypto::wipeText(text);
    VELDPOST_TRY(written);
    return storage::syncFolder(std::filesystem::absolute(to).parent_path());
}

Result<OpenStore> OpenStore::open(const DataFolder& folder, const Clock& clock)
{
    VELDPOST_ASSIGN(const storage::Key key, folder.readKey());
    VELDPOST_ASSIGN(storage::LockFile lock, storage::LockFile::take(folder.lockFile()));
    VELDPOST_TRY(store::finishRestore(folder.storeFile()));
    VELDPOST_ASSIGN(auto store, store::SqlcipherStore::open(folder.storeFile(), key, clock));
    return OpenStore{std::move(lock), std::move(store)};
}

}  // namespace veldpost::app
