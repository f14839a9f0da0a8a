#include "server/engine/blobs.h"
#include "server/engine/access.h"

#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::server {

using protocol::BlobAddress;

namespace {

// Who asks, as the store knows him now; empty when he reads nothing any more.
Result<std::optional<UserRow>> readerOf(View& view, const Session& session)
{
    VELDPOST_ASSIGN(auto user, view.user(session.user));
    VELDPOST_ASSIGN(const auto device, view.device(session.device));
    if (!user || user->disabled || !device || device->revoked) return std::optional<UserRow>();
    return user;
}

Status addReader(View& view, Access& access, const Session& session, AuditEvent& event)
{
    VELDPOST_ASSIGN(const auto user, view.user(session.user));
    VELDPOST_CHECK(user.has_value());  // the session was made from it, and users are never removed
    event.role = user->role ? model::roleWord(*user->role) : "";
    VELDPOST_ASSIGN(const CaseRight right, access.rightIn(*user, *event.caseId));
    event.byMembership = right.byMembership;
    return done();
}

// The blob, if the session's user may read it in this view.
Result<std::optional<BlobRow>> readable(View& view, Access& access, const Session& session, const BlobAddress& address)
{
    VELDPOST_ASSIGN(const auto reader, readerOf(view, session));
    if (!reader) return std::optional<BlobRow>();
    VELDPOST_ASSIGN(const bool visible, maySeeBlob(view, access, *reader, address));
    if (!visible) return std::optional<BlobRow>();
    return view.blobs().blob(address);
}

Result<BlobPiece> pieceOf(View& view, const BlobRow& blob, const BlobRange& range)
{
    const bool isEmpty = blob.bytes == 0 && range.from == 0 && !range.to;
    if (range.from >= blob.bytes && !isEmpty)
        return Error{ErrorKind::Malformed, "range_not_satisfiable", "The range lies behind the end", std::to_string(blob.bytes)};
    const std::int64_t last = std::min(range.to.value_or(blob.bytes - 1), blob.bytes - 1);
    const std::int64_t count = std::min(last - range.from + 1, protocol::kBlobPieceBytesMax);
    VELDPOST_ASSIGN(std::string bytes, view.blobs().contentBytes(blob.content, range.from, count));
    return BlobPiece{range.from, blob.bytes, std::move(bytes)};
}

// Read before the writer is asked: it writes only the audit entry, and looks once more whether it may be.
Result<BlobPiece> readAhead(Store& store, const Session& session, const BlobAddress& address, const BlobRange& range)
{
    VELDPOST_ASSIGN(const auto view, store.view());
    Access access(*view);
    VELDPOST_ASSIGN(const auto blob, readable(*view, access, session, address));
    if (!blob) return notFound();
    return pieceOf(*view, *blob, range);
}

Status auditRead(Work& work, const Session& session, const BlobAddress& address, Result<BlobPiece>& answer)
{
    Access& access = work.ledger.access();
    VELDPOST_ASSIGN(const auto blob, readable(work.change, access, session, address));
    if (!blob) answer = notFound();
    AuditEvent event = blobEvent("blob_read", AuditAction::Read, session, address.caseId, work.nowMs);
    VELDPOST_TRY(addReader(work.change, access, session, event));
    event.authorised = blob.has_value();
    if (answer.ok()) event.objects["blob"] = 1;
    else event.outcome = answer.error().type;
    return work.audit.add(event);
}

// What is true of each address, and how many are asked about in each case.
Status answerHave(Work& work, const Session& session, const std::vector<BlobAddress>& asked,
                  protocol::BlobsHaveAnswer& answer)
{
    answer.blobs.clear();
    Access& access = work.ledger.access();
    VELDPOST_ASSIGN(const auto reader, readerOf(work.change, session));
    std::map<CaseId, std::pair<std::int64_t, bool>> cases;  // how many, and whether all were his to know
    for (const BlobAddress& address : asked) {
        VELDPOST_ASSIGN(const auto blob, work.change.blobs().blob(address));
        bool known = false;
        if (blob) {
            VELDPOST_ASSIGN(known, work.change.blobs().isSentBy(blob->content, session.device));
        }
        if (!known && reader) {
            VELDPOST_ASSIGN(known, maySeeBlob(work.change, access, *reader, address));
        }
        answer.blobs.push_back(blob && known);
        auto& [count, all] = cases.try_emplace(address.caseId, 0, true).first->second;
        ++count;
        all = all && known;
    }
    for (const auto& [caseId, told] : cases) {
        AuditEvent event = blobEvent("blobs_have", AuditAction::Read, session, caseId, work.nowMs);
        VELDPOST_TRY(addReader(work.change, access, session, event));
        event.authorised = told.second;
        event.objects["blob"] = told.first;
        VELDPOST_TRY(work.audit.add(event));
    }
    return done();
}

}  // namespace

Sha256 blobSeal(const crypto::SecretBytes& stampKey, const BlobAddress& address, std::int64_t bytes)
{
    VELDPOST_CHECK(stampKey.size() == 32);
    return Sha256(crypto::hmacSha256(std::span<const std::uint8_t, 32>(stampKey.bytes().data(), 32),
                                     "veldpost-blob-v1\n" + address.text() + " " + std::to_string(bytes)));
}

std::optional<BlobAddress> namedBlob(const revision::Header& header, const revision::Json& set)
{
    const auto sha256 = protocol::parsedField<Sha256>(set, "sha256");
    if (!sha256.ok()) return std::nullopt;
    return BlobAddress{header.caseId, header.part, *sha256};
}

Status noteBlobName(Change& change, const revision::SignedRevision& live, const revision::Json& set)
{
    const revision::Header& header = live.header;
    if (header.v != 1 || header.kind != model::kBlobRef) return done();
    const auto address = namedBlob(header, set);
    if (!address) return done();  // sealed, a later edit, or a version of the kind that is not known here
    return change.blobs().addName({*address, live.id});
}

Result<bool> maySeeBlob(View& view, Access& access, const UserRow& user, const BlobAddress& address)
{
    VELDPOST_ASSIGN(const bool visible, access.maySee(user, address.caseId, address.part));
    if (!visible) return false;
    return view.blobs().isNamed(address);
}

AuditEvent blobEvent(const char* code, AuditAction action, const Session& session, const CaseId& caseId,
                     std::int64_t nowMs)
{
    AuditEvent event;
    event.code = code;
    event.action = action;
    event.atMs = nowMs;
    event.user = session.user;
    event.device = session.device;
    event.accessPoint = session.accessPoint;
    event.caseId = caseId;
    return event;
}

void Blobs::read(const Session& session, const BlobAddress& address, const BlobRange& range, ReadDone done)
{
    // Shared because std::function wants to copy what it holds.
    auto answer = std::make_shared<Result<BlobPiece>>(readAhead(m_store, session, address, range));
    m_committer.submit({.run = [session, address, answer](Work& work) { return auditRead(work, session, address, *answer); },
                        .done =
                            [answer, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                done(std::move(*answer));
                            },
                        .turn = session.device});
}

void Blobs::have(const Session& session, const protocol::BlobsHaveRequest& request, HaveDone done)
{
    auto answer = std::make_shared<protocol::BlobsHaveAnswer>();
    answer->epoch = m_keys.epoch;
    m_committer.submit({.run = [session, blobs = request.blobs, answer](
                                   Work& work) { return answerHave(work, session, blobs, *answer); },
                        .done =
                            [answer, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                done(std::move(*answer));
                            },
                        .weight = 1 + request.blobs.size(),
                        .turn = session.device,
                        .bulk = true});
}

}  // namespace veldpost::server
