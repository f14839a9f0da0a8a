// Headers, payloads and certificates as they lie signed. The first byte says which.
#include "shared/protocol/certificate.h"
#include "shared/revision/canonical_header.h"
#include "shared/revision/payload.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

namespace {

using namespace revision;

bool header(std::string_view bytes)
{
    const auto quick = readCanonicalHeader(bytes);
    const auto read = Header::fromBytes(bytes);
    if (quick) {
        // What the quick reader takes, the general one takes with the same result.
        const auto json = readJson(bytes);
        FUZZ_REQUIRE(json.ok());
        const auto general = Header::fromJson(*json);
        FUZZ_REQUIRE(general.ok() && general->canonicalBytes() == quick->canonicalBytes());
        FUZZ_REQUIRE(read.ok());
    }
    if (!read.ok()) {
        FUZZ_REQUIRE(!read.error().type.empty());
        return false;
    }
    FUZZ_REQUIRE(read->canonicalBytes() == bytes);
    if (read->v == 1 && !read->enc) FUZZ_REQUIRE(quick.has_value());
    return true;
}

bool payload(std::string_view bytes)
{
    const auto read = Payload::fromBytes(bytes);
    if (read.ok()) FUZZ_REQUIRE(read->canonicalBytes() == bytes);
    return read.ok();
}

bool certificate(std::string_view bytes)
{
    const auto read = protocol::Certificate::fromBytes(std::string(bytes), crypto::Signature());
    if (!read.ok()) return false;
    FUZZ_REQUIRE(read->bytes == bytes);
    FUZZ_REQUIRE(!read->signedBy(crypto::PublicKey()));  // nobody has signed it
    return true;
}

}  // namespace

bool fuzz(std::string_view bytes)
{
    switch (takeChoice(bytes) % 3) {
    case 0: return header(bytes);
    case 1: return payload(bytes);
    default: return certificate(bytes);
    }
}

}  // namespace veldpost::fuzz
