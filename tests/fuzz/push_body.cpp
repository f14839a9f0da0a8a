// A push's body: first byte even for JSON, odd for CBOR.
#include "shared/protocol/messages.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace protocol;

namespace {

std::vector<revision::SignedRevision> revisionsOf(const Json& items)
{
    std::vector<revision::SignedRevision> out;
    const auto page = readRevisionPage(items);
    if (!page.ok()) return out;
    for (const auto& item : *page)
        if (item.ok()) out.push_back(item->revision);
    return out;
}

}  // namespace

bool fuzz(std::string_view bytes)
{
    const bool cbor = (takeChoice(bytes) & 1) != 0;
    const auto body = readMessage(bytes, cbor);
    if (!body.ok()) return false;
    const auto items = arrayField(*body, "revisions");
    if (!items.ok()) return false;
    const auto revisions = revisionsOf(**items);
    RevisionPageWriter writer;
    for (const auto& r : revisions) {
        FUZZ_REQUIRE(r.id == revision::revisionId(r.headerBytes));
        const auto header = revision::Header::fromBytes(r.headerBytes);
        FUZZ_REQUIRE(header.ok() && header->canonicalBytes() == r.headerBytes);
        FUZZ_REQUIRE(r.payloadBytes.empty() || revision::payloadMatches(r) || r.header.v != 1);
        writer.add(r);
    }
    // What was read can be sent on, and arrives as the same revisions.
    const auto again = revisionsOf(writer.take());
    FUZZ_REQUIRE(again.size() == revisions.size());
    for (std::size_t i = 0; i < again.size(); ++i) {
        FUZZ_REQUIRE(again[i].id == revisions[i].id && again[i].headerBytes == revisions[i].headerBytes);
        FUZZ_REQUIRE(again[i].payloadBytes == revisions[i].payloadBytes);
    }
    return !revisions.empty();
}

}  // namespace veldpost::fuzz
