#include "server/engine/invitation.h"

#include <array>
#include <string_view>

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

}  // namespace veldpost::server
