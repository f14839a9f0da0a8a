#include "server/engine/offers.h"

#include "server/engine/admission.h"
#include "server/engine/intake.h"

#include <algorithm>

namespace veldpost::server {

using protocol::Certificate;
using protocol::Outcome;
using protocol::PushResult;
using revision::Json;

namespace {

constexpr std::size_t kRangesMax = 1000;
// What one quarantined revision costs besides its bytes.
constexpr std::size_t kWaitingRowBytes = 1024;

struct Item {
    std::string refusal;
    Submission submission;
};

struct Batch {
    Session session;
    std::map<DeviceId, Certificate> certificates;  // that came along, and are ours
    std::vector<Item> items;
    protocol::OfferAnswer answer;
    std::size_t waitingBytes = 0;
};

// What lies between the head and `upTo` and is not here.
std::vector<protocol::PlaceRange> missingBetween(std::int64_t head, const std::vector<std::int64_t>& held, std::int64_t upTo)
{
    std::vector<protocol::PlaceRange> out;
    std::int64_t next = head + 1;
    for (const std::int64_t n : held) {
        if (out.size() + 1 == kRangesMax) break;
        if (n > next) out.push_back({next, n - 1});
        next = n + 1;
    }
    if (next <= upTo) out.push_back({next, upTo});
    return out;
}

class Asking {
public:
    Asking(View& view, const UserRow& user, const DeviceId& device)
        : m_view(view), m_user(user), m_device(device), m_access(view)
    {
    }

