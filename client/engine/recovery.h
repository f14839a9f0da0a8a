// A forgotten passphrase, from the device's side (protocol/recovery.h): asks while the home is locked, and fetches the data
// key once a coordinator has approved.
//
//   DIR/contact.json   {"v":1,"ca","device","url"}: where and as whom to ask. Written from the store while that is open;
//                      no secret, and not believed: a wrong one gets a key that does not open the store
//   DIR/recovery.json  {"v":1,"code","expires_at","key","public_key","request","token"}: from begin() until the key is here.
//                      `key` is the secret half of the pair made for this one request
#pragma once

#include "client/engine/identity.h"
#include "client/engine/transport.h"
#include "shared/base/random.h"
#include "shared/protocol/recovery.h"

#include <filesystem>

namespace veldpost::engine {

struct ContactCard {
    DeviceId device;
    std::string serverUrl;
    std::string caPem;
};

// Writes it where none is there, or another. A home without a server has none.
Status keepContactCard(const std::filesystem::path& folder, const Identity& identity);
// Error `no_contact_card` (Failed): this home was never opened by a program that writes one, or has no server.
Result<ContactCard> readContactCard(const std::filesystem::path& folder);

struct RecoveryBegun {
    std::string code;  // to be read to the coordinator
    protocol::RecoveryId request;
    std::int64_t expiresAtMs = 0;
};

class Recovery {
public:
    // Both outlive it. `folder` is the home's.
    Recovery(std::filesystem::path folder, ContactCard card, Transport& transport, RandomSource& random)
        : m_folder(std::move(folder)), m_card(std::move(card)), m_transport(transport), m_random(random)
    {
    }

    // What was begun here, if anything was.
    static Result<std::optional<RecoveryBegun>> begun(const std::filesystem::path& folder);

    // `sealedCopy`: the key file's recovery copy. Begins anew where one was begun. Errors: those of the way to the server.
    void begin(const std::string& sealedCopy, std::function<void(Result<RecoveryBegun>)> done);
    // The data key; not tried on the store yet. Errors: recovery_not_begun (Usage), recovery_waits (Conflict: nobody has
    // approved yet), recovery_over, recovery_copy_damaged, not_authentic, those of the way to the server.
    void fetch(std::function<void(Result<crypto::SecretBytes>)> done);
    // The home is open again: nothing of the attempt stays here, and the server is told. `done` comes when it has
    // heard; what it would not hear of ends by itself.
    void end(std::function<void(Status)> done);

private:
    void post(const std::string& path, const protocol::Json& body, std::function<void(Result<protocol::Json>)> done);

    std::filesystem::path m_folder;
    ContactCard m_card;
    Transport& m_transport;
    RandomSource& m_random;
};

}  // namespace veldpost::engine
