#include "client/engine/blob_courier.h"

#include "shared/protocol/limits.h"

namespace veldpost::engine {

namespace {

constexpr std::int64_t kFetchBytesEachMax = std::int64_t{16} * 1024 * 1024;
constexpr std::int64_t kFetchBytesAllMax = std::int64_t{512} * 1024 * 1024;

}  // namespace

BlobCourier::BlobCourier(LocalStore& store, ServerCalls& calls, const Clock& clock, SyncSummary& summary, PieceGate gate,
                         std::function<void()> onPiece)
    : m_store(store), m_calls(calls), m_summary(summary), m_rows(store), m_outerGate(std::move(gate)),
      m_uploader(store, calls, clock, m_pace, [this](auto go) { this->gate(std::move(go)); }, onPiece),
      m_downloader(store, calls, clock, m_pace, [this](auto go) { this->gate(std::move(go)); }, onPiece),
      m_asker(store, calls, clock, m_pace, [this](auto go) { m_outerGate(std::move(go)); }, onPiece)
{
}

void BlobCourier::run(std::function<void(Status)> done)
{
    VELDPOST_CHECK(!m_done);
    m_done = std::move(done);
    m_passed.clear();
    m_problem.reset();
    m_summary.blobsStuck = 0;
    m_isHeldKnown = false;
    if (!m_isFetchingAsked) pump();
}

Result<bool> BlobCourier::hasWork()
{
    VELDPOST_ASSIGN(const auto unknown, m_rows.notHeld(0, 1));
    if (!unknown.empty()) return true;
    VELDPOST_ASSIGN(const auto next, nextToFetch());
    return next.has_value();
}

void BlobCourier::finish(Status status)
{
    auto done = std::exchange(m_done, nullptr);
    done(std::move(status));
}

void BlobCourier::pump()
{
    if (!m_asked.empty()) return fetchAsked();
    if (!m_done) return;
    if (!m_isHeldKnown && !m_calls.deliverOnly()) return askHeld(0);
    const auto up = nextToSend();
    if (!up.ok()) return finish(up.error());
    if (*up) return carry(**up, true);
    const auto down = nextToFetch();
    if (!down.ok()) return finish(down.error());
    *down && !m_calls.deliverOnly() ? carry(**down, false) : finish(done());
}

// --- what somebody waits for ---

void BlobCourier::fetch(const BlobAddress& address, std::function<void(Status)> done)
{
    m_asked.push_back({address, std::move(done)});
    if (!m_isFetchingAsked && !m_done) fetchAsked();  // else before the next piece
}

void BlobCourier::fetchAsked()
{
    m_isFetchingAsked = true;
    const auto row = m_rows.find(m_asked.front().address);
    if (!row.ok()) return askedEnds(row.error());
    if (!*row || (*row)->leaving) return askedEnds(BlobEnd{false, unknownBlob()});
    if ((*row)->whole) return askedEnds(BlobEnd{});
    m_asker.run(**row, protocol::kBlobBytesMax, [this](Result<BlobEnd> end) { askedEnds(std::move(end)); });
}

void BlobCourier::askedEnds(Result<BlobEnd> end)
{
    const Asked asked = std::move(m_asked.front());
    m_asked.pop_front();
    m_isFetchingAsked = false;
    if (end.ok() && end->moved) ++m_summary.blobsReceived;
    const Status status = !end.ok() ? Status(end.error()) : end->stuck ? Status(*end->stuck) : done();
    if (!m_asked.empty()) fetchAsked();
    else if (m_held) std::exchange(m_held, nullptr)(done());
    else pump();
    asked.done(status);
}

void BlobCourier::gate(std::function<void(Status)> go)
{
    m_outerGate([this, go = std::move(go)](const Status& status) {
        if (!status.ok() || m_asked.empty()) return go(status);
        m_held = go;
        fetchAsked();
    });
}

// --- the run ---

// What nobody has said to be held: own ones, and those of others that may not have been sent yet.
void BlobCourier::askHeld(std::int64_t after)
{
    auto rows = m_rows.notHeld(after, static_cast<std::int64_t>(protocol::kBlobsAskedMax));
    if (!rows.ok()) return finish(rows.error());
    if (rows->empty()) {
        m_isHeldKnown = true;
        return pump();
    }
    protocol::BlobsHaveRequest request;
    for (const BlobRow& row : *rows) request.blobs.push_back(row.address);
    m_calls.post(protocol::kBlobsHavePath, revision::writeCbor(request.toJson()),
                 [this, asked = std::move(*rows)](Result<Json> json) {
                     if (!json.ok()) return finish(std::move(json).error());
                     const auto answer = protocol::BlobsHaveAnswer::fromJson(*json);
                     if (!answer.ok()) return finish(answer.error());
                     const Status taken = takeHeld(asked, *answer);
                     if (!taken.ok()) return finish(taken);
                     askHeld(asked.back().blob);
                 });
}

Status BlobCourier::takeHeld(const std::vector<BlobRow>& asked, const protocol::BlobsHaveAnswer& answer)
{
    if (answer.blobs.size() != asked.size()) return protocol::malformed("blobs");
    VELDPOST_ASSIGN(const auto epoch, m_store.meta("epoch"));
    if (epoch != answer.epoch) return serverSetBack();
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    for (std::size_t i = 0; i < asked.size(); ++i)
        if (answer.blobs[i]) VELDPOST_TRY(m_rows.setHeld(asked[i].address));
    return tx.commit();
}

Result<std::optional<BlobRow>> BlobCourier::nextToSend()
{
    VELDPOST_ASSIGN(auto rows, m_rows.toSend());
    for (BlobRow& row : rows)
        if (!m_passed.contains(row.address)) return std::optional<BlobRow>(std::move(row));
    return std::optional<BlobRow>();
}

Result<std::optional<BlobRow>> BlobCourier::nextToFetch()
{
    VELDPOST_ASSIGN(auto rows, m_rows.toFetch());
    if (rows.empty()) return std::optional<BlobRow>();
    VELDPOST_ASSIGN(const std::int64_t here, m_rows.fetchedBytes());
    for (BlobRow& row : rows) {
        const bool fits = row.bytes <= kFetchBytesEachMax && here - row.here + row.bytes <= kFetchBytesAllMax;
        if (fits && !m_passed.contains(row.address)) return std::optional<BlobRow>(std::move(row));
    }
    return std::optional<BlobRow>();
}

void BlobCourier::carry(const BlobRow& row, bool up)
{
    m_current = BlobProgress{row.address, up, 0, row.bytes};
    auto ended = [this, address = row.address, up](Result<BlobEnd> end) { carried(address, up, std::move(end)); };
    up ? m_uploader.run(row, std::move(ended)) : m_downloader.run(row, kFetchBytesEachMax, std::move(ended));
}

void BlobCourier::carried(const BlobAddress& address, bool up, Result<BlobEnd> end)
{
    m_current.reset();
    if (!end.ok()) return finish(std::move(end).error());
    if (end->moved) ++(up ? m_summary.blobsSent : m_summary.blobsReceived);
    else m_passed.insert(address);
    // That another's file is not there yet is nobody's trouble.
    if (end->stuck && end->stuck->type != "blob_not_there") {
        m_problem = end->stuck;
        ++m_summary.blobsStuck;
    }
    pump();
}

std::optional<BlobProgress> BlobCourier::progress() const
{
    if (m_isFetchingAsked && m_asker.offset() > 0) {
        return BlobProgress{m_asked.front().address, false, m_asker.offset(), m_asker.bytes()};
    }
    auto current = m_current;
    if (current) current->moved = current->up ? m_uploader.offset() : m_downloader.offset();
    return current;
}

}  // namespace veldpost::engine
