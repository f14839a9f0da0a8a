// What a wiped device could not deliver, sealed so that only its region's server can read it (protocol §7): the file
// `unsent-<device>.veldpost`.
//
//   file  = head "\n" (length frame)*        length: 4 bytes, big-endian, of the frame
//   head  = canonical JSON of {"v":1,"region","device","nonce","recovery_key","key"}: `nonce` of the wipe order,
//           `recovery_key` the SHA-256 of the region's recovery public key, `key` a random key of 32 bytes sealed to it
//           (X25519 sealed box), in hex
//   frame = XChaCha20-Poly1305 under that key, bound to "veldpost-unsent-v1\n" head "\n" index (0, 1, 2 …), of the CBOR of
//           {"revisions": page}, {"blob": address, "offset", "bytes": of the whole, "b": base64} (a piece of a photo or
//           document) or, as the last, {"end": number of revisions}
//
// So a frame that is missing, doubled, moved or cut off is found. The revisions are signed by their device as ever.
#pragma once

#include "shared/crypto/seal.h"
#include "shared/crypto/sign.h"
#include "shared/revision/json.h"

namespace veldpost::protocol {

// Of plain text in one frame, about; a frame travels to the server as one request.
inline constexpr std::size_t kUnsentFrameBytesTarget = 512 * 1024;
// One revision of the largest size, and what sealing adds.
inline constexpr std::size_t kUnsentFrameBytesMax = 2 * 1024 * 1024;
inline constexpr std::size_t kUnsentHeadBytesMax = 4 * 1024;

struct UnsentHead {
    RegionId region;
    DeviceId device;
    Sha256 nonce;
    Sha256 recoveryKey;
    std::string sealedKey;  // bytes

    std::string text() const;  // without the line end
    // Error `bad_unsent_file` (Malformed).
    static Result<UnsentHead> parse(std::string_view text);
};

// The file's key, and its head made with it.
struct UnsentKey {
    crypto::SecretBytes key;
    UnsentHead head;
};
Result<UnsentKey> makeUnsentKey(const RegionId& region, const DeviceId& device, const Sha256& nonce,
                                const std::array<std::uint8_t, 32>& recoveryPublic, RandomSource& random);
// Error `not_authentic`: changed, or sealed to another region.
Result<crypto::SecretBytes> openUnsentKey(const UnsentHead& head, const crypto::BoxKeyPair& recovery);

std::string sealUnsentFrame(const crypto::SecretBytes& key, const UnsentHead& head, std::int64_t index,
                            const revision::Json& content, RandomSource& random);
// Errors: not_authentic, those of revision::readCbor.
Result<revision::Json> openUnsentFrame(const crypto::SecretBytes& key, const UnsentHead& head, std::int64_t index,
                                       std::string_view frame);

// Length and frame, as they stand in the file.
std::string unsentFrameRecord(std::string_view frame);

// POST /v1/unsent: one frame of the file, given in by a coordinator.
struct UnsentRequest {
    UnsentHead head;
    std::int64_t index = 0;
    std::string frame;  // bytes; on the wire base64
    revision::Json toJson() const;
    static Result<UnsentRequest> fromJson(const revision::Json& json);
};

struct UnsentAnswer {
    std::int64_t stored = 0;       // by what came of them at the server
    std::int64_t already = 0;
    std::int64_t quarantined = 0;
    std::int64_t refused = 0;
    std::int64_t files = 0;        // photos and documents that are whole with this frame, or were before
    bool end = false;              // this was the last frame
    revision::Json toJson() const;
    static Result<UnsentAnswer> fromJson(const revision::Json& json);
};

}  // namespace veldpost::protocol
