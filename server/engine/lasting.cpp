#include "server/engine/lasting.h"

#include "server/engine/admission.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/fields.h"

#include <map>

namespace veldpost::server {

using revision::Header;
using revision::Json;

namespace {

constexpr std::size_t kFeedChunk = 1000;

bool isAboutRights(const Header& header)
{
    if (header.v != 1 || header.enc) return false;
    return header.kind == model::kMembership || header.kind == model::kRole || header.kind == model::kDisable ||
           header.kind == model::kRevocation;
}

// The first word about somebody who had nothing yet takes nothing away; a founder had his case.
Result<bool> onlyGrants(View& view, const StoredRevision& first)
{
    const Header& header = first.revision.header;
    if (header.kind == model::kRole) return true;
    if (header.kind != model::kMembership) return false;
    const auto state = revision::stateOf(stateNodes({first}));
    const auto membership = model::viewOf<model::Membership>(state);
    if (!membership.ok() || membership->right == Right::None) return false;
    VELDPOST_ASSIGN(const auto row, view.caseRow(header.caseId));
    return !row || row->founder != membership->user || membership->right == Right::Own;
}

Result<LastingEntry> entryOf(View& view, const StoredRevision& stored)
{
    const revision::SignedRevision& rev = stored.revision;
    VELDPOST_ASSIGN(const auto device, view.device(rev.header.device));
    VELDPOST_CHECK(device.has_value());  // its signature was checked against this device when it came
    const Json body{{"h", rev.headerBytes},
                    {"p", rev.payloadBytes},
                    {"s", rev.signature.text()},
                    {"r", stored.receivedAtMs},
                    {"t", stored.stamp.text()},
                    {"c", protocol::certificateJson(device->certificate)}};
    return LastingEntry{lasting::kRevision, std::string(crypto::asText(rev.id.bytes())), revision::canonicalText(body)};
}

struct LastingRevision {
    revision::SignedRevision revision;
    std::int64_t receivedAtMs = 0;
    protocol::Certificate certificate;
};

Result<LastingRevision> revisionFrom(const LastingEntry& entry)
{
    // What a revision holds may be longer than a usual text of a message.
    VELDPOST_ASSIGN(const Json body, protocol::readMessage(entry.body, false));
    VELDPOST_ASSIGN(std::string header, protocol::textField(body, "h"));
    VELDPOST_ASSIGN(std::string payload, protocol::textField(body, "p"));
    VELDPOST_ASSIGN(const crypto::Signature signature, protocol::parsedField<crypto::Signature>(body, "s"));
    LastingRevision out;
    VELDPOST_ASSIGN(out.revision, revision::SignedRevision::fromParts(std::move(header), std::move(payload), signature));
    VELDPOST_ASSIGN(out.receivedAtMs, protocol::integerField(body, "r"));
    VELDPOST_ASSIGN(out.certificate, protocol::certificateFrom(body.value("c", Json())));
    return out;
}

Error damaged(const char* why)
{
    return {ErrorKind::Damaged, "ledger_damaged", "The ledger beside the store is damaged", why};
}

// An entry is written before the commit it is of. When that never came, another revision may have taken its place in the
// chain: the one that was entered last counts, and nobody was ever told of the other.
class LastInPlace {
public:
    Status note(const LastingEntry& entry)
    {
        if (entry.kind != lasting::kRevision) return done();
        const auto kept = revisionFrom(entry);
        if (!kept.ok()) return damaged("A revision is not whole.");
        m_last[placeOf(kept->revision.header)] = kept->revision.id;
        return done();
    }

    bool counts(const revision::SignedRevision& rev) const { return m_last.at(placeOf(rev.header)) == rev.id; }

private:
    using Place = std::pair<revision::ChainKey, std::int64_t>;
    static Place placeOf(const Header& header) { return {header.chain(), header.n}; }
    std::map<Place, RevisionId> m_last;
};

// One walk over a ledger, within the transaction of a restore.
class Enforcing {
public:
    Enforcing(Change& change, Ledger& ledger, const ServerKeys& keys, const LastInPlace& lastInPlace, std::int64_t nowMs)
        : m_change(change), m_ledger(ledger), m_keys(keys), m_lastInPlace(lastInPlace), m_nowMs(nowMs)
    {
    }

