#include "server/engine/page_reader.h"

#include "shared/protocol/limits.h"

#include <algorithm>
#include <utility>

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

Status PageReader::admit()
{
    VELDPOST_ASSIGN(const auto user, m_view.user(m_session.user));
    VELDPOST_ASSIGN(const auto device, m_view.device(m_session.device));
    if (!user || user->disabled || !device || device->revoked)
        return Error{ErrorKind::Locked, "deliver_only", "This device may only deliver", "It reads nothing any more."};
    m_user = *user;
    return done();
}

Status PageReader::begin(const UserRow& user, const Cursor& cursor)
{
    if (cursor.epoch != m_keys.epoch)
        return Error{ErrorKind::Conflict, "epoch_changed", "The server was restored from a backup",
                     "Ask what it has and begin a new stream."};
    m_user = user;
    VELDPOST_ASSIGN(const auto losses, m_view.lossesOf(user.id, cursor.seq));
    for (const LossRow& loss : losses) m_losses.emplace(loss.seq, loss);
    VELDPOST_ASSIGN(const auto turns, m_view.turnsOf(user.id, cursor.seq));
    for (const TurnRow& turn : turns) m_turns.emplace(turn.seq, turn);
    return done();
}

Result<Reading> PageReader::read(Cursor cursor)
{
    VELDPOST_TRY(admit());
    VELDPOST_TRY(begin(m_user, cursor));
    return page(std::move(cursor));
}

Result<Reading> PageReader::readAs(const UserRow& user, Cursor cursor)
{
    VELDPOST_TRY(begin(user, cursor));
    return page(std::move(cursor));
}

Result<Reading> PageReader::page(Cursor cursor)
{
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
    if (m_turns.contains(row.seq)) {
        VELDPOST_ASSIGN(const bool fillsIn, beginTurn(row, cursor));
        if (!fillsIn) cursor.seq = row.seq;
        return !fillsIn;
    }
    VELDPOST_ASSIGN(const auto since, m_access.seesSince(m_user, row.caseId, row.part));
    if (since && *since == row.seq) {
        cursor.backFill = BackFill{row.caseId, 0, row.seq, false};
        return false;
    }
    if (since && *since < row.seq) VELDPOST_TRY(deliver(row, false));
    cursor.seq = row.seq;
    return true;
}

// At the place of a role revision: what it took goes first, then comes what it gave. True: a back-fill has begun.
Result<bool> PageReader::beginTurn(const FeedRow& row, Cursor& cursor)
{
    VELDPOST_TRY(purgeAtTurn(m_turns.at(row.seq)));
    VELDPOST_TRY(deliver(row, false));
    cursor.backFill = BackFill{CaseId(), row.seq, row.seq, true};
    VELDPOST_ASSIGN(const bool anyOwed, nextOfRole({}, cursor));
    if (!anyOwed) cursor.backFill.reset();
    return anyOwed;
}

// What came before `until` and was given at that very place is owed; what was given before or after is not owed here.
Result<bool> PageReader::owes(const CaseId& caseId, revision::Part part, Seq until)
{
    VELDPOST_ASSIGN(const auto since, m_access.seesSince(m_user, caseId, part));
    return since && *since == until;
}

Result<bool> PageReader::owesAny(const CaseId& caseId, Seq until)
{
    for (const revision::Part part : revision::kAllParts) {
        VELDPOST_ASSIGN(const bool owed, owes(caseId, part, until));
        if (owed) return true;
    }
    return false;
}

Result<std::vector<CaseId>> PageReader::casesAfter(const std::optional<CaseId>& after)
{
    if (Access::coversRegion(m_user)) return m_view.casesOf(m_user.region, after, kScanChunk);
    VELDPOST_ASSIGN(auto cases, m_view.casesWith(m_user.id));
    if (after) std::erase_if(cases, [&](const CaseId& id) { return id <= *after; });
    return cases;
}

// Turns a back-fill that a role began to the next case. False: there is none. When the page is full before one is
// found, it stands at the last case looked at, of which nothing is owed.
Result<bool> PageReader::nextOfRole(const std::optional<CaseId>& after, Cursor& cursor)
{
    const Seq until = cursor.backFill->until;
    std::optional<CaseId> last = after;
    for (;;) {
        VELDPOST_ASSIGN(const auto cases, casesAfter(last));
        if (cases.empty()) return false;
        for (const CaseId& id : cases) {
            last = id;
            ++m_scanned;
            VELDPOST_ASSIGN(const bool owed, owesAny(id, until));
            if (owed || isFull()) {
                cursor.backFill = BackFill{id, owed ? 0 : until, until, true};
                return true;
            }
        }
    }
}

// True when everything is filled in up to and with the place that gave it.
Result<bool> PageReader::fillIn(Cursor& cursor)
{
    const Seq until = cursor.backFill->until;
    for (;;) {
        VELDPOST_ASSIGN(const bool finished, fillInCase(cursor));
        if (!finished) return false;
        bool goesOn = cursor.backFill->byRole;
        if (goesOn) {
            VELDPOST_ASSIGN(goesOn, nextOfRole(cursor.backFill->caseId, cursor));
        }
        if (!goesOn) break;
        if (isFull()) return false;
    }
    cursor.seq = until;
    cursor.backFill.reset();
    return true;
}

