// What records hold, as values: one type a kind. `from` takes fields (a revision's set, or what shownFields gives) and
// fails with `rule_broken` where the kind's own checks would; absent and cleared fields are nullopt. `toSet` gives the
// set of a first revision: only fields that have a value.
#pragma once

#include "shared/model/kind_rules.h"

#include <optional>

namespace veldpost::model {

// What a member may do in a case; the lowest of several holds, so the order counts.
enum class Right : std::uint8_t { None, Read, Write, Own };
std::string_view rightWord(Right right);
std::optional<Right> parseRight(std::string_view word);

// What a user is in the region.
enum class Role : std::uint8_t { Wijkteam, Vertrouwensarts, Coordinator, Auditor };
std::string_view roleWord(Role role);
std::optional<Role> parseRole(std::string_view word);
// The role that holds while a user's may have several: one that lets him see no more than each of them. Empty: none.
std::optional<Role> effectiveRole(const revision::RecordState& role);

struct CaseTitle {
    std::string title;

    static Result<CaseTitle> from(const Json& fields);
    Json toSet() const;
};

// One per case and user: its record id is revision::membershipRecordId.
struct Membership {
    UserId user;
    Right right = Right::None;

    static Result<Membership> from(const Json& fields);
    Json toSet() const;
};

// The right that holds while a membership may have several: the lowest. None when there is no value at all.
Right effectiveRight(const revision::RecordState& membership);

// What is decided on revisions that wait in quarantine: they count from then on, or never.
enum class Ruling : std::uint8_t { Accept, Decline };
struct Decision {
    std::vector<RevisionId> revisions;  // sorted, 1…64
    Ruling verdict = Ruling::Accept;

    static Result<Decision> from(const Json& fields);
    Json toSet() const;
};

struct Person {
    std::string name;
    std::optional<std::string> born;  // YYYY, YYYY-MM or YYYY-MM-DD
    std::optional<std::string> role;  // of personRoles(), or any word

    static Result<Person> from(const Json& fields);
    Json toSet() const;
};

struct Note {
    std::string text;

    static Result<Note> from(const Json& fields);
    Json toSet() const;
};

// A file that belongs to a record.
struct BlobRef {
    RecordId record;
    Sha256 sha256;          // of the bytes as captured
    std::int64_t bytes = 0;
    std::optional<std::string> mediaType;
    std::optional<std::string> name;

    static Result<BlobRef> from(const Json& fields);
    Json toSet() const;
};

// The region's own dossier.
struct RegionName {
    std::string code;
    std::string name;

    static Result<RegionName> from(const Json& fields);
    Json toSet() const;
};

// The record id's bytes are the user id's.
struct UserName {
    std::string name;

    static Result<UserName> from(const Json& fields);
    Json toSet() const;
};

struct RoleGrant {
    UserId user;
    Role role = Role::Wijkteam;

    static Result<RoleGrant> from(const Json& fields);
    Json toSet() const;
};

struct Disable {
    UserId user;

    static Result<Disable> from(const Json& fields);
    Json toSet() const;
};

struct Revocation {
    DeviceId device;

    static Result<Revocation> from(const Json& fields);
    Json toSet() const;
};

// A record's typed view: T::from over what the record shows.
template <typename T>
Result<T> viewOf(const revision::RecordState& state)
{
    return T::from(shownFields(state));
}

}  // namespace veldpost::model
