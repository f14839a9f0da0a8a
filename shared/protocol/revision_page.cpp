#include "shared/protocol/revision_page.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"
#include "shared/revision/header_fields.h"

namespace veldpost::protocol {

using revision::Header;

namespace {

constexpr const char* kNotInherited[] = {"n", "prev", "payload_sha256"};

bool isInherited(const std::string& key)
{
    for (const char* name : kNotInherited)
        if (key == name) return false;
    return true;
}

Json deltaOf(const Json& header, const Json& before)
{
    Json delta = Json::object();
    for (const auto& [key, value] : header.items()) {
        if (!isInherited(key)) continue;
        const auto it = before.find(key);
        if (it == before.end() || *it != value) delta[key] = value;
    }
    for (const auto& [key, value] : before.items())
        if (isInherited(key) && !header.contains(key)) delta[key] = nullptr;
    return delta;
}

// The same for two headers of version 1 that keep their optional fields, which is nearly all of them; no JSON is made
// of what is the same.
Json deltaOfAlike(const Header& header, const Header& before)
{
    Json delta = Json::object();
    if (header.atMs != before.atMs) delta["at"] = header.atMs;
    if (header.caseId != before.caseId) delta["case"] = header.caseId.text();
    if (header.device != before.device) delta["device"] = header.device.text();
    if (header.kind != before.kind) delta["kind"] = header.kind;
    if (header.kindVersion != before.kindVersion) delta["kind_v"] = header.kindVersion;
    if (header.part != before.part) delta["part"] = revision::partWord(header.part);
    if (header.record != before.record) delta["record"] = header.record.text();
    if (header.region != before.region) delta["region"] = header.region.text();
    if (header.user != before.user) delta["user"] = header.user.text();
    return delta;
}

bool isPlain(const Header& header)
{
    return header.v == 1 && header.parents.empty() && !header.replaces && !header.enc;
}

// Reads items one after the other, carrying what the next one inherits.
class PageReader {
public:
    Result<ReceivedRevision> read(const Json& item)
    {
        if (!item.is_object() || !item.contains("h") || !item["h"].is_object()) return malformed("h");
        ReceivedRevision out;
        VELDPOST_TRY(readPayload(item, out.revision.payloadBytes));
        VELDPOST_ASSIGN(out.revision.header, headerOf(item["h"], out.revision.payloadBytes));
        VELDPOST_ASSIGN(out.revision.signature, parsedField<crypto::Signature>(item, "s"));
        out.revision.headerBytes = out.revision.header.canonicalBytes();
        out.revision.id = revision::revisionId(out.revision.headerBytes);
        if (item.contains("r")) {
            VELDPOST_ASSIGN(const std::int64_t at, integerField(item, "r"));
            out.receivedAtMs = at;
        }
        VELDPOST_ASSIGN(out.stamp, optionalField<Stamp>(item, "t"));
        m_chains[out.revision.header.chain()] = {out.revision.header.n, out.revision.id};
        return out;
    }

private:
    struct Last {
        std::int64_t n;
        RevisionId id;
    };

    static Status readPayload(const Json& item, std::string& out)
    {
        if (!item.contains("p")) return done();
        VELDPOST_ASSIGN(out, textField(item, "p"));
        return out.empty() ? Status(malformed("p")) : done();
    }

    Result<Header> headerOf(const Json& delta, const std::string& payload)
    {
        const bool byFields = m_before && m_before->v == 1 && !delta.contains("v");
        if (byFields) {
            auto header = headerByFields(delta, payload);
            if (header.ok()) {
                m_before = *header;
                return header;
            }
        }
        // Later items inherit from what this one says, also when it is no header.
        if (m_before) m_beforeJson = m_before->toJson();
        m_before.reset();
        VELDPOST_ASSIGN(m_beforeJson, headerByJson(delta, payload));
        VELDPOST_ASSIGN(Header header, Header::fromJson(m_beforeJson));
        m_before = header;
        return header;
    }

