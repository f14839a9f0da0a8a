// A server's folder: the store, its key, the lock that keeps a second writer out, and the socket for admin commands.
//
//   DIR/            0700
//   DIR/server.key  0600: 64 hex digits, the key of the store and of every backup of it
//   DIR/store.db    encrypted
//   DIR/server.lock held by the process that has the store open
//   DIR/admin.sock  0600, while serve runs
#pragma once

#include "server/store/sqlcipher_store.h"
#include "shared/storage/lock_file.h"

#include <filesystem>

namespace veldpost::app {

class DataFolder {
public:
    explicit DataFolder(std::filesystem::path path) : m_path(std::move(path)) {}

    std::filesystem::path keyFile() const { return m_path / "server.key"; }
    std::filesystem::path storeFile() const { return m_path / "store.db"; }
    std::filesystem::path lockFile() const { return m_path / "server.lock"; }
    std::filesystem::path socketFile() const { return m_path / "admin.sock"; }

    // Makes folder, key, store and the server's own keys; answers the epoch. Errors: store_exists,
    // folder_not_empty, path_too_long (Usage: the admin socket would not fit), disk_full, io_error.
    Result<std::string> make(const Clock& clock, RandomSource& random) const;

    // Errors: no_server_here, bad_key_file, key_file_open_to_others.
    Result<storage::Key> readKey() const;
    // Copies the key file; never over a file that is there. Error: file_exists.
    Status exportKey(const std::filesystem::path& to) const;

private:
    std::filesystem::path m_path;
};

// The store with its lock. The lock goes last.
struct OpenStore {
    storage::LockFile lock;
    std::unique_ptr<store::SqlcipherStore> store;

    // Errors: store_in_use, those of readKey and of SqlcipherStore::open.
    static Result<OpenStore> open(const DataFolder& folder, const Clock& clock);
};

}  // namespace veldpost::app
