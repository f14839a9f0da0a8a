#include "shared/protocol/offer.h"

#include "shared/protocol/limits.h"

namespace veldpost::protocol {

namespace {

// A chain with more gaps than these has the rest of it asked for as one.
constexpr std::size_t kRangesMax = 2000;

}  // namespace

Json OfferedChain::toJson() const
{
    return {{"device", chain.device.text()}, {"case", chain.caseId.text()}, {"part", partWord(chain.part)},
            {"n", n}, {"id", id.text()}};
}

Result<OfferedChain> OfferedChain::fromJson(const Json& json)
{
    OfferedChain out;
    VELDPOST_ASSIGN(out.chain.device, parsedField<DeviceId>(json, "device"));
    VELDPOST_ASSIGN(out.chain.caseId, parsedField<CaseId>(json, "case"));
    VELDPOST_ASSIGN(const std::string word, textField(json, "part"));
    const auto part = revision::parsePart(word);
    if (!part) return malformed("part");
    out.chain.part = *part;
    VELDPOST_ASSIGN(out.n, integerField(json, "n"));
    if (out.n < 1) return malformed("n");
    VELDPOST_ASSIGN(out.id, parsedField<RevisionId>(json, "id"));
    return out;
}

Json OfferAsk::toJson() const
{
    return {{"chains", allOf(chains)}};
}

Result<OfferAsk> OfferAsk::fromJson(const Json& json)
{
    OfferAsk ask;
    VELDPOST_ASSIGN(const Json* items, arrayField(json, "chains"));
    if (items->size() > kPageRevisionsMax)
        return Error{ErrorKind::TooLarge, "too_large", "The message is too large", "chains"};
    VELDPOST_TRY(readAll(json, "chains", ask.chains));
    return ask;
}

Json WantedChain::toJson() const
{
    Json places = Json::array();
    for (const PlaceRange& range : missing) {
        places.push_back(range.from);
        places.push_back(range.to);
    }
    return {{"index", index}, {"missing", std::move(places)}};
}

Result<WantedChain> WantedChain::fromJson(const Json& json)
{
    WantedChain out;
    VELDPOST_ASSIGN(out.index, integerField(json, "index"));
    VELDPOST_ASSIGN(const Json* places, arrayField(json, "missing"));
    if (out.index < 0 || places->size() % 2 != 0 || places->size() > 2 * kRangesMax) return malformed("missing");
    std::int64_t last = 0;
    for (std::size_t i = 0; i < places->size(); i += 2) {
        const Json &from = (*places)[i], &to = (*places)[i + 1];
        if (!from.is_number_integer() || !to.is_number_integer()) return malformed("missing");
        const PlaceRange range{from.get<std::int64_t>(), to.get<std::int64_t>()};
        if (range.from <= last || range.to < range.from) return malformed("missing");
        last = range.to;
        out.missing.push_back(range);
    }
    return out;
}

Json OfferWish::toJson() const
{
    return {{"wanted", allOf(wanted)}, {"unknown", textsOf(unknown)}, {"epoch", epoch}};
}

Result<OfferWish> OfferWish::fromJson(const Json& json)
{
    OfferWish wish;
    VELDPOST_TRY(readAll(json, "wanted", wish.wanted));
    VELDPOST_TRY(readTexts(json, "unknown", wish.unknown));
    VELDPOST_ASSIGN(wish.epoch, textField(json, "epoch"));
    return wish;
}

Json offerJson(const std::vector<Certificate>& certificates, RevisionPageWriter&& page)
{
    Json list = Json::array();
    for (const Certificate& certificate : certificates) list.push_back(certificateJson(certificate));
    return {{"certificates", std::move(list)}, {"revisions", page.take()}};
}

Json OfferAnswer::toJson() const
{
    return {{"results", allOf(results)}, {"epoch", epoch}};
}

Result<OfferAnswer> OfferAnswer::fromJson(const Json& json)
{
    OfferAnswer answer;
    VELDPOST_TRY(readAll(json, "results", answer.results));
    VELDPOST_ASSIGN(answer.epoch, textField(json, "epoch"));
    return answer;
}

}  // namespace veldpost::protocol
