// Lower-case hex, the one text form of ids, hashes, signatures and keys.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace veldpost {

std::string toHex(std::span<const std::uint8_t> bytes);

// Fills `out` exactly; false when the length differs or a character is not 0-9 a-f (upper case is refused:
// one value has one text).
bool fromHex(std::string_view text, std::span<std::uint8_t> out);

}  // namespace veldpost
