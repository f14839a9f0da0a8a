// After a restore devices bring back what the server lacks (protocol §5, "new epoch").
//
// In two steps, so that only what is missing travels: OfferAsk names the last place the device holds of each chain, and
// OfferWish says which places of them are missing; Offer carries those, of any author, with the stamps the server gave.
#pragma once

#include "shared/protocol/messages.h"

namespace veldpost::protocol {

struct OfferedChain {
    revision::ChainKey chain;
    std::int64_t n = 0;
    RevisionId id;  // of n
    Json toJson() const;
    static Result<OfferedChain> fromJson(const Json& json);
};

// At most kPageRevisionsMax chains; more is `too_large`.
struct OfferAsk {
    std::vector<OfferedChain> chains;
    Json toJson() const;
    static Result<OfferAsk> fromJson(const Json& json);
};

struct PlaceRange {
    std::int64_t from = 1;
    std::int64_t to = 1;  // included
};

struct WantedChain {
    std::int64_t index = 0;  // into OfferAsk::chains
    std::vector<PlaceRange> missing;  // in order
    Json toJson() const;
    static Result<WantedChain> fromJson(const Json& json);
};

struct OfferWish {
    std::vector<WantedChain> wanted;
    std::vector<DeviceId> unknown;  // devices whose certificates have to go along
    std::string epoch;
    Json toJson() const;
    static Result<OfferWish> fromJson(const Json& json);
};

// The body of an offer: {"certificates": [...], "revisions": page}.
Json offerJson(const std::vector<Certificate>& certificates, RevisionPageWriter&& page);

// No receipts: those are the author's own device's to ask for.
struct OfferAnswer {
    std::vector<PushResult> results;  // in the order sent
    std::string epoch;
    Json toJson() const;
    static Result<OfferAnswer> fromJson(const Json& json);
};

}  // namespace veldpost::protocol
