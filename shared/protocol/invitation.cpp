#include "shared/protocol/invitation.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/fields.h"

#include <array>

namespace veldpost::protocol {

namespace {

constexpr std::string_view kPrefix = "veldpost:1:";
constexpr std::size_t kInvitationBytesMax = 4096;
constexpr std::string_view kUrlDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kMailDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

Error badInvite()
{
    return {ErrorKind::Usage, "bad_invite", "This invitation cannot be read", "Copy the whole line, from veldpost:1: on."};
}

Error badCaFile()
{
    return {ErrorKind::Usage, "bad_ca_file", "The file holds no CA certificate", "It must hold one in PEM form."};
}

std::string encode(std::string_view bytes, std::string_view digits)
{
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (held += 8; held >= 6; held -= 6) out.push_back(digits[bits >> (held - 6) & 63]);
    }
    if (held > 0) out.push_back(digits[bits << (6 - held) & 63]);
    return out;
}

// Without padding; nullopt for a character that is no digit and for bits left over that are not zero.
std::optional<std::string> decode(std::string_view text, std::string_view digits)
{
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        out.push_back(static_cast<char>(bits >> held & 0xff));
    }
    if (held >= 6 || (bits & ((1u << held) - 1)) != 0) return std::nullopt;
    return out;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t from = text.find_first_not_of(kSpace);
    return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(kSpace) + 1 - from);
}

Result<Invitation> invitationFrom(const Json& json)
{
    Invitation invitation;
    VELDPOST_ASSIGN(invitation.url, textField(json, "url"));
    VELDPOST_ASSIGN(invitation.code, textField(json, "code"));
    VELDPOST_ASSIGN(invitation.epoch, textField(json, "epoch"));
    const bool namesCa = json.contains("ca_sha256") && json["ca_sha256"] != "";
    if (namesCa) {
        VELDPOST_ASSIGN(invitation.caSha256, optionalField<Sha256>(json, "ca_sha256"));
    }
    if (invitation.code.empty()) return badInvite();
    return invitation;
}

}  // namespace

std::string Invitation::text() const
{
    Json json{{"code", code}, {"epoch", epoch}, {"url", url}};
    if (caSha256) json["ca_sha256"] = caSha256->text();
    return std::string(kPrefix) + encode(revision::canonicalText(json), kUrlDigits);
}

Result<Invitation> Invitation::parse(std::string_view text)
{
    text = trimmed(text);
    if (text.size() > kInvitationBytesMax || !text.starts_with(kPrefix)) return badInvite();
    const auto bytes = decode(text.substr(kPrefix.size()), kUrlDigits);
    if (!bytes) return badInvite();
    const auto json = revision::readJson(*bytes);
    if (!json.ok()) return badInvite();
    auto invitation = invitationFrom(*json);
    if (!invitation.ok()) return badInvite();
    return invitation;
}

Result<Sha256> certificateFingerprint(std::string_view pem)
{
    constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
    const std::size_t begin = pem.find(kBegin);
    if (begin == std::string_view::npos) return badCaFile();
    const std::string_view rest = pem.substr(begin + kBegin.size());
    const std::size_t end = rest.find(kEnd);
    if (end == std::string_view::npos) return badCaFile();
    std::string digits;
    for (const char c : rest.substr(0, end))
        if (c != '\n' && c != '\r' && c != ' ' && c != '=') digits.push_back(c);
    const auto der = decode(digits, kMailDigits);
    if (!der || der->empty()) return badCaFile();
    return crypto::sha256(*der);
}

}  // namespace veldpost::protocol
