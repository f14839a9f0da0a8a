// I-JSON in and out: the one model that headers, payloads and messages share (protocol §1).
//
// What is read here is strict: text, integers within ±(2^53-1), booleans, null, arrays, objects with unique
// ASCII keys, nesting ≤ 16, strings ≤ 64 KiB. Floats, `-0`, byte strings, tags, duplicate keys, invalid UTF-8,
// a byte-order mark and anything behind the value are refused before anything looks at the content.
#pragma once

#include "shared/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace veldpost::revision {

// Objects keep their keys sorted by byte, which for ASCII keys is RFC 8785's order.
using Json = nlohmann::json;

struct JsonLimits {
    std::size_t nestingMax = 16;
    std::size_t stringBytesMax = 64 * 1024;
    std::size_t valuesMax = 2'000'000;  // values and keys together: bounds memory, not meaning
};

inline constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t kPayloadBytesMax = 256 * 1024;

// Errors: `malformed_json` (detail names the rule broken, never the content), `too_large` for a string over the limit.
Result<Json> readJson(std::string_view text, const JsonLimits& limits = {});
Result<Json> readCbor(std::string_view bytes, const JsonLimits& limits = {});

// RFC 8785 bytes. REQUIRES: a value of the model above (what readJson gives, or what our own code built)
std::string canonicalText(const Json& value);
std::string writeCbor(const Json& value);

// True when the text is valid UTF-8 (no surrogates, no overlong forms, up to U+10FFFF).
bool isValidUtf8(std::string_view text);

}  // namespace veldpost::revision
