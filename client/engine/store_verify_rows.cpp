#include "client/engine/store_verify_rows.h"

#include "client/engine/blob_rows.h"
#include "client/engine/lease.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/wipe.h"

namespace veldpost::engine {

using storage::Statement;

namespace {

struct Person {
    std::string name, role;
    bool disabled = false;
    bool operator==(const Person&) const = default;
};

class RowCheck {
public:
    RowCheck(LocalStore& store, StoreReport& report) : m_store(store), m_report(report) {}

    Status run()
    {
        VELDPOST_TRY(checkIdentity());
        VELDPOST_TRY(checkCertificates());
        VELDPOST_TRY(checkOwnChains());
        VELDPOST_TRY(checkReceipts());
        VELDPOST_TRY(checkPeople());
        VELDPOST_TRY(checkWaiting());
        VELDPOST_TRY(checkDrafts());
        VELDPOST_TRY(checkBlobs());
        return checkRefs();
    }

private:
    void bad(const char* reason, const std::optional<CaseId>& caseId = {}, const std::optional<RevisionId>& revision = {},
             const std::optional<Sha256>& blob = {})
    {
        m_report.bad.push_back({revision, {}, caseId, reason, blob});
    }

    // Calls `row` for each row of the statement.
    template <typename Row>
    static Status every(Result<Statement> prepared, Row row)
    {
        VELDPOST_ASSIGN(Statement s, std::move(prepared));
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) return done();
            VELDPOST_TRY(row(s));
        }
    }

    Status checkIdentity()
    {
        const Identity& me = m_store.identity();
        const bool holds = me.certificate.signedBy(me.serverKey) && me.certificate.key == m_store.deviceKey().publicKey();
        if (!holds) bad("identity_differs");
        VELDPOST_ASSIGN(const auto text, m_store.meta(kWipeOrder));
        if (!text) return done();
        const auto json = revision::readJson(*text);
        const auto order = json.ok() ? protocol::WipeOrder::fromJson(*json) : Result<protocol::WipeOrder>(json.error());
        if (!order.ok() || !order->signedBy(me.serverKey) || order->device != me.device()) bad("identity_differs");
        return done();
    }

    Status checkCertificates()
    {
        const Identity& me = m_store.identity();
        return every(m_store.db().prepare("SELECT device, bytes, signature FROM certificates"), [&](Statement& s) {
            const auto signature = crypto::Signature::fromBytes(s.blob(2));
            const auto read = signature ? protocol::Certificate::fromBytes(std::string(crypto::asText(s.blob(1))), *signature)
                                        : Result<protocol::Certificate>(Error{});
            const bool holds = read.ok() && read->device == s.uuid<DeviceId>(0) && read->region == me.region() &&
                               read->signedBy(me.serverKey);
            if (!holds) bad("certificate_not_trusted");
            return done();
        });
    }

    // Chains of which no revision is here: all of an own one that was purged. Those with revisions are the chain check's.
    Status checkOwnChains()
    {
        const DeviceId& me = m_store.identity().device();
        VELDPOST_TRY(every(m_store.db().prepare(
            "SELECT c.device, c.case_id, c.n, coalesce(p.n, 0) FROM chains c"
            " LEFT JOIN purged p ON p.case_id = c.case_id AND p.part = c.part WHERE NOT EXISTS (SELECT 1 FROM revisions v"
            "   WHERE v.device = c.device AND v.case_id = c.case_id AND v.part = c.part)"), [&](Statement& s) {
            if (s.uuid<DeviceId>(0) == me && s.int64(2) != s.int64(3)) bad("chain_head_differs", s.uuid<CaseId>(1));
            return done();
        }));
        return every(m_store.db().prepare("SELECT case_id, part, n FROM purged"), [&](Statement& s) -> Status {
            const CaseId caseId = s.uuid<CaseId>(0);
            VELDPOST_ASSIGN(const ChainHead head, m_store.chainHead({me, caseId, static_cast<Part>(s.int64(1))}));
            if (s.int64(2) > head.n || s.int64(2) < 1) bad("purged_differs", caseId);
            return done();
        });
    }

