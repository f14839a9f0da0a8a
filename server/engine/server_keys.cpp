#include "server/engine/server_keys.h"

#include "server/engine/audit.h"
#include "server/engine/lasting.h"
#include "shared/crypto/hash.h"

namespace veldpost::server {

namespace {

constexpr std::string_view kSigningSeed = "signing_seed";
constexpr std::string_view kStampKey = "stamp_key";
constexpr std::string_view kEpoch = "epoch";

Result<std::string> required(View& view, std::string_view name)
{
    VELDPOST_ASSIGN(auto value, view.setting(name));
    if (!value)
        return Error{ErrorKind::Damaged, "store_damaged", "The store is damaged", "A server key is missing."};
    return std::move(*value);
}

Result<crypto::SecretBytes> requiredKey(View& view, std::string_view name)
{
    VELDPOST_ASSIGN(std::string text, required(view, name));
    crypto::SecretBytes secret(32);
    const bool whole = fromHex(text, secret.bytes());
    crypto::wipeText(text);
    if (!whole) return Error{ErrorKind::Damaged, "store_damaged", "The store is damaged", "A server key is not whole."};
    return secret;
}

Status putKey(Change& change, std::string_view name, const crypto::SecretBytes& secret)
{
    std::string text = toHex(secret.bytes());
    const Status put = change.putSetting(name, text);
    crypto::wipeText(text);
    return put;
}

}  // namespace

Status ServerKeys::make(Change& change, RandomSource& random, std::int64_t nowMs)
{
    VELDPOST_TRY(putKey(change, kSigningSeed, crypto::SecretBytes::random(32, random)));
    const crypto::SecretBytes stampKey = crypto::SecretBytes::random(32, random);
    VELDPOST_TRY(putKey(change, kStampKey, stampKey));
    // An empty log is sealed as well, so that one that was emptied shows.
    VELDPOST_TRY(change.putSetting(kAuditEnd, auditEnd(stampKey, 0, {})));
    VELDPOST_TRY(renewEpoch(change, random, nowMs));
    VELDPOST_ASSIGN(const ServerKeys keys, load(change));
    return change.keepLasting({lasting::kServer, std::string(crypto::asText(keys.signing.publicKey().bytes())), "{}"});
}

Status ServerKeys::renewEpoch(Change& change, RandomSource& random, std::int64_t nowMs)
{
    return change.putSetting(kEpoch, makeUuid7<Uuid<struct EpochTag>>(nowMs, random).text());
}

Result<ServerKeys> ServerKeys::load(View& view)
{
    VELDPOST_ASSIGN(const crypto::SecretBytes seed, requiredKey(view, kSigningSeed));
    VELDPOST_ASSIGN(crypto::SecretBytes stampKey, requiredKey(view, kStampKey));
    VELDPOST_ASSIGN(std::string epoch, required(view, kEpoch));
    return ServerKeys{crypto::SigningKey(seed), std::move(stampKey), epoch, "veldpost-server " + epoch};
}

}  // namespace veldpost::server
