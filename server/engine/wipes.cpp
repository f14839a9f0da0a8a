#include "server/engine/wipes.h"
#include "server/engine/access.h"

#include "server/engine/lasting.h"
#include "server/engine/server_pen.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/fields.h"
#include "shared/protocol/limits.h"

namespace veldpost::server {

using protocol::WipeOrder;

namespace {

constexpr std::int64_t kHourMs = 60 * 60 * 1000;

AuditEvent eventOfDevice(const char* code, AuditAction action, const Session& session, const DeviceId& device, std::int64_t atMs)
{
    AuditEvent event = eventOf(code, action, session, atMs);
    event.object = device.text();
    return event;
}

Status revoke(Work& work, const ServerKeys& keys, RandomSource& random, const DeviceRow& device)
{
    if (device.revoked) return done();
    const DeviceId id = device.certificate.device;
    VELDPOST_ASSIGN(const auto region, work.change.region(device.certificate.region));
    VELDPOST_CHECK(region.has_value());
    return ServerPen(work, keys, random)
        .write(*region, model::kRevocation, *RecordId::fromBytes(id.bytes()), model::Revocation{id}.toSet());
}

Error badUnsentFile(const std::string& detail)
{
    return {ErrorKind::Malformed, "bad_unsent_file", "This is no file of a wiped device of this region, or it is damaged", detail};
}

struct Piece {
    protocol::BlobAddress address;
    std::int64_t bytes = 0;  // of the whole
    UploadPiece piece;
};

Result<Piece> pieceOf(const revision::Json& content)
{
    Piece out;
    VELDPOST_ASSIGN(out.address, protocol::BlobAddress::fromJson(content.at("blob")));
    VELDPOST_ASSIGN(out.bytes, protocol::integerField(content, "bytes"));
    VELDPOST_ASSIGN(out.piece.offset, protocol::integerField(content, "offset"));
    VELDPOST_ASSIGN(const std::string text, protocol::textField(content, "b"));
    auto bytes = crypto::fromBase64(text);
    if (!bytes) return protocol::malformed("b");
    out.piece.bytes = std::move(*bytes);
    return out;
}

}  // namespace

Result<WipeRow> orderWipe(Work& work, const ServerKeys& keys, RandomSource& random, const DeviceRow& device,
                          std::int64_t hours)
{
    VELDPOST_CHECK(hours >= 0 && hours <= protocol::kWipeHoursMax);
    VELDPOST_TRY(revoke(work, keys, random, device));
    VELDPOST_ASSIGN(const auto known, work.change.wipe(device.certificate.device));
    if (known && known->receipt) return *known;
    WipeOrder fields;
    fields.region = device.certificate.region;
    fields.device = device.certificate.device;
    if (known) {
        fields.nonce = known->order.nonce;
    } else {
        Sha256::Bytes bytes;
        random.fill(bytes);
        fields.nonce = Sha256(bytes);
    }
    fields.orderedAtMs = work.nowMs;
    fields.deliverUntilMs = work.nowMs + hours * kHourMs;
    WipeRow row{protocol::issueWipeOrder(std::move(fields), keys.signing)};
    VELDPOST_TRY(work.change.putWipe(row));
    VELDPOST_TRY(keepWipe(work.change, row));
    return row;
}

Status Wipes::takeReceipt(const Session& session, const protocol::WipeReceipt& receipt)
{
    const bool own = receipt.device == session.device && receipt.region == session.region && receipt.signedBy(session.key);
    if (!own)
        return Error{ErrorKind::Malformed, "bad_receipt", "This is no receipt of this device", ""};
    std::optional<Error> refusal;
    const Status taken = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        VELDPOST_ASSIGN(auto wipe, work.change.wipe(session.device));
        if (!wipe) refusal = Error{ErrorKind::NotFound, "no_wipe_order", "No wipe of this device was ordered", ""};
        else if (wipe->order.nonce != receipt.nonce)
            refusal = Error{ErrorKind::Malformed, "bad_receipt", "This is a receipt for another order", ""};
        if (refusal || wipe->receipt) return done();
        wipe->receipt = receipt;
        wipe->receiptAtMs = work.nowMs;
        VELDPOST_TRY(work.change.putWipe(*wipe));
        VELDPOST_TRY(keepWipe(work.change, *wipe));
        AuditEvent event = eventOfDevice("wipe_receipt", AuditAction::Delete, session, session.device, work.nowMs);
        if (receipt.sealed > 0) event.objects["sealed"] = receipt.sealed;
        return work.audit.add(event);
    }});
    VELDPOST_TRY(taken);
    if (refusal) return *refusal;
    return done();
}

Result<DeviceRow> Wipes::deviceFor(View& view, const Session& session, const DeviceId& id)
{
    VELDPOST_ASSIGN(const bool coordinates, Access(view).coordinates(session));
    VELDPOST_ASSIGN(const auto device, view.device(id));
    if (!coordinates || !device || device->certificate.region != session.region) return notFound();
    VELDPOST_ASSIGN(const auto user, view.user(device->certificate.user));
    if (!user || user->isServer) return notFound();
    return *device;
}

