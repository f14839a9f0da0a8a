// What a person pastes when enrolling: the invitation, and the CA's file.
#include "shared/protocol/invitation.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace protocol;

bool fuzz(std::string_view bytes)
{
    if (takeChoice(bytes) % 2 != 0) {
        const auto print = certificateFingerprint(bytes);
        if (!print.ok()) FUZZ_REQUIRE(print.error().type == "bad_ca_file");
        return print.ok();
    }
    const auto read = Invitation::parse(bytes);
    if (!read.ok()) {
        FUZZ_REQUIRE(read.error().type == "bad_invite");
        return false;
    }
    const auto again = Invitation::parse(read->text());
    FUZZ_REQUIRE(again.ok() && again->url == read->url && again->code == read->code);
    FUZZ_REQUIRE(again->caSha256 == read->caSha256 && again->epoch == read->epoch);
    return true;
}

}  // namespace veldpost::fuzz
