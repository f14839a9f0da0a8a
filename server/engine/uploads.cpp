#include "server/engine/uploads.h"
#include "server/engine/access.h"

#include <algorithm>

namespace veldpost::server {

using protocol::BlobAddress;

namespace {

constexpr double kSecondsPerDay = 24.0 * 60 * 60;
constexpr std::size_t kRowsPerSweep = 64;
constexpr std::int64_t kErasedAtOnceBytes = protocol::kBlobPieceBytesMax;
// Of one sweep: more would keep whoever calls it.
constexpr int kErasuresPerSweep = 128;

Error badUpload(const char* what)
{
    return {ErrorKind::Malformed, "bad_upload", "The upload is not described as it should be", what};
}

Error hashDiffers()
{
    return {ErrorKind::Failed, protocol::kBlobHashDiffers, "The bytes are not those that were announced",
            "The upload is gone; begin it again."};
}

Error tooMuch(const char* detail)
{
    return {ErrorKind::Busy, "too_many_requests", "Too many attempts", detail};
}

std::size_t weightOf(std::size_t bytes)
{
    return 1 + bytes / 1024;
}

// Whether it is this device's, and not over.
bool belongsTo(const std::optional<UploadRow>& upload, const Session& session, std::int64_t nowMs)
{
    return upload && upload->device == session.device && upload->expiresAtMs > nowMs;
}

// What stands against a piece in the light of the upload as it is now, if anything.
std::optional<Error> against(const UploadRow& upload, const UploadPiece& piece)
{
    if (piece.offset != upload.offset)
        return Error{ErrorKind::Conflict, protocol::kWrongOffset, "The upload stands at another place", std::to_string(upload.offset)};
    if (static_cast<std::int64_t>(piece.bytes.size()) > upload.bytes - upload.offset)
        return Error{ErrorKind::TooLarge, "too_large", "The piece goes past the announced length", ""};
    return std::nullopt;
}

// Takes the upload out of the store, its bytes too unless they are a blob's.
Status forget(Change& change, const UploadRow& upload)
{
    if (!upload.isFinished()) VELDPOST_TRY(change.blobs().discardContent(upload.content));
    return change.blobs().removeUpload(upload.id);
}

// All bytes are there and are the right ones: the file is kept once, whoever else has sent it.
Result<ContentId> keep(Change& change, const crypto::SecretBytes& stampKey, const UploadRow& upload)
{
    VELDPOST_ASSIGN(const auto known, change.blobs().blob(upload.address));
    const ContentId content = known ? known->content : upload.content;
    if (known) {
        VELDPOST_TRY(change.blobs().discardContent(upload.content));
    } else {
        VELDPOST_TRY(change.blobs().addBlob(
            {upload.address, upload.bytes, content, blobSeal(stampKey, upload.address, upload.bytes)}));
    }
    VELDPOST_TRY(change.blobs().addSender({content, upload.device}));
    return content;
}

// `code` done by the session's user to a file of this case.
Status audit(Work& work, const Session& session, const char* code, AuditAction action, const BlobAddress& address,
             const std::string& outcome = "done")
{
    AuditEvent event = blobEvent(code, action, session, address.caseId, work.nowMs);
    VELDPOST_ASSIGN(const auto user, work.change.user(session.user));
    VELDPOST_CHECK(user.has_value());  // the session was made from it, and users are never removed
    event.role = user->role ? model::roleWord(*user->role) : "";
    Access& access = work.ledger.access();
    VELDPOST_ASSIGN(event.authorised, access.mayWrite(*user, address.caseId, address.part));
    VELDPOST_ASSIGN(const CaseRight right, access.rightIn(*user, address.caseId));
    event.byMembership = right.byMembership;
    event.objects["blob"] = 1;
    event.outcome = outcome;
    return work.audit.add(event);
}

// The beginning of an upload, within one transaction.
class Beginning {
public:
    Beginning(Work& work, const Session& session, const BlobAddress& address, std::int64_t bytes, Result<UploadRow>& answer)
        : m_work(work), m_blobs(work.change.blobs()), m_session(session), m_address(address), m_bytes(bytes), m_answer(answer)
    {
    }

