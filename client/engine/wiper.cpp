#include "client/engine/wiper.h"

#include "client/engine/blob_rows.h"
#include "client/engine/lease.h"
#include "client/engine/unsent_writer.h"

#include <set>

namespace veldpost::engine {

using protocol::WipeOrder;
using protocol::WipeReceipt;

namespace {

constexpr char kReceipt[] = "wipe_receipt";
constexpr char kDone[] = "wipe_done";

template <typename T>
Result<std::optional<T>> kept(LocalStore& store, const char* name)
{
    VELDPOST_ASSIGN(const auto text, store.meta(name));
    if (!text) return std::optional<T>();
    VELDPOST_ASSIGN(const Json json, revision::readJson(*text));
    VELDPOST_ASSIGN(T value, T::fromJson(json));
    return std::optional<T>(std::move(value));
}

}  // namespace

Result<std::optional<WipeOrder>> Wiper::order() { return kept<WipeOrder>(m_store, kWipeOrder); }
Result<std::optional<WipeReceipt>> Wiper::keptReceipt() { return kept<WipeReceipt>(m_store, kReceipt); }

Result<bool> Wiper::isOrdered()
{
    VELDPOST_ASSIGN(const auto known, order());
    return known.has_value();
}

Status Wiper::accept(const WipeOrder& given)
{
    const Identity& me = m_store.identity();
    if (given.region != me.region() || given.device != me.device() || !given.signedBy(me.serverKey))
        return Error{ErrorKind::Failed, "not_trusted_order", "An order to wipe this device does not hold",
                     "It was not obeyed. Tell your coordinator."};
    VELDPOST_ASSIGN(const auto known, order());
    if (known && known->bytes == given.bytes) return done();
    VELDPOST_TRY(m_store.setMeta(kWipeOrder, revision::canonicalText(given.toJson())));
    if (m_store.aboutToBar) m_store.aboutToBar();
    return done();
}

Status Wiper::keepDrafts()
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_ASSIGN(const auto drafts, m_drafts.all());
    std::set<std::pair<CaseId, Part>> places;
    for (const Draft& draft : drafts) places.emplace(draft.caseId, draft.part);
    for (const auto& [caseId, part] : places) VELDPOST_TRY(m_drafts.saveAll(caseId, part));
    return tx.commit();
}

Result<WipeReceipt> Wiper::receipt(const WipeOrder& order)
{
    VELDPOST_ASSIGN(auto known, keptReceipt());
    if (known) return std::move(*known);
    const Identity& me = m_store.identity();
    WipeReceipt fields{me.region(), me.device(), order.nonce, 0, 0, {}, {}, {}};
    Lease lease(m_store, m_clock);
    VELDPOST_ASSIGN(fields.atMs, lease.nowMs());
    VELDPOST_ASSIGN(const std::int64_t left, Outbox(m_store).count());
    VELDPOST_ASSIGN(const auto blobs, BlobRows(m_store).ownToSend());
    if (left > 0 || !blobs.empty()) {
        if (fields.atMs < order.deliverUntilMs) return lease.check().error();
        VELDPOST_ASSIGN(const UnsentWritten sealed,
                        writeUnsent(m_store, order, m_random, unsentFileOf(m_store.folder(), me.device())));
        fields.sealed = sealed.revisions + sealed.files;
        fields.file = sealed.sha256;
    }
    WipeReceipt made = protocol::signWipeReceipt(std::move(fields), m_store.deviceKey());
    VELDPOST_TRY(m_store.setMeta(kReceipt, revision::canonicalText(made.toJson())));
    return made;
}

void Wiper::conclude(std::function<void(Error)> done)
{
    const auto ordered = order();
    if (!ordered.ok()) return done(ordered.error());
    VELDPOST_CHECK(ordered->has_value());
    const auto made = receipt(**ordered);
    if (!made.ok()) return done(made.error());
    send(*made, std::move(done));
}

void Wiper::send(const WipeReceipt& receipt, std::function<void(Error)> done)
{
    m_calls.post("/v1/wipe/receipt", revision::writeCbor(receipt.toJson()),
                 [this, sealed = receipt.file.has_value(), done = std::move(done)](Result<Json> answer) {
                     if (!answer.ok()) return done(std::move(answer).error());
                     const Status kept = m_store.setMetaInteger(kDone, 1);
                     if (!kept.ok()) return done(kept.error());
                     done(wiped(sealed ? unsentFileOf(m_store.folder(), m_store.identity().device()) : ""));
                 });
}

Result<bool> Wiper::isDone(LocalStore& store)
{
    VELDPOST_ASSIGN(const auto done, store.metaInteger(kDone));
    return done.value_or(0) == 1;
}

Error Wiper::wiped(const std::filesystem::path& sealedFile)
{
    return {ErrorKind::Locked, "wiped", "This device was wiped, as its region ordered",
            sealedFile.empty() ? "All that was written here is at the server."
                               : "What could not be delivered is sealed in " + sealedFile.filename().string() +
                                     ": give that file to the coordinator."};
}

}  // namespace veldpost::engine