// A right that has ended or was given anew meanwhile owes nothing here: what is owed now comes at a later place.
Result<bool> PageReader::fillInCase(Cursor& cursor)
{
    BackFill& running = *cursor.backFill;
    VELDPOST_ASSIGN(const bool stillOwed, owesAny(running.caseId, running.until));
    while (stillOwed) {
        VELDPOST_ASSIGN(const auto rows, m_view.feedOfCase(running.caseId, running.position, running.until + 1, kScanChunk));
        if (rows.empty()) break;
        for (const FeedRow& row : rows) {
            if (isFull()) return false;
            ++m_scanned;
            VELDPOST_ASSIGN(const bool owed, owes(row.caseId, row.part, running.until));
            if (owed) VELDPOST_TRY(deliver(row, true));
            running.position = row.seq;
        }
    }
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
    if (own && !fillingIn && stored->reason.empty()) {
        VELDPOST_ASSIGN(const bool mayLack, hasLostBefore(row));
        if (!mayLack) return done();
    }
    VELDPOST_TRY(addEarlierStubs(*stored));
    m_authors.insert(header.device);
    m_out.shown.emplace(header.caseId, header.part);
    count(header.caseId, header.kind.empty() ? "unknown" : header.kind);
    m_bytes += stored->revision.payloadBytes.size() + 400;
    ++m_items;
    m_out.page.revisions.push_back({std::move(stored->revision), stored->receivedAtMs, stored->stamp});
    return done();
}

// Whether this came after the reader had lost the case, or after his role had turned: the device may have sent it before
// it heard of that, and have deleted it, as delivered, when it did. What it has it takes for known.
Result<bool> PageReader::hasLostBefore(const FeedRow& row)
{
    if (!m_firstLost) {
        m_firstLost.emplace();
        VELDPOST_ASSIGN(const auto losses, m_view.lossesOf(m_user.id, 0));
        for (const LossRow& loss : losses) m_firstLost->cases.emplace(loss.caseId, loss.seq);  // the oldest of each stays
        VELDPOST_ASSIGN(const auto turns, m_view.turnsOf(m_user.id, 0));
        if (!turns.empty()) m_firstLost->turned = turns.front().seq;
    }
    if (m_firstLost->turned && *m_firstLost->turned < row.seq) return true;
    const auto lost = m_firstLost->cases.find(row.caseId);
    return lost != m_firstLost->cases.end() && lost->second < row.seq;
}

// A place before this one in its chain that was released later comes later, and is withheld until then. Only where the
// page has nothing of the chain yet, or the one before is not what it had: a look-up for each revision would be dear.
Status PageReader::addEarlierStubs(const StoredRevision& stored)
{
    const revision::Header& header = stored.revision.header;
    const bool follows = std::exchange(m_lastPlace[header.chain()], header.n) + 1 == header.n && header.n > 1;
    if (follows) return done();
    std::optional<RevisionId> prev = header.prev;
    while (prev) {
        VELDPOST_ASSIGN(const auto before, m_view.revision(*prev));
        const bool comesLater = before && before->standing == Standing::Live && before->seq > stored.seq;
        if (!comesLater) return done();
        addStub(*before);
        prev = before->revision.header.prev;
    }
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
    // All parts: whatever the reader's role was, nothing of the case stays with him.
    std::vector<revision::Part> parts(std::begin(revision::kAllParts), std::end(revision::kAllParts));
    return addPurge(loss->second.caseId, std::move(parts), {}, loss->second.cause);
}

// Judged by what he may see now: what a still later revision gave back is filled in again there.
Status PageReader::purgeAtTurn(const TurnRow& turn)
{
    // Also of a later turn: a membership that gave a part may have ended while a role in between covered the region, which
    // is no loss at its own place.
    const bool lostCover = !Access::coversRegion(m_user) && std::any_of(m_turns.begin(), m_turns.end(), [](const auto& later) {
        return roleRow(later.second.before).coversRegion;
    });
    std::vector<revision::Part> everywhere, whereNoMember;
    for (const revision::Part part : revision::kAllParts) {
        if (!roleSeesPart(turn.before, part)) continue;
        if (!Access::roleSees(m_user, part)) everywhere.push_back(part);
        else if (lostCover) whereNoMember.push_back(part);
    }
    const CaseId allCases = *CaseId::fromBytes(m_user.region.bytes());
    if (!everywhere.empty()) VELDPOST_TRY(addPurge(allCases, std::move(everywhere), {}, turn.cause));
    if (whereNoMember.empty()) return done();
    VELDPOST_ASSIGN(auto kept, m_view.casesWith(m_user.id));
    for (auto it = kept.begin(); it != kept.end();) {
        VELDPOST_ASSIGN(const CaseRight right, m_access.rightIn(m_user, *it));
        it = right.asMember >= Right::Read ? it + 1 : kept.erase(it);
    }
    return addPurge(allCases, std::move(whereNoMember), std::move(kept), turn.cause);
}

Status PageReader::addPurge(const CaseId& caseId, std::vector<revision::Part> parts, std::vector<CaseId> kept,
                            const RevisionId& causeId)
{
    VELDPOST_ASSIGN(auto cause, m_view.revision(causeId));
    VELDPOST_CHECK(cause.has_value());
    m_authors.insert(cause->revision.header.device);
    count(caseId, "purge");
    m_out.page.purges.push_back({caseId, std::move(parts), std::move(cause->revision), std::move(kept)});
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
