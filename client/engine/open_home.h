// An unlocked home: the encrypted store and everything that works on it. Closing it (lock, quit) closes the store
// and wipes its key.
#pragma once

#include "client/engine/dossiers.h"
#include "client/engine/drafts.h"
#include "client/engine/identity.h"
#include "client/engine/sync_engine.h"

#include <filesystem>
#include <memory>

namespace veldpost::engine {

class OpenHome {
public:
    // Opens the store a vault has unlocked. Errors: those of storage::Database::open, `not_enrolled`.
    static Result<std::unique_ptr<OpenHome>> open(const std::filesystem::path& storeFile,
                                                  const crypto::SecretBytes& dataKey, const Clock& clock,
                                                  RandomSource& random);
    // Makes the store of a new home with its identity. Error `store_exists`.
    static Result<std::unique_ptr<OpenHome>> create(const std::filesystem::path& storeFile,
                                                    const crypto::SecretBytes& dataKey, const Identity& identity,
                                                    const crypto::SigningKey& deviceKey, const Clock& clock,
                                                    RandomSource& random);
    ~OpenHome();

    const Identity& identity() const;
    Dossiers& dossiers();
    Drafts& drafts();
    LocalStore& store();
    // The engine needs a way to the server; without one it is offline for good (the demo).
    SyncEngine& connect(std::unique_ptr<Transport> transport);
    SyncEngine* sync();  // null before connect()

private:
    struct Parts;
    explicit OpenHome(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

// How the home got its identity: over `transport`, with an invitation's code. The keys are made before and kept by
// the caller until create() has stored them.
void enrol(Transport& transport, const std::string& code, const crypto::SigningKey& deviceKey,
           std::function<void(Result<protocol::EnrolAnswer>)> done);

}  // namespace veldpost::engine
