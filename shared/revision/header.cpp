#include "shared/revision/header.h"

#include "shared/crypto/hash.h"

#include <algorithm>

namespace veldpost::revision {

namespace {

Error bad(const std::string& field)
{
    return {ErrorKind::Malformed, "bad_header", "The revision's header is not valid", field};
}

// Reads one object field by field and knows at the end whether a key was left over.
class FieldReader {
public:
    explicit FieldReader(const Json& object) : m_object(object) {}

    const Json* find(const char* key)
    {
        const auto it = m_object.find(key);
        if (it == m_object.end()) return nullptr;
        ++m_seen;
        return &*it;
    }

    template <typename Id>
    Status id(const char* key, Id& out)
    {
        const Json* value = find(key);
        if (value == nullptr || !value->is_string()) return bad(key);
        const auto parsed = Id::parse(value->get_ref<const std::string&>());
        if (!parsed) return bad(key);
        out = *parsed;
        return done();
    }

    template <typename Id>
    Status optionalId(const char* key, std::optional<Id>& out)
    {
        if (!m_object.contains(key)) return done();
        Id value;
        VELDPOST_TRY(id(key, value));
        out = value;
        return done();
    }

    Status integer(const char* key, std::int64_t min, std::int64_t max, std::int64_t& out)
    {
        const Json* value = find(key);
        if (value == nullptr || !value->is_number_integer()) return bad(key);
        out = value->get<std::int64_t>();
        return out >= min && out <= max ? done() : Status(bad(key));
    }

    Status text(const char* key, std::string& out)
    {
        const Json* value = find(key);
        if (value == nullptr || !value->is_string()) return bad(key);
        out = value->get_ref<const std::string&>();
        return done();
    }

    bool allSeen() const { return m_seen == m_object.size(); }

private:
    const Json& m_object;
    std::size_t m_seen = 0;
};

bool isKindName(std::string_view kind)
{
    if (kind.empty() || kind.size() > 64 || kind[0] < 'a' || kind[0] > 'z') return false;
    return std::all_of(kind.begin(), kind.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Status readParents(FieldReader& reader, std::vector<RevisionId>& out)
{
    const Json* value = reader.find("parents");
    if (value == nullptr) return done();
    if (!value->is_array() || value->empty() || value->size() > kParentsMax) return bad("parents");
    for (const Json& item : *value) {
        if (!item.is_string()) return bad("parents");
        const auto id = RevisionId::parse(item.get_ref<const std::string&>());
        if (!id || (!out.empty() && *id <= out.back())) return bad("parents");
        out.push_back(*id);
    }
    return done();
}

Status readEncryption(FieldReader& reader, std::optional<Encryption>& out)
{
    const Json* value = reader.find("enc");
    if (value == nullptr) return done();
    if (!value->is_object()) return bad("enc");
    FieldReader inner(*value);
    Encryption enc;
    VELDPOST_TRY(inner.text("alg", enc.alg));
    VELDPOST_TRY(inner.id("key", enc.key));
    if (!inner.allSeen() || enc.alg.empty() || enc.alg.size() > 64) return bad("enc");
    out = std::move(enc);
    return done();
}

// The fields that keep name and meaning in every version.
Status readLasting(FieldReader& reader, Header& h)
{
    VELDPOST_TRY(reader.id("region", h.region));
    VELDPOST_TRY(reader.id("case", h.caseId));
    std::string part;
    VELDPOST_TRY(reader.text("part", part));
    const auto known = parsePart(part);
    if (!known) return bad("part");
    h.part = *known;
    VELDPOST_TRY(reader.id("record", h.record));
    VELDPOST_TRY(reader.id("user", h.user));
    VELDPOST_TRY(reader.id("device", h.device));
    VELDPOST_TRY(reader.integer("n", 1, kIntegerMax, h.n));
    VELDPOST_TRY(reader.optionalId("prev", h.prev));
    if (h.prev.has_value() != (h.n > 1)) return bad("prev");
    return done();
}

Status readVersion1(FieldReader& reader, Header& h)
{
    VELDPOST_TRY(reader.text("kind", h.kind));
    if (!isKindName(h.kind)) return bad("kind");
    std::int64_t kindVersion = 0;
    VELDPOST_TRY(reader.integer("kind_v", 1, 65535, kindVersion));
    h.kindVersion = static_cast<int>(kindVersion);
    VELDPOST_TRY(readParents(reader, h.parents));
    VELDPOST_TRY(reader.integer("at", 0, kAtMsMax, h.atMs));
    VELDPOST_TRY(reader.id("payload_sha256", h.payloadSha256));
    VELDPOST_TRY(reader.optionalId("replaces", h.replaces));
    VELDPOST_TRY(readEncryption(reader, h.enc));
    return reader.allSeen() ? done() : Status(bad("unknown key"));
}

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
    if (!json.is_object()) return bad("not an object");
    FieldReader reader(json);
    Header h;
    std::int64_t v = 0;
    VELDPOST_TRY(reader.integer("v", 1, 65535, v));
    h.v = static_cast<int>(v);
    VELDPOST_TRY(readLasting(reader, h));
    if (h.v == 1) {
        VELDPOST_TRY(readVersion1(reader, h));
    } else {
        h.raw = canonicalText(json);
    }
    return h;
}

Result<Header> Header::fromBytes(std::string_view bytes)
{
    VELDPOST_ASSIGN(const Json json, readJson(bytes));
    VELDPOST_ASSIGN(Header header, fromJson(json));
    if (header.canonicalBytes() != bytes) return bad("not canonical");
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
