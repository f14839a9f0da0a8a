#include "client/app/demo_colleague.h"

#include "client/engine/inbox.h"
#include "client/engine/waiting_rows.h"
#include "shared/model/kind_rules.h"

#include <algorithm>

namespace veldpost::app {

DemoColleague::DemoColleague(engine::OpenHome& home, const crypto::SigningKey& serverKey, const Clock& clock, RandomSource& random)
    : m_home(home), m_clock(clock), m_random(random), m_key(crypto::SigningKey::generate(random))
{
    protocol::Certificate fields;
    fields.region = home.identity().region();
    fields.device = makeUuid7<DeviceId>(clock.nowMs(), random);
    fields.user = makeUuid7<UserId>(clock.nowMs(), random);
    fields.key = m_key.publicKey();
    fields.issuedAtMs = clock.nowMs();
    fields.epoch = home.identity().certificate.epoch;
    m_certificate = protocol::issueCertificate(std::move(fields), serverKey);
}

Status DemoColleague::join(const std::string& name, const std::string& role)
{
    const CaseId dossier = *CaseId::fromBytes(m_home.identity().region().bytes());
    const RecordId record = *RecordId::fromBytes(user().bytes());
    VELDPOST_TRY(write({dossier, engine::Part::General, model::kUser, record}, {{"name", name}}));
    return write({dossier, engine::Part::General, model::kRole, record}, {{"user", user().text()}, {"role", role}});
}

revision::SignedRevision DemoColleague::sign(const revision::RecordKey& key, const engine::Json& set, std::vector<RevisionId> parents,
                                             const std::optional<std::string>& reason)
{
    revision::Header header;
    header.region = m_home.identity().region();
    header.caseId = key.caseId;
    header.part = key.part;
    header.kind = key.kind;
    header.record = key.record;
    std::sort(parents.begin(), parents.end());
    header.parents = std::move(parents);
    header.user = user();
    header.device = m_certificate.device;
    header.atMs = m_clock.nowMs();
    engine::ChainHead& chain = m_chains[header.chain()];
    header.n = chain.n + 1;
    if (chain.n > 0) header.prev = chain.id;
    const revision::Payload payload{revision::makeSalt(m_random), set, reason};
    auto revision = revision::signRevision(std::move(header), payload.canonicalBytes(), m_key);
    chain = {revision.header.n, revision.id};
    return revision;
}

Status DemoColleague::arrive(const revision::SignedRevision& revision)
{
    protocol::PullPage page;
    page.certificates = {m_certificate};
    page.revisions.push_back({revision, m_clock.nowMs(), {}});
    page.cursor = "demo-" + m_certificate.device.text() + "-" + std::to_string(++m_pages);
    page.epoch = m_certificate.epoch;
    VELDPOST_TRY(engine::Inbox(m_home.store(), m_home.drafts()).take(page));
    return done();
}

Status DemoColleague::write(const revision::RecordKey& key, const engine::Json& set, std::vector<RevisionId> parents,
                            const std::optional<std::string>& reason)
{
    return arrive(sign(key, set, std::move(parents), reason));
}

Status DemoColleague::writeLate(const revision::RecordKey& key, const engine::Json& set)
{
    const auto late = sign(key, set, {}, {});
    protocol::QuarantineAnswer answer;
    answer.certificates = {m_certificate};
    answer.items = {{{late, m_clock.nowMs(), {}}, "not_member", false, true, {}}};
    VELDPOST_ASSIGN(storage::Transaction tx, m_home.store().db().begin());
    VELDPOST_TRY(engine::takeWaitingItems(m_home.store(), answer, 1));
    return tx.commit();
}

}  // namespace veldpost::app
