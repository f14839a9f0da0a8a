#include "shared/revision/header.h"

#include "shared/crypto/hash.h"
#include "shared/revision/canonical_header.h"
#include "shared/revision/header_fields.h"

#include <algorithm>

namespace veldpost::revision {

namespace {

void appendText(std::string& out, std::string_view key, std::string_view value)
{
    out.append(",\"").append(key).append("\":\"").append(value).append("\"");
}

void appendInteger(std::string& out, std::string_view key, std::int64_t value)
{
    out.append(",\"").append(key).append("\":").append(std::to_string(value));
}

void appendParents(std::string& out, const std::vector<RevisionId>& parents)
{
    out.append(",\"parents\":[");
    for (std::size_t i = 0; i < parents.size(); ++i) {
        if (i > 0) out.push_back(',');
        out.append("\"").append(parents[i].text()).append("\"");
    }
    out.push_back(']');
}

template <typename Id>
Id derivedId(const std::string& material)
{
    const Sha256 hash = crypto::sha256(material);
    typename Id::Bytes b;
    std::copy_n(hash.bytes().begin(), 16, b.begin());
    b[6] = static_cast<std::uint8_t>(0x80 | (b[6] & 0x0f));  // version 8
    b[8] = static_cast<std::uint8_t>(0x80 | (b[8] & 0x3f));
    return Id(b);
}

}  // namespace

bool isKindName(std::string_view kind)
{
    if (kind.empty() || kind.size() > 64 || kind[0] < 'a' || kind[0] > 'z') return false;
    return std::all_of(kind.begin(), kind.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string_view partWord(Part part)
{
    switch (part) {
    case Part::General: return "general";
    case Part::Medical: return "medical";
    case Part::Reporter: return "reporter";
    }
    VELDPOST_CHECK(false);
}

std::optional<Part> parsePart(std::string_view word)
{
    for (const Part part : kAllParts)
        if (partWord(part) == word) return part;
    return std::nullopt;
}

// Written by hand in key order: every value is hex, a UUID, an integer or a plain word, so nothing needs escaping
// but `enc.alg`, and this runs once for every revision that is signed or verified.
std::string Header::canonicalBytes() const
{
    if (v != 1) return raw;
    std::string out;
    out.reserve(640 + parents.size() * 67);
    out.append("{\"at\":").append(std::to_string(atMs));
    appendText(out, "case", caseId.text());
    appendText(out, "device", device.text());
    if (enc) out.append(",\"enc\":").append(canonicalText(Json{{"alg", enc->alg}, {"key", enc->key.text()}}));
    appendText(out, "kind", kind);
    appendInteger(out, "kind_v", kindVersion);
    appendInteger(out, "n", n);
    if (!parents.empty()) appendParents(out, parents);
    appendText(out, "part", partWord(part));
    appendText(out, "payload_sha256", payloadSha256.text());
    if (prev) appendText(out, "prev", prev->text());
    appendText(out, "record", record.text());
    appendText(out, "region", region.text());
    if (replaces) appendText(out, "replaces", replaces->text());
    appendText(out, "user", user.text());
    appendInteger(out, "v", v);
    out.push_back('}');
    return out;
}

Json Header::toJson() const
{
    return Json::parse(canonicalBytes());
}

Result<Header> Header::fromJson(const Json& json)
{
    if (!json.is_object()) return badHeader("not an object");
    const auto v = json.find("v");
    if (v != json.end() && *v == 1) return HeaderFields::read(json);
    VELDPOST_ASSIGN(Header h, HeaderFields::readLasting(json));
    h.raw = canonicalText(json);
    return h;
}

Result<Header> Header::fromBytes(std::string_view bytes)
{
    if (auto header = readCanonicalHeader(bytes)) return std::move(*header);
    VELDPOST_ASSIGN(const Json json, readJson(bytes));
    VELDPOST_ASSIGN(Header header, fromJson(json));
    if (header.canonicalBytes() != bytes) return badHeader("not canonical");
    return header;
}

RevisionId revisionId(std::string_view canonicalHeader)
{
    return RevisionId(crypto::sha256(canonicalHeader).bytes());
}

CaseId foundedCaseId(const RegionId& region, const UserId& user, const RecordId& record)
{
    return derivedId<CaseId>("veldpost-case-v1\n" + region.text() + user.text() + record.text());
}

RecordId membershipRecordId(const CaseId& caseId, const UserId& user)
{
    return derivedId<RecordId>("veldpost-member-v1\n" + caseId.text() + user.text());
}

}  // namespace veldpost::revision
