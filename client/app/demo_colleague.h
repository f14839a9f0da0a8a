// DemoColleague: somebody else of the demo's region, whose work arrives on this device as it would from a server.
#pragma once

#include "client/app/demo_home.h"

#include <map>

namespace veldpost::app {

class DemoColleague {
public:
    // All outlive it. `serverKey`: of the demo's region.
    DemoColleague(engine::OpenHome& home, const crypto::SigningKey& serverKey, const Clock& clock, RandomSource& random);

    const UserId& user() const { return m_certificate.user; }
    // From now on this device knows name and role.
    Status join(const std::string& name, const std::string& role);
    // Writes and sends; `parents`: what the colleague had of the record, empty for a new one.
    Status write(const revision::RecordKey& key, const engine::Json& set, std::vector<RevisionId> parents = {},
                 const std::optional<std::string>& reason = {});
    // The same, but the server holds it back, for the user of this device to decide.
    Status writeLate(const revision::RecordKey& key, const engine::Json& set);

private:
    revision::SignedRevision sign(const revision::RecordKey& key, const engine::Json& set, std::vector<RevisionId> parents,
                                  const std::optional<std::string>& reason);
    Status arrive(const revision::SignedRevision& revision);

    engine::OpenHome& m_home;
    const Clock& m_clock;
    RandomSource& m_random;
    crypto::SigningKey m_key;
    protocol::Certificate m_certificate;
    std::map<revision::ChainKey, engine::ChainHead> m_chains;
    std::int64_t m_pages = 0;
};

}  // namespace veldpost::app
