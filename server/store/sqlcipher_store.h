// The server's store on SQLCipher: one connection that writes, a few that read beside it.
#pragma once

#include "server/store/ledger_file.h"
#include "shared/base/clock.h"
#include "shared/storage/database.h"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>

namespace veldpost::store {

struct StoreOptions {
    // Together with the buffers of requests these keep the server's peak under 200 MB.
    std::int64_t writerCacheKib = 32 * 1024;
    std::int64_t readerCacheKib = 4 * 1024;
    std::size_t readersMax = 6;  // workers, and the thread of waiting pulls
    std::filesystem::path ledger = {};  // empty: ledgerBeside(path)
};

class SqlcipherStore final : public server::Store {
public:
    // Makes the ledger beside it, too. Error `store_exists`, and those of storage::Database::open.
    static Result<std::unique_ptr<SqlcipherStore>> create(const std::filesystem::path& path,
                                                          const storage::Key& key, const Clock& clock,
                                                          const StoreOptions& options = {});
    // Brings an older store up to date. Errors: those of storage::Database::open and storage::migrate; ledger_missing,
    // ledger_damaged (also for one that has lost its end).
    static Result<std::unique_ptr<SqlcipherStore>> open(const std::filesystem::path& path, const storage::Key& key,
                                                        const Clock& clock, const StoreOptions& options = {});
    // REQUIRES: no View and no Change lives
    ~SqlcipherStore() override;

    Result<std::unique_ptr<server::View>> view() override;
    Result<std::unique_ptr<server::Change>> change() override;
    Status checkMedium() override;
    Status everyLasting(const server::Visitor<server::LastingEntry>& visit) override;
    Status copyTo(const std::string& path) override;

    // Of the connection that writes. REQUIRES: no Change lives
    std::map<std::string_view, std::int64_t> instructionsRun() const { return m_writer->instructionsRun(); }
    storage::IoCounts ioCounts() const { return m_writer->ioCounts(); }

private:
    class PooledView;
    using Reader = std::unique_ptr<storage::Database>;

    SqlcipherStore(std::filesystem::path path, const storage::Key& key, const StoreOptions& options,
                   std::unique_ptr<storage::Database> writer, std::unique_ptr<LedgerFile> ledger);
    static Result<std::unique_ptr<SqlcipherStore>> openBoth(const std::filesystem::path& path, const storage::Key& key,
                                                            storage::OpenMode mode, const Clock& clock,
                                                            const StoreOptions& options);
    Result<Reader> takeReader();
    void giveBack(Reader reader);

    const std::filesystem::path m_path;
    const storage::Key m_key;
    const StoreOptions m_options;
    std::unique_ptr<storage::Database> m_writer;
    std::unique_ptr<LedgerFile> m_ledger;

    std::mutex m_mutex;
    std::condition_variable m_returned;
    std::vector<Reader> m_idle;
    std::size_t m_readers = 0;
};

}  // namespace veldpost::store