    // What is called safe is so by a receipt: it names a place of an own chain, and what stands there.
    Status checkReceipts()
    {
        const DeviceId& me = m_store.identity().device();
        return every(m_store.db().prepare("SELECT case_id, part, n, id FROM receipts"), [&](Statement& s) -> Status {
            const revision::ChainKey chain{me, s.uuid<CaseId>(0), static_cast<Part>(s.int64(1))};
            VELDPOST_ASSIGN(const ChainHead head, m_store.chainHead(chain));
            VELDPOST_ASSIGN(const std::int64_t purged, m_store.purgedUpTo(chain.caseId, chain.part));
            VELDPOST_ASSIGN(const auto there, idAt(chain, s.int64(2)));
            const RevisionId said = s.hash<RevisionId>(3);
            bool right = s.int64(2) >= 0 && s.int64(2) <= head.n;
            if (s.int64(2) == 0) right = said == RevisionId();  // after a restore: the server lacks the first place
            else if (there) right = right && *there == said;
            else right = right && s.int64(2) <= purged && (s.int64(2) != head.n || head.id == said);
            if (!right) bad("receipt_differs", chain.caseId);
            return done();
        });
    }

    Result<std::optional<RevisionId>> idAt(const revision::ChainKey& chain, std::int64_t n)
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
            "SELECT id FROM revisions WHERE device = ? AND case_id = ? AND part = ? AND n = ?"));
        s.bindAll(chain.device, chain.caseId, static_cast<int>(chain.part), n);
        VELDPOST_ASSIGN(const bool found, s.step());
        return found ? std::optional(s.hash<RevisionId>(0)) : std::nullopt;
    }

    // The people are what the region's dossier says, and oneself as enrolment said.
    Status checkPeople()
    {
        const Identity& me = m_store.identity();
        std::map<UserId, Person> expected{{me.user(), {me.userName, me.role}}};
        const CaseId dossier = *CaseId::fromBytes(me.region().bytes());
        auto records = m_store.db().prepare("SELECT DISTINCT record, kind FROM revisions WHERE case_id = ? AND part = 0"
                                            " AND kind IN ('user', 'role', 'disable')");
        if (records.ok()) records->bindAll(dossier);
        VELDPOST_TRY(every(std::move(records), [&](Statement& s) -> Status {
            const RecordKey key{dossier, Part::General, std::string(s.text(1)), s.uuid<RecordId>(0)};
            const auto nodes = m_store.liveNodes(key);
            if (!nodes.ok() || nodes->empty()) return done();  // one that cannot be read is told of by the revisions' check
            const auto said = personSaid(key, revision::stateOf(*nodes));
            if (!said) return done();
            Person& person = expected[said->user];
            if (said->name) person.name = *said->name;
            if (said->role) person.role = *said->role;
            if (said->disabled) person.disabled = *said->disabled;
            return done();
        }));
        std::map<UserId, Person> here;
        VELDPOST_TRY(every(m_store.db().prepare("SELECT user, name, role, disabled FROM people"), [&](Statement& s) {
            here[s.uuid<UserId>(0)] = {std::string(s.text(1)), std::string(s.text(2)), s.int64(3) != 0};
            return done();
        }));
        if (here != expected || expected[me.user()].role != me.role) bad("people_differ");
        return done();
    }

    // An own row says what its revision says, as long as that is here. Others' are the server's list of the last round.
    Status checkWaiting()
    {
        return every(m_store.db().prepare(
            "SELECT w.revision, w.case_id, v.case_id IS NULL OR (w.case_id = v.case_id AND w.part = v.part"
            "   AND w.record = v.record AND w.kind = v.kind AND w.user = v.user AND w.device = v.device AND w.at_ms = v.at_ms),"
            " w.own, w.state, w.user, w.device FROM waiting w LEFT JOIN revisions v ON v.id = w.revision"), [&](Statement& s) {
            // Own are also those of the device this home was before it got a new name.
            const bool isOwn = s.int64(3) == 1;
            const bool isOfThisUser = s.uuid<UserId>(5) == m_store.identity().user();
            const bool isOfThisDevice = s.uuid<DeviceId>(6) == m_store.identity().device();
            const bool ownIsOurs = s.int64(3) >= 0 && s.int64(3) <= 1 && (isOwn ? isOfThisUser : !isOfThisDevice);
            const bool stateIsOne = s.int64(4) >= 0 && s.int64(4) <= 2;
            if (s.int64(2) != 1 || !ownIsOurs || !stateIsOne) bad("waiting_differs", s.uuid<CaseId>(1), s.hash<RevisionId>(0));
            return done();
        });
    }

    // Nobody has signed a draft: that it can be opened is all there is to say of it.
    Status checkDrafts()
    {
        return every(m_store.db().prepare("SELECT case_id, opened_on, fields FROM drafts"), [&](Statement& s) {
            const auto opened = revision::readJson(s.text(1));
            const auto fields = revision::readJson(s.text(2));
            if (!opened.ok() || !opened->is_array() || !fields.ok() || !fields->is_object()) bad("draft_damaged", s.uuid<CaseId>(0));
            return done();
        });
    }

    Status checkBlobs()
    {
        BlobRows rows(m_store);
        VELDPOST_ASSIGN(const auto blobs, rows.all());
        for (const BlobRow& row : blobs) VELDPOST_TRY(checkBlob(rows, row));
        VELDPOST_ASSIGN(const std::int64_t stray, rows.strayPieces());
        if (stray > 0) bad("blob_row_differs");
        return done();
    }

    Status checkBlob(BlobRows& rows, const BlobRow& row)
    {
        if (row.whole) ++m_report.blobs;
        const CaseId& caseId = row.address.caseId;
        VELDPOST_ASSIGN(const bool piecesFit, rows.piecesFit(row));
        const bool lengthFits = row.whole ? row.here == row.bytes : row.here <= row.bytes;
        if (!piecesFit || !lengthFits) {
            bad("blob_damaged", caseId, {}, row.address.sha256);
            return done();
        }
        // What was added here came as a whole, and what is leaving no record names any more.
        VELDPOST_ASSIGN(const bool isNamed, isNamedHere(row.address));
        if ((row.own && !row.whole) || (row.leaving && isNamed)) bad("blob_row_differs", caseId, {}, row.address.sha256);
        if (!row.whole) return done();
        const auto holds = rows.hashHolds(row);
        if (!holds.ok() && holds.error().kind != ErrorKind::Damaged) return holds.error();
        if (!holds.ok() || !*holds) bad("blob_damaged", caseId, {}, row.address.sha256);
        return done();
    }

    Result<bool> isNamedHere(const BlobAddress& address)
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT 1 FROM blob_refs WHERE case_id = ? AND part = ? AND sha256 = ?"));
        s.bindAll(address.caseId, static_cast<int>(address.part), address.sha256);
        return s.step();
    }

    // A record that is shown names a file: its row is there, and so is the record.
    Status checkRefs()
    {
        return every(m_store.db().prepare(
            "SELECT f.case_id, f.sha256, EXISTS (SELECT 1 FROM blobs b WHERE b.case_id = f.case_id AND b.part = f.part"
            "   AND b.sha256 = f.sha256), EXISTS (SELECT 1 FROM records r WHERE r.record = f.record AND r.case_id = f.case_id"
            "   AND r.part = f.part AND r.kind = 'blob_ref') FROM blob_refs f"), [&](Statement& s) {
            if (s.int64(2) != 1) bad("blob_missing", s.uuid<CaseId>(0), {}, s.hash<Sha256>(1));
            if (s.int64(3) != 1) bad("blob_ref_differs", s.uuid<CaseId>(0), {}, s.hash<Sha256>(1));
            return done();
        });
    }

    LocalStore& m_store;
    StoreReport& m_report;
};

}  // namespace

Status verifyRows(LocalStore& store, StoreReport& report)
{
    return RowCheck(store, report).run();
}

}  // namespace veldpost::engine
