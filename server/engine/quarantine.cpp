#include "server/engine/quarantine.h"

#include "shared/protocol/limits.h"

#include <charconv>

namespace veldpost::server {

namespace {

using protocol::OwnState;
using protocol::QuarantineAnswer;
using protocol::QuarantineRequest;

Result<Seq> placeOf(const std::string& after)
{
    if (after.empty()) return Seq{0};
    Seq seq = 0;
    const auto [end, bad] = std::from_chars(after.data(), after.data() + after.size(), seq);
    if (bad == std::errc() && end == after.data() + after.size() && seq > 0) return seq;
    return Error{ErrorKind::Malformed, "malformed_message", "The message is not what it should be", "after"};
}

// One list being made, inside the transaction that writes its audit entries: a right that has ended is not overtaken.
class Listing {
public:
    Listing(Work& work, const Session& session, const ServerKeys& keys)
        : m_work(work), m_session(session), m_keys(keys), m_access(work.change)
    {
    }

    Result<QuarantineAnswer> make(const QuarantineRequest& request)
    {
        VELDPOST_ASSIGN(const auto user, m_work.change.user(m_session.user));
        VELDPOST_ASSIGN(const auto device, m_work.change.device(m_session.device));
        if (!user || user->disabled || !device || device->revoked)
            return Error{ErrorKind::Locked, "deliver_only", "This device may only deliver", "It reads nothing any more."};
        m_user = *user;
        m_answer.epoch = m_keys.epoch;
        VELDPOST_ASSIGN(const Seq after, placeOf(request.after));
        VELDPOST_TRY(addItems(after));
        for (const RevisionId& id : request.own) VELDPOST_TRY(addOwn(id));
        for (const DeviceId& id : m_authors) {
            VELDPOST_ASSIGN(auto author, m_work.change.device(id));
            VELDPOST_CHECK(author.has_value());
            m_answer.certificates.push_back(std::move(author->certificate));
        }
        VELDPOST_TRY(writeAudit());
        return std::move(m_answer);
    }

private:
    // What the asker has to do with a case's part.
    struct Relation {
        bool mayKnow = false;
        bool maySee = false;
        bool mayDecide = false;
    };

    Result<Relation> relationTo(const CaseId& caseId, revision::Part part, const UserId& author)
    {
        Relation out;
        const bool isOwn = author == m_user.id;
        // What somebody tried to write into the region's own dossier is nobody's to decide.
        if (caseId.bytes() == m_session.region.bytes()) return Relation{isOwn, isOwn, false};
        VELDPOST_ASSIGN(out.maySee, m_access.maySee(m_user, caseId, part));
        VELDPOST_ASSIGN(out.mayDecide, m_access.mayWrite(m_user, caseId, part));
        VELDPOST_ASSIGN(const auto row, m_work.change.caseRow(caseId));
        const bool covers = Access::coversRegion(m_user);
        // A case that a revoked device founded is not there until somebody lets it count.
        if (!row && covers) out.maySee = out.mayDecide = Access::roleSees(m_user, part);
        out.mayKnow = isOwn || out.maySee || covers;
        return out;
    }

    Status addItems(Seq after)
    {
        VELDPOST_ASSIGN(const auto rows, m_work.change.waitingForPeople(m_session.region, after, protocol::kQuarantineScanMax));
        std::size_t bytes = 0;
        for (const WaitingRow& row : rows) {
            if (m_answer.items.size() == protocol::kQuarantinePageMax || bytes >= protocol::kPageBytesTarget) {
                m_answer.next = std::to_string(after);
                return done();
            }
            after = row.seq;
            VELDPOST_ASSIGN(const Relation relation, relationTo(row.caseId, row.part, row.user));
            if (!relation.mayKnow) continue;
            bytes += relation.maySee ? static_cast<std::size_t>(row.payloadBytes) : 0;
            VELDPOST_TRY(addItem(row.seq, relation));
        }
        if (rows.size() == protocol::kQuarantineScanMax) m_answer.next = std::to_string(after);
        return done();
    }

