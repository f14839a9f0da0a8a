#include "shared/protocol/revision_page.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

namespace veldpost::protocol {

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

// Reads items one after the other, carrying what the next one inherits.
class PageReader {
public:
    Result<ReceivedRevision> read(const Json& item)
    {
        if (!item.is_object() || !item.contains("h") || !item["h"].is_object()) return malformed("h");
        ReceivedRevision out;
        VELDPOST_TRY(readPayload(item, out.revision.payloadBytes));
        VELDPOST_ASSIGN(m_before, headerOf(item, out.revision.payloadBytes));
        VELDPOST_ASSIGN(out.revision.header, revision::Header::fromJson(m_before));
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

    Result<Json> headerOf(const Json& item, const std::string& payload)
    {
        Json header = m_before;
        for (const char* name : kNotInherited) header.erase(name);
        for (const auto& [key, value] : item["h"].items()) {
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

    Json m_before = Json::object();
    std::unordered_map<revision::ChainKey, Last> m_chains;
};

}  // namespace

void RevisionPageWriter::add(const revision::SignedRevision& rev, std::optional<std::int64_t> receivedAtMs,
                             std::optional<Stamp> stamp)
{
    const revision::Header& header = rev.header;
    Json full = header.toJson();
    Json delta = deltaOf(full, m_before);
    const auto last = m_chains.find(header.chain());
    const bool continues = last != m_chains.end() && header.n == last->second.n + 1 && header.prev == last->second.id;
    if (!continues) {
        delta["n"] = header.n;
        if (header.prev) delta["prev"] = header.prev->text();
    }
    if ((rev.payloadBytes.empty() || header.v != 1) && full.contains("payload_sha256"))
        delta["payload_sha256"] = full["payload_sha256"];

    Json item{{"h", std::move(delta)}, {"s", rev.signature.text()}};
    if (!rev.payloadBytes.empty()) item["p"] = rev.payloadBytes;
    if (receivedAtMs) item["r"] = *receivedAtMs;
    if (stamp) item["t"] = stamp->text();
    m_bytes += rev.payloadBytes.size() + 400;  // header delta, signature, stamp: an upper estimate
    m_items.push_back(std::move(item));
    m_chains[header.chain()] = {header.n, rev.id};
    m_before = std::move(full);
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
