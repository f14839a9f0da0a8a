// A forgotten passphrase (protocol §7): the data key is sealed to the region's recovery key in the device's key file; the
// server opens that copy once a coordinator has made sure who asks, and seals it to a key the device made for this.
//
//   POST /v1/recovery          RecoveryRequest → RecoveryAsked; anyone may ask, the request lies there for a day
//   GET  /v1/recovery          what waits, for coordinators
//   POST /v1/recovery/approve  RecoveryApproval of a coordinator, with the code the asker reads to him
//   POST /v1/recovery/answer   RecoveryFetch → RecoveryAnswer
//   POST /v1/recovery/close    RecoveryFetch: the device has its key again, the request is over
//
//   code = the first 50 bits of SHA-256("veldpost-recovery-code-v1\n" + canonical JSON of {"device","key","sealed"}) in
//          Crockford's base32, "XXXXX-XXXXX". It stands for the very key the answer is sealed to: a request that
//          somebody slipped in between has another one.
#pragma once

#include "shared/crypto/seal.h"
#include "shared/protocol/fields.h"

#include <vector>

namespace veldpost::protocol {

struct RecoveryTag;
using RecoveryId = Uuid<RecoveryTag>;

inline constexpr std::int64_t kRecoveryMs = std::int64_t{24} * 60 * 60 * 1000;
inline constexpr std::int64_t kRecoveryCodesMax = 5;  // wrong ones, after which a request is over

struct RecoveryRequest {
    DeviceId device;
    std::array<std::uint8_t, 32> publicKey{};  // X25519, made for this request
    std::string sealed;                        // the data key, sealed to the region's recovery key; bytes
    Sha256 tokenHash;                          // of what fetches the answer
    std::string code() const;
    Json toJson() const;
    static Result<RecoveryRequest> fromJson(const Json& json);
};

// As people type it: dashes, spaces and the case of letters do not count.
bool sameRecoveryCode(std::string_view a, std::string_view b);

struct RecoveryAsked {
    RecoveryId request;
    std::int64_t expiresAtMs = 0;
    Json toJson() const;
    static Result<RecoveryAsked> fromJson(const Json& json);
};

struct RecoveryApproval {
    RecoveryId request;
    std::string code;
    Json toJson() const;
    static Result<RecoveryApproval> fromJson(const Json& json);
};

struct RecoveryFetch {
    RecoveryId request;
    Sha256 token;
    Json toJson() const;
    static Result<RecoveryFetch> fromJson(const Json& json);
};

struct RecoveryAnswer {
    std::string sealed;  // the data key, sealed to the request's key; bytes
    Json toJson() const;
    static Result<RecoveryAnswer> fromJson(const Json& json);
};

// One that waits, as a coordinator sees it. The code is not here: he has to be told it.
struct RecoveryWaiting {
    RecoveryId request;
    DeviceId device;
    UserId user;
    std::string userName;
    std::int64_t atMs = 0;
    std::int64_t expiresAtMs = 0;
    bool approved = false;
    Json toJson() const;
    static Result<RecoveryWaiting> fromJson(const Json& json);
};
Json recoveriesJson(const std::vector<RecoveryWaiting>& waiting);  // {"requests": […]}
Result<std::vector<RecoveryWaiting>> recoveriesFrom(const Json& json);

}  // namespace veldpost::protocol
