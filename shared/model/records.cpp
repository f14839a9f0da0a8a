#include "shared/model/records.h"

#include "shared/model/set_fields.h"

namespace veldpost::model {

namespace {

// The place of a word in a list whose order is that of the enum.
template <typename Enum>
std::optional<Enum> parseWord(std::span<const Code> list, std::string_view word)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].code == word) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace

std::string_view rightWord(Right right) { return rights()[static_cast<std::size_t>(right)].code; }
std::optional<Right> parseRight(std::string_view word) { return parseWord<Right>(rights(), word); }
std::string_view roleWord(Role role) { return roles()[static_cast<std::size_t>(role)].code; }
std::optional<Role> parseRole(std::string_view word) { return parseWord<Role>(roles(), word); }

std::optional<Role> effectiveRole(const revision::RecordState& role)
{
    const auto it = role.fields.find("role");
    if (it == role.fields.end() || it->second.empty()) return std::nullopt;
    std::optional<Role> held;
    for (const revision::Candidate& candidate : it->second) {
        const auto said = candidate.value.is_string() ? parseRole(candidate.value.get_ref<const std::string&>()) : std::nullopt;
        if (!said) return std::nullopt;
        if (!held || *held == *said) {
            held = said;
            continue;
        }
        // An auditor's share is in none of the others; what those have in common is what a wijkteam sees.
        if (*held == Role::Auditor || *said == Role::Auditor) return std::nullopt;
        held = Role::Wijkteam;
    }
    return held;
}

Result<CaseTitle> CaseTitle::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kCase, fields));
    return CaseTitle{SetReader(fields).requiredText("title")};
}

Json CaseTitle::toSet() const
{
    return {{"title", title}};
}

Result<Membership> Membership::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kMembership, fields));
    const SetReader reader(fields);
    return Membership{reader.requiredId<UserId>("user"), *parseRight(reader.requiredText("right"))};
}

Json Membership::toSet() const
{
    return {{"user", user.text()}, {"right", rightWord(right)}};
}

Right effectiveRight(const revision::RecordState& membership)
{
    const auto it = membership.fields.find("right");
    if (it == membership.fields.end() || it->second.empty()) return Right::None;
    Right lowest = Right::Own;
    for (const revision::Candidate& candidate : it->second) {
        const auto right = candidate.value.is_string() ? parseRight(candidate.value.get_ref<const std::string&>())
                                                       : std::nullopt;
        lowest = std::min(lowest, right.value_or(Right::None));
    }
    return lowest;
}

Result<Decision> Decision::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kDecision, fields));
    const SetReader reader(fields);
    Decision out;
    for (const Json& id : *reader.find("revisions")) out.revisions.push_back(*RevisionId::parse(id.get_ref<const std::string&>()));
    out.verdict = *parseWord<Ruling>(verdicts(), reader.requiredText("verdict"));
    return out;
}

Json Decision::toSet() const
{
    Json ids = Json::array();
    for (const RevisionId& id : revisions) ids.push_back(id.text());
    return {{"revisions", std::move(ids)}, {"verdict", verdicts()[static_cast<std::size_t>(verdict)].code}};
}

Result<Person> Person::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kPerson, fields));
    const SetReader reader(fields);
    return Person{reader.requiredText("name"), reader.text("born"), reader.text("role")};
}

Json Person::toSet() const
{
    Json set{{"name", name}};
    putOptional(set, "born", born);
    putOptional(set, "role", role);
    return set;
}

Result<Note> Note::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kNote, fields));
    return Note{SetReader(fields).requiredText("text")};
}

Json Note::toSet() const
{
    return {{"text", text}};
}

Result<BlobRef> BlobRef::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kBlobRef, fields));
    const SetReader reader(fields);
    return BlobRef{reader.requiredId<RecordId>("record"), reader.requiredId<Sha256>("sha256"),
                   *reader.get<std::int64_t>("bytes"), reader.text("media_type"), reader.text("name")};
}

Json BlobRef::toSet() const
{
    Json set{{"record", record.text()}, {"sha256", sha256.text()}, {"bytes", bytes}};
    putOptional(set, "media_type", mediaType);
    putOptional(set, "name", name);
    return set;
}

Result<RegionName> RegionName::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kRegion, fields));
    const SetReader reader(fields);
    return RegionName{reader.requiredText("code"), reader.requiredText("name")};
}

Json RegionName::toSet() const
{
    return {{"code", code}, {"name", name}};
}

Result<UserName> UserName::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kUser, fields));
    return UserName{SetReader(fields).requiredText("name")};
}

Json UserName::toSet() const
{
    return {{"name", name}};
}

Result<RoleGrant> RoleGrant::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kRole, fields));
    const SetReader reader(fields);
    return RoleGrant{reader.requiredId<UserId>("user"), *parseRole(reader.requiredText("role"))};
}

Json RoleGrant::toSet() const
{
    return {{"user", user.text()}, {"role", roleWord(role)}};
}

Result<Disable> Disable::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kDisable, fields));
    return Disable{SetReader(fields).requiredId<UserId>("user")};
}

Json Disable::toSet() const
{
    return {{"user", user.text()}};
}

Result<Revocation> Revocation::from(const Json& fields)
{
    VELDPOST_TRY(checkReadable(kRevocation, fields));
    return Revocation{SetReader(fields).requiredId<DeviceId>("device")};
}

Json Revocation::toSet() const
{
    return {{"device", device.text()}};
}

}  // namespace veldpost::model