Result<WipeRow> Wipes::order(const Session& session, const DeviceId& id, std::int64_t hours)
{
    if (hours < 0 || hours > protocol::kWipeHoursMax)
        return Error{ErrorKind::Usage, "bad_deadline", "This deadline is not possible",
                     "0 to " + std::to_string(protocol::kWipeHoursMax) + " hours."};
    Result<WipeRow> ordered = notFound();
    const Status written = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        AuditEvent event = eventOfDevice("device_wipe", AuditAction::Update, session, id, work.nowMs);
        const auto device = deviceFor(work.change, session, id);
        if (device.ok()) ordered = orderWipe(work, m_keys, m_random, *device, hours);
        else ordered = device.error();
        if (!ordered.ok() && ordered.error().kind != ErrorKind::NotFound) return ordered.error();
        event.authorised = ordered.ok();
        if (!ordered.ok()) event.outcome = ordered.error().type;
        return work.audit.add(event);
    }, .done = {}, .alone = true});
    VELDPOST_TRY(written);
    return ordered;
}

Result<revision::Json> Wipes::openFrame(const protocol::UnsentRequest& request)
{
    const Error bad = badUnsentFile("");
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(const auto region, view->region(request.head.region));
    if (!region) return bad;
    VELDPOST_ASSIGN(crypto::SecretBytes secret, view->recoverySecret(region->id));
    const auto key = protocol::openUnsentKey(request.head, {region->recoveryPublic, std::move(secret)});
    if (!key.ok()) return bad;
    auto content = protocol::openUnsentFrame(*key, request.head, request.index, request.frame);
    if (!content.ok() || !content->is_object()) return bad;
    return content;
}

void Wipes::takeUnsent(const Session& session, const protocol::UnsentRequest& request, UnsentDone answer)
{
    Result<DeviceRow> device = notFound();
    const Status noted = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        device = deviceFor(work.change, session, request.head.device);
        AuditEvent event = eventOfDevice("unsent_import", AuditAction::Create, session, request.head.device, work.nowMs);
        event.authorised = device.ok();
        if (!device.ok()) event.outcome = device.error().type;
        return work.audit.add(event);
    }});
    if (!noted.ok()) return answer(noted.error());
    if (!device.ok()) return answer(device.error());
    auto content = openFrame(request);
    if (!content.ok()) return answer(std::move(content).error());
    protocol::UnsentAnswer counts;
    counts.end = content->contains("end");
    if (counts.end) return answer(counts);
    const protocol::Certificate& author = device->certificate;
    const Session asDevice{author.device, author.user, author.region, author.key, device->revoked, session.accessPoint};
    if (content->contains("blob")) return takePiece(asDevice, *content, std::move(answer));
    // Of a later version: better told than dropped, since the device has nothing of it any more.
    if (!content->contains("revisions")) return answer(badUnsentFile("It holds something that this server does not know."));
    m_intake.push(asDevice, (*content)["revisions"], [counts, answer](Result<protocol::PushAnswer> pushed) mutable {
        if (!pushed.ok()) return answer(std::move(pushed).error());
        for (const protocol::PushResult& result : pushed->results) {
            if (result.outcome == protocol::Outcome::Stored) ++counts.stored;
            if (result.outcome == protocol::Outcome::Already) ++counts.already;
            if (result.outcome == protocol::Outcome::Quarantined) ++counts.quarantined;
            if (result.outcome == protocol::Outcome::Refused) ++counts.refused;
        }
        answer(counts);
    });
}

// The pieces come in order, and may come again: what is there already is passed over.
void Wipes::takePiece(const Session& asDevice, const revision::Json& content, UnsentDone answer)
{
    auto read = pieceOf(content);
    if (!read.ok()) return answer(badUnsentFile(read.error().detail));
    const auto piece = std::make_shared<Piece>(std::move(*read));
    m_uploads.begin(asDevice, piece->address, piece->bytes, [this, asDevice, piece, answer](Result<UploadRow> begun) {
        if (!begun.ok()) return answer(begun.error());
        const auto ended = static_cast<std::int64_t>(piece->piece.bytes.size()) + piece->piece.offset;
        protocol::UnsentAnswer counts;
        if (begun->isFinished() || begun->offset >= ended) {
            counts.files = begun->isFinished() && ended == piece->bytes ? 1 : 0;
            return answer(counts);
        }
        m_uploads.append(asDevice, begun->id, std::move(piece->piece), [answer, counts](Result<UploadRow> row) mutable {
            if (!row.ok()) return answer(row.error());
            counts.files = row->isFinished() ? 1 : 0;
            answer(counts);
        });
    });
}

}  // namespace veldpost::server
