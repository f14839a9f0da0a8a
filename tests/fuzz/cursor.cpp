// The cursor a client sends back.
#include "server/engine/cursor.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

bool fuzz(std::string_view bytes)
{
    const auto read = server::Cursor::parse(bytes);
    if (!read.ok()) {
        FUZZ_REQUIRE(read.error().type == "malformed_cursor");
        return false;
    }
    FUZZ_REQUIRE(read->seq >= 0);
    const std::string text = read->text();
    const auto again = server::Cursor::parse(text);
    FUZZ_REQUIRE(again.ok() && again->text() == text);
    return true;
}

}  // namespace veldpost::fuzz