    Status take(const LastingEntry& entry)
    {
        if (std::exchange(m_isFirst, false)) return checkServer(entry);
        if (entry.kind == lasting::kCode) return useCode(entry);
        if (entry.kind == lasting::kWipe) return orderWipe(entry);
        if (entry.kind == lasting::kWiped) return noteReceipt(entry);
        if (entry.kind == lasting::kRevision) return takeRevision(entry);
        return Error{ErrorKind::Failed, "ledger_too_new", "The ledger beside the store was written by a newer server",
                     "Restore with that version; nothing was changed."};
    }

    std::int64_t revisions() const { return m_revisions; }

private:
    Status checkServer(const LastingEntry& entry)
    {
        if (entry.kind != lasting::kServer) return damaged("It does not begin with its server.");
        if (entry.key == crypto::asText(m_keys.signing.publicKey().bytes())) return done();
        return Error{ErrorKind::Conflict, "ledger_of_another_server", "The backup is of another server than the ledger",
                     "Restore it in a folder of its own, or say --without-ledger."};
    }

    Status useCode(const LastingEntry& entry)
    {
        const auto hash = Sha256::fromBytes(crypto::asBytes(entry.key));
        if (!hash) return damaged("A code is not whole.");
        return m_change.setInvitationUsed(*hash, m_nowMs);  // one the backup does not know is no code at all
    }

    Status orderWipe(const LastingEntry& entry)
    {
        VELDPOST_ASSIGN(const Json body, protocol::readMessage(entry.body, false));
        auto order = protocol::WipeOrder::fromJson(body);
        if (!order.ok() || !order->signedBy(m_keys.signing.publicKey())) return damaged("A wipe order is not whole.");
        VELDPOST_ASSIGN(const auto known, m_change.wipe(order->device));
        if (known && known->receipt) return done();
        return m_change.putWipe({std::move(*order)});
    }

    Status noteReceipt(const LastingEntry& entry)
    {
        VELDPOST_ASSIGN(const Json body, protocol::readMessage(entry.body, false));
        auto receipt = protocol::WipeReceipt::fromJson(body.value("receipt", Json()));
        if (!receipt.ok()) return damaged("A receipt of a wipe is not whole.");
        VELDPOST_ASSIGN(auto wipe, m_change.wipe(receipt->device));
        if (!wipe) return damaged("A receipt is of no wipe that was ordered.");
        VELDPOST_ASSIGN(wipe->receiptAtMs, protocol::integerField(body, "at"));
        wipe->receipt = std::move(*receipt);
        return m_change.putWipe(*wipe);
    }

    Status takeRevision(const LastingEntry& entry)
    {
        auto kept = revisionFrom(entry);
        if (!kept.ok()) return damaged("A revision is not whole.");
        if (!m_lastInPlace.counts(kept->revision)) return done();
        VELDPOST_ASSIGN(const bool ours, isOurs(m_change, m_keys, kept->certificate));
        if (!ours) return done();  // of a region that the backup does not have: there is nobody it could be held against
        if (!signatureHolds(kept->revision, kept->certificate.key)) return damaged("A signature does not hold.");
        VELDPOST_TRY(admitDevice(m_change, kept->certificate));
        VELDPOST_ASSIGN(const auto user, m_change.user(kept->certificate.user));
        VELDPOST_CHECK(user.has_value());  // admitDevice() made the row
        Submission submission = Submission::of(std::move(kept->revision));
        submission.provenAtMs = kept->receivedAtMs;
        VELDPOST_ASSIGN(const Taken taken, m_ledger.take(std::move(submission), {*user, false}, Gaps::Allowed));
        // The same, when what took its place lowers nothing and so stands in the store alone. Only the server writes another
        // revision where a commit failed: a device sends the same one again.
        if (taken.result.outcome == protocol::Outcome::Refused && taken.result.reason == "fork" && user->isServer) return done();
        if (taken.result.outcome == protocol::Outcome::Refused)
            return Error{ErrorKind::Conflict, "ledger_does_not_fit", "The backup and the ledger do not belong together",
                         taken.result.reason};
        ++m_revisions;
        return done();
    }

