// The I-JSON reader: text.
#include "shared/revision/json.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace revision;

bool fuzz(std::string_view bytes)
{
    const auto value = readJson(bytes);
    if (!value.ok()) {
        FUZZ_REQUIRE(value.error().type == "malformed_json" || value.error().type == "too_large");
        return false;
    }
    FUZZ_REQUIRE(isValidUtf8(bytes));
    const std::string canonical = canonicalText(*value);
    const auto again = readJson(canonical);
    FUZZ_REQUIRE(again.ok() && *again == *value);
    FUZZ_REQUIRE(canonicalText(*again) == canonical);
    const auto binary = readCbor(writeCbor(*value));
    FUZZ_REQUIRE(binary.ok() && *binary == *value);
    return true;
}

}  // namespace veldpost::fuzz