    Result<Header> headerByFields(const Json& delta, const std::string& payload)
    {
        revision::HeaderFields fields(*m_before);
        for (const char* name : kNotInherited) fields.clear(name);
        for (const auto& [key, value] : delta.items()) {
            if (value.is_null()) fields.clear(key);
            else VELDPOST_TRY(fields.set(key, value));
        }
        if (!payload.empty()) {
            if (delta.contains("payload_sha256")) return malformed("payload_sha256");
            fields.setPayloadHash(crypto::sha256(payload));
        }
        if (!delta.contains("n")) {
            const auto last = m_chains.find(fields.chain());
            if (last == m_chains.end()) return malformed("n");
            fields.setPlace(last->second.n + 1, last->second.id);
        }
        return fields.take();
    }

    // For any version: the lasting fields keep their meaning, the rest is carried along.
    Result<Json> headerByJson(const Json& delta, const std::string& payload)
    {
        Json header = m_beforeJson;
        for (const char* name : kNotInherited) header.erase(name);
        for (const auto& [key, value] : delta.items()) {
            if (value.is_null()) header.erase(key);
            else header[key] = value;
        }
        // Only of v 1 is it promised that this field is what it is called.
        if (!payload.empty() && header.value("v", Json()) == 1) {
            if (header.contains("payload_sha256")) return malformed("payload_sha256");
            header["payload_sha256"] = crypto::sha256(payload).text();
        }
        if (!header.contains("n")) VELDPOST_TRY(continueChain(header));
        return header;
    }

    Status continueChain(Json& header)
    {
        VELDPOST_ASSIGN(const DeviceId device, parsedField<DeviceId>(header, "device"));
        VELDPOST_ASSIGN(const CaseId caseId, parsedField<CaseId>(header, "case"));
        VELDPOST_ASSIGN(const std::string word, textField(header, "part"));
        const auto part = revision::parsePart(word);
        if (!part) return malformed("part");
        const auto it = m_chains.find({device, caseId, *part});
        if (it == m_chains.end()) return malformed("n");
        header["n"] = it->second.n + 1;
        header["prev"] = it->second.id.text();
        return done();
    }

    std::optional<Header> m_before;        // the last one, when it was a header
    Json m_beforeJson = Json::object();    // else what it said
    std::unordered_map<revision::ChainKey, Last> m_chains;
};

// Of another version nobody knows what the field means: it is carried as it is.
void carryUnknownHash(const Json& header, Json& delta)
{
    if (header.contains("payload_sha256")) delta["payload_sha256"] = header["payload_sha256"];
}

}  // namespace

void RevisionPageWriter::add(const revision::SignedRevision& rev, std::optional<std::int64_t> receivedAtMs,
                             std::optional<Stamp> stamp)
{
    const Header& header = rev.header;
    const bool alike = m_before && isPlain(header) && isPlain(*m_before);
    Json delta = alike ? deltaOfAlike(header, *m_before)
                       : deltaOf(header.toJson(), m_before ? m_before->toJson() : Json::object());
    const auto last = m_chains.find(header.chain());
    const bool continues = last != m_chains.end() && header.n == last->second.n + 1 && header.prev == last->second.id;
    if (!continues) {
        delta["n"] = header.n;
        if (header.prev) delta["prev"] = header.prev->text();
    }
    if (header.v == 1 && rev.payloadBytes.empty()) delta["payload_sha256"] = header.payloadSha256.text();
    if (header.v != 1) carryUnknownHash(header.toJson(), delta);

    Json item{{"h", std::move(delta)}, {"s", rev.signature.text()}};
    if (!rev.payloadBytes.empty()) item["p"] = rev.payloadBytes;
    if (receivedAtMs) item["r"] = *receivedAtMs;
    if (stamp) item["t"] = stamp->text();
    m_bytes += rev.payloadBytes.size() + 400;  // header delta, signature, stamp: an upper estimate
    m_items.push_back(std::move(item));
    m_chains[header.chain()] = {header.n, rev.id};
    m_before = header;
}

Result<std::vector<Result<ReceivedRevision>>> readRevisionPage(const Json& items)
{
    if (!items.is_array()) return malformed("revisions");
    if (items.size() > kPageRevisionsMax)
        return Error{ErrorKind::TooLarge, "too_large", "Too many revisions in one message", "revisions"};
    PageReader reader;
    std::vector<Result<ReceivedRevision>> out;
    out.reserve(items.size());
    for (const Json& item : items) out.push_back(reader.read(item));
    return out;
}

}  // namespace veldpost::protocol
