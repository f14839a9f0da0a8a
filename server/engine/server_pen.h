// How the server itself writes: revisions of a region's own dossier, signed by the server key, through the same ledger
// as everybody's.
#pragma once

#include "server/engine/committer.h"

namespace veldpost::server {

// What the region's own author is called.
inline constexpr char kServerUserName[] = "Veldpost";

// For the device as which the server writes in this region.
protocol::Certificate serverCertificate(const RegionRow& region, const ServerKeys& keys, std::int64_t nowMs);

class ServerPen {
public:
    ServerPen(Work& work, const ServerKeys& keys, RandomSource& random)
        : m_work(work), m_keys(keys), m_random(random)
    {
    }

    // A new region with the server's own user and device in it. Error `region_exists` (Conflict), `rule_broken`.
    Result<RegionRow> foundRegion(const std::string& code, const std::string& name);

    // A new record, or a change on the heads of an existing one. Error `rule_broken` (Malformed) when the kind's rules
    // do not take it, `invalid_utf8` (Malformed); nothing may be committed then.
    Status write(const RegionRow& region, const char* kind, const RecordId& record, const revision::Json& set,
                 const std::optional<std::string>& reason = {});

private:
    Result<std::vector<RevisionId>> headsOf(const RegionRow& region, const char* kind, const RecordId& record);

    Work& m_work;
    const ServerKeys& m_keys;
    RandomSource& m_random;
};

}  // namespace veldpost::server
