#include "shared/protocol/messages.h"

#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::protocol {

using revision::Part;

namespace {

ErrorKind kindOf(int status)
{
    switch (status) {
    case 400: return ErrorKind::Malformed;
    case 401:
    case 403: return ErrorKind::Locked;
    case 404: return ErrorKind::NotFound;
    case 409: return ErrorKind::Conflict;
    case 413: return ErrorKind::TooLarge;
    case 429:
    case 502:
    case 503:
    case 504: return ErrorKind::Busy;
    default: return ErrorKind::Failed;
    }
}

Result<Part> partField(const Json& json, const char* key)
{
    VELDPOST_ASSIGN(const std::string word, textField(json, key));
    const auto part = revision::parsePart(word);
    if (!part) return malformed(key);
    return *part;
}

template <typename T>
Json arrayOf(const std::vector<T>& items)
{
    Json out = Json::array();
    for (const T& item : items) out.push_back(item.toJson());
    return out;
}

template <typename T>
Status readArray(const Json& json, const char* key, std::vector<T>& out)
{
    VELDPOST_ASSIGN(const Json* array, arrayField(json, key));
    out.reserve(array->size());
    for (const Json& item : *array) {
        VELDPOST_ASSIGN(T value, T::fromJson(item));
        out.push_back(std::move(value));
    }
    return done();
}

Json revisionJson(const revision::SignedRevision& rev)
{
    RevisionPageWriter page;
    page.add(rev);
    return page.take();
}

Result<revision::SignedRevision> revisionFrom(const Json& page)
{
    VELDPOST_ASSIGN(auto items, readRevisionPage(page));
    if (items.size() != 1) return malformed("cause");
    VELDPOST_ASSIGN(ReceivedRevision received, std::move(items.front()));
    return std::move(received.revision);
}

}  // namespace

Json problemJson(const Error& error, int status)
{
    return Json{{"type", error.type}, {"title", error.title}, {"detail", error.detail}, {"status", status}};
}

Error problemFrom(int status, std::string_view body)
{
    const auto json = revision::readJson(body);
    if (json.ok()) {
        const auto type = textField(*json, "type");
        const auto title = textField(*json, "title");
        const auto detail = textField(*json, "detail");
        if (type.ok() && title.ok()) return {kindOf(status), *type, *title, detail.ok() ? *detail : ""};
    }
    return {kindOf(status), "http_" + std::to_string(status), "The server did not take the request", ""};
}

Json EnrolRequest::toJson() const
{
    return {{"code", code}, {"public_key", key.text()}};
}

Result<EnrolRequest> EnrolRequest::fromJson(const Json& json)
{
    EnrolRequest r;
    VELDPOST_ASSIGN(r.code, textField(json, "code"));
    VELDPOST_ASSIGN(r.key, parsedField<crypto::PublicKey>(json, "public_key"));
    return r;
}

Json EnrolAnswer::toJson() const
{
    return {{"certificate", certificateJson(certificate)},
            {"server_key", serverKey.text()},
            {"recovery_key", toHex(recoveryKey)},
            {"user", certificate.user.text()},
            {"device", certificate.device.text()},
            {"region", certificate.region.text()},
            {"role", role},
            {"name", userName},
            {"epoch", epoch},
            {"lease_ms", leaseMs},
            {"server_time", serverTimeMs}};
}

Result<EnrolAnswer> EnrolAnswer::fromJson(const Json& json)
{
    EnrolAnswer a;
    if (!json.is_object() || !json.contains("certificate")) return malformed("certificate");
    VELDPOST_ASSIGN(a.certificate, certificateFrom(json["certificate"]));
    VELDPOST_ASSIGN(a.serverKey, parsedField<crypto::PublicKey>(json, "server_key"));
    VELDPOST_ASSIGN(const std::string recovery, textField(json, "recovery_key"));
    if (!fromHex(recovery, a.recoveryKey)) return malformed("recovery_key");
    VELDPOST_ASSIGN(a.role, textField(json, "role"));
    VELDPOST_ASSIGN(a.userName, textField(json, "name"));
    VELDPOST_ASSIGN(a.epoch, textField(json, "epoch"));
    VELDPOST_ASSIGN(a.leaseMs, integerField(json, "lease_ms"));
    VELDPOST_ASSIGN(a.serverTimeMs, integerField(json, "server_time"));
    return a;
}

