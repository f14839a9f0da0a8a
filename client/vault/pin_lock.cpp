#include "client/vault/pin_lock.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/seal.h"

#include <algorithm>
#include <array>

namespace veldpost::vault {

namespace {

constexpr char kSecretName[] = "pin";
constexpr char kAssociated[] = "veldpost-pin-v1\n";

// Seen first in published counts of PINs, beyond what the rules below catch.
constexpr std::array<std::string_view, 12> kCommonPins = {"159753", "147258", "258456", "147852", "258369", "159357",
                                                          "741852", "963852", "142536", "102030", "010203", "112233"};

bool isSequence(std::string_view pin)
{
    for (const int step : {1, -1, 0}) {
        bool all = true;
        for (std::size_t i = 1; i < pin.size(); ++i) all = all && (pin[i] - pin[i - 1] - step) % 10 == 0;
        if (all) return true;
    }
    return false;
}

// 121212, 123123: a piece of at most half the length, over and over.
bool isRepetition(std::string_view pin)
{
    for (std::size_t period = 1; period <= pin.size() / 2; ++period)
        if (pin.substr(period) == pin.substr(0, pin.size() - period)) return true;
    return false;
}

Error pinError(const char* type, const char* detail)
{
    return {ErrorKind::Failed, type, "This PIN cannot be used", detail};
}

Error expired()
{
    return {ErrorKind::Locked, "pin_expired", "The PIN no longer opens the app", "Use the passphrase."};
}

}  // namespace

PinLock::PinLock(const Clock& clock, RandomSource& random, SecretStore& secrets)
    : m_clock(clock), m_random(random), m_secrets(secrets)
{
}

PinLock::~PinLock()
{
    forget();
}

Status PinLock::checkPin(std::string_view pin)
{
    if (!std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; }))
        return pinError("pin_not_digits", "A PIN is made of digits only.");
    if (pin.size() < kDigitsMin) return pinError("pin_too_short", "A PIN has at least six digits.");
    if (pin.size() > kDigitsMax) return pinError("pin_too_long", "A PIN has at most twelve digits.");
    if (isSequence(pin) || isRepetition(pin) || std::ranges::find(kCommonPins, pin) != kCommonPins.end())
        return pinError("pin_too_simple", "It is one of the first that anybody would try.");
    return done();
}

void PinLock::passphraseGiven()
{
    m_triesLeft = kTries;
    m_sinceMonotonicMs = m_clock.monotonicMs();
    m_sinceWallMs = m_clock.nowMs();
}

bool PinLock::isExpired() const
{
    // The monotonic clock stands still in suspend, so the wall clock counts too; set back, it gains nothing.
    return m_clock.monotonicMs() - m_sinceMonotonicMs >= kValidMs || m_clock.nowMs() - m_sinceWallMs >= kValidMs;
}

bool PinLock::isReady() const
{
    return !m_wrapped.empty() && m_triesLeft > 0 && !isExpired();
}

Result<crypto::SecretBytes> PinLock::derive(std::string_view pin, const crypto::SecretBytes& secret) const
{
    crypto::SecretBytes mixed(pin.size() + secret.size());
    std::ranges::copy(secret.bytes(), mixed.bytes().begin());
    std::ranges::copy(crypto::asBytes(pin), mixed.bytes().begin() + static_cast<std::ptrdiff_t>(secret.size()));
    return crypto::argon2id(crypto::asText(mixed.bytes()), m_salt, m_cost);
}

Status PinLock::set(std::string_view pin, const crypto::SecretBytes& dataKey, const crypto::Argon2Cost& cost)
{
    VELDPOST_TRY(checkPin(pin));
    if (m_triesLeft <= 0 || isExpired()) return expired();
    forget();
    m_cost = cost;
    m_random.fill(m_salt);
    const crypto::SecretBytes secret = crypto::SecretBytes::random(crypto::kSealKeyBytes, m_random);
    VELDPOST_ASSIGN(const crypto::SecretBytes wrapping, derive(pin, secret));
    VELDPOST_TRY(m_secrets.save(kSecretName, secret));
    m_wrapped = crypto::seal(wrapping, crypto::asText(dataKey.bytes()), kAssociated, m_random);
    return done();
}

Result<crypto::SecretBytes> PinLock::open(std::string_view pin)
{
    if (!isReady()) {
        forget();
        return expired();
    }
    --m_triesLeft;  // before the try
    const auto secret = m_secrets.load(kSecretName);
    if (!secret.ok()) {  // the keystore lost it or will not give it: the PIN is of no use any more
        forget();
        return expired();
    }
    VELDPOST_ASSIGN(const crypto::SecretBytes wrapping, derive(pin, *secret));
    auto opened = crypto::open(wrapping, m_wrapped, kAssociated);
    if (opened.ok()) {
        m_triesLeft = kTries;
        return opened;
    }
    const int left = m_triesLeft;
    if (left == 0) forget();
    return Error{ErrorKind::Locked, "wrong_pin", "The PIN is not right",
                 left > 0 ? std::to_string(left) + " tries left before the passphrase is needed."
                          : std::string("The passphrase is needed now.")};
}

void PinLock::forget()
{
    crypto::wipeText(m_wrapped);
    // A keystore that cannot remove it keeps a secret that opens nothing any more: the wrapped key is gone.
    static_cast<void>(m_secrets.remove(kSecretName));
}

}  // namespace veldpost::vault
