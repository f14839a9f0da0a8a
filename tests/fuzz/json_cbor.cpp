// The I-JSON reader: CBOR.
#include "shared/revision/json.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace revision;

bool fuzz(std::string_view bytes)
{
    const auto value = readCbor(bytes);
    if (!value.ok()) {
        FUZZ_REQUIRE(value.error().type == "malformed_json" || value.error().type == "too_large");
        return false;
    }
    const auto again = readCbor(writeCbor(*value));
    FUZZ_REQUIRE(again.ok() && *again == *value);
    // Whatever came as CBOR can be written as text and read again: the two carry one model.
    const auto text = readJson(canonicalText(*value));
    FUZZ_REQUIRE(text.ok() && *text == *value);
    return true;
}

}  // namespace veldpost::fuzz
