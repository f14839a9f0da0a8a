#include "tests/sync/mirror.h"

#include "shared/crypto/hash.h"
#include "tests/sync/sim_server.h"

namespace veldpost::sync {

namespace {
MirrorRevision readRow(const storage::Statement& row)
{
    const auto signature = crypto::Signature::fromBytes(row.blob(3));
    VELDPOST_CHECK(signature.has_value());
    MirrorRevision out;
    auto read = revision::SignedRevision::fromParts(std::string(row.text(1)), std::string(crypto::asText(row.blob(2))),
                                                    *signature);
    VELDPOST_CHECK(read.ok());
    out.revision = std::move(*read);
    if (const auto payload = revision::Payload::fromBytes(out.revision.payloadBytes); payload.ok()) out.set = payload->set;
    out.seq = row.int64(0);
    out.standing = static_cast<MirrorStanding>(row.int64(4));
    out.receivedAtMs = row.int64(5);
    out.reason = row.text(6);
    return out;
}
}  // namespace

void Mirror::open()
{
    storage::Options options;
    options.cacheKib = 1024;
    auto opened = storage::Database::openReader(m_file, SimServer::key(), options);
    VELDPOST_CHECK(opened.ok());
    m_db = std::move(*opened);
    m_writes = -1;
}

void Mirror::forget()
{
    m_revisions.clear();
    m_audit.clear();
    m_lastSeq = 0;
    m_writes = -1;
}

const MirrorRevision* Mirror::find(const RevisionId& id) const
{
    const auto it = m_revisions.find(id);
    return it == m_revisions.end() ? nullptr : &it->second;
}

std::optional<protocol::Certificate> Mirror::certificate(const DeviceId& device)
{
    auto s = m_db->prepare("SELECT certificate, signature FROM device WHERE id = ?");
    VELDPOST_CHECK(s.ok());
    s->bindAll(device);
    const auto found = s->step();
    VELDPOST_CHECK(found.ok());
    const auto signature = *found ? crypto::Signature::fromBytes(s->blob(1)) : std::nullopt;
    if (!signature) return std::nullopt;
    auto certificate = protocol::Certificate::fromBytes(std::string(s->text(0)), *signature);
    return certificate.ok() ? std::optional(std::move(*certificate)) : std::nullopt;
}

void Mirror::refresh()
{
    if (!m_db) return;
    const std::int64_t writes = storage::pathIo(m_file).counts().writes;
    if (writes == m_writes) return;
    m_writes = writes;
    readRevisions();
    readAudit();
}

void Mirror::readRevisions()
{
    auto s = m_db->prepare("SELECT seq, header, payload, signature, standing, received_at_ms, reason FROM revision"
                           " WHERE region = 1 AND seq > ? ORDER BY seq");
    VELDPOST_CHECK(s.ok());
    s->bindAll(m_lastSeq);
    for (;;) {
        const auto more = s->step();
        VELDPOST_CHECK(more.ok());
        if (!*more) break;
        MirrorRevision now = readRow(*s);
        m_lastSeq = now.seq;
        const auto known = m_revisions.find(now.revision.id);
        if (known == m_revisions.end()) {
            const auto added = m_revisions.emplace(now.revision.id, std::move(now)).first;
            if (onRevision) onRevision(added->second, nullptr);
            continue;
        }
        const MirrorRevision before = std::exchange(known->second, std::move(now));
        if (onRevision) onRevision(known->second, &before);
    }
}

void Mirror::refreshWaiting()
{
    auto s = m_db->prepare("SELECT standing, reason FROM revision WHERE id = ?");
    VELDPOST_CHECK(s.ok());
    for (auto& [id, waiting] : m_revisions) {
        if (waiting.isLive()) continue;
        s->bindAll(id);
        const auto found = s->step();
        VELDPOST_CHECK(found.ok() && *found);
        waiting.standing = static_cast<MirrorStanding>(s->int64(0));
        waiting.reason = s->text(1);
    }
}

void Mirror::readAudit()
{
    auto s = m_db->prepare("SELECT number, entry, hash FROM audit WHERE number > ? ORDER BY number");
    VELDPOST_CHECK(s.ok());
    s->bindAll(m_audit.empty() ? std::int64_t{0} : m_audit.back().number);
    for (;;) {
        const auto more = s->step();
        VELDPOST_CHECK(more.ok());
        if (!*more) return;
        m_audit.push_back({s->int64(0), std::string(s->text(1)), s->hash<Sha256>(2)});
    }
}

}  // namespace veldpost::sync
