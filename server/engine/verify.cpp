#include "server/engine/verify.h"

#include "server/engine/audit.h"
#include "server/engine/judge.h"
#include "server/engine/lasting.h"
#include "server/engine/verify_blobs.h"
#include "server/engine/verify_derived.h"
#include "server/engine/verify_rows.h"
#include "shared/crypto/hash.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace veldpost::server {

namespace {

using revision::ChainKey;

std::string placeText(const ChainKey& chain, std::int64_t n)
{
    return chain.device.text() + "/" + chain.caseId.text() + "/" + std::string(partWord(chain.part)) + "/" +
           std::to_string(n);
}

class StoreCheck {
public:
    StoreCheck(View& view, const ServerKeys& keys) : m_view(view), m_keys(keys) {}

    Result<VerifyReport> run()
    {
        VELDPOST_TRY(loadDevices());
        VELDPOST_TRY(m_view.everyChain([this](const ChainRow& row) {
            m_heads[row.key] = row;
            return true;
        }));
        VELDPOST_TRY(m_view.everyRevision([this](const RawRevision& row) { return check(row); }));
        for (const auto& [key, row] : m_heads) checkHead(row);
        VELDPOST_TRY(checkOrder());
        VELDPOST_TRY(checkAudit());
        VELDPOST_TRY(verifyDerived(m_view, m_live, m_report));
        VELDPOST_TRY(verifyRows(m_view, m_keys, m_report));
        VELDPOST_TRY(verifyBlobs(m_view, m_keys, m_report));
        return std::move(m_report);
    }

private:
    void bad(const char* what, std::string which, const char* why) { m_report.bad.push_back({what, std::move(which), why}); }

    Status loadDevices()
    {
        VELDPOST_ASSIGN(const auto devices, m_view.devices());
        for (const DeviceRow& device : devices) {
            const protocol::Certificate& certificate = device.certificate;
            if (certificate.signedBy(m_keys.signing.publicKey())) m_keyOf.emplace(certificate.device, certificate);
            else bad("certificate", certificate.device.text(), "bad_signature");
        }
        return done();
    }

    // The first thing that is wrong with the row itself, or nullptr.
    const char* whyBad(const RawRevision& row, const Result<revision::SignedRevision>& rev)
    {
        if (!row.signature) return "bad_signature";
        if (!rev.ok()) return "bad_header";
        if (rev->id != row.id) return "bad_id";
        if (rev->header.chain() != row.chain || rev->header.n != row.n) return "bad_place";
        if (rev->header.recordKey() != row.record || row.region != rev->header.region) return "bad_column";
        const bool withoutPayload = row.payload.empty() && row.reason == reason::kNoPayload;
        if (rev->header.v == 1 && !withoutPayload && !revision::payloadMatches(*rev)) return "bad_payload";
        const auto device = m_keyOf.find(rev->header.device);
        if (device == m_keyOf.end()) return "unknown_device";
        if (device->second.user != rev->header.user || device->second.region != rev->header.region) return "wrong_author";
        if (!revision::signatureHolds(*rev, device->second.key)) return "bad_signature";
        if (!row.stamp || !protocol::stampHolds(m_keys.stampKey, row.id, row.receivedAtMs, *row.stamp)) return "bad_stamp";
        if (!continues(row, *rev)) return "broken_chain";
        return standsAsDecided(row, rev->header) && waitsAsSaid(row, *rev) && followsParents(row, rev->header) ? nullptr : "bad_column";
    }

    // Why it waited, and for what: what counts waits for nothing, and was decided on where only a person could.
    static bool waitsAsSaid(const RawRevision& row, const revision::SignedRevision& rev)
    {
        const bool byItself = reason::waitsByItself(row.reason);
        if (!row.reason.empty() && !byItself && !reason::waitsForPerson(row.reason)) return false;
        if (static_cast<Standing>(row.standing) == Standing::Live) return row.awaits.empty() && !isUnread(row);
        if (row.reason.empty() || byItself == row.awaits.empty()) return false;
        return !byItself || isAwaitable(row.awaits, rev);
    }

