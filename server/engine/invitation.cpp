#include "server/engine/invitation.h"

#include "shared/revision/json.h"

#include <array>

namespace veldpost::server {

std::string makeInvitationCode(RandomSource& random)
{
    constexpr std::string_view letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<std::uint8_t, 25> bytes;
    random.fill(bytes);
    std::string code;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 5 == 0) code.push_back('-');
        code.push_back(letters[bytes[i] % letters.size()]);
    }
    return code;
}

std::string base64Url(std::string_view bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<std::uint8_t>(c);
        held += 8;
        while (held >= 6) {
            held -= 6;
            out.push_back(letters[bits >> held & 0x3f]);
        }
    }
    if (held > 0) out.push_back(letters[bits << (6 - held) & 0x3f]);
    return out;
}

std::string invitationText(const InvitationContent& content)
{
    const revision::Json json{
        {"url", content.url}, {"ca_sha256", content.caSha256}, {"code", content.code}, {"epoch", content.epoch}};
    return "veldpost:1:" + base64Url(revision::canonicalText(json));
}

}  // namespace veldpost::server
