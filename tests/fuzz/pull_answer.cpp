// A pull's answer as a client reads it: first byte even for JSON, odd for CBOR.
#include "shared/protocol/messages.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace protocol;

bool fuzz(std::string_view bytes)
{
    const bool cbor = (takeChoice(bytes) & 1) != 0;
    const auto body = readMessage(bytes, cbor);
    if (!body.ok()) return false;
    const auto page = PullPage::fromJson(*body);
    if (!page.ok()) return false;
    for (const auto& r : page->revisions) FUZZ_REQUIRE(r.revision.id == revision::revisionId(r.revision.headerBytes));
    for (const auto& p : page->purges) FUZZ_REQUIRE(p.cause.id == revision::revisionId(p.cause.headerBytes));
    const auto again = PullPage::fromJson(page->toJson());
    FUZZ_REQUIRE(again.ok());
    FUZZ_REQUIRE(again->cursor == page->cursor && again->more == page->more && again->epoch == page->epoch);
    FUZZ_REQUIRE(again->revisions.size() == page->revisions.size() && again->stubs.size() == page->stubs.size());
    FUZZ_REQUIRE(again->purges.size() == page->purges.size());
    for (std::size_t i = 0; i < again->stubs.size(); ++i)
        FUZZ_REQUIRE(again->stubs[i].signedBytes() == page->stubs[i].signedBytes());
    return true;
}

}  // namespace veldpost::fuzz