    static bool isUnread(const RawRevision& row) { return row.payload.empty() && row.reason == reason::kNoPayload; }

    static bool isAwaitable(const Awaited& awaits, const revision::SignedRevision& rev)
    {
        const revision::Header& h = rev.header;
        std::vector<Awaited> keys{awaited(rev.id), awaited(h.caseId), awaited(revision::membershipRecordId(h.caseId, h.user))};
        for (const RevisionId& parent : h.parents) keys.push_back(awaited(parent));
        if (h.v == 1 && h.kind == model::kDecision) {
            const auto decision = model::Decision::from(Submission::of(rev).payload.set);
            if (decision.ok())
                for (const RevisionId& id : decision->revisions) keys.push_back(awaited(id));
        }
        return std::find(keys.begin(), keys.end(), awaits) != keys.end();
    }

    // What counts stands on what counted before it.
    bool followsParents(const RawRevision& row, const revision::Header& header)
    {
        if (static_cast<Standing>(row.standing) != Standing::Live) return true;
        return std::all_of(header.parents.begin(), header.parents.end(), [&](const RevisionId& id) {
            const auto parent = m_view.revision(id);
            return parent.ok() && *parent && (*parent)->standing == Standing::Live && (*parent)->seq < row.seq;
        });
    }

    bool standsAsDecided(const RawRevision& row, const revision::Header& header)
    {
        const auto standing = static_cast<Standing>(row.standing);
        const bool onlyByPerson = !row.reason.empty() && !reason::waitsByItself(row.reason) && !row.proven;
        if (!row.decision) return standing == Standing::Quarantined || (standing == Standing::Live && !onlyByPerson);
        if (standing == Standing::Live) return isDecisionOn(*row.decision, header, model::Ruling::Accept);
        return standing == Standing::Declined && isDecisionOn(*row.decision, header, model::Ruling::Decline);
    }

    // What stands on a revision is decided on with it, so the decision need not name this one.
    bool isDecisionOn(const RevisionId& id, const revision::Header& header, model::Ruling verdict)
    {
        const auto decision = m_view.revision(id);
        if (!decision.ok() || !*decision || (*decision)->standing != Standing::Live) return false;
        const revision::Header& by = (*decision)->revision.header;
        if (by.kind != model::kDecision || by.caseId != header.caseId || by.part != header.part) return false;
        const auto read = model::Decision::from(Submission::of((*decision)->revision).payload.set);
        return read.ok() && read->verdict == verdict;
    }

    // Behind the head there may be gaps that a restore left; where there is none, each place names the one before it.
    bool continues(const RawRevision& row, const revision::SignedRevision& rev) const
    {
        const auto seen = m_seen.find(row.chain);
        const ChainHead before = seen == m_seen.end() ? ChainHead{} : seen->second.last;
        if (row.n == before.n + 1) return before.n == 0 || rev.header.prev == before.id;
        const auto head = m_heads.find(row.chain);
        return row.n > before.n && head != m_heads.end() && head->second.head.n <= before.n;
    }

    bool check(const RawRevision& row)
    {
        ++m_report.revisions;
        const auto rev = row.signature ? revision::SignedRevision::fromParts(row.header, row.payload, *row.signature)
                                       : Result<revision::SignedRevision>(Error{});
        const char* why = whyBad(row, rev);
        if (why != nullptr) bad("revision", row.id.text(), why);
        if (rev.ok() && static_cast<Standing>(row.standing) == Standing::Live) m_live.note(rev->header);
        if (row.region) m_order[*row.region].push_back(row.seq);
        Seen& seen = m_seen[row.chain];
        if (row.n == seen.joined.n + 1) seen.joined = {row.n, row.id};
        seen.last = {row.n, row.id};
        return true;
    }

    void checkHead(const ChainRow& row)
    {
        ++m_report.chains;
        const auto seen = m_seen.find(row.key);
        const bool holds = seen != m_seen.end() && seen->second.joined.n == row.head.n &&
                           seen->second.joined.id == row.head.id && seen->second.last.n == row.last;
        if (!holds) bad("chain", placeText(row.key, row.head.n), "broken_chain");
    }

