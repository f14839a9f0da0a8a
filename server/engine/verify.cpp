#include "server/engine/verify.h"

#include "server/engine/audit.h"
#include "server/engine/judge.h"
#include "server/engine/verify_blobs.h"
#include "shared/crypto/hash.h"

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
        VELDPOST_TRY(m_view.everyChain([this](const ChainKey& key, const ChainHead& head) {
            m_heads[key] = head;
            return true;
        }));
        VELDPOST_TRY(m_view.everyRevision([this](const RawRevision& row) { return check(row); }));
        for (const auto& [key, head] : m_heads) checkHead(key, head);
        VELDPOST_TRY(checkAudit());
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
    const char* whyBad(const RawRevision& row)
    {
        if (!row.signature) return "bad_signature";
        const auto rev = revision::SignedRevision::fromParts(row.header, row.payload, *row.signature);
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
        return standsAsDecided(row, rev->header) ? nullptr : "bad_column";
    }

    bool standsAsDecided(const RawRevision& row, const revision::Header& header)
    {
        const auto standing = static_cast<Standing>(row.standing);
        if (!row.decision) return standing == Standing::Live || standing == Standing::Quarantined;
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
        return row.n > before.n && head != m_heads.end() && head->second.n <= before.n;
    }

    bool check(const RawRevision& row)
    {
        ++m_report.revisions;
        const char* why = whyBad(row);
        if (why != nullptr) bad("revision", row.id.text(), why);
        Seen& seen = m_seen[row.chain];
        if (row.n == seen.joined.n + 1) seen.joined = {row.n, row.id};
        seen.last = {row.n, row.id};
        return true;
    }

    void checkHead(const ChainKey& key, const ChainHead& head)
    {
        ++m_report.chains;
        const auto seen = m_seen.find(key);
        const bool holds = seen != m_seen.end() && seen->second.joined.n == head.n && seen->second.joined.id == head.id;
        if (!holds) bad("chain", placeText(key, head.n), "broken_chain");
    }

    Status checkAudit()
    {
        Sha256 before;
        VELDPOST_TRY(m_view.everyAudit([&](const AuditRow& row) {
            ++m_report.auditEntries;
            if (row.number != m_report.auditEntries) bad("audit", std::to_string(row.number), "bad_number");
            else if (auditHash(before, row.entry) != row.hash) bad("audit", std::to_string(row.number), "bad_hash");
            // Canonical text, in which nothing else reads like this.
            if (row.entry.find("\"code\":\"log_broken\"") != std::string::npos)
                bad("audit", std::to_string(row.number), kLogBroken);
            before = row.hash;
            // A dropped row would make every later number a finding: the first says it all.
            return row.number == m_report.auditEntries;
        }));
        VELDPOST_ASSIGN(const bool isWhole, endsAsSealed(m_view, m_keys.stampKey, m_report.auditEntries, before));
        if (!isWhole) bad("audit", std::to_string(m_report.auditEntries), "bad_end");
        return done();
    }

    View& m_view;
    const ServerKeys& m_keys;
    VerifyReport m_report;
    std::map<DeviceId, protocol::Certificate> m_keyOf;
    struct Seen {
        ChainHead last;    // the place passed last
        ChainHead joined;  // the last one up to which there was no gap
    };
    std::map<ChainKey, ChainHead> m_heads;
    std::unordered_map<ChainKey, Seen> m_seen;
};

}  // namespace

Result<VerifyReport> verifyStore(View& view, const ServerKeys& keys)
{
    return StoreCheck(view, keys).run();
}

}  // namespace veldpost::server
