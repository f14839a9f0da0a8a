#include "server/engine/server_pen.h"

#include "shared/crypto/seal.h"
#include "shared/model/text.h"

#include <algorithm>

namespace veldpost::server {

namespace {

CaseId dossierOf(const RegionRow& region)
{
    return *CaseId::fromBytes(region.id.bytes());
}

}  // namespace

protocol::Certificate serverCertificate(const RegionRow& region, const ServerKeys& keys, std::int64_t nowMs)
{
    protocol::Certificate fields;
    fields.region = region.id;
    fields.device = region.serverDevice;
    fields.user = region.serverUser;
    fields.key = keys.signing.publicKey();
    fields.issuedAtMs = nowMs;
    fields.epoch = keys.epoch;
    return protocol::issueCertificate(std::move(fields), keys.signing);
}

Result<RegionRow> ServerPen::foundRegion(const std::string& code, const std::string& name)
{
    VELDPOST_ASSIGN(const auto known, m_work.change.regions());
    const bool taken = std::any_of(known.begin(), known.end(), [&](const RegionRow& row) { return row.code == code; });
    if (taken) return Error{ErrorKind::Conflict, "region_exists", "There is a region with this code already", code};
    RegionRow region;
    region.id = makeUuid7<RegionId>(m_work.nowMs, m_random);
    region.code = code;
    region.name = name;
    region.serverUser = makeUuid7<UserId>(m_work.nowMs, m_random);
    region.serverDevice = makeUuid7<DeviceId>(m_work.nowMs, m_random);
    const auto recovery = crypto::BoxKeyPair::generate(m_random);
    region.recoveryPublic = recovery.publicKey;
    VELDPOST_TRY(m_work.change.addRegion(region, recovery.secretKey));
    VELDPOST_TRY(m_work.change.putUser({region.serverUser, region.id, kServerUserName, {}, false, true}));
    VELDPOST_TRY(m_work.change.addDevice({serverCertificate(region, m_keys, m_work.nowMs), m_work.nowMs, {}, 0, false}));
    const auto record = *RecordId::fromBytes(region.id.bytes());
    VELDPOST_TRY(write(region, model::kRegion, record, model::RegionName{code, name}.toSet()));
    return region;
}

Result<std::vector<RevisionId>> ServerPen::headsOf(const RegionRow& region, const char* kind, const RecordId& record)
{
    const RecordKey key{dossierOf(region), revision::Part::General, kind, record};
    VELDPOST_ASSIGN(const auto nodes, m_work.change.recordRevisions(key));
    if (nodes.empty()) return std::vector<RevisionId>();
    return revision::stateOf(stateNodes(nodes)).parentsForEdit();
}

Status ServerPen::write(const RegionRow& region, const char* kind, const RecordId& record, const revision::Json& set,
                        const std::optional<std::string>& reason)
{
    revision::Header header;
    header.region = region.id;
    header.caseId = dossierOf(region);
    header.record = record;
    header.kind = kind;
    VELDPOST_ASSIGN(header.parents, headsOf(region, kind, record));
    header.user = region.serverUser;
    header.device = region.serverDevice;
    header.atMs = m_work.nowMs;
    VELDPOST_ASSIGN(const ChainHead head, m_work.change.chainHead(header.chain()));
    header.n = head.n + 1;
    if (head.n > 0) header.prev = head.id;
    revision::Payload payload{revision::makeSalt(m_random), {}, {}};
    VELDPOST_ASSIGN(payload.set, model::cleanTexts(set));
    if (reason) {
        VELDPOST_ASSIGN(payload.reason, model::cleanText(*reason));
    }
    auto rev = revision::signRevision(std::move(header), payload.canonicalBytes(), m_keys.signing);
    const Author author{{region.serverUser, region.id, {}, {}, false, true}, false};
    VELDPOST_ASSIGN(const Taken taken, m_work.ledger.take(Submission::of(std::move(rev)), author));
    if (taken.result.outcome == protocol::Outcome::Stored) return done();
    return Error{ErrorKind::Malformed, "rule_broken", "This cannot be written", std::string(kind) + ": " + taken.result.reason};
}

}  // namespace veldpost::server