    // Each place of a region's order is one revision's, and the last one taken is known.
    Status checkOrder()
    {
        VELDPOST_ASSIGN(const auto regions, m_view.regions());
        for (const RegionRow& region : regions) {
            std::vector<Seq>& order = m_order[region.id];
            std::sort(order.begin(), order.end());
            const bool holds = std::adjacent_find(order.begin(), order.end()) == order.end() && !order.empty() &&
                               order.front() >= 1 && order.back() == region.lastSeq;
            if (!holds) bad("region", region.code, "bad_order");
        }
        return done();
    }

    Status checkAudit()
    {
        Sha256 before;
        std::string last;
        VELDPOST_TRY(m_view.everyAudit([&](const AuditRow& row) {
            ++m_report.auditEntries;
            if (row.number != m_report.auditEntries) bad("audit", std::to_string(row.number), "bad_number");
            else if (auditHash(before, row.entry) != row.hash) bad("audit", std::to_string(row.number), "bad_hash");
            else if (!isOfItsCase(row)) bad("audit", std::to_string(row.number), "bad_column");
            // Canonical text, in which nothing else reads like this.
            if (row.entry.find("\"code\":\"log_broken\"") != std::string::npos)
                bad("audit", std::to_string(row.number), kLogBroken);
            before = row.hash;
            last = row.entry;
            // A dropped row would make every later number a finding: the first says it all.
            return row.number == m_report.auditEntries;
        }));
        VELDPOST_ASSIGN(const bool isWhole, endsAsSealed(m_view, m_keys.stampKey, m_report.auditEntries, before));
        if (!isWhole) bad("audit", std::to_string(m_report.auditEntries), "bad_end");
        // Every epoch writes an entry before anything else.
        const bool isOfEpoch = last.empty() || last.find("\"source\":\"" + m_keys.auditSource + "\"") != std::string::npos;
        if (!isOfEpoch) bad("audit", "epoch", "bad_column");
        return done();
    }

    // Canonical text: a value cannot look like a key.
    static bool isOfItsCase(const AuditRow& row)
    {
        constexpr char key[] = "\"case\":\"";
        return row.caseId ? row.entry.find(key + row.caseId->text() + "\"") != std::string::npos
                          : row.entry.find(key) == std::string::npos;
    }

    View& m_view;
    const ServerKeys& m_keys;
    VerifyReport m_report;
    std::map<DeviceId, protocol::Certificate> m_keyOf;
    struct Seen {
        ChainHead last;    // the place passed last
        ChainHead joined;  // the last one up to which there was no gap
    };
    std::map<ChainKey, ChainRow> m_heads;
    std::map<RegionId, std::vector<Seq>> m_order;
    LiveRecords m_live;
    std::unordered_map<ChainKey, Seen> m_seen;
};

}  // namespace

Result<VerifyReport> verifyStore(View& view, const ServerKeys& keys)
{
    return StoreCheck(view, keys).run();
}

namespace {

Status verifyLedger(Store& store, const ServerKeys& keys, VerifyReport& report)
{
    bool isFirst = true;
    bool isOurs = true;
    const Status walked = store.everyLasting([&](const LastingEntry& entry) {
        if (std::exchange(isFirst, false))
            isOurs = entry.kind == lasting::kServer && entry.key == crypto::asText(keys.signing.publicKey().bytes());
        return true;
    });
    if (!walked.ok() && walked.error().kind != ErrorKind::Damaged) return walked;
    if (!walked.ok()) report.bad.push_back({"ledger", walked.error().detail, walked.error().type});
    else if (isFirst || !isOurs) report.bad.push_back({"ledger", "1", "ledger_of_another_server"});
    return done();
}

}  // namespace

Result<VerifyReport> verifyAll(Store& store, const ServerKeys& keys)
{
    const Status medium = store.checkMedium();
    VELDPOST_ASSIGN(const auto view, store.view());
    VELDPOST_ASSIGN(VerifyReport report, verifyStore(*view, keys));
    if (!medium.ok()) report.bad.push_back({"store", "store.db", medium.error().type});
    VELDPOST_TRY(verifyLedger(store, keys, report));
    return report;
}

}  // namespace veldpost::server
