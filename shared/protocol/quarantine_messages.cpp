// The messages about what waits for a person, and about what a colleague sees.
#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"

namespace veldpost::protocol {

namespace {

constexpr std::pair<OwnState, std::string_view> kOwnStates[] = {{OwnState::Unknown, "unknown"},
                                                                {OwnState::Waiting, "waiting"},
                                                                {OwnState::Declined, "declined"},
                                                                {OwnState::Accepted, "accepted"},
                                                                {OwnState::Counts, "counts"}};

Result<std::optional<DecisionNote>> decisionIn(const Json& json)
{
    if (!json.is_object() || !json.contains("decision")) return std::optional<DecisionNote>();
    VELDPOST_ASSIGN(DecisionNote note, DecisionNote::fromJson(json["decision"]));
    return std::optional<DecisionNote>(std::move(note));
}

Result<revision::Part> partIn(const Json& json)
{
    VELDPOST_ASSIGN(const std::string word, textField(json, "part"));
    const auto part = revision::parsePart(word);
    return part ? Result<revision::Part>(*part) : malformed("part");
}

// What stands beside a revision of the page.
Json noteOf(const WaitingItem& item)
{
    Json note{{"reason", item.reason}, {"declined", item.declined}, {"may_decide", item.mayDecide}};
    if (item.decision) note["decision"] = item.decision->toJson();
    return note;
}

Status readNote(const Json& note, WaitingItem& item)
{
    VELDPOST_ASSIGN(item.reason, textField(note, "reason"));
    VELDPOST_ASSIGN(item.declined, booleanField(note, "declined"));
    VELDPOST_ASSIGN(item.mayDecide, booleanField(note, "may_decide"));
    VELDPOST_ASSIGN(item.decision, decisionIn(note));
    return done();
}

}  // namespace

std::string_view ownStateWord(OwnState state)
{
    for (const auto& [known, word] : kOwnStates)
        if (known == state) return word;
    VELDPOST_CHECK(false);
}

std::optional<OwnState> parseOwnState(std::string_view word)
{
    for (const auto& [state, known] : kOwnStates)
        if (known == word) return state;
    return std::nullopt;
}

Json QuarantineRequest::toJson() const
{
    return {{"after", after}, {"own", textsOf(own)}};
}

Result<QuarantineRequest> QuarantineRequest::fromJson(const Json& json)
{
    QuarantineRequest r;
    VELDPOST_ASSIGN(r.after, textField(json, "after"));
    VELDPOST_TRY(readTexts(json, "own", r.own));
    if (r.own.size() > kQuarantineOwnMax) return malformed("own");
    return r;
}

Json DecisionNote::toJson() const
{
    return {{"user", user.text()}, {"at", atMs}, {"reason", reason}};
}

Result<DecisionNote> DecisionNote::fromJson(const Json& json)
{
    DecisionNote n;
    VELDPOST_ASSIGN(n.user, parsedField<UserId>(json, "user"));
    VELDPOST_ASSIGN(n.atMs, integerField(json, "at"));
    VELDPOST_ASSIGN(n.reason, textField(json, "reason"));
    return n;
}

Json OwnStanding::toJson() const
{
    Json json{{"id", id.text()}, {"state", ownStateWord(state)}, {"reason", reason}};
    if (decision) json["decision"] = decision->toJson();
    return json;
}

Result<OwnStanding> OwnStanding::fromJson(const Json& json)
{
    OwnStanding s;
    VELDPOST_ASSIGN(s.id, parsedField<RevisionId>(json, "id"));
    VELDPOST_ASSIGN(const std::string word, textField(json, "state"));
    const auto state = parseOwnState(word);
    if (!state) return malformed("state");
    s.state = *state;
    VELDPOST_ASSIGN(s.reason, textField(json, "reason"));
    VELDPOST_ASSIGN(s.decision, decisionIn(json));
    return s;
}

Json QuarantineAnswer::toJson() const
{
    Json json{{"own", allOf(own)}, {"next", next}, {"epoch", epoch}};
    Json& certs = json["certificates"] = Json::array();
    for (const Certificate& c : certificates) certs.push_back(certificateJson(c));
    Json& notes = json["notes"] = Json::array();
    RevisionPageWriter page;
    for (const WaitingItem& item : items) {
        page.add(item.item.revision, item.item.receivedAtMs);
        notes.push_back(noteOf(item));
    }
    json["revisions"] = page.take();
    return json;
}

Result<QuarantineAnswer> QuarantineAnswer::fromJson(const Json& json)
{
    QuarantineAnswer a;
    VELDPOST_ASSIGN(const Json* certs, arrayField(json, "certificates"));
    for (const Json& item : *certs) {
        VELDPOST_ASSIGN(Certificate c, certificateFrom(item));
        a.certificates.push_back(std::move(c));
    }
    VELDPOST_ASSIGN(const Json* revisions, arrayField(json, "revisions"));
    VELDPOST_ASSIGN(const Json* notes, arrayField(json, "notes"));
    VELDPOST_ASSIGN(auto received, readRevisionPage(*revisions));
    if (received.size() != notes->size()) return malformed("notes");
    for (std::size_t i = 0; i < received.size(); ++i) {
        WaitingItem item;
        VELDPOST_ASSIGN(item.item, std::move(received[i]));
        VELDPOST_TRY(readNote((*notes)[i], item));
        a.items.push_back(std::move(item));
    }
    VELDPOST_TRY(readAll(json, "own", a.own));
    VELDPOST_ASSIGN(a.next, textField(json, "next"));
    VELDPOST_ASSIGN(a.epoch, textField(json, "epoch"));
    return a;
}

Json SeenRevision::toJson() const
{
    Json json{{"id", id.text()},
              {"case", caseId.text()},
              {"part", partWord(part)},
              {"kind", kind},
              {"record", record.text()}};
    if (text) json["text"] = *text;
    return json;
}

Result<SeenRevision> SeenRevision::fromJson(const Json& json)
{
    SeenRevision s;
    VELDPOST_ASSIGN(s.id, parsedField<RevisionId>(json, "id"));
    VELDPOST_ASSIGN(s.caseId, parsedField<CaseId>(json, "case"));
    VELDPOST_ASSIGN(s.part, partIn(json));
    VELDPOST_ASSIGN(s.kind, textField(json, "kind"));
    VELDPOST_ASSIGN(s.record, parsedField<RecordId>(json, "record"));
    if (!json.contains("text")) return s;
    VELDPOST_ASSIGN(s.text, textField(json, "text"));
    return s;
}

Json ViewAsAnswer::toJson() const
{
    return {{"role", role}, {"disabled", disabled}, {"revisions", allOf(revisions)}, {"cursor", cursor}, {"more", more}};
}

Result<ViewAsAnswer> ViewAsAnswer::fromJson(const Json& json)
{
    ViewAsAnswer a;
    VELDPOST_ASSIGN(a.role, textField(json, "role"));
    VELDPOST_ASSIGN(a.disabled, booleanField(json, "disabled"));
    VELDPOST_TRY(readAll(json, "revisions", a.revisions));
    VELDPOST_ASSIGN(a.cursor, textField(json, "cursor"));
    VELDPOST_ASSIGN(a.more, booleanField(json, "more"));
    return a;
}

}  // namespace veldpost::protocol