    Status addItem(Seq seq, const Relation& relation)
    {
        VELDPOST_ASSIGN(auto stored, m_work.change.revisionAt(m_session.region, seq));
        VELDPOST_CHECK(stored.has_value());
        protocol::WaitingItem item;
        item.reason = stored->reason;
        item.declined = stored->standing == Standing::Declined;
        item.mayDecide = relation.mayDecide;
        VELDPOST_ASSIGN(item.decision, noteOf(*stored));
        const revision::Header& header = stored->revision.header;
        ++m_counts[header.caseId][header.kind.empty() ? "unknown" : header.kind];
        m_authors.insert(header.device);
        if (!relation.maySee) stored->revision.payloadBytes.clear();
        item.item = {std::move(stored->revision), stored->receivedAtMs, {}};
        m_answer.items.push_back(std::move(item));
        return done();
    }

    Result<std::optional<protocol::DecisionNote>> noteOf(const StoredRevision& stored)
    {
        if (!stored.decision) return std::optional<protocol::DecisionNote>();
        VELDPOST_ASSIGN(const auto decision, m_work.change.revision(*stored.decision));
        VELDPOST_CHECK(decision.has_value());
        const revision::Header& header = decision->revision.header;
        protocol::DecisionNote note{header.user, header.atMs, {}};
        const auto payload = revision::Payload::fromBytes(decision->revision.payloadBytes);
        if (payload.ok() && payload->reason) note.reason = *payload->reason;
        return std::optional<protocol::DecisionNote>(std::move(note));
    }

    Status addOwn(const RevisionId& id)
    {
        protocol::OwnStanding own{id, OwnState::Unknown, {}, {}};
        VELDPOST_ASSIGN(const auto stored, m_work.change.revision(id));
        if (stored && stored->revision.header.user == m_user.id) {
            if (stored->standing == Standing::Live) own.state = stored->decision ? OwnState::Accepted : OwnState::Counts;
            else own.state = stored->standing == Standing::Declined ? OwnState::Declined : OwnState::Waiting;
            if (own.state != OwnState::Counts) own.reason = stored->reason;
            VELDPOST_ASSIGN(own.decision, noteOf(*stored));
            ++m_counts[stored->revision.header.caseId]["standing"];
        }
        m_answer.own.push_back(std::move(own));
        return done();
    }

    Status writeAudit()
    {
        for (const auto& [caseId, kinds] : m_counts) {
            AuditEvent event;
            event.code = "quarantine";
            event.action = AuditAction::Read;
            event.atMs = m_work.nowMs;
            event.user = m_user.id;
            event.role = m_user.role ? model::roleWord(*m_user.role) : "";
            event.device = m_session.device;
            event.accessPoint = m_session.accessPoint;
            event.caseId = caseId;
            event.objects = kinds;
            VELDPOST_ASSIGN(const CaseRight right, m_access.rightIn(m_user, caseId));
            event.byMembership = right.byMembership;
            VELDPOST_TRY(m_work.audit.add(event));
        }
        return done();
    }

    Work& m_work;
    const Session& m_session;
    const ServerKeys& m_keys;
    Access m_access;
    UserRow m_user;
    QuarantineAnswer m_answer;
    std::set<DeviceId> m_authors;
    std::map<CaseId, std::map<std::string, std::int64_t>> m_counts;
};

}  // namespace

void Quarantine::list(const Session& session, const QuarantineRequest& request, Done done)
{
    // Shared because std::function wants to copy what it holds.
    auto answer = std::make_shared<Result<QuarantineAnswer>>(QuarantineAnswer());
    const auto run = [this, session, request, answer](Work& work) -> Status {
        *answer = Listing(work, session, m_keys).make(request);
        // A bad question is the asker's, not the transaction's.
        const bool asked = answer->ok() || answer->error().kind == ErrorKind::Malformed || answer->error().kind == ErrorKind::Locked;
        return asked ? veldpost::done() : Status(answer->error());
    };
    m_committer.submit({.run = run, .done = [answer, done = std::move(done)](const Status& status) {
                            if (!status.ok()) return done(status.error());
                            done(std::move(*answer));
                        }, .turn = session.device});
}

}  // namespace veldpost::server