    // The answer, also when it is a refusal; an Error only for what the store could not do.
    Status run(const crypto::SecretBytes& stampKey, const UploadId& newId, std::size_t unfinishedMax)
    {
        VELDPOST_ASSIGN(const auto dossier, m_work.change.region(*RegionId::fromBytes(m_address.caseId.bytes())));
        if (dossier) return answer(badUpload("case"));
        VELDPOST_ASSIGN(const auto blob, m_blobs.blob(m_address));
        VELDPOST_ASSIGN(const bool isKnown, isTold(blob));
        if (isKnown && blob->bytes != m_bytes) return answer(badUpload(protocol::kUploadLength));
        VELDPOST_ASSIGN(auto running, m_blobs.uploadOf(m_session.device, m_address));
        if (running && goesOn(*running, isKnown)) return prolong(std::move(*running));
        if (running) VELDPOST_TRY(forget(m_work.change, *running));
        if (isKnown) return add(newId, blob->content, m_bytes);
        if (m_bytes == 0) return keepEmpty(stampKey, newId);
        VELDPOST_ASSIGN(const std::int64_t unfinished, m_blobs.unfinishedUploadsOf(m_session.device));
        if (unfinished >= static_cast<std::int64_t>(unfinishedMax))
            return answer(tooMuch("Too many uploads are unfinished."));
        VELDPOST_ASSIGN(const ContentId content, m_blobs.addContent());
        return add(newId, content, 0);
    }

private:
    Status answer(Result<UploadRow> answer)
    {
        m_answer = std::move(answer);
        return done();
    }

    // Whether this device may hear that the file is there.
    Result<bool> isTold(const std::optional<BlobRow>& blob)
    {
        if (!blob) return false;
        VELDPOST_ASSIGN(const bool sent, m_blobs.isSentBy(blob->content, m_session.device));
        if (sent) return true;
        VELDPOST_ASSIGN(const auto user, m_work.change.user(m_session.user));
        VELDPOST_ASSIGN(const auto device, m_work.change.device(m_session.device));
        if (!user || user->disabled || !device || device->revoked) return false;
        return maySeeBlob(m_work.change, m_work.ledger.access(), *user, m_address);
    }

    bool goesOn(const UploadRow& running, bool isKnown) const
    {
        const bool isOver = running.expiresAtMs <= m_work.nowMs;
        return !isOver && running.bytes == m_bytes && running.isFinished() == isKnown;
    }

    Status prolong(UploadRow running)
    {
        running.expiresAtMs = m_work.nowMs + protocol::kUploadIdleMs;
        VELDPOST_TRY(m_blobs.setUpload(running.id, running.offset, running.expiresAtMs, running.content));
        return answer(std::move(running));
    }

    Status add(const UploadId& id, ContentId content, std::int64_t offset)
    {
        UploadRow row{id, m_session.device, m_address, m_bytes, offset, m_work.nowMs + protocol::kUploadIdleMs, content};
        VELDPOST_TRY(m_blobs.addUpload(row));
        return answer(std::move(row));
    }

    // Nothing is left to send: it is judged at once.
    Status keepEmpty(const crypto::SecretBytes& stampKey, const UploadId& id)
    {
        if (m_address.sha256 != crypto::sha256(std::string_view())) return answer(hashDiffers());
        VELDPOST_ASSIGN(const ContentId fresh, m_blobs.addContent());
        const UploadRow whole{id, m_session.device, m_address, 0, 0, 0, fresh};
        VELDPOST_ASSIGN(const ContentId content, keep(m_work.change, stampKey, whole));
        return add(id, content, 0);
    }

