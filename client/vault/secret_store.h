// Where a secret is kept that must not lie in a file beside what it protects.
#pragma once

#include "shared/base/result.h"
#include "shared/crypto/secret.h"

#include <map>
#include <string>

namespace veldpost::vault {

// A device keystore implements this later (and would let a PIN work across restarts). The vault asks for nothing
// more than that a secret comes back only in this installation, for this user.
class SecretStore {
public:
    virtual ~SecretStore() = default;

    // Replaces what the name held. Error: what the keystore says.
    virtual Status save(const std::string& name, const crypto::SecretBytes& secret) = 0;
    // Error `secret_missing` (NotFound).
    virtual Result<crypto::SecretBytes> load(const std::string& name) = 0;
    // Removing what is not there is done.
    virtual Status remove(const std::string& name) = 0;
};

// Keeps secrets in locked memory as long as the process lives: a PIN dies with the process.
class ProcessSecretStore final : public SecretStore {
public:
    Status save(const std::string& name, const crypto::SecretBytes& secret) override;
    Result<crypto::SecretBytes> load(const std::string& name) override;
    Status remove(const std::string& name) override;

private:
    std::map<std::string, crypto::SecretBytes> m_secrets;
};

}  // namespace veldpost::vault
