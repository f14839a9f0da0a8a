#include "server/store/sqlcipher_store.h"

#include "server/store/queries.h"
#include "server/store/schema.h"
#include "server/store/sqlcipher_change.h"
#include "shared/storage/files.h"

#include <charconv>

namespace veldpost::store {

// A view on a borrowed reader, which goes back when the view goes.
class SqlcipherStore::PooledView final : public Queries<server::View> {
public:
    static Result<std::unique_ptr<server::View>> begin(SqlcipherStore& store, Reader reader)
    {
        auto transaction = reader->beginRead();
        if (!transaction.ok()) {
            store.giveBack(std::move(reader));
            return std::move(transaction).error();
        }
        return std::unique_ptr<server::View>(new PooledView(store, std::move(reader), std::move(*transaction)));
    }

    ~PooledView() override
    {
        m_transaction.reset();
        m_store.giveBack(std::move(m_reader));
    }
    PooledView(const PooledView&) = delete;
    PooledView& operator=(const PooledView&) = delete;

private:
    PooledView(SqlcipherStore& store, Reader reader, storage::ReadTransaction transaction)
        : Queries(*reader), m_store(store), m_reader(std::move(reader)), m_transaction(std::move(transaction))
    {
    }

    SqlcipherStore& m_store;
    Reader m_reader;
    std::optional<storage::ReadTransaction> m_transaction;
};

SqlcipherStore::SqlcipherStore(std::filesystem::path path, const storage::Key& key, const StoreOptions& options,
                               std::unique_ptr<storage::Database> writer, std::unique_ptr<LedgerFile> ledger)
    : m_path(std::move(path)), m_key(key.bytes()), m_options(options), m_writer(std::move(writer)),
      m_ledger(std::move(ledger))
{
}

SqlcipherStore::~SqlcipherStore()
{
    const std::lock_guard lock(m_mutex);
    VELDPOST_CHECK(m_idle.size() == m_readers);
    m_idle.clear();  // before the writer, which checkpoints when it is the last
}

namespace {
Result<std::unique_ptr<storage::Database>> openWriter(const std::filesystem::path& path, const storage::Key& key,
                                                      storage::OpenMode mode, const Clock& clock,
                                                      const StoreOptions& options)
{
    storage::Options settings;
    settings.cacheKib = options.writerCacheKib;
    VELDPOST_ASSIGN(auto writer, storage::Database::open(path, key, mode, settings));
    VELDPOST_TRY(storage::migrate(*writer, migrations(), clock));
    return writer;
}

// A ledger that has fewer entries than the store once saw in it has been set back or has lost its end.
Status checkLedger(storage::Database& writer, const LedgerFile& ledger)
{
    VELDPOST_ASSIGN(auto q, writer.prepare("SELECT value FROM setting WHERE name = ?"));
    q.bindAll(kLedgerEntries);
    VELDPOST_ASSIGN(const bool found, q.step());
    std::int64_t least = 0;
    const std::string_view text = found ? q.text(0) : "0";
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), least);
    const bool whole = bad == std::errc() && end == text.data() + text.size() && ledger.count() >= least;
    if (whole) return done();
    return Error{ErrorKind::Damaged, "ledger_damaged", "The ledger beside the store is damaged",
                 "It has lost its end, or an older one was put in its place."};
}
}  // namespace

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::openBoth(const std::filesystem::path& path,
                                                                 const storage::Key& key, storage::OpenMode mode,
                                                                 const Clock& clock, const StoreOptions& options)
{
    const std::filesystem::path ledgerPath = options.ledger.empty() ? ledgerBeside(path) : options.ledger;
    VELDPOST_ASSIGN(auto writer, openWriter(path, key, mode, clock, options));
    VELDPOST_ASSIGN(auto ledger, LedgerFile::open(ledgerPath, key, mode, clock));
    VELDPOST_TRY(checkLedger(*writer, *ledger));
    return std::unique_ptr<SqlcipherStore>(
        new SqlcipherStore(path, key, options, std::move(writer), std::move(ledger)));
}

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::create(const std::filesystem::path& path,
                                                               const storage::Key& key, const Clock& clock,
                                                               const StoreOptions& options)
{
    return openBoth(path, key, storage::OpenMode::Create, clock, options);
}

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::open(const std::filesystem::path& path,
                                                             const storage::Key& key, const Clock& clock,
                                                             const StoreOptions& options)
{
    return openBoth(path, key, storage::OpenMode::Existing, clock, options);
}

Result<SqlcipherStore::Reader> SqlcipherStore::takeReader()
{
    {
        std::unique_lock lock(m_mutex);
        m_returned.wait(lock, [this] { return !m_idle.empty() || m_readers < m_options.readersMax; });
        if (!m_idle.empty()) {
            Reader reader = std::move(m_idle.back());
            m_idle.pop_back();
            return reader;
        }
        ++m_readers;
    }
    storage::Options settings;
    settings.cacheKib = m_options.readerCacheKib;
    auto opened = storage::Database::openReader(m_path, m_key, settings);
    if (opened.ok()) return std::move(*opened);
    {
        const std::lock_guard lock(m_mutex);
        --m_readers;
    }
    m_returned.notify_one();
    return std::move(opened).error();
}

void SqlcipherStore::giveBack(Reader reader)
{
    {
        const std::lock_guard lock(m_mutex);
        m_idle.push_back(std::move(reader));
    }
    m_returned.notify_one();
}

Result<std::unique_ptr<server::View>> SqlcipherStore::view()
{
    VELDPOST_ASSIGN(Reader reader, takeReader());
    return PooledView::begin(*this, std::move(reader));
}

Result<std::unique_ptr<server::Change>> SqlcipherStore::change()
{
    return SqlcipherChange::begin(*m_writer, *m_ledger);
}

Status SqlcipherStore::checkMedium()
{
    VELDPOST_TRY(m_ledger->checkMedium());
    VELDPOST_ASSIGN(Reader reader, takeReader());
    const Status checked = reader->verify();
    giveBack(std::move(reader));
    return checked;
}

Status SqlcipherStore::everyLasting(const server::Visitor<server::LastingEntry>& visit)
{
    return m_ledger->every(visit);
}

// Under another name until it is whole: a copy that a crash cut short must not pass for a backup.
Status SqlcipherStore::copyTo(const std::string& path)
{
    std::error_code failure;
    const std::filesystem::path whole(path), part(path + ".part");
    const Error exists{ErrorKind::Conflict, "store_exists", "There is a file of this name already", "It was left as it is."};
    if (std::filesystem::exists(whole, failure)) return exists;
    std::filesystem::remove(part, failure);
    VELDPOST_ASSIGN(Reader reader, takeReader());
    const Status copied = reader->copyTo(part, m_key);
    giveBack(std::move(reader));
    VELDPOST_TRY(copied);
    std::filesystem::rename(part, whole, failure);
    if (failure) return Error{ErrorKind::Failed, "io_error", "The copy cannot be given its name", failure.message()};
    return storage::syncFolder(std::filesystem::absolute(whole).parent_path());
}

}  // namespace veldpost::store