    Work& m_work;
    BlobWriter& m_blobs;
    const Session& m_session;
    const BlobAddress& m_address;
    const std::int64_t m_bytes;
    Result<UploadRow>& m_answer;
};

}  // namespace

Uploads::Uploads(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, RandomSource& random,
                 SideThread& side, const UploadLimits& limits)
    : m_store(store), m_committer(committer), m_keys(keys), m_clock(clock), m_random(random), m_side(side), m_limits(limits),
      m_bytes(clock, static_cast<double>(limits.bytesPerDeviceAndDay),
              static_cast<double>(limits.bytesPerDeviceAndDay) / kSecondsPerDay)
{
}

void Uploads::begin(const Session& session, const BlobAddress& address, std::int64_t bytes, Done done)
{
    if (bytes > protocol::kBlobBytesMax)
        return done(Error{ErrorKind::TooLarge, "blob_too_large", "The file is too large",
                          "At most " + std::to_string(protocol::kBlobBytesMax) + " bytes are taken."});
    if (bytes < 0) return done(badUpload(protocol::kUploadLength));
    if (!m_bytes.check(session.device.text()).ok()) return done(tooMuch("This device has sent too much today."));
    const auto id = makeUuid7<UploadId>(m_clock.nowMs(), m_random);
    // Shared because std::function wants to copy what it holds.
    auto answer = std::make_shared<Result<UploadRow>>(notFound());
    const auto run = [this, session, address, bytes, id, answer](Work& work) -> Status {
        VELDPOST_TRY(Beginning(work, session, address, bytes, *answer).run(m_keys.stampKey, id, m_limits.perDevice));
        return audit(work, session, "blob_begin", AuditAction::Create, address,
                     answer->ok() ? "done" : answer->error().type);
    };
    m_committer.submit({.run = run, .done = [answer, done = std::move(done)](const Status& status) {
                            if (!status.ok()) return done(status.error());
                            done(std::move(*answer));
                        }, .turn = session.device});
}

Result<UploadRow> Uploads::find(const Session& session, const UploadId& id)
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(const auto upload, view->blobs().upload(id));
    if (!belongsTo(upload, session, m_clock.nowMs())) return notFound();
    return *upload;
}

// A piece on its way to the disk.
struct Uploads::Delivery {
    Session session;
    UploadRow upload;  // as it was when the piece came; afterwards as it is then
    UploadPiece piece;
    Done tell;
    std::optional<bool> isRight = {};  // of the last piece: whether the whole is what was announced
    std::optional<Error> refusal = {};

    // One transaction's share. May run twice: a transaction that failed for another's sake is tried again.
    Status write(Work& work, const crypto::SecretBytes& stampKey)
    {
        refusal.reset();
        BlobWriter& blobs = work.change.blobs();
        VELDPOST_ASSIGN(const auto now, blobs.upload(upload.id));
        if (!belongsTo(now, session, work.nowMs)) refusal = notFound();
        else refusal = against(*now, piece);
        if (refusal) return done();
        upload = *now;
        if (isRight && !*isRight) return drop(work);
        VELDPOST_TRY(blobs.appendContent(upload.content, upload.offset, piece.bytes));
        UploadRow grown = upload;
        grown.offset += static_cast<std::int64_t>(piece.bytes.size());
        grown.expiresAtMs = work.nowMs + protocol::kUploadIdleMs;
        if (isRight) {
            VELDPOST_ASSIGN(grown.content, keep(work.change, stampKey, grown));
            VELDPOST_TRY(audit(work, session, "blob_store", AuditAction::Create, grown.address));
        }
        VELDPOST_TRY(blobs.setUpload(grown.id, grown.offset, grown.expiresAtMs, grown.content));
        written = std::move(grown);
        return done();
    }

    void answer(const Status& status)
    {
        if (!status.ok()) return tell(status.error());
        if (refusal) return tell(*refusal);
        tell(std::move(written));
    }

    UploadRow written = {};

private:
    Status drop(Work& work)
    {
        refusal = hashDiffers();
        VELDPOST_TRY(forget(work.change, upload));
        return audit(work, session, "blob_drop", AuditAction::Delete, upload.address, protocol::kBlobHashDiffers);
    }
};

void Uploads::append(const Session& session, const UploadId& id, UploadPiece piece, Done done)
{
    auto upload = find(session, id);
    if (!upload.ok()) return done(std::move(upload).error());
    if (piece.checksum && crypto::sha256(piece.bytes) != *piece.checksum)
        return done(Error{ErrorKind::Failed, protocol::kChecksumDiffers, "The piece came over damaged", "Send it again."});
    if (auto refusal = against(*upload, piece)) return done(std::move(*refusal));
    if (piece.bytes.empty()) return done(std::move(upload));
    const std::string device = session.device.text();
    if (!m_bytes.check(device).ok()) return done(tooMuch("This device has sent too much today."));
    m_bytes.spend(device, static_cast<double>(piece.bytes.size()));
    const bool isLast = upload->offset + static_cast<std::int64_t>(piece.bytes.size()) == upload->bytes;
    auto delivery = std::make_shared<Delivery>(Delivery{session, std::move(*upload), std::move(piece), std::move(done)});
    if (!isLast) return commit(delivery);
    if (m_side.post([this, delivery] { finish(delivery); })) return;
    delivery->tell(Error{ErrorKind::Busy, "draining", "The server is stopping", "Try again in a moment."});
}