    Change& m_change;
    Ledger& m_ledger;
    const ServerKeys& m_keys;
    const LastInPlace& m_lastInPlace;
    const std::int64_t m_nowMs;
    std::int64_t m_revisions = 0;
    bool m_isFirst = true;
};

}  // namespace

Status keepIfItLowers(Change& change, const StoredRevision& live)
{
    if (!isAboutRights(live.revision.header)) return done();
    VELDPOST_ASSIGN(const auto record, change.recordRevisions(live.revision.header.recordKey()));
    if (record.size() == 1) {
        VELDPOST_ASSIGN(const bool grants, onlyGrants(change, record.front()));
        if (grants) return done();
    }
    for (const StoredRevision& stored : record) {
        VELDPOST_ASSIGN(LastingEntry entry, entryOf(change, stored));
        VELDPOST_TRY(change.keepLasting(std::move(entry)));
    }
    return done();
}

Status keepUsedCode(Change& change, const Sha256& codeHash)
{
    return change.keepLasting({lasting::kCode, std::string(crypto::asText(codeHash.bytes())), "{}"});
}

Status keepWipe(Change& change, const WipeRow& wipe)
{
    const Sha256 id = crypto::sha256(crypto::asBytes(wipe.order.bytes));
    VELDPOST_TRY(change.keepLasting({lasting::kWipe, std::string(crypto::asText(id.bytes())),
                                     revision::canonicalText(wipe.order.toJson())}));
    if (!wipe.receipt) return done();
    const Json body{{"receipt", wipe.receipt->toJson()}, {"at", wipe.receiptAtMs}};
    return change.keepLasting({lasting::kWiped, std::string(crypto::asText(wipe.order.device.bytes())),
                               revision::canonicalText(body)});
}

Result<std::int64_t> bringInForce(Store& withLedger, Change& change, Ledger& ledger, const ServerKeys& keys,
                                  std::int64_t nowMs)
{
    LastInPlace lastInPlace;
    Status taken = done();
    VELDPOST_TRY(withLedger.everyLasting([&](const LastingEntry& entry) {
        taken = lastInPlace.note(entry);
        return taken.ok();
    }));
    VELDPOST_TRY(std::move(taken));
    Enforcing enforcing(change, ledger, keys, lastInPlace, nowMs);
    taken = done();
    VELDPOST_TRY(withLedger.everyLasting([&](const LastingEntry& entry) {
        taken = enforcing.take(entry);
        return taken.ok();
    }));
    VELDPOST_TRY(std::move(taken));
    VELDPOST_TRY(ledger.settle());
    return enforcing.revisions();
}

Status keepAllThatLowers(Change& change, const ServerKeys& keys)
{
    VELDPOST_TRY(change.keepLasting({lasting::kServer, std::string(crypto::asText(keys.signing.publicKey().bytes())), "{}"}));
    VELDPOST_ASSIGN(const auto devices, change.devices());
    for (const DeviceRow& device : devices) {
        VELDPOST_ASSIGN(const auto wipe, change.wipe(device.certificate.device));
        if (wipe) VELDPOST_TRY(keepWipe(change, *wipe));
    }
    VELDPOST_ASSIGN(const auto regions, change.regions());
    for (const RegionRow& region : regions) {
        for (Seq after = 0;;) {
            VELDPOST_ASSIGN(const auto rows, change.feed(region.id, after, kFeedChunk));
            if (rows.empty()) break;
            for (const FeedRow& row : rows) {
                after = row.seq;
                if (row.standing != Standing::Live) continue;
                VELDPOST_ASSIGN(const auto stored, change.revisionAt(region.id, row.seq));
                if (stored) VELDPOST_TRY(keepIfItLowers(change, *stored));
            }
        }
    }
    return done();
}

}  // namespace veldpost::server
