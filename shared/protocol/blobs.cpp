#include "shared/protocol/blobs.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

#include <charconv>
#include <map>

namespace veldpost::protocol {

namespace {

// Keys nobody knows are passed over, but not without end.
constexpr std::size_t kMetadataKeysMax = 16;

Error badUpload(std::string detail)
{
    return {ErrorKind::Malformed, "bad_upload", "The upload is not described as it should be", std::move(detail)};
}

using Pairs = std::map<std::string, std::string, std::less<>>;

// "key <b64>,key <b64>,key": a value may be missing.
Result<Pairs> metadataPairs(std::string_view value)
{
    Pairs out;
    for (bool isLast = false; !isLast;) {
        const std::size_t comma = value.find(',');
        isLast = comma == std::string_view::npos;
        std::string_view pair = value.substr(0, comma);
        if (!isLast) value.remove_prefix(comma + 1);
        while (pair.starts_with(' ')) pair.remove_prefix(1);
        const std::size_t space = pair.find(' ');
        const auto text = crypto::fromBase64(space == std::string_view::npos ? std::string_view() : pair.substr(space + 1));
        const std::string key(pair.substr(0, space));
        if (key.empty() || !text || out.size() == kMetadataKeysMax || !out.emplace(key, *text).second)
            return badUpload("Upload-Metadata");
    }
    return out;
}

template <typename T, typename Parse>
Result<T> valueOf(const Pairs& pairs, const char* key, Parse parse)
{
    const auto found = pairs.find(key);
    if (found == pairs.end()) return badUpload(key);
    const std::optional<T> value = parse(found->second);
    if (!value) return badUpload(key);
    return *value;
}

}  // namespace

std::string BlobAddress::text() const
{
    return caseId.text() + "/" + std::string(partWord(part)) + "/" + sha256.text();
}

Json BlobAddress::toJson() const
{
    return {{"case", caseId.text()}, {"part", partWord(part)}, {"sha256", sha256.text()}};
}

Result<BlobAddress> BlobAddress::fromJson(const Json& json)
{
    BlobAddress out;
    VELDPOST_ASSIGN(out.caseId, parsedField<CaseId>(json, "case"));
    VELDPOST_ASSIGN(const std::string word, textField(json, "part"));
    const auto part = revision::parsePart(word);
    if (!part) return malformed("part");
    out.part = *part;
    VELDPOST_ASSIGN(out.sha256, parsedField<Sha256>(json, "sha256"));
    return out;
}

std::optional<std::int64_t> parseByteCount(std::string_view value)
{
    std::int64_t count = 0;
    if (value.empty() || value.front() < '0' || value.front() > '9') return std::nullopt;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), count);
    if (failure != std::errc() || end != value.data() + value.size()) return std::nullopt;
    return count;
}

std::string uploadMetadata(const BlobAddress& address)
{
    return "case " + crypto::toBase64(address.caseId.text()) + ",part " +
           crypto::toBase64(partWord(address.part)) + ",sha256 " + crypto::toBase64(address.sha256.text());
}

Result<BlobAddress> parseUploadMetadata(std::string_view value)
{
    VELDPOST_ASSIGN(const Pairs pairs, metadataPairs(value));
    BlobAddress out;
    VELDPOST_ASSIGN(out.caseId, valueOf<CaseId>(pairs, "case", CaseId::parse));
    VELDPOST_ASSIGN(out.part, valueOf<revision::Part>(pairs, "part", revision::parsePart));
    VELDPOST_ASSIGN(out.sha256, valueOf<Sha256>(pairs, "sha256", Sha256::parse));
    return out;
}

std::string uploadChecksum(const Sha256& hash)
{
    return std::string(kChecksumAlgorithm) + " " + crypto::toBase64(crypto::asText(hash.bytes()));
}

Result<Sha256> parseUploadChecksum(std::string_view value)
{
    const std::size_t space = value.find(' ');
    if (value.substr(0, space) != kChecksumAlgorithm)
        return Error{ErrorKind::Malformed, "unknown_checksum_algorithm", "The checksum is of a kind that is not read here",
                     kChecksumAlgorithm};
    if (space == std::string_view::npos) return badUpload("Upload-Checksum");
    const auto bytes = crypto::fromBase64(value.substr(space + 1));
    const auto hash = bytes ? Sha256::fromBytes(crypto::asBytes(*bytes)) : std::nullopt;
    if (!hash) return badUpload("Upload-Checksum");
    return *hash;
}

Json BlobsHaveRequest::toJson() const
{
    Json list = Json::array();
    for (const BlobAddress& blob : blobs) list.push_back(blob.toJson());
    Json out = Json::object();
    out["blobs"] = std::move(list);
    return out;
}

Result<BlobsHaveRequest> BlobsHaveRequest::fromJson(const Json& json)
{
    VELDPOST_ASSIGN(const Json* list, arrayField(json, "blobs"));
    if (list->size() > kBlobsAskedMax)
        return Error{ErrorKind::TooLarge, "too_large", "The message is too large", "blobs"};
    BlobsHaveRequest out;
    for (const Json& item : *list) {
        VELDPOST_ASSIGN(BlobAddress blob, BlobAddress::fromJson(item));
        out.blobs.push_back(blob);
    }
    return out;
}

Json BlobsHaveAnswer::toJson() const
{
    Json list = Json::array();
    for (const bool has : blobs) list.push_back(has);
    Json out = Json::object();
    out["blobs"] = std::move(list);
    out["epoch"] = epoch;
    return out;
}

Result<BlobsHaveAnswer> BlobsHaveAnswer::fromJson(const Json& json)
{
    VELDPOST_ASSIGN(const Json* list, arrayField(json, "blobs"));
    BlobsHaveAnswer out;
    for (const Json& item : *list) {
        if (!item.is_boolean()) return malformed("blobs");
        out.blobs.push_back(item.get<bool>());
    }
    VELDPOST_ASSIGN(out.epoch, textField(json, "epoch"));
    return out;
}

}  // namespace veldpost::protocol