Json ChallengeRequest::toJson() const
{
    return {{"device", device.text()}};
}

Result<ChallengeRequest> ChallengeRequest::fromJson(const Json& json)
{
    ChallengeRequest r;
    VELDPOST_ASSIGN(r.device, parsedField<DeviceId>(json, "device"));
    return r;
}

Json ChallengeAnswer::toJson() const
{
    return {{"challenge", challenge}};
}

Result<ChallengeAnswer> ChallengeAnswer::fromJson(const Json& json)
{
    ChallengeAnswer a;
    VELDPOST_ASSIGN(a.challenge, textField(json, "challenge"));
    return a;
}

std::string sessionBytes(const DeviceId& device, const std::string& challenge)
{
    return revision::canonicalText(Json{{"challenge", challenge}, {"device", device.text()}});
}

Json SessionRequest::toJson() const
{
    Json json{{"device", device.text()}, {"challenge", challenge}, {"signature", signature.text()}};
    if (!app.empty()) json["app"] = app;
    if (unsent) json["unsent"] = *unsent;
    if (certificate) json["certificate"] = certificateJson(*certificate);
    return json;
}

Result<SessionRequest> SessionRequest::fromJson(const Json& json)
{
    SessionRequest r;
    VELDPOST_ASSIGN(r.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(r.challenge, textField(json, "challenge"));
    VELDPOST_ASSIGN(r.signature, parsedField<crypto::Signature>(json, "signature"));
    if (json.contains("app")) {
        VELDPOST_ASSIGN(r.app, textField(json, "app"));
        const bool plain = std::all_of(r.app.begin(), r.app.end(), [](char c) { return c >= ' ' && c <= '~'; });
        if (r.app.size() > kAppVersionBytesMax || !plain) return malformed("app");
    }
    if (json.contains("unsent")) {
        VELDPOST_ASSIGN(const std::int64_t unsent, integerField(json, "unsent"));
        if (unsent < 0) return malformed("unsent");
        r.unsent = unsent;
    }
    if (json.contains("certificate")) {
        VELDPOST_ASSIGN(r.certificate, certificateFrom(json["certificate"]));
    }
    return r;
}

Json SessionAnswer::toJson() const
{
    Json json{{"token", token},       {"expires_in_ms", expiresInMs}, {"epoch", epoch}, {"server_time", serverTimeMs},
              {"lease_ms", leaseMs}, {"deliver_only", deliverOnly}};
    if (held) json["held"] = *held;
    if (wipe) json["wipe"] = wipe->toJson();
    return json;
}

Result<SessionAnswer> SessionAnswer::fromJson(const Json& json)
{
    SessionAnswer a;
    VELDPOST_ASSIGN(a.token, textField(json, "token"));
    VELDPOST_ASSIGN(a.expiresInMs, integerField(json, "expires_in_ms"));
    VELDPOST_ASSIGN(a.epoch, textField(json, "epoch"));
    VELDPOST_ASSIGN(a.serverTimeMs, integerField(json, "server_time"));
    VELDPOST_ASSIGN(a.leaseMs, integerField(json, "lease_ms"));
    VELDPOST_ASSIGN(a.deliverOnly, booleanField(json, "deliver_only"));
    if (json.contains("held")) {
        VELDPOST_ASSIGN(a.held, integerField(json, "held"));
    }
    if (json.contains("wipe")) {
        VELDPOST_ASSIGN(WipeOrder order, WipeOrder::fromJson(json["wipe"]));
        a.wipe = std::move(order);
    }
    return a;
}

std::string_view outcomeWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Stored: return "stored";
    case Outcome::Already: return "already";
    case Outcome::Quarantined: return "quarantined";
    case Outcome::Refused: return "refused";
    }
    VELDPOST_CHECK(false);
}

std::optional<Outcome> parseOutcome(std::string_view word)
{
    for (const Outcome o : {Outcome::Stored, Outcome::Already, Outcome::Quarantined, Outcome::Refused})
        if (outcomeWord(o) == word) return o;
    return std::nullopt;
}

