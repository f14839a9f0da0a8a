// The values of tus that a device sends beside the bytes of a photo. The first byte says which header.
#include "shared/protocol/blobs.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace protocol;

namespace {

bool metadata(std::string_view bytes)
{
    const auto read = parseUploadMetadata(bytes);
    if (!read.ok()) {
        FUZZ_REQUIRE(!read.error().type.empty());
        return false;
    }
    const auto again = parseUploadMetadata(uploadMetadata(*read));
    FUZZ_REQUIRE(again.ok() && *again == *read);
    return true;
}

bool checksum(std::string_view bytes)
{
    const auto read = parseUploadChecksum(bytes);
    if (!read.ok()) {
        FUZZ_REQUIRE(!read.error().type.empty());
        return false;
    }
    const auto again = parseUploadChecksum(uploadChecksum(*read));
    FUZZ_REQUIRE(again.ok() && *again == *read);
    return true;
}

bool byteCount(std::string_view bytes)
{
    const auto read = parseByteCount(bytes);
    if (!read) return false;
    FUZZ_REQUIRE(*read >= 0 && parseByteCount(std::to_string(*read)) == read);
    return true;
}

}  // namespace

bool fuzz(std::string_view bytes)
{
    switch (takeChoice(bytes) % 3) {
    case 0: return metadata(bytes);
    case 1: return checksum(bytes);
    default: return byteCount(bytes);
    }
}

}  // namespace veldpost::fuzz
