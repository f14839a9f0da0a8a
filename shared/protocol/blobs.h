// Photos and documents on the wire (protocol §6): upload by tus 1.0 (core, creation, checksum, termination, expiration),
// download by range, and the question whether the server has them.
//
//   OPTIONS /v1/uploads           204, what the server speaks
//   POST    /v1/uploads           Upload-Length, Upload-Metadata → 201, Location, Upload-Offset, Upload-Expires.
//                                 Asked again it is the same upload; Upload-Offset = Upload-Length: nothing left to send
//   HEAD    /v1/uploads/{id}      200, Upload-Offset, Upload-Length
//   PATCH   /v1/uploads/{id}      Upload-Offset, bytes → 204, Upload-Offset. With the last piece the server hashes all
//                                 bytes: 204 is said of a file it holds whole and has verified
//   DELETE  /v1/uploads/{id}      204
//   GET     /v1/blobs/{case}/{part}/{sha256}    206 of at most kBlobPieceBytesMax, 200 when that is all of it
//   POST    /v1/blobs/have        BlobsHaveRequest → BlobsHaveAnswer
//
// Problems besides the usual ones (type, status): bad_upload 400, unknown_checksum_algorithm 400, wrong_offset 409,
// wrong_tus_version 412, blob_too_large 413, unsupported_media_type 415, range_not_satisfiable 416,
// too_many_requests 429 with Retry-After, checksum_differs 460 (this piece came over damaged: send it again),
// blob_hash_differs 460 (the whole is not what was announced: the upload is gone).
#pragma once

#include "shared/protocol/fields.h"
#include "shared/revision/header.h"

#include <optional>
#include <vector>

namespace veldpost::protocol {

// Names a file's bytes. The same bytes in another case or part are another blob: who may see one need not see the other.
struct BlobAddress {
    CaseId caseId;
    revision::Part part = revision::Part::General;
    Sha256 sha256;  // of the bytes as captured

    std::string text() const;  // case "/" part "/" sha256
    Json toJson() const;       // {"case","part","sha256"}
    static Result<BlobAddress> fromJson(const Json& json);
    auto operator<=>(const BlobAddress&) const = default;
};

inline constexpr char kUploadsPath[] = "/v1/uploads";
inline constexpr char kBlobsPath[] = "/v1/blobs";  // + "/" + BlobAddress::text()
inline constexpr char kBlobsHavePath[] = "/v1/blobs/have";

// Values of tus.
inline constexpr char kTusVersion[] = "1.0.0";
inline constexpr char kTusExtensions[] = "creation,checksum,termination,expiration";
inline constexpr char kChecksumAlgorithm[] = "sha256";
inline constexpr char kPieceMediaType[] = "application/offset+octet-stream";

// Names of headers. Names of fields are compared without regard to case.
inline constexpr char kTusResumable[] = "Tus-Resumable";
inline constexpr char kTusVersionField[] = "Tus-Version";
inline constexpr char kTusExtensionField[] = "Tus-Extension";
inline constexpr char kTusMaxSize[] = "Tus-Max-Size";
inline constexpr char kTusChecksumAlgorithm[] = "Tus-Checksum-Algorithm";
inline constexpr char kUploadLength[] = "Upload-Length";
inline constexpr char kUploadMetadata[] = "Upload-Metadata";
inline constexpr char kUploadOffset[] = "Upload-Offset";
inline constexpr char kUploadExpires[] = "Upload-Expires";
inline constexpr char kUploadChecksum[] = "Upload-Checksum";
inline constexpr char kLocation[] = "Location";

// tus says 460 for a piece, and so do we for the whole, when the hash is another one.
inline constexpr int kStatusChecksumDiffers = 460;

inline constexpr char kChecksumDiffers[] = "checksum_differs";
inline constexpr char kBlobHashDiffers[] = "blob_hash_differs";
inline constexpr char kWrongOffset[] = "wrong_offset";

// The value of Upload-Length and Upload-Offset: a whole number of bytes in decimal digits. Empty for anything else.
std::optional<std::int64_t> parseByteCount(std::string_view value);

// The value of Upload-Metadata: "case <b64>,part <b64>,sha256 <b64>", each the base64 of its text.
std::string uploadMetadata(const BlobAddress& address);
// In any order; other keys may stand beside them. Error `bad_upload`, detail = what is missing or wrong.
Result<BlobAddress> parseUploadMetadata(std::string_view value);

// The value of Upload-Checksum: "sha256 <b64 of the 32 bytes>".
std::string uploadChecksum(const Sha256& hash);
// Errors: unknown_checksum_algorithm, bad_upload.
Result<Sha256> parseUploadChecksum(std::string_view value);

struct BlobsHaveRequest {
    std::vector<BlobAddress> blobs;  // at most kBlobsAskedMax
    Json toJson() const;
    static Result<BlobsHaveRequest> fromJson(const Json& json);
};

struct BlobsHaveAnswer {
    // In the order asked: the server holds all bytes and has verified them, and the asking device sent them or its
    // user may see them.
    std::vector<bool> blobs;
    std::string epoch;
    Json toJson() const;
    static Result<BlobsHaveAnswer> fromJson(const Json& json);
};

}  // namespace veldpost::protocol
