#include "shared/protocol/revision_page.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"
#include "shared/revision/header_fields.h"

namespace veldpost::protocol {

using revision::Header;
using revision::HeaderFields;

namespace {

template <typename Id>
void setOptional(Json& delta, const char* key, const std::optional<Id>& now, const std::optional<Id>& before)
{
    if (now == before) return;
    if (now) delta[key] = now->text();
    else delta[key] = nullptr;
}

Json parentsJson(const std::vector<RevisionId>& parents)
{
    if (parents.empty()) return nullptr;
    Json out = Json::array();
    for (const RevisionId& id : parents) out.push_back(id.text());
    return out;
}

// What is not inherited (n, prev, payload_sha256) is added by the caller.
Json deltaOf(const Header& header, const Header& before)
{
    Json delta = Json::object();
    if (header.atMs != before.atMs) delta["at"] = header.atMs;
    if (header.caseId != before.caseId) delta["case"] = header.caseId.text();
    if (header.device != before.device) delta["device"] = header.device.text();
    if (header.kind != before.kind) delta["kind"] = header.kind;
    if (header.kindVersion != before.kindVersion) delta["kind_v"] = header.kindVersion;
    if (header.parents != before.parents) delta["parents"] = parentsJson(header.parents);
    if (header.part != before.part) delta["part"] = revision::partWord(header.part);
    if (header.record != before.record) delta["record"] = header.record.text();
    if (header.region != before.region) delta["region"] = header.region.text();
    setOptional(delta, "replaces", header.replaces, before.replaces);
    if (header.user != before.user) delta["user"] = header.user.text();
    if (header.enc == before.enc) return delta;
    if (header.enc) delta["enc"] = {{"alg", header.enc->alg}, {"key", header.enc->key.text()}};
    else delta["enc"] = nullptr;
    return delta;
}

Json wholeOf(const Header& header)
{
    Json whole = header.toJson();
    for (const char* derived : {"n", "prev", "payload_sha256"}) whole.erase(derived);
    return whole;
}

// Reads items one after the other, carrying what the next one inherits.
class PageReader {
public:
    Result<ReceivedRevision> read(const Json& item)
    {
        if (!item.is_object()) return malformed("revisions");
        ReceivedRevision out;
        VELDPOST_ASSIGN(out.revision.payloadBytes, payloadOf(item));
        VELDPOST_ASSIGN(out.revision.header, headerOf(item, out.revision.payloadBytes));
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

    static Result<std::string> payloadOf(const Json& item)
    {
        const bool isText = item.contains("p");
        const char* key = isText ? "p" : "b";
        if (!item.contains(key)) return std::string();
        VELDPOST_ASSIGN(std::string text, textField(item, key));
        if (text.empty()) return malformed(key);
        if (isText) return text;
        auto bytes = crypto::fromBase64(text);
        if (!bytes || bytes->empty()) return malformed("b");
        return std::move(*bytes);
    }

    Result<Header> headerOf(const Json& item, const std::string& payload)
    {
        if (!item.contains("H")) return headerByDelta(item, payload);
        VELDPOST_ASSIGN(const std::string bytes, textField(item, "H"));
        if (bytes.size() > kHeaderBytesMax) return malformed("H");
        VELDPOST_ASSIGN(Header header, Header::fromBytes(bytes));
        return header.v == 1 ? Result<Header>(malformed("H")) : Result<Header>(std::move(header));
    }

    // Also from an item that is no header the next one inherits what was right in it.
    Result<Header> headerByDelta(const Json& item, const std::string& payload)
    {
        if (!item.contains("h") || !item["h"].is_object()) return malformed("h");
        const Json& delta = item["h"];
        for (const char* derived : {"n", "prev", "payload_sha256"}) m_fields.clear(derived);
        Status wrong = done();
        for (const auto& [key, value] : delta.items()) {
            const Status set = value.is_null() ? m_fields.clear(key), done() : m_fields.set(key, value);
            if (!set.ok()) wrong = set;
        }
        VELDPOST_TRY(wrong);
        if (!payload.empty()) {
            if (delta.contains("payload_sha256")) return malformed("payload_sha256");
            m_fields.setPayloadHash(crypto::sha256(payload));
        }
        if (!delta.contains("n")) {
            const auto last = m_chains.find(m_fields.chain());
            if (last == m_chains.end()) return malformed("n");
            m_fields.setPlace(last->second.n + 1, last->second.id);
        }
        return m_fields.header();
    }

    HeaderFields m_fields;
    std::unordered_map<revision::ChainKey, Last> m_chains;
};

}  // namespace

void RevisionPageWriter::add(const revision::SignedRevision& rev, std::optional<std::int64_t> receivedAtMs,
                             std::optional<Stamp> stamp)
{
    const Header& header = rev.header;
    Json item{{"s", rev.signature.text()}};
    if (header.v == 1) item["h"] = deltaFor(rev);
    else item["H"] = rev.headerBytes;
    // Sealed bytes are no text; what an unknown version holds need not be.
    const bool isText = !header.enc && (header.v == 1 || revision::isValidUtf8(rev.payloadBytes));
    if (!rev.payloadBytes.empty() && isText) item["p"] = rev.payloadBytes;
    if (!rev.payloadBytes.empty() && !isText) item["b"] = crypto::toBase64(rev.payloadBytes);
    if (receivedAtMs) item["r"] = *receivedAtMs;
    if (stamp) item["t"] = stamp->text();
    m_bytes += rev.payloadBytes.size() + 400;  // header delta, signature, stamp: an upper estimate
    m_items.push_back(std::move(item));
    m_chains[header.chain()] = {header.n, rev.id};
    if (header.v == 1) m_before = header;
}

Json RevisionPageWriter::deltaFor(const revision::SignedRevision& rev) const
{
    const Header& header = rev.header;
    Json delta = m_before ? deltaOf(header, *m_before) : wholeOf(header);
    const auto last = m_chains.find(header.chain());
    const bool continues = last != m_chains.end() && header.n == last->second.n + 1 && header.prev == last->second.id;
    if (!continues) {
        delta["n"] = header.n;
        if (header.prev) delta["prev"] = header.prev->text();
    }
    if (rev.payloadBytes.empty()) delta["payload_sha256"] = header.payloadSha256.text();
    return delta;
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
