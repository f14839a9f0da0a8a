#include "shared/revision/header_fields.h"

#include <iterator>

namespace veldpost::revision {

namespace {

template <typename Id>
bool setId(Id& out, const Json& value)
{
    if (!value.is_string()) return false;
    const auto parsed = Id::parse(value.get_ref<const std::string&>());
    if (!parsed) return false;
    out = *parsed;
    return true;
}

template <typename Id>
bool setId(std::optional<Id>& out, const Json& value)
{
    return setId(out.emplace(), value);
}

bool setInteger(std::int64_t& out, const Json& value, std::int64_t min, std::int64_t max)
{
    if (!value.is_number_integer()) return false;
    out = value.get<std::int64_t>();
    return out >= min && out <= max;
}

bool setSmall(int& out, const Json& value)
{
    std::int64_t wide = 0;
    if (!setInteger(wide, value, 1, kKindVersionMax)) return false;
    out = static_cast<int>(wide);
    return true;
}

bool setKind(std::string& out, const Json& value)
{
    if (!value.is_string() || !isKindName(value.get_ref<const std::string&>())) return false;
    out = value.get_ref<const std::string&>();
    return true;
}

bool setPart(Part& out, const Json& value)
{
    const auto part = value.is_string() ? parsePart(value.get_ref<const std::string&>()) : std::nullopt;
    if (!part) return false;
    out = *part;
    return true;
}

bool setParents(std::vector<RevisionId>& out, const Json& value)
{
    out.clear();
    if (!value.is_array() || value.empty() || value.size() > kParentsMax) return false;
    for (const Json& item : value) {
        RevisionId id;
        if (!setId(id, item) || (!out.empty() && id <= out.back())) return false;
        out.push_back(id);
    }
    return true;
}

bool setEncryption(std::optional<Encryption>& out, const Json& value)
{
    if (!value.is_object() || value.size() != 2 || !value.contains("alg") || !value.contains("key")) return false;
    const Json& alg = value["alg"];
    if (!alg.is_string() || alg.get_ref<const std::string&>().empty() || alg.get_ref<const std::string&>().size() > 64)
        return false;
    Encryption& enc = out.emplace();
    enc.alg = alg.get_ref<const std::string&>();
    return setId(enc.key, value["key"]);
}

enum class Need { Always, Optional };
enum class Lasts { No, Yes };  // in every version

struct Field {
    std::string_view name;
    Need need;
    Lasts lasts;
    bool (*set)(Header&, const Json&);
    void (*clear)(Header&);  // back to what "not there" is; a field that must be there is set again or missed
};

void clearNothing(Header&) {}

constexpr Field kFields[] = {
    {"v", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setSmall(h.v, j); }, clearNothing},
    {"region", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setId(h.region, j); }, clearNothing},
    {"case", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setId(h.caseId, j); }, clearNothing},
    {"part", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setPart(h.part, j); }, clearNothing},
    {"record", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setId(h.record, j); }, clearNothing},
    {"user", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setId(h.user, j); }, clearNothing},
    {"device", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setId(h.device, j); }, clearNothing},
    {"n", Need::Always, Lasts::Yes, [](Header& h, const Json& j) { return setInteger(h.n, j, 1, kIntegerMax); },
     clearNothing},
    {"prev", Need::Optional, Lasts::Yes, [](Header& h, const Json& j) { return setId(h.prev, j); },
     [](Header& h) { h.prev.reset(); }},
    {"kind", Need::Always, Lasts::No, [](Header& h, const Json& j) { return setKind(h.kind, j); }, clearNothing},
    {"kind_v", Need::Always, Lasts::No, [](Header& h, const Json& j) { return setSmall(h.kindVersion, j); },
     clearNothing},
    {"at", Need::Always, Lasts::No, [](Header& h, const Json& j) { return setInteger(h.atMs, j, 0, kAtMsMax); },
     clearNothing},
    {"payload_sha256", Need::Always, Lasts::No, [](Header& h, const Json& j) { return setId(h.payloadSha256, j); },
     clearNothing},
    {"parents", Need::Optional, Lasts::No, [](Header& h, const Json& j) { return setParents(h.parents, j); },
     [](Header& h) { h.parents.clear(); }},
    {"replaces", Need::Optional, Lasts::No, [](Header& h, const Json& j) { return setId(h.replaces, j); },
     [](Header& h) { h.replaces.reset(); }},
    {"enc", Need::Optional, Lasts::No, [](Header& h, const Json& j) { return setEncryption(h.enc, j); },
     [](Header& h) { h.enc.reset(); }},
};
constexpr unsigned kAllSet = (1U << std::size(kFields)) - 1;

const Field* findField(std::string_view name)
{
    for (const Field& field : kFields)
        if (field.name == name) return &field;
    return nullptr;
}

unsigned bitOf(const Field& field)
{
    return 1U << (&field - kFields);
}

Result<Header> checked(Header header)
{
    if (header.prev.has_value() != (header.n > 1)) return badHeader("prev");
    return header;
}

}  // namespace

Error badHeader(const std::string& detail)
{
    return {ErrorKind::Malformed, "bad_header", "The revision's header is not valid", detail};
}

HeaderFields::HeaderFields(Header header) : m_header(std::move(header)), m_set(kAllSet)
{
    VELDPOST_CHECK(m_header.v == 1);
}

Status HeaderFields::set(std::string_view key, const Json& value)
{
    const Field* field = findField(key);
    if (field == nullptr) return badHeader("unknown key");
    if (!field->set(m_header, value)) {
        clear(key);
        return badHeader(std::string(key));
    }
    m_set |= bitOf(*field);
    return done();
}

void HeaderFields::clear(std::string_view key)
{
    const Field* field = findField(key);
    if (field == nullptr) return;
    field->clear(m_header);
    m_set &= ~bitOf(*field);
}

void HeaderFields::setPayloadHash(const Sha256& hash)
{
    m_header.payloadSha256 = hash;
    m_set |= bitOf(*findField("payload_sha256"));
}

void HeaderFields::setPlace(std::int64_t n, const RevisionId& prev)
{
    m_header.n = n;
    m_header.prev = prev;
    m_set |= bitOf(*findField("n")) | bitOf(*findField("prev"));
}

Result<Header> HeaderFields::header() const
{
    for (const Field& field : kFields)
        if (field.need == Need::Always && (m_set & bitOf(field)) == 0) return badHeader(std::string(field.name));
    if (m_header.v != 1) return badHeader("v");
    return checked(m_header);
}

Result<Header> HeaderFields::read(const Json& object)
{
    HeaderFields fields;
    for (const auto& [key, value] : object.items()) VELDPOST_TRY(fields.set(key, value));
    return fields.header();
}

Result<Header> HeaderFields::readLasting(const Json& object)
{
    Header header;
    for (const Field& field : kFields) {
        if (field.lasts == Lasts::No) continue;
        const auto value = object.find(field.name);
        const bool there = value != object.end();
        if (there ? !field.set(header, *value) : field.need == Need::Always) return badHeader(std::string(field.name));
    }
    return checked(std::move(header));
}

}  // namespace veldpost::revision