Json PushResult::toJson() const
{
    Json json{{"result", outcomeWord(outcome)}};
    if (!reason.empty()) json["reason"] = reason;
    if (receivedAtMs) json["received_at"] = *receivedAtMs;
    if (stamp) json["stamp"] = stamp->text();
    return json;
}

Result<PushResult> PushResult::fromJson(const Json& json)
{
    PushResult r;
    VELDPOST_ASSIGN(const std::string word, textField(json, "result"));
    const auto outcome = parseOutcome(word);
    if (!outcome) return malformed("result");
    r.outcome = *outcome;
    if (json.contains("reason")) {
        VELDPOST_ASSIGN(r.reason, textField(json, "reason"));
    }
    if (json.contains("received_at")) {
        VELDPOST_ASSIGN(const std::int64_t at, integerField(json, "received_at"));
        r.receivedAtMs = at;
    }
    VELDPOST_ASSIGN(r.stamp, optionalField<Stamp>(json, "stamp"));
    return r;
}

Json Receipt::toJson() const
{
    return {{"case", caseId.text()}, {"part", partWord(part)}, {"n", n}, {"id", id.text()}};
}

Result<Receipt> Receipt::fromJson(const Json& json)
{
    Receipt r;
    VELDPOST_ASSIGN(r.caseId, parsedField<CaseId>(json, "case"));
    VELDPOST_ASSIGN(r.part, partField(json, "part"));
    VELDPOST_ASSIGN(r.n, integerField(json, "n"));
    VELDPOST_ASSIGN(r.id, parsedField<RevisionId>(json, "id"));
    return r;
}

Json PushAnswer::toJson() const
{
    return {{"results", arrayOf(results)},
            {"receipts", arrayOf(receipts)},
            {"epoch", epoch},
            {"server_time", serverTimeMs}};
}

Result<PushAnswer> PushAnswer::fromJson(const Json& json)
{
    PushAnswer a;
    VELDPOST_TRY(readArray(json, "results", a.results));
    VELDPOST_TRY(readArray(json, "receipts", a.receipts));
    VELDPOST_ASSIGN(a.epoch, textField(json, "epoch"));
    VELDPOST_ASSIGN(a.serverTimeMs, integerField(json, "server_time"));
    return a;
}

Json pushJson(RevisionPageWriter&& page)
{
    Json json = Json::object();
    json["revisions"] = page.take();
    return json;
}

Json HaveRequest::toJson() const
{
    return {{"after", after}, {"ids", textsOf(ids)}};
}

Result<HaveRequest> HaveRequest::fromJson(const Json& json)
{
    HaveRequest r;
    VELDPOST_ASSIGN(r.after, textField(json, "after"));
    VELDPOST_TRY(readTexts(json, "ids", r.ids));
    if (r.ids.size() > kHaveIdsMax) return malformed("ids");
    return r;
}

Json HaveAnswer::toJson() const
{
    return {{"receipts", arrayOf(receipts)}, {"known", textsOf(known)}, {"next", next}, {"epoch", epoch}};
}

Result<HaveAnswer> HaveAnswer::fromJson(const Json& json)
{
    HaveAnswer a;
    VELDPOST_TRY(readArray(json, "receipts", a.receipts));
    VELDPOST_TRY(readTexts(json, "known", a.known));
    VELDPOST_ASSIGN(a.next, textField(json, "next"));
    VELDPOST_ASSIGN(a.epoch, textField(json, "epoch"));
    return a;
}

Json Purge::toJson() const
{
    Json words = Json::array();
    for (const Part part : parts) words.push_back(partWord(part));
    Json json{{"case", caseId.text()}, {"parts", words}, {"cause", revisionJson(cause)}};
    for (const CaseId& id : kept) json["kept"].push_back(id.text());
    return json;
}

Result<Purge> Purge::fromJson(const Json& json)
{
    Purge p;
    VELDPOST_ASSIGN(p.caseId, parsedField<CaseId>(json, "case"));
    VELDPOST_ASSIGN(const Json* words, arrayField(json, "parts"));
    for (const Json& word : *words) {
        const auto part = word.is_string() ? revision::parsePart(word.get_ref<const std::string&>()) : std::nullopt;
        if (!part) return malformed("parts");
        p.parts.push_back(*part);
    }
    VELDPOST_TRY(readTexts(json, "kept", p.kept));
    VELDPOST_ASSIGN(const Json* cause, arrayField(json, "cause"));
    VELDPOST_ASSIGN(p.cause, revisionFrom(*cause));
    return p;
}

