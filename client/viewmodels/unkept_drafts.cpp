#include "client/viewmodels/unkept_drafts.h"

#include "client/viewmodels/home_keeper.h"
#include "shared/crypto/hash.h"
#include "shared/revision/json.h"

namespace veldpost::viewmodels {

namespace {

using engine::Draft;
using engine::DraftId;
using engine::Json;

// As the store reads a draft's fields back.
constexpr revision::JsonLimits kLimits{.stringBytesMax = SIZE_MAX, .valuesMax = SIZE_MAX};

Json toJson(const Draft& draft)
{
    Json heads = Json::array();
    for (const RevisionId& head : draft.openedOn) heads.push_back(head.text());
    Json out{{"draft", draft.id.text()}, {"case", draft.caseId.text()}, {"kind", draft.kind},
             {"part", static_cast<int>(draft.part)}, {"opened_on", std::move(heads)}, {"fields", draft.fields},
             {"reason", draft.reason}};
    if (draft.record) out["record"] = draft.record->text();
    return out;
}

// REQUIRES: made by toJson()
Draft fromJson(const Json& json)
{
    Draft draft;
    draft.id = DraftId::parse(json.at("draft").get<std::string>()).value();
    draft.caseId = CaseId::parse(json.at("case").get<std::string>()).value();
    if (json.contains("record")) draft.record = RecordId::parse(json.at("record").get<std::string>());
    draft.kind = json.at("kind").get<std::string>();
    draft.part = static_cast<engine::Part>(json.at("part").get<int>());
    for (const Json& head : json.at("opened_on"))
        draft.openedOn.push_back(RevisionId::parse(head.get<std::string>()).value());
    draft.fields = json.at("fields");
    draft.reason = json.at("reason").get<std::string>();
    return draft;
}

}  // namespace

void UnkeptDrafts::seal(HomeKeeper& keeper)
{
    for (const Draft& draft : m_open) {
        std::string plain = toJson(draft).dump(-1, ' ', false, Json::error_handler_t::replace);
        m_sealed.push_back(keeper.seal(plain));
        crypto::wipeText(plain);
    }
    m_open.clear();
}

void UnkeptDrafts::open(HomeKeeper& keeper)
{
    std::erase_if(m_sealed, [&](const std::string& sealed) {
        const auto plain = keeper.openSealed(sealed);
        if (!plain.ok()) return false;
        const auto json = revision::readJson(crypto::asText(plain->bytes()), kLimits);
        if (!json.ok()) return false;
        m_open.push_back(fromJson(*json));
        return true;
    });
}

bool UnkeptDrafts::store(engine::Drafts& drafts, const Clock& clock, RandomSource& random)
{
    std::vector<Draft> left;
    const std::size_t before = m_open.size();
    for (Draft& draft : m_open) {
        if (drafts.keep(draft).ok()) continue;
        // By the next try its older row may have been taken up and typed on: this becomes a draft of its own.
        draft.id = makeUuid7<DraftId>(clock.nowMs(), random);
        left.push_back(std::move(draft));
    }
    m_open = std::move(left);
    return m_open.size() < before;
}

}  // namespace veldpost::viewmodels