    Result<std::vector<protocol::PlaceRange>> missingOf(const protocol::OfferedChain& offered)
    {
        using Ranges = std::vector<protocol::PlaceRange>;
        VELDPOST_ASSIGN(const ChainHead head, m_view.chainHead(offered.chain));
        VELDPOST_ASSIGN(const auto there, m_view.revisionInChain(offered.chain, offered.n));
        const bool isHere = there && there->revision.id == offered.id;
        if (isHere && head.n >= offered.n) return Ranges{};
        VELDPOST_ASSIGN(const bool maySee, m_access.maySee(m_user, offered.chain.caseId, offered.chain.part));
        // Which places are here is not his to know; of the device's own chains its receipts say the same.
        if (!maySee && offered.chain.device != m_device) return Ranges{{1, offered.n}};
        if (there && !isHere) return Ranges{};  // another one stands in its place: this chain goes another way
        VELDPOST_ASSIGN(const auto held, m_view.placesBehind(offered.chain, head.n, offered.n));
        return missingBetween(head.n, held, offered.n);
    }

private:
    View& m_view;
    const UserRow& m_user;
    const DeviceId& m_device;
    Access m_access;
};

// The key of whoever wrote it, when he may have.
Result<std::optional<crypto::PublicKey>> keyOf(View& view, const Batch& batch, const revision::Header& header)
{
    VELDPOST_ASSIGN(const auto device, view.device(header.device));
    const auto along = batch.certificates.find(header.device);
    if (!device && along == batch.certificates.end()) return std::optional<crypto::PublicKey>();
    const Certificate& certificate = device ? device->certificate : along->second;
    const bool fits = certificate.user == header.user && certificate.region == header.region;
    return fits ? std::optional<crypto::PublicKey>(certificate.key) : std::nullopt;
}

Result<Item> itemOf(View& view, const Batch& batch, Result<protocol::ReceivedRevision>&& received,
                    const crypto::SecretBytes& stampKey)
{
    if (!received.ok()) return Item{received.error().type, {}};
    revision::SignedRevision& rev = received->revision;
    if (rev.header.region != batch.session.region) return Item{"wrong_author", {}};
    VELDPOST_ASSIGN(const auto key, keyOf(view, batch, rev.header));
    if (!key) return Item{"no_certificate", {}};
    if (!revision::signatureHolds(rev, *key)) return Item{"bad_signature", {}};
    Item item{{}, Submission::of(std::move(rev))};
    const bool proven = received->receivedAtMs && received->stamp &&
                        protocol::stampHolds(stampKey, item.submission.revision.id, *received->receivedAtMs, *received->stamp);
    if (proven) item.submission.provenAtMs = received->receivedAtMs;
    return item;
}

// Within the transaction: whoever wrote it, let in again when he is not known.
Result<Author> authorOf(Work& work, const Batch& batch, const revision::Header& header)
{
    VELDPOST_ASSIGN(auto device, work.change.device(header.device));
    if (!device) {
        VELDPOST_TRY(admitDevice(work.change, batch.certificates.at(header.device)));
        AuditEvent event = eventOf("readmit", AuditAction::Create, batch.session, work.nowMs);
        event.object = header.device.text();
        VELDPOST_TRY(work.audit.add(event));
        VELDPOST_ASSIGN(device, work.change.device(header.device));
    }
    VELDPOST_ASSIGN(const auto user, work.change.user(header.user));
    VELDPOST_CHECK(device && user);
    return Author{*user, device->revoked};
}

Status noteOffers(Work& work, const Batch& batch)
{
    std::map<std::pair<CaseId, Outcome>, std::map<std::string, std::int64_t>> taken;
    std::int64_t unread = 0;
    for (std::size_t i = 0; i < batch.items.size(); ++i) {
        const revision::Header& header = batch.items[i].submission.revision.header;
        if (!batch.items[i].refusal.empty()) ++unread;
        else ++taken[{header.caseId, batch.answer.results[i].outcome}][header.kind.empty() ? "unknown" : header.kind];
    }
    VELDPOST_ASSIGN(const auto asker, work.change.user(batch.session.user));
    AuditEvent event = eventOf("offer", AuditAction::Create, batch.session, work.nowMs);
    event.role = asker && asker->role ? model::roleWord(*asker->role) : "";
    for (auto& [key, kinds] : taken) {
        event.caseId = key.first;
        event.objects = std::move(kinds);
        event.authorised = key.second == Outcome::Stored || key.second == Outcome::Already;
        event.outcome = key.second == Outcome::Stored ? "done" : std::string(outcomeWord(key.second));
        VELDPOST_TRY(work.audit.add(event));
    }
    if (unread == 0) return done();
    event.caseId.reset();  // nothing in them is proved, not even which case they are about
    event.objects = {{"unknown", unread}};
    event.authorised = false;
    event.outcome = outcomeWord(Outcome::Refused);
    return work.audit.add(event);
}

// May run twice: a transaction that failed for another's sake is tried again.
Status applyBatch(Work& work, Batch& batch)
{
    std::vector<PushResult>& results = batch.answer.results;
    results.clear();
    batch.waitingBytes = 0;
    for (const Item& item : batch.items) {
        if (!item.refusal.empty()) {
            results.push_back({Outcome::Refused, item.refusal, {}, {}});
            continue;
        }
        VELDPOST_ASSIGN(const Author author, authorOf(work, batch, item.submission.revision.header));
        VELDPOST_ASSIGN(Taken taken, work.ledger.take(item.submission, author, Gaps::Allowed));
        results.push_back(std::move(taken.result));
    }
    VELDPOST_TRY(work.ledger.settle());
    for (std::size_t i = 0; i < results.size(); ++i) {
        const revision::SignedRevision& rev = batch.items[i].submission.revision;
        if (results[i].outcome != Outcome::Quarantined) continue;
        if (work.ledger.released().contains(rev.id)) {
            results[i] = {Outcome::Stored, {}, results[i].receivedAtMs, work.ledger.stampOf(rev.id, *results[i].receivedAtMs)};
        } else if (results[i].receivedAtMs == work.nowMs) {
            batch.waitingBytes += kWaitingRowBytes + rev.headerBytes.size() + rev.payloadBytes.size();
        }
    }
    return noteOffers(work, batch);
}

}  // namespace

Offers::Offers(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock)
    : m_store(store), m_committer(committer), m_keys(keys),
      m_waiting(clock, Intake::kWaitingBurst, Intake::kWaitingPerSecond)
{
}

Result<protocol::OfferWish> Offers::ask(const Session& session, const protocol::OfferAsk& request)
{
    protocol::OfferWish wish;
    wish.epoch = m_keys.epoch;
    AuditEvent event = eventOf("offer_ask", AuditAction::Read, session, 0);
    {
        VELDPOST_ASSIGN(const auto view, m_store.view());
        VELDPOST_ASSIGN(const auto user, view->user(session.user));
        VELDPOST_CHECK(user.has_value());
        event.role = user->role ? model::roleWord(*user->role) : "";
        Asking asking(*view, *user, session.device);
        std::set<DeviceId> authors;
        for (std::size_t i = 0; i < request.chains.size(); ++i) {
            VELDPOST_ASSIGN(auto missing, asking.missingOf(request.chains[i]));
            if (missing.empty()) continue;
            wish.wanted.push_back({static_cast<std::int64_t>(i), std::move(missing)});
            authors.insert(request.chains[i].chain.device);
        }
        for (const DeviceId& id : authors) {
            VELDPOST_ASSIGN(const auto device, view->device(id));
            if (!device) wish.unknown.push_back(id);
        }
    }
    event.objects["chain"] = static_cast<std::int64_t>(request.chains.size());
    VELDPOST_TRY(m_committer.submitAndWait({.run = [&](Work& work) {
        event.atMs = work.nowMs;
        return work.audit.add(event);
    }}));
    return wish;
}

void Offers::take(const Session& session, const Json& body, Done done)
{
    if (const Status open = m_waiting.check(session.device.text()); !open.ok()) return done(open.error());
    // Shared because the job that writes and the one that answers both hold it, and std::function wants to copy.
    auto batch = std::make_shared<Batch>();
    batch->session = session;
    batch->answer.epoch = m_keys.epoch;
    const auto prepare = [&]() -> Status {
        VELDPOST_ASSIGN(const auto view, m_store.view());
        VELDPOST_ASSIGN(const Json* certificates, protocol::arrayField(body, "certificates"));
        for (const Json& item : *certificates) {
            VELDPOST_ASSIGN(Certificate certificate, protocol::certificateFrom(item));
            VELDPOST_ASSIGN(const bool ours, isOurs(*view, m_keys, certificate));
            if (ours) batch->certificates.emplace(certificate.device, std::move(certificate));
        }
        VELDPOST_ASSIGN(const Json* revisions, protocol::arrayField(body, "revisions"));
        VELDPOST_ASSIGN(auto received, protocol::readRevisionPage(*revisions));
        for (auto& one : received) {
            VELDPOST_ASSIGN(Item item, itemOf(*view, *batch, std::move(one), m_keys.stampKey));
            batch->items.push_back(std::move(item));
        }
        return veldpost::done();
    };
    if (const Status ready = prepare(); !ready.ok()) return done(ready.error());
    m_committer.submit({.run = [batch](Work& work) { return applyBatch(work, *batch); },
                        .done =
                            [this, batch, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                if (batch->waitingBytes > 0)
                                    m_waiting.spend(batch->session.device.text(), static_cast<double>(batch->waitingBytes));
                                done(std::move(batch->answer));
                            },
                        .weight = 1 + batch->items.size()});
}

}  // namespace veldpost::server