// What is on the disk is hashed and not what came by: the answer is about what is kept.
Result<Sha256> Uploads::hashOf(const UploadRow& upload, std::string_view lastPiece)
{
    VELDPOST_ASSIGN(const auto view, m_store.view());
    crypto::Sha256Stream hash;
    for (std::int64_t at = 0; at < upload.offset; at += protocol::kBlobPieceBytesMax) {
        const std::int64_t count = std::min(protocol::kBlobPieceBytesMax, upload.offset - at);
        VELDPOST_ASSIGN(const std::string bytes, view->blobs().contentBytes(upload.content, at, count));
        hash.add(bytes);
    }
    hash.add(lastPiece);
    return hash.finish();
}

void Uploads::finish(const std::shared_ptr<Delivery>& delivery)
{
    // Pieces before this one do not change any more: if the offset still is the same when it is written, so is the hash.
    const auto hash = hashOf(delivery->upload, delivery->piece.bytes);
    if (!hash.ok()) return delivery->tell(hash.error());
    delivery->isRight = *hash == delivery->upload.address.sha256;
    commit(delivery);
}

void Uploads::commit(const std::shared_ptr<Delivery>& delivery)
{
    const std::size_t weight = weightOf(delivery->piece.bytes.size());
    m_committer.submit({.run = [this, delivery](Work& work) { return delivery->write(work, m_keys.stampKey); },
                        .done = [delivery](const Status& status) { delivery->answer(status); },
                        .weight = weight,
                        .turn = delivery->session.device,
                        .bulk = true});
}

void Uploads::end(const Session& session, const UploadId& id, Done done)
{
    auto answer = std::make_shared<Result<UploadRow>>(notFound());
    const auto run = [session, id, answer](Work& work) -> Status {
        VELDPOST_ASSIGN(const auto upload, work.change.blobs().upload(id));
        if (!belongsTo(upload, session, work.nowMs)) {
            *answer = notFound();
            return veldpost::done();
        }
        *answer = *upload;
        VELDPOST_TRY(forget(work.change, *upload));
        return audit(work, session, "blob_drop", AuditAction::Delete, upload->address);
    };
    m_committer.submit({.run = run, .done = [answer, done = std::move(done)](const Status& status) {
                            if (!status.ok()) return done(status.error());
                            done(std::move(*answer));
                        }, .turn = session.device});
}

namespace {

// Over the ends of what nobody went on with.
Status endOld(Work& work)
{
    VELDPOST_ASSIGN(const auto old, work.change.blobs().uploadsEndedBy(work.nowMs, kRowsPerSweep));
    for (const UploadRow& upload : old) {
        VELDPOST_TRY(forget(work.change, upload));
        if (upload.isFinished()) continue;
        AuditEvent event;
        event.code = "blob_drop";
        event.action = AuditAction::Delete;
        event.atMs = work.nowMs;
        event.role = "server";
        event.device = upload.device;
        event.accessPoint = "server";
        event.caseId = upload.address.caseId;
        event.objects["blob"] = 1;
        event.outcome = "upload_expired";
        VELDPOST_TRY(work.audit.add(event));
    }
    return done();
}

}  // namespace

Status Uploads::sweep()
{
    bool hasOld = false;
    bool hasDiscarded = false;
    {
        VELDPOST_ASSIGN(const auto view, m_store.view());
        VELDPOST_ASSIGN(const auto old, view->blobs().uploadsEndedBy(m_clock.nowMs(), 1));
        hasOld = !old.empty();
        VELDPOST_ASSIGN(hasDiscarded, view->blobs().hasDiscarded());
        hasDiscarded = hasDiscarded || hasOld;
    }
    if (hasOld) VELDPOST_TRY(m_committer.submitAndWait({.run = endOld, .weight = kRowsPerSweep, .bulk = true}));
    const auto erase = [&hasDiscarded](Work& work) -> Status {
        VELDPOST_TRY(work.change.blobs().eraseDiscarded(kErasedAtOnceBytes));
        VELDPOST_ASSIGN(hasDiscarded, work.change.blobs().hasDiscarded());
        return done();
    };
    for (int i = 0; i < kErasuresPerSweep && hasDiscarded; ++i)
        VELDPOST_TRY(m_committer.submitAndWait({.run = erase, .weight = weightOf(kErasedAtOnceBytes), .bulk = true}));
    return done();
}

}  // namespace veldpost::server
