// A server's folder: the store, its key, the lock that keeps a second writer out, and the socket for admin commands.
//
//   DIR/            0700
//   DIR/server.key  0600: 64 hex digits, the key of the store and of every backup of it
//   DIR/store.db    encrypted
//   DIR/store-ledger.db     what a restore must not undo: encrypted under the same key, not part of a backup
//   DIR/server.lock held by the process that has the store open
//   DIR/server.toml   what the administrator set, if anything (app/config.h)
//   DIR/admin.sock  0600, while serve runs
#pragma once

#include "server/store/restoring.h"
#include "shared/storage/lock_file.h"

#include <filesystem>

namespace veldpost::app {

class DataFolder {
public:
    explicit DataFolder(std::filesystem::path path) : m_path(std::move(path)) {}

    std::filesystem::path keyFile() const { return m_path / "server.key"; }
    std::filesystem::path storeFile() const { return m_path / "store.db"; }
    std::filesystem::path ledgerFile() const { return store::ledgerBeside(storeFile()); }
    std::filesystem::path configFile() const { return m_path / "server.toml"; }
    std::filesystem::path lockFile() const { return m_path / "server.lock"; }
    std::filesystem::path socketFile() const { return m_path / "admin.sock"; }

    // Makes folder, key, store and the server's own keys; answers the epoch. Errors: store_exists,
    // folder_not_empty, path_too_long (Usage: the admin socket would not fit), disk_full, io_error.
    Result<std::string> make(const Clock& clock, RandomSource& random) const;

    // Errors: no_server_here, bad_key_file, key_file_open_to_others.
    Result<storage::Key> readKey() const;
    // A key file that was exported. Errors: no_key_file, bad_key_file, key_file_open_to_others.
    static Result<storage::Key> readKeyFile(const std::filesystem::path& file);
    // Copies the key file; never over a file that is there. Error: file_exists.
    Status exportKey(const std::filesystem::path& to) const;

    struct RestoreWish {
        std::filesystem::path backup;
        std::filesystem::path keyFile;  // empty: the backup opens with this folder's key
        bool withoutLedger = false;
    };
    // The server is stopped. In a folder without a server the key file becomes its key. Errors: store_in_use, those of
    // readKey, readKeyFile and store::restore.
    Result<store::Restored> restore(const RestoreWish& wish, const Clock& clock, RandomSource& random) const;

private:
    Result<storage::Key> keyFor(const RestoreWish& wish) const;

    std::filesystem::path m_path;
};

// The store with its lock. The lock goes last.
struct OpenStore {
    storage::LockFile lock;
    std::unique_ptr<store::SqlcipherStore> store;

    // Carries a restore that was cut short to its end first. Errors: store_in_use, those of readKey, store::finishRestore
    // and SqlcipherStore::open.
    static Result<OpenStore> open(const DataFolder& folder, const Clock& clock);
};

}  // namespace veldpost::app
