#include "client/engine/blob_downloader.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

#include <algorithm>
#include <charconv>

namespace veldpost::engine {

namespace {

struct Range {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t total = 0;
};

// "bytes 0-99/1234"
std::optional<Range> parseContentRange(std::string_view text)
{
    constexpr std::string_view kUnit = "bytes ";
    if (!text.starts_with(kUnit)) return std::nullopt;
    text.remove_prefix(kUnit.size());
    Range range;
    const auto number = [&](std::int64_t& value, char behind) {
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || value < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (behind == '\0') return text.empty();
        if (!text.starts_with(behind)) return false;
        text.remove_prefix(1);
        return true;
    };
    if (!number(range.first, '-') || !number(range.last, '/') || !number(range.total, '\0')) return std::nullopt;
    return range;
}

BlobEnd stuck(ErrorKind kind, const char* type, const char* title)
{
    return {false, Error{kind, type, title, ""}};
}

}  // namespace

void BlobDownloader::run(const BlobRow& row, std::int64_t bytesMax, BlobDone done)
{
    VELDPOST_CHECK(!m_done);
    m_row = row;
    m_bytesMax = std::min(bytesMax, protocol::kBlobBytesMax);
    m_done = std::move(done);
    m_restarted = false;
    auto epoch = m_store.meta("epoch");
    if (!epoch.ok()) return finish(std::move(epoch).error());
    m_epoch = std::move(*epoch);
    // No range of an empty file can be asked for, and none is needed.
    row.address.sha256 == crypto::sha256(std::string_view()) ? finish(takeEmpty()) : nextPiece();
}

Result<BlobEnd> BlobDownloader::takeEmpty()
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(m_rows.setWhole(m_row));
    VELDPOST_TRY(tx.commit());
    return BlobEnd{true, {}};
}

void BlobDownloader::finish(Result<BlobEnd> end)
{
    auto done = std::exchange(m_done, nullptr);
    done(std::move(end));
}

void BlobDownloader::nextPiece()
{
    m_gate([this](const Status& status) {
        if (!status.ok()) return finish(status.error());
        askPiece();
    });
}

void BlobDownloader::askPiece()
{
    // While others went first it may have been taken away, or added here.
    const auto row = m_rows.find(m_row.address);
    if (!row.ok()) return finish(row.error());
    if (!*row || (*row)->leaving || (*row)->whole) return finish(BlobEnd{});
    m_row = **row;
    HttpRequest request{"GET", std::string(protocol::kBlobsPath) + "/" + m_row.address.text(), "", "", kPieceTimeoutMs};
    request.headers = {{"Range", "bytes=" + std::to_string(m_row.here) + "-" +
                                     std::to_string(m_row.here + m_pace.pieceBytes() - 1)}};
    m_askedAtMs = m_clock.monotonicMs();
    m_calls.request(std::move(request), [this](Result<HttpAnswer> answer) { pieceAnswered(std::move(answer)); });
}

void BlobDownloader::pieceAnswered(Result<HttpAnswer> answer)
{
    if (!answer.ok()) {
        m_pace.broke();
        return finish(std::move(answer).error());
    }
    // Taken away while it was on its way: it is let go.
    const auto row = m_rows.find(m_row.address);
    if (!row.ok()) return finish(row.error());
    if (!*row || (*row)->leaving || (*row)->whole) return finish(BlobEnd{});
    m_row = **row;
    auto end = takePiece(*answer);
    if (!end.ok() || end->moved || end->stuck) return finish(std::move(end));
    if (m_onPiece) m_onPiece();
    nextPiece();
}

// An end that has neither moved nor is stuck: go on.
Result<BlobEnd> BlobDownloader::takePiece(const HttpAnswer& answer)
{
    if (answer.status == 404 && (answer.cbor || answer.json))
        return stuck(ErrorKind::NotFound, "blob_not_there", "The server does not have all of this file yet");
    const bool pastTheEnd = answer.status == 416;
    if (!pastTheEnd && answer.status != 206 && answer.status != 200) return refusedEnd(answer);
    // A page of somebody else bears no such tag.
    if (!pastTheEnd && answer.header("etag").find(m_row.address.sha256.text()) == std::string_view::npos)
        return Error{ErrorKind::Unreachable, "not_veldpost", "Something else than the server answered",
                     "a log-in page of the network, perhaps; what is here stays saved"};
    const auto size = static_cast<std::int64_t>(answer.body.size());
    const auto range = answer.status == 200 ? Range{0, size - 1, size} : parseContentRange(answer.header("content-range"));
    if (!pastTheEnd && (!range || range->last - range->first + 1 != size || range->last >= range->total || size == 0))
        return badAnswer("content-range");
    if (!pastTheEnd && range->total > m_bytesMax)
        return stuck(ErrorKind::TooLarge, "blob_too_large", "The file is larger than what is fetched");
    const bool fits = !pastTheEnd && range->first == m_row.here && (m_row.here == 0 || range->total == m_row.bytes);
    if (!fits) {
        if (std::exchange(m_restarted, true)) return badAnswer("range");
        VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
        VELDPOST_TRY(m_rows.dropBytes(m_row));
        VELDPOST_TRY(tx.commit());
        return BlobEnd{};
    }
    m_pace.went(size, m_clock.monotonicMs() - m_askedAtMs);
    VELDPOST_TRY(store(answer.body, range->total));
    return m_row.here == range->total ? checkWhole() : BlobEnd{};
}

Status BlobDownloader::store(std::string_view bytes, std::int64_t total)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    if (m_row.bytes != total) VELDPOST_TRY(m_rows.setBytes(m_row, total));
    m_row.bytes = total;
    VELDPOST_TRY(m_rows.append(m_row, bytes));
    return tx.commit();
}

Result<BlobEnd> BlobDownloader::checkWhole()
{
    VELDPOST_ASSIGN(const bool holds, m_rows.hashHolds(m_row));
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(holds ? m_rows.setWhole(m_row) : m_rows.dropBytes(m_row));
    VELDPOST_TRY(tx.commit());
    if (holds) VELDPOST_TRY(keepHeld(m_store, m_row.address, m_epoch));
    else return stuck(ErrorKind::Failed, protocol::kBlobHashDiffers, "What came is not the file it should be");
    return BlobEnd{true, {}};
}

}  // namespace veldpost::engine
