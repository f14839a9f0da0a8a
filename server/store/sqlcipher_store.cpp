#include "server/store/sqlcipher_store.h"

#include "server/store/queries.h"
#include "server/store/schema.h"
#include "server/store/sqlcipher_change.h"

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
                               std::unique_ptr<storage::Database> writer)
    : m_path(std::move(path)), m_key(key.bytes()), m_options(options), m_writer(std::move(writer))
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
}  // namespace

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::create(const std::filesystem::path& path,
                                                               const storage::Key& key, const Clock& clock,
                                                               const StoreOptions& options)
{
    VELDPOST_ASSIGN(auto writer, openWriter(path, key, storage::OpenMode::Create, clock, options));
    return std::unique_ptr<SqlcipherStore>(new SqlcipherStore(path, key, options, std::move(writer)));
}

Result<std::unique_ptr<SqlcipherStore>> SqlcipherStore::open(const std::filesystem::path& path,
                                                             const storage::Key& key, const Clock& clock,
                                                             const StoreOptions& options)
{
    VELDPOST_ASSIGN(auto writer, openWriter(path, key, storage::OpenMode::Existing, clock, options));
    return std::unique_ptr<SqlcipherStore>(new SqlcipherStore(path, key, options, std::move(writer)));
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
    return SqlcipherChange::begin(*m_writer);
}

Status SqlcipherStore::checkMedium()
{
    VELDPOST_ASSIGN(Reader reader, takeReader());
    const Status checked = reader->verify();
    giveBack(std::move(reader));
    return checked;
}

Status SqlcipherStore::copyTo(const std::string& path)
{
    VELDPOST_ASSIGN(Reader reader, takeReader());
    const Status copied = reader->copyTo(path, m_key);
    giveBack(std::move(reader));
    return copied;
}

}  // namespace veldpost::store
