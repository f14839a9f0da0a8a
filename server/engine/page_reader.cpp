#include "server/engine/page_reader.h"

#include "shared/protocol/limits.h"

namespace veldpost::server {

namespace {

// Places looked at in one go, and for one page: a reader who sees little of a large region gets an empty page with
// `more` rather than a slow one.
constexpr std::size_t kScanChunk = 1024;
constexpr std::size_t kScanMax = 20'000;

}  // namespace

Result<bool> mayStillHave(View& view, const Session& session, const Reading& reading)
{
    VELDPOST_ASSIGN(const auto user, view.user(session.user));
    VELDPOST_ASSIGN(const auto device, view.device(session.device));
    if (!user || user->disabled || !device || device->revoked) return false;
    Access access(view);
    for (const auto& [caseId, part] : reading.shown) {
        VELDPOST_ASSIGN(const bool visible, access.maySee(*user, caseId, part));
        if (!visible) return false;
    }
    return true;
}

bool PageReader::isFull() const
{
    return m_items >= m_limit || m_bytes >= protocol::kPageBytesTarget || m_scanned >= kScanMax;
}

Status PageReader::begin(const Cursor& cursor)
{
    VELDPOST_ASSIGN(const auto user, m_view.user(m_session.user));
    VELDPOST_ASSIGN(const auto device, m_view.device(m_session.device));
    if (!user || user->disabled || !device || device->revoked)
        return Error{ErrorKind::Locked, "deliver_only", "This device may only deliver", "It reads nothing any more."};
    if (cursor.epoch != m_keys.epoch)
        return Error{ErrorKind::Conflict, "epoch_changed", "The server was restored from a backup",
                     "Ask what it has and begin a new stream."};
    m_user = *user;
    VELDPOST_ASSIGN(const auto losses, m_view.lossesOf(m_user.id, cursor.seq));
    for (const LossRow& loss : losses) m_losses.emplace(loss.seq, loss);
    return done();
}

Result<Reading> PageReader::read(Cursor cursor)
{
    VELDPOST_TRY(begin(cursor));
    VELDPOST_TRY(stream(cursor));
    VELDPOST_TRY(addCertificates());
    addAudit();
    m_out.seenSeq = cursor.seq;
    m_out.page.cursor = cursor.text();
    m_out.page.epoch = m_keys.epoch;
    m_out.page.serverTimeMs = m_nowMs;
    return std::move(m_out);
}

Status PageReader::stream(Cursor& cursor)
{
    for (;;) {
        if (cursor.backFill) {
            VELDPOST_ASSIGN(const bool finished, fillIn(cursor));
            if (!finished) {
                m_out.page.more = true;
                return done();
            }
        }
        VELDPOST_ASSIGN(const auto rows, m_view.feed(m_session.region, cursor.seq, kScanChunk));
        if (rows.empty()) return done();
        for (const FeedRow& row : rows) {
            if (isFull()) {
                m_out.page.more = true;
                return done();
            }
            VELDPOST_ASSIGN(const bool passed, pass(row, cursor));
            if (!passed) break;
        }
    }
}

Result<bool> PageReader::pass(const FeedRow& row, Cursor& cursor)
{
    ++m_scanned;
    VELDPOST_TRY(purgeAt(row.seq));
    VELDPOST_ASSIGN(const bool visible, m_access.maySee(m_user, row.caseId, row.part));
    if (visible) {
        VELDPOST_ASSIGN(const CaseRight right, m_access.rightIn(m_user, row.caseId));
        if (right.sinceSeq == row.seq) {
            cursor.backFill = BackFill{row.caseId, 0, row.seq};
            return false;
        }
        if (right.sinceSeq < row.seq) VELDPOST_TRY(deliver(row, false));
    }
    cursor.seq = row.seq;
    return true;
}

// True when the case is filled in up to and with the place that gave it.
Result<bool> PageReader::fillIn(Cursor& cursor)
{
    const BackFill running = *cursor.backFill;
    VELDPOST_ASSIGN(const CaseRight right, m_access.rightIn(m_user, running.caseId));
    // The right has ended or was given anew meanwhile: what is owed now comes at a later place.
    const bool stillOwed = right.right >= Right::Read && right.sinceSeq == running.until;
    for (;;) {
        if (!stillOwed) break;
        VELDPOST_ASSIGN(const auto rows, m_view.feedOfCase(running.caseId, cursor.backFill->position,
                                                           running.until + 1, kScanChunk));
        if (rows.empty()) break;
        for (const FeedRow& row : rows) {
            if (isFull()) return false;
            ++m_scanned;
            VELDPOST_ASSIGN(const bool visible, m_access.maySee(m_user, row.caseId, row.part));
            if (visible) VELDPOST_TRY(deliver(row, true));
            cursor.backFill->position = row.seq;
        }
    }
    cursor.seq = running.until;
    cursor.backFill.reset();
    return true;
}

Status PageReader::deliver(const FeedRow& row, bool fillingIn)
{
    VELDPOST_ASSIGN(auto stored, m_view.revisionAt(m_session.region, row.seq));
    VELDPOST_CHECK(stored.has_value());
    const revision::Header& header = stored->revision.header;
    const bool own = header.device == m_session.device;
    if (stored->standing != Standing::Live) {
        // In the region's dossier only the server's chains are anybody's to follow, and nothing of them is withheld:
        // others would fill every reader's feed with their stubs.
        const bool inDossier = header.caseId.bytes() == header.region.bytes();
        if (!own && !inDossier) addStub(*stored);
        return done();
    }
    // The device has what it wrote itself, but must hear that something of it was released, and gets it back with a
    // case that it has lost and been given again.
    if (own && !fillingIn && stored->reason.empty()) return done();
    m_authors.insert(header.device);
    m_out.shown.emplace(header.caseId, header.part);
    count(header.caseId, header.kind.empty() ? "unknown" : header.kind);
    m_bytes += stored->revision.payloadBytes.size() + 400;
    ++m_items;
    m_out.page.revisions.push_back({std::move(stored->revision), stored->receivedAtMs, stored->stamp});
    return done();
}

void PageReader::addStub(const StoredRevision& stored)
{
    const revision::Header& header = stored.revision.header;
    protocol::Stub stub{header.region, header.chain(), header.n, stored.revision.id, {}};
    stub.signature = m_keys.signing.signFor(crypto::Purpose::Withheld, stub.signedBytes());
    m_authors.insert(header.device);
    m_out.shown.emplace(header.caseId, header.part);
    count(header.caseId, "withheld");
    m_out.page.stubs.push_back(std::move(stub));
    ++m_items;
    m_bytes += 500;
}

Status PageReader::purgeAt(Seq seq)
{
    const auto loss = m_losses.find(seq);
    if (loss == m_losses.end()) return done();
    VELDPOST_ASSIGN(auto cause, m_view.revision(loss->second.cause));
    VELDPOST_CHECK(cause.has_value());
    protocol::Purge purge{loss->second.caseId, {}, std::move(cause->revision)};
    for (const revision::Part part : revision::kAllParts)
        if (Access::roleSees(m_user, part)) purge.parts.push_back(part);
    m_authors.insert(purge.cause.header.device);
    count(purge.caseId, "purge");
    m_out.page.purges.push_back(std::move(purge));
    ++m_items;
    return done();
}

Status PageReader::addCertificates()
{
    m_authors.erase(m_session.device);
    for (const DeviceId& id : m_authors) {
        VELDPOST_ASSIGN(auto device, m_view.device(id));
        VELDPOST_CHECK(device.has_value());
        m_out.page.certificates.push_back(std::move(device->certificate));
    }
    return done();
}

void PageReader::addAudit()
{
    for (auto& [caseId, kinds] : m_counts) {
        AuditEvent event;
        event.code = "pull";
        event.action = AuditAction::Read;
        event.atMs = m_nowMs;
        event.user = m_user.id;
        event.role = m_user.role ? model::roleWord(*m_user.role) : "";
        event.device = m_session.device;
        event.accessPoint = m_session.accessPoint;
        event.caseId = caseId;
        event.objects = std::move(kinds);
        const auto right = m_access.rightIn(m_user, caseId);
        event.byMembership = right.ok() && right->byMembership;
        m_out.audit.push_back(std::move(event));
    }
}

}  // namespace veldpost::server
