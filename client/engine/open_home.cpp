#include "client/engine/open_home.h"

#include "client/engine/local_store.h"
#include "client/engine/recovery.h"
#include "client/engine/schema.h"
#include "client/engine/server_calls.h"
#include "client/engine/wiper.h"

namespace veldpost::engine {

namespace {
// A tablet has little memory to spare, and a case of 5,000 notes fits its hot pages in this.
constexpr std::int64_t kCacheKib = 16 * 1024;

storage::Options storeOptions()
{
    storage::Options options;
    options.cacheKib = kCacheKib;
    return options;
}
}  // namespace

// In the order of need: the engine goes before the transport it uses, the store goes last.
struct OpenHome::Parts {
    Parts(std::unique_ptr<storage::Database> db, const std::filesystem::path& file, const Clock& c, RandomSource& r)
        : clock(c), random(r), store(std::move(db), c, file.parent_path()), dossiers(store, c, r), drafts(store, dossiers, c, r),
          quarantine(store, dossiers, c, r), conflicts(store, dossiers), lease(store, c), blobs(store, dossiers, c, r)
    {
    }
    const Clock& clock;
    RandomSource& random;
    LocalStore store;
    Dossiers dossiers;
    Drafts drafts;
    Quarantine quarantine;
    Conflicts conflicts;
    Lease lease;
    Blobs blobs;
    std::unique_ptr<Transport> transport;
    std::unique_ptr<ServerCalls> calls;
    std::unique_ptr<SyncEngine> sync;
};

OpenHome::OpenHome(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

OpenHome::~OpenHome()
{
    m_parts->sync.reset();
}

Result<std::unique_ptr<OpenHome>> OpenHome::open(const std::filesystem::path& storeFile,
                                                 const crypto::SecretBytes& dataKey, const Clock& clock,
                                                 RandomSource& random, OpenFor what)
{
    VELDPOST_ASSIGN(auto db, storage::Database::open(storeFile, storage::Key(dataKey), storage::OpenMode::Existing,
                                                     storeOptions()));
    VELDPOST_TRY(storage::migrate(*db, clientMigrations(), clock));
    auto parts = std::make_unique<Parts>(std::move(db), storeFile, clock, random);
    VELDPOST_TRY(parts->store.loadIdentity());
    VELDPOST_ASSIGN(const bool wiped, Wiper::isDone(parts->store));
    if (wiped) return Wiper::wiped({});
    VELDPOST_TRY(parts->lease.begin());
    VELDPOST_TRY(keepContactCard(parts->store.folder(), parts->store.identity()));
    if (what == OpenFor::Content) VELDPOST_TRY(parts->lease.check());
    return std::unique_ptr<OpenHome>(new OpenHome(std::move(parts)));
}

Result<std::unique_ptr<OpenHome>> OpenHome::create(const std::filesystem::path& storeFile,
                                                   const crypto::SecretBytes& dataKey, const Identity& identity,
                                                   const crypto::SigningKey& deviceKey, const Clock& clock,
                                                   RandomSource& random, const std::optional<Contact>& enrolled)
{
    VELDPOST_ASSIGN(auto db, storage::Database::open(storeFile, storage::Key(dataKey), storage::OpenMode::Create,
                                                     storeOptions()));
    VELDPOST_TRY(storage::migrate(*db, clientMigrations(), clock));
    auto parts = std::make_unique<Parts>(std::move(db), storeFile, clock, random);
    VELDPOST_ASSIGN(storage::Transaction tx, parts->store.db().begin());
    VELDPOST_TRY(parts->store.saveIdentity(identity, deviceKey));
    VELDPOST_TRY(tx.commit());
    if (enrolled) VELDPOST_TRY(parts->lease.take(*enrolled));
    VELDPOST_TRY(keepContactCard(parts->store.folder(), identity));
    return std::unique_ptr<OpenHome>(new OpenHome(std::move(parts)));
}

Status OpenHome::mayRead()
{
    VELDPOST_TRY(m_parts->lease.keepTime());
    return m_parts->lease.check();
}

const Identity& OpenHome::identity() const { return m_parts->store.identity(); }
Dossiers& OpenHome::dossiers() { return m_parts->dossiers; }
Drafts& OpenHome::drafts() { return m_parts->drafts; }
Quarantine& OpenHome::quarantine() { return m_parts->quarantine; }
Blobs& OpenHome::blobs() { return m_parts->blobs; }
Conflicts& OpenHome::conflicts() { return m_parts->conflicts; }
LocalStore& OpenHome::store() { return m_parts->store; }
ServerCalls* OpenHome::calls() { return m_parts->calls.get(); }
SyncEngine* OpenHome::sync() { return m_parts->sync.get(); }

SyncEngine& OpenHome::connect(std::unique_ptr<Transport> transport)
{
    m_parts->sync.reset();
    m_parts->calls.reset();
    m_parts->transport = std::move(transport);
    m_parts->calls = std::make_unique<ServerCalls>(m_parts->store, *m_parts->transport, m_parts->clock);
    m_parts->sync = std::make_unique<SyncEngine>(m_parts->store, m_parts->drafts, *m_parts->transport, m_parts->clock, m_parts->random);
    return *m_parts->sync;
}

void OpenHome::disconnect()
{
    m_parts->sync.reset();
    m_parts->calls.reset();
    m_parts->transport.reset();
}

void enrol(Transport& transport, const std::string& code, const crypto::SigningKey& deviceKey,
           std::function<void(Result<protocol::EnrolAnswer>)> done)
{
    const protocol::EnrolRequest request{code, deviceKey.publicKey()};
    const crypto::PublicKey key = deviceKey.publicKey();
    transport.send({"POST", "/v1/enrol", "", revision::writeCbor(request.toJson())},
                   [key, done = std::move(done)](Result<HttpAnswer> answer) {
                       if (!answer.ok()) return done(std::move(answer).error());
                       auto json = readAnswer(*answer);
                       if (!json.ok()) return done(std::move(json).error());
                       auto enrolled = protocol::EnrolAnswer::fromJson(*json);
                       if (enrolled.ok() &&
                           (enrolled->certificate.key != key || !enrolled->certificate.signedBy(enrolled->serverKey)))
                           return done(Error{ErrorKind::Unreachable, "not_trusted",
                                             "The server's answer does not fit this device's key", ""});
                       done(std::move(enrolled));
                   });
}

Contact contactOf(const protocol::EnrolAnswer& answer)
{
    return {answer.serverTimeMs, answer.leaseMs};
}

}  // namespace veldpost::engine
