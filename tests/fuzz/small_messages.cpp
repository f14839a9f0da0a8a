// The other messages, and problem documents. The first byte says which, the second in which form.
#include "shared/protocol/blobs.h"
#include "shared/protocol/devices.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/offer.h"
#include "shared/protocol/recovery.h"
#include "shared/protocol/rekey.h"
#include "shared/protocol/unsent_file.h"
#include "shared/protocol/wipe.h"
#include "tests/fuzz/fuzz.h"

namespace veldpost::fuzz {

using namespace protocol;

namespace {

template <typename Message>
bool roundTrip(const Json& body)
{
    const auto read = Message::fromJson(body);
    if (!read.ok()) {
        FUZZ_REQUIRE(!read.error().type.empty());
        return false;
    }
    const Json written = read->toJson();
    const auto again = Message::fromJson(written);
    FUZZ_REQUIRE(again.ok() && again->toJson() == written);
    return true;
}

using Reader = bool (*)(const Json&);
constexpr Reader kReaders[] = {
    roundTrip<EnrolRequest>,  roundTrip<EnrolAnswer>, roundTrip<ChallengeRequest>, roundTrip<ChallengeAnswer>,
    roundTrip<SessionRequest>, roundTrip<SessionAnswer>, roundTrip<PushResult>, roundTrip<Receipt>,
    roundTrip<PushAnswer>,    roundTrip<HaveRequest>, roundTrip<HaveAnswer>, roundTrip<OfferAsk>,
    roundTrip<OfferWish>,     roundTrip<OfferAnswer>, roundTrip<RecoveryRequest>, roundTrip<RecoveryAsked>,
    roundTrip<RecoveryApproval>, roundTrip<RecoveryFetch>, roundTrip<RecoveryAnswer>, roundTrip<RecoveryWaiting>,
    roundTrip<WipeRequest>,   roundTrip<WipeOrder>,   roundTrip<WipeReceipt>, roundTrip<UnsentRequest>,
    roundTrip<UnsentAnswer>,  roundTrip<DeviceEntry>, roundTrip<QuarantineRequest>, roundTrip<OwnStanding>,
    roundTrip<BlobsHaveRequest>, roundTrip<BlobsHaveAnswer>, roundTrip<ViewAsAnswer>,
    roundTrip<RekeyRequest>,  roundTrip<RekeyAnswer>,
};

}  // namespace

bool fuzz(std::string_view bytes)
{
    const unsigned choice = takeChoice(bytes) % (std::size(kReaders) + 1);
    const bool cbor = (takeChoice(bytes) & 1) != 0;
    if (choice == std::size(kReaders)) {
        const Error error = problemFrom(400, bytes);
        FUZZ_REQUIRE(!error.type.empty());
        return error.type != "http_400";
    }
    const auto body = readMessage(bytes, cbor);
    return body.ok() && kReaders[choice](*body);
}

}  // namespace veldpost::fuzz
