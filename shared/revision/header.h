// A revision's header: what it is about, where it stands, who wrote it. Frozen: golden files guard every byte.
//
//   header   = canonical bytes (RFC 8785) of an object with these keys and no others in v 1
//     at             integer, ms UTC by the device's clock, 0 … 2^48: for people to read; decides nothing
//     case           UUID
//     device, user   UUID: the signing key's device and its user
//     enc            absent, or {"alg": text, "key": 64 hex}: the payload is sealed
//     kind, kind_v   [a-z][a-z0-9_]{0,63}; 1 … 65535
//     n, prev        place in the chain (device, case, part): 1, 2, 3 …; the id of n-1, absent at 1
//     parents        absent on a first revision; else 1 … 64 ids, sorted, distinct
//     part           "general" | "medical" | "reporter"
//     payload_sha256 64 hex, of the payload's stored bytes
//     record, region UUID
//     replaces       absent, or the id of the same work before a rekey
//     v              1
//   id        = SHA-256 of the header bytes; signature = Ed25519 over the header bytes
//
// Invariants: 1. absent means no key, never null or []. 2. region, case, part, record and kind never change
// along a record. 3. In every future v, id and signature and region, case, part, record, user, device, n, prev
// keep name and meaning, so that an older program can still chain and route what it does not understand.
#pragma once

#include "shared/base/id.h"
#include "shared/revision/json.h"

#include <optional>
#include <string>
#include <vector>

namespace veldpost::revision {

// The compartment that access is decided by.
enum class Part : std::uint8_t { General = 0, Medical = 1, Reporter = 2 };
inline constexpr Part kAllParts[] = {Part::General, Part::Medical, Part::Reporter};
std::string_view partWord(Part part);
std::optional<Part> parsePart(std::string_view word);

struct Encryption {
    std::string alg;
    Sha256 key;  // of the key's public description
    bool operator==(const Encryption&) const = default;
};

inline constexpr std::size_t kParentsMax = 64;
inline constexpr std::int64_t kKindVersionMax = 65535;
// [a-z][a-z0-9_]{0,63}
bool isKindName(std::string_view kind);
inline constexpr std::int64_t kAtMsMax = std::int64_t{1} << 48;

// One chain is one device's writing in one part of one case.
struct ChainKey {
    DeviceId device;
    CaseId caseId;
    Part part = Part::General;
    auto operator<=>(const ChainKey&) const = default;
};

// What names a record: all of it. The id alone does not, for nobody keeps an author from writing another kind, or in
// another case, under an id that is taken. (Region is left out: a store holds one.)
struct RecordKey {
    CaseId caseId;
    Part part = Part::General;
    std::string kind;  // empty for a header of another version, whose kind is not known
    RecordId record;
    auto operator<=>(const RecordKey&) const = default;
};

struct Header {
    int v = 1;  // another value: `raw` holds the header, and only the fields named in invariant 3 are filled
    RegionId region;
    CaseId caseId;
    Part part = Part::General;
    RecordId record;
    std::string kind;
    int kindVersion = 1;
    std::vector<RevisionId> parents;
    UserId user;
    DeviceId device;
    std::int64_t n = 1;
    std::optional<RevisionId> prev;
    std::int64_t atMs = 0;
    Sha256 payloadSha256;
    std::optional<RevisionId> replaces;
    std::optional<Encryption> enc;
    std::string raw;  // canonical bytes of a header whose v is not 1; empty otherwise

    ChainKey chain() const { return {device, caseId, part}; }
    RecordKey recordKey() const { return {caseId, part, kind, record}; }
    std::string canonicalBytes() const;
    Json toJson() const;

    // Error `bad_header`: a missing, unknown, ill-typed or out-of-range field (detail names the field).
    static Result<Header> fromJson(const Json& json);
    // As fromJson; also `bad_header` when `bytes` are not the canonical bytes of what they say.
    static Result<Header> fromBytes(std::string_view bytes);
};

RevisionId revisionId(std::string_view canonicalHeader);

// Ids that are derived, so that only one user can found a case and one record holds one user's membership.
CaseId foundedCaseId(const RegionId& region, const UserId& user, const RecordId& record);
RecordId membershipRecordId(const CaseId& caseId, const UserId& user);

}  // namespace veldpost::revision

template <>
struct std::hash<veldpost::revision::ChainKey> {
    std::size_t operator()(const veldpost::revision::ChainKey& k) const noexcept
    {
        return std::hash<veldpost::DeviceId>()(k.device) ^ (std::hash<veldpost::CaseId>()(k.caseId) << 1) ^
               static_cast<std::size_t>(k.part);
    }
};
