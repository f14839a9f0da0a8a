#include "client/engine/recovery.h"

#include "client/engine/server_calls.h"
#include "shared/crypto/hash.h"
#include "shared/storage/files.h"

namespace veldpost::engine {

using protocol::RecoveryId;

namespace {

constexpr char kCardName[] = "contact.json";
constexpr char kAttemptName[] = "recovery.json";
constexpr std::size_t kFileBytesMax = 512 * 1024;  // a CA's certificates

struct Attempt {
    crypto::SecretBytes secretKey;
    std::array<std::uint8_t, 32> publicKey{};
    Sha256 token;
    RecoveryBegun begun;
};

Status keepAttempt(const std::filesystem::path& folder, const Attempt& attempt)
{
    std::string text = revision::canonicalText(Json{{"v", 1},
                                                    {"code", attempt.begun.code},
                                                    {"expires_at", attempt.begun.expiresAtMs},
                                                    {"key", toHex(attempt.secretKey.bytes())},
                                                    {"public_key", toHex(attempt.publicKey)},
                                                    {"request", attempt.begun.request.text()},
                                                    {"token", attempt.token.text()}});
    const Status kept = storage::replaceFile(folder / kAttemptName, text);
    crypto::wipeText(text);
    return kept;
}

Result<std::optional<Attempt>> readAttempt(const std::filesystem::path& folder)
{
    const auto text = storage::readFile(folder / kAttemptName, kFileBytesMax);
    if (!text.ok() && text.error().type == "file_missing") return std::optional<Attempt>();
    if (!text.ok()) return text.error();
    VELDPOST_ASSIGN(const Json json, revision::readJson(*text));
    Attempt out;
    VELDPOST_ASSIGN(out.begun.code, protocol::textField(json, "code"));
    VELDPOST_ASSIGN(out.begun.expiresAtMs, protocol::integerField(json, "expires_at"));
    VELDPOST_ASSIGN(out.begun.request, protocol::parsedField<RecoveryId>(json, "request"));
    VELDPOST_ASSIGN(out.token, protocol::parsedField<Sha256>(json, "token"));
    VELDPOST_ASSIGN(std::string hex, protocol::textField(json, "key"));
    out.secretKey = crypto::SecretBytes(crypto::kSealKeyBytes);
    const bool whole = fromHex(hex, out.secretKey.bytes());
    crypto::wipeText(hex);
    if (!whole) return protocol::malformed("key");
    VELDPOST_ASSIGN(const std::string publicHex, protocol::textField(json, "public_key"));
    if (!fromHex(publicHex, out.publicKey)) return protocol::malformed("public_key");
    return std::optional<Attempt>(std::move(out));
}

// The one of begin(). Error recovery_not_begun.
Result<Attempt> attemptOf(const std::filesystem::path& folder)
{
    VELDPOST_ASSIGN(auto attempt, readAttempt(folder));
    if (attempt) return std::move(*attempt);
    return Error{ErrorKind::Usage, "recovery_not_begun", "No recovery was begun here", "Begin one first."};
}

}  // namespace

Status keepContactCard(const std::filesystem::path& folder, const Identity& identity)
{
    if (identity.serverUrl.empty()) return done();
    const auto known = readContactCard(folder);
    if (known.ok() && known->device == identity.device() && known->serverUrl == identity.serverUrl && known->caPem == identity.caPem)
        return done();
    const Status kept = storage::replaceFile(folder / kCardName, revision::canonicalText(Json{{"v", 1},
                                                                                              {"ca", identity.caPem},
                                                                                              {"device", identity.device().text()},
                                                                                              {"url", identity.serverUrl}}));
    // A help for later is no reason not to open the home now.
    return !kept.ok() && kept.error().type == "disk_full" ? done() : kept;
}

Result<ContactCard> readContactCard(const std::filesystem::path& folder)
{
    const Error none{ErrorKind::Failed, "no_contact_card", "This home does not say where to ask for help",
                     "A file of it is missing or damaged. The passphrase still opens it."};
    const auto text = storage::readFile(folder / kCardName, kFileBytesMax);
    if (!text.ok()) return none;
    const auto json = revision::readJson(*text, {.stringBytesMax = kFileBytesMax});
    if (!json.ok()) return none;
    const auto device = protocol::parsedField<DeviceId>(*json, "device");
    const auto url = protocol::textField(*json, "url");
    const auto ca = protocol::textField(*json, "ca");
    if (!device.ok() || !url.ok() || !ca.ok()) return none;
    return ContactCard{*device, *url, *ca};
}

Result<std::optional<RecoveryBegun>> Recovery::begun(const std::filesystem::path& folder)
{
    VELDPOST_ASSIGN(const auto attempt, readAttempt(folder));
    if (!attempt) return std::optional<RecoveryBegun>();
    return std::optional<RecoveryBegun>(attempt->begun);
}

void Recovery::post(const std::string& path, const Json& body, std::function<void(Result<Json>)> done)
{
    m_transport.send({"POST", path, "", revision::writeCbor(body)}, [done = std::move(done)](Result<HttpAnswer> answer) {
        if (!answer.ok()) return done(std::move(answer).error());
        done(readAnswer(*answer));
    });
}

void Recovery::begin(const std::string& sealedCopy, std::function<void(Result<RecoveryBegun>)> done)
{
    auto pair = crypto::BoxKeyPair::generate(m_random);
    Sha256::Bytes token;
    m_random.fill(token);
    // Shared because std::function wants to copy what it holds.
    auto attempt = std::make_shared<Attempt>(Attempt{std::move(pair.secretKey), pair.publicKey, Sha256(token), {}});
    const protocol::RecoveryRequest request{m_card.device, pair.publicKey, sealedCopy, crypto::sha256(attempt->token.text())};
    attempt->begun.code = request.code();
    post("/v1/recovery", request.toJson(), [this, attempt, done = std::move(done)](Result<Json> answer) {
        if (!answer.ok()) return done(std::move(answer).error());
        const auto asked = protocol::RecoveryAsked::fromJson(*answer);
        if (!asked.ok()) return done(asked.error());
        attempt->begun.request = asked->request;
        attempt->begun.expiresAtMs = asked->expiresAtMs;
        const Status kept = keepAttempt(m_folder, *attempt);
        if (!kept.ok()) return done(kept.error());
        done(attempt->begun);
    });
}

void Recovery::fetch(std::function<void(Result<crypto::SecretBytes>)> done)
{
    const auto attempt = attemptOf(m_folder);
    if (!attempt.ok()) {
        done(attempt.error());
        return;
    }
    post("/v1/recovery/answer", protocol::RecoveryFetch{attempt->begun.request, attempt->token}.toJson(),
         [this, done = std::move(done)](Result<Json> json) {
             if (!json.ok()) return done(std::move(json).error());
             const auto answer = protocol::RecoveryAnswer::fromJson(*json);
             if (!answer.ok()) return done(answer.error());
             auto asked = attemptOf(m_folder);
             if (!asked.ok()) return done(asked.error());
             done(crypto::openSealed({asked->publicKey, std::move(asked->secretKey)}, answer->sealed));
         });
}

void Recovery::end(std::function<void(Status)> done)
{
    const auto attempt = attemptOf(m_folder);
    if (!attempt.ok()) return done(attempt.error());
    const Status erased = storage::eraseFile(m_folder / kAttemptName);
    if (!erased.ok()) return done(erased);
    post("/v1/recovery/close", protocol::RecoveryFetch{attempt->begun.request, attempt->token}.toJson(),
         [done = std::move(done)](Result<Json> answer) { done(answer.ok() ? veldpost::done() : Status(answer.error())); });
}

}  // namespace veldpost::engine
