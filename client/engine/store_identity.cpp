// LocalStore: who this home belongs to.
#include "client/engine/local_store.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/fields.h"
#include "shared/protocol/messages.h"

namespace veldpost::engine {

namespace {

constexpr char kNextSeed[] = "next_device_seed";

Json toJson(const Identity& identity)
{
    return {{"certificate", protocol::certificateJson(identity.certificate)},
            {"server_key", identity.serverKey.text()},
            {"recovery_key", toHex(identity.recoveryKey)},
            {"role", identity.role},
            {"name", identity.userName},
            {"url", identity.serverUrl},
            {"ca", identity.caPem}};
}

Result<Identity> fromJson(const Json& json)
{
    Identity identity;
    if (!json.is_object() || !json.contains("certificate")) return protocol::malformed("certificate");
    VELDPOST_ASSIGN(identity.certificate, protocol::certificateFrom(json["certificate"]));
    VELDPOST_ASSIGN(identity.serverKey, protocol::parsedField<crypto::PublicKey>(json, "server_key"));
    VELDPOST_ASSIGN(const std::string recovery, protocol::textField(json, "recovery_key"));
    if (!fromHex(recovery, identity.recoveryKey)) return protocol::malformed("recovery_key");
    VELDPOST_ASSIGN(identity.role, protocol::textField(json, "role"));
    VELDPOST_ASSIGN(identity.userName, protocol::textField(json, "name"));
    VELDPOST_ASSIGN(identity.serverUrl, protocol::textField(json, "url"));
    VELDPOST_ASSIGN(identity.caPem, protocol::textField(json, "ca"));
    return identity;
}

}  // namespace

Status LocalStore::saveIdentity(const Identity& identity, const crypto::SigningKey& deviceKey)
{
    VELDPOST_TRY(setMeta("identity", revision::canonicalText(toJson(identity))));
    crypto::SecretBytes seed = deviceKey.seed();
    VELDPOST_TRY(setMeta("device_seed", crypto::asText(seed.bytes())));
    VELDPOST_TRY(saveCertificate(identity.certificate));
    // Own work bears its author's name from the first moment, before the region's people have been synced.
    VELDPOST_TRY(m_db->run("INSERT INTO people(user, name, role, disabled) VALUES(?, ?, ?, 0)"
                           " ON CONFLICT(user) DO UPDATE SET name = excluded.name, role = excluded.role",
                           identity.user(), std::string_view(identity.userName), std::string_view(identity.role)));
    m_identity = identity;
    m_deviceKey.emplace(seed);
    return done();
}

Status LocalStore::useCertificate(const protocol::Certificate& certificate, const crypto::SigningKey& deviceKey)
{
    Identity next = *m_identity;
    next.certificate = certificate;
    VELDPOST_TRY(setMeta("identity", revision::canonicalText(toJson(next))));
    crypto::SecretBytes seed = deviceKey.seed();
    VELDPOST_TRY(setMeta("device_seed", crypto::asText(seed.bytes())));
    VELDPOST_TRY(forgetNextSeed());
    return saveCertificate(certificate);
}

Result<crypto::SecretBytes> LocalStore::nextDeviceSeed(RandomSource& random)
{
    VELDPOST_ASSIGN(auto kept, meta(kNextSeed));
    if (kept && !kept->empty()) {
        crypto::SecretBytes seed(crypto::asBytes(*kept));
        crypto::wipeText(*kept);
        return seed;
    }
    crypto::SecretBytes seed = crypto::SigningKey::generate(random).seed();
    VELDPOST_TRY(setMeta(kNextSeed, crypto::asText(seed.bytes())));
    return seed;
}

Status LocalStore::forgetNextSeed()
{
    return setMeta(kNextSeed, "");
}

Status LocalStore::keepRole(const std::string& role)
{
    if (m_identity->role == role) return done();
    m_identity->role = role;
    return setMeta("identity", revision::canonicalText(toJson(*m_identity)));
}

Status LocalStore::loadIdentity()
{
    VELDPOST_ASSIGN(const auto text, meta("identity"));
    VELDPOST_ASSIGN(auto seed, meta("device_seed"));
    if (!text || !seed)
        return Error{ErrorKind::Locked, "not_enrolled", "This home belongs to nobody yet", "enrol it first"};
    VELDPOST_ASSIGN(const Json json, revision::readJson(*text));
    VELDPOST_ASSIGN(Identity identity, fromJson(json));
    m_identity = std::move(identity);
    m_deviceKey.emplace(crypto::SecretBytes(crypto::asBytes(*seed)));
    crypto::wipeText(*seed);
    return done();
}

}  // namespace veldpost::engine
