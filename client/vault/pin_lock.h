// The PIN: opens again what the passphrase has opened, for twelve hours, in the same process.
#pragma once

#include "client/vault/secret_store.h"
#include "shared/base/clock.h"
#include "shared/crypto/derive.h"

#include <string>
#include <string_view>

namespace veldpost::vault {

// The data key wrapped under Argon2id of the PIN and a random secret of the SecretStore. Six digits alone would fall
// in hours to whoever has the wrapped key, so neither the wrapped key nor the secret is ever written to a disk.
// Thread rule: one thread.
class PinLock {
public:
    static constexpr std::int64_t kValidMs = 12LL * 60 * 60 * 1000;
    static constexpr int kTries = 5;
    static constexpr std::size_t kDigitsMin = 6;
    static constexpr std::size_t kDigitsMax = 12;

    PinLock(const Clock& clock, RandomSource& random, SecretStore& secrets);
    ~PinLock();
    PinLock(const PinLock&) = delete;
    PinLock& operator=(const PinLock&) = delete;

    // Errors: pin_not_digits, pin_too_short, pin_too_long, pin_too_simple.
    static Status checkPin(std::string_view pin);

    // The passphrase was given: twelve hours and five tries begin anew.
    void passphraseGiven();

    Status set(std::string_view pin, const crypto::SecretBytes& dataKey, const crypto::Argon2Cost& cost);

    // True when a PIN is set and may be tried.
    bool isReady() const;

    // Errors: wrong_pin (Locked; the detail says how many tries are left), pin_expired (Locked): the passphrase is
    // needed; after the fifth wrong one and after twelve hours nothing of the PIN is left.
    Result<crypto::SecretBytes> open(std::string_view pin);

    void forget();

private:
    bool isExpired() const;
    Result<crypto::SecretBytes> derive(std::string_view pin, const crypto::SecretBytes& secret) const;

    const Clock& m_clock;
    RandomSource& m_random;
    SecretStore& m_secrets;
    crypto::Argon2Cost m_cost;
    crypto::Salt m_salt{};
    std::string m_wrapped;
    int m_triesLeft = 0;
    std::int64_t m_sinceMonotonicMs = 0;
    std::int64_t m_sinceWallMs = 0;
};

}  // namespace veldpost::vault
