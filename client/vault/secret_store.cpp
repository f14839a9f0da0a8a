#include "client/vault/secret_store.h"

namespace veldpost::vault {

Status ProcessSecretStore::save(const std::string& name, const crypto::SecretBytes& secret)
{
    m_secrets[name] = secret.clone();
    return done();
}

Result<crypto::SecretBytes> ProcessSecretStore::load(const std::string& name)
{
    const auto found = m_secrets.find(name);
    if (found == m_secrets.end())
        return Error{ErrorKind::NotFound, "secret_missing", "The secret is not in this process", name};
    return found->second.clone();
}

Status ProcessSecretStore::remove(const std::string& name)
{
    m_secrets.erase(name);
    return done();
}

}  // namespace veldpost::vault
