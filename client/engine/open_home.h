// An unlocked home: the encrypted store and everything that works on it. Closing it (lock, quit) closes the store
// and wipes its key.
#pragma once

#include "client/engine/blobs.h"
#include "client/engine/conflicts.h"
#include "client/engine/dossiers.h"
#include "client/engine/drafts.h"
#include "client/engine/identity.h"
#include "client/engine/lease.h"
#include "client/engine/quarantine.h"
#include "client/engine/server_calls.h"
#include "client/engine/sync_engine.h"

#include <filesystem>
#include <memory>

namespace veldpost::engine {

enum class OpenFor {
    Content,   // to read and write what is in it
    Delivery,  // to send what is in it and to hear what the server says; nothing of a case is shown
};

class OpenHome {
public:
    // Opens the store a vault has unlocked. This is the one door to content: for OpenFor::Content it asks mayRead().
    // Errors: those of storage::Database::open and of mayRead(), `not_enrolled`; `wiped` (Locked) when a wipe has come to
    // where the vault is to be erased.
    static Result<std::unique_ptr<OpenHome>> open(const std::filesystem::path& storeFile,
                                                  const crypto::SecretBytes& dataKey, const Clock& clock,
                                                  RandomSource& random, OpenFor what = OpenFor::Content);
    // Makes the store of a new home with its identity; `enrolled`: what the server said with it. Error `store_exists`.
    static Result<std::unique_ptr<OpenHome>> create(const std::filesystem::path& storeFile,
                                                    const crypto::SecretBytes& dataKey, const Identity& identity,
                                                    const crypto::SigningKey& deviceKey, const Clock& clock,
                                                    RandomSource& random,
                                                    const std::optional<Contact>& enrolled = {});
    ~OpenHome();

    // Whether its content may be shown now: also a home that was opened for it may come to where it may not. Whoever
    // keeps one open asks every second, and closes or shows nothing more. Errors (Locked): those of Lease::check.
    Status mayRead();

    const Identity& identity() const;
    Dossiers& dossiers();
    Drafts& drafts();
    Blobs& blobs();
    Quarantine& quarantine();
    Conflicts& conflicts();
    LocalStore& store();
    // The engine needs a way to the server; without one it is offline for good (the demo).
    SyncEngine& connect(std::unique_ptr<Transport> transport);
    void disconnect();
    SyncEngine* sync();  // null before connect() and after disconnect()
    // For questions beside the sync, over the same transport. Null before connect().
    ServerCalls* calls();

private:
    struct Parts;
    explicit OpenHome(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

// How the home got its identity: over `transport`, with an invitation's code. The keys are made before and kept by
// the caller until create() has stored them.
void enrol(Transport& transport, const std::string& code, const crypto::SigningKey& deviceKey,
           std::function<void(Result<protocol::EnrolAnswer>)> done);

// What the server said of time and lease when it enrolled this device.
Contact contactOf(const protocol::EnrolAnswer& answer);

}  // namespace veldpost::engine