std::string Stub::signedBytes() const
{
    return revision::canonicalText(Json{{"case", chain.caseId.text()},
                                        {"device", chain.device.text()},
                                        {"id", id.text()},
                                        {"n", n},
                                        {"part", partWord(chain.part)},
                                        {"region", region.text()}});
}

Json Stub::toJson() const
{
    return {{"region", region.text()},
            {"case", chain.caseId.text()},
            {"device", chain.device.text()},
            {"part", partWord(chain.part)},
            {"n", n},
            {"id", id.text()},
            {"signature", signature.text()}};
}

Result<Stub> Stub::fromJson(const Json& json)
{
    Stub s;
    VELDPOST_ASSIGN(s.region, parsedField<RegionId>(json, "region"));
    VELDPOST_ASSIGN(s.chain.caseId, parsedField<CaseId>(json, "case"));
    VELDPOST_ASSIGN(s.chain.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(s.chain.part, partField(json, "part"));
    VELDPOST_ASSIGN(s.n, integerField(json, "n"));
    VELDPOST_ASSIGN(s.id, parsedField<RevisionId>(json, "id"));
    VELDPOST_ASSIGN(s.signature, parsedField<crypto::Signature>(json, "signature"));
    return s;
}

Json PullPage::toJson() const
{
    Json json{{"purge", arrayOf(purges)}, {"stubs", arrayOf(stubs)}, {"cursor", cursor},
              {"more", more},             {"epoch", epoch},          {"server_time", serverTimeMs}};
    Json& certs = json["certificates"] = Json::array();
    for (const Certificate& c : certificates) certs.push_back(certificateJson(c));
    RevisionPageWriter page;
    for (const ReceivedRevision& r : revisions) page.add(r.revision, r.receivedAtMs, r.stamp);
    json["revisions"] = page.take();
    return json;
}

Result<PullPage> PullPage::fromJson(const Json& json)
{
    PullPage p;
    VELDPOST_TRY(readArray(json, "purge", p.purges));
    VELDPOST_TRY(readArray(json, "stubs", p.stubs));
    VELDPOST_ASSIGN(const Json* certs, arrayField(json, "certificates"));
    for (const Json& item : *certs) {
        VELDPOST_ASSIGN(Certificate c, certificateFrom(item));
        p.certificates.push_back(std::move(c));
    }
    VELDPOST_ASSIGN(const Json* items, arrayField(json, "revisions"));
    VELDPOST_ASSIGN(auto received, readRevisionPage(*items));
    for (auto& item : received) {
        VELDPOST_ASSIGN(ReceivedRevision r, std::move(item));
        p.revisions.push_back(std::move(r));
    }
    VELDPOST_ASSIGN(p.cursor, textField(json, "cursor"));
    VELDPOST_ASSIGN(p.more, booleanField(json, "more"));
    VELDPOST_ASSIGN(p.epoch, textField(json, "epoch"));
    VELDPOST_ASSIGN(p.serverTimeMs, integerField(json, "server_time"));
    return p;
}

Json certificateJson(const Certificate& certificate)
{
    return {{"bytes", certificate.bytes}, {"signature", certificate.signature.text()}};
}

Result<Certificate> certificateFrom(const Json& json)
{
    VELDPOST_ASSIGN(std::string bytes, textField(json, "bytes"));
    VELDPOST_ASSIGN(const crypto::Signature signature, parsedField<crypto::Signature>(json, "signature"));
    return Certificate::fromBytes(std::move(bytes), signature);
}

Result<Json> readMessage(std::string_view body, bool cbor)
{
    // What is too large for a revision is said of the revision, not of the page it came in.
    const revision::JsonLimits limits{.stringBytesMax = kRequestBytesMax};
    return cbor ? revision::readCbor(body, limits) : revision::readJson(body, limits);
}

}  // namespace veldpost::protocol
