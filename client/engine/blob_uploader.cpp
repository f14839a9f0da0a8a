#include "client/engine/blob_uploader.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::engine {

namespace {

// An upload forgotten, an offset that differs, a piece that came over damaged: more of these in a row is no accident.
constexpr int kTriesMax = 4;

// What every answer of the upload's routes bears, but for those of a proxy or somebody else.
bool isTus(const HttpAnswer& answer)
{
    return answer.header("tus-resumable") == protocol::kTusVersion;
}

bool isForgotten(const HttpAnswer& answer)
{
    return answer.status == 404 || answer.status == 410;
}

// A path of ours and no other place: it is asked with the session's token.
bool isUploadPath(std::string_view path)
{
    const std::string prefix = std::string(protocol::kUploadsPath) + "/";
    if (!path.starts_with(prefix) || path.size() == prefix.size() || path.size() > 200) return false;
    return std::all_of(path.begin() + static_cast<std::ptrdiff_t>(prefix.size()), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

HttpRequest tusRequest(const char* method, const std::string& path)
{
    HttpRequest request{method, path, "", "", kPieceTimeoutMs};
    request.headers = {{protocol::kTusResumable, protocol::kTusVersion}};
    return request;
}

}  // namespace

void BlobUploader::run(const BlobRow& row, BlobDone done)
{
    VELDPOST_CHECK(!m_done && row.whole);
    m_row = row;
    m_done = std::move(done);
    m_offset = 0;
    m_tries = 0;
    auto epoch = m_store.meta("epoch");
    if (!epoch.ok()) return finish(std::move(epoch).error());
    m_epoch = std::move(*epoch);
    m_row.upload.empty() ? create() : ask();
}

void BlobUploader::finish(Result<BlobEnd> end)
{
    auto done = std::exchange(m_done, nullptr);
    done(std::move(end));
}

// A damaged page is this blob's trouble; anything else of the store is everybody's.
void BlobUploader::damagedOr(const Error& error)
{
    if (error.kind == ErrorKind::Damaged) return finish(BlobEnd{false, blobDamaged(m_row.address.sha256)});
    finish(error);
}

Status BlobUploader::rememberUpload(const std::string& upload)
{
    VELDPOST_ASSIGN(storage::Transaction tx, m_store.db().begin());
    VELDPOST_TRY(m_rows.setUpload(m_row, upload));
    VELDPOST_TRY(tx.commit());
    m_row.upload = upload;
    return done();
}

void BlobUploader::tryAgain(const std::function<void()>& step)
{
    if (++m_tries <= kTriesMax) return step();
    finish(BlobEnd{false, Error{ErrorKind::Failed, "no_progress", "The server does not take this file", ""}});
}

void BlobUploader::makeAnew()
{
    const Status forgotten = rememberUpload("");
    if (!forgotten.ok()) return finish(forgotten.error());
    tryAgain([this] { create(); });
}

void BlobUploader::create()
{
    const auto holds = m_rows.hashHolds(m_row);
    if (!holds.ok()) return damagedOr(holds.error());
    if (!*holds) return finish(BlobEnd{false, blobDamaged(m_row.address.sha256)});
    HttpRequest request = tusRequest("POST", protocol::kUploadsPath);
    request.headers.emplace_back(protocol::kUploadLength, std::to_string(m_row.bytes));
    request.headers.emplace_back(protocol::kUploadMetadata, protocol::uploadMetadata(m_row.address));
    m_calls.request(std::move(request), [this](Result<HttpAnswer> answer) {
        if (!answer.ok()) return finish(std::move(answer).error());
        created(*answer);
    });
}

void BlobUploader::created(const HttpAnswer& answer)
{
    if (answer.status != 201 || !isTus(answer)) return finish(refusedEnd(answer));
    const auto offset = numberField(answer, "upload-offset");
    const std::string path(answer.header("location"));
    if (!offset || *offset > m_row.bytes || !isUploadPath(path)) return finish(badAnswer("upload"));
    m_offset = *offset;
    if (m_offset == m_row.bytes) return held();
    const Status remembered = rememberUpload(path);
    if (!remembered.ok()) return finish(remembered.error());
    nextPiece();
}

void BlobUploader::ask()
{
    m_calls.request(tusRequest("HEAD", m_row.upload), [this](Result<HttpAnswer> answer) {
        if (!answer.ok()) return finish(std::move(answer).error());
        asked(*answer);
    });
}

void BlobUploader::asked(const HttpAnswer& answer)
{
    if (isForgotten(answer)) return makeAnew();
    if (answer.status != 200 || !isTus(answer)) return finish(refusedEnd(answer));
    const auto offset = numberField(answer, "upload-offset");
    // With all bytes there the last answer was lost: whether they were verified is for the creation to say.
    if (!offset || numberField(answer, "upload-length") != m_row.bytes || *offset >= m_row.bytes) return makeAnew();
    m_offset = *offset;
    nextPiece();
}

void BlobUploader::nextPiece()
{
    m_gate([this](const Status& status) {
        if (!status.ok()) return finish(status.error());
        sendPiece();
    });
}

void BlobUploader::sendPiece()
{
    // It may have been taken away while others went first.
    const auto row = m_rows.find(m_row.address);
    if (!row.ok()) return finish(row.error());
    if (!*row || !(*row)->whole || (*row)->held) return finish(BlobEnd{});
    m_size = std::min(m_pace.pieceBytes(), m_row.bytes - m_offset);
    auto bytes = m_rows.read(**row, m_offset, m_size);
    if (!bytes.ok()) return damagedOr(bytes.error());
    HttpRequest request = tusRequest("PATCH", m_row.upload);
    request.contentType = protocol::kPieceMediaType;
    request.headers.emplace_back(protocol::kUploadOffset, std::to_string(m_offset));
    request.headers.emplace_back(protocol::kUploadChecksum, protocol::uploadChecksum(crypto::sha256(*bytes)));
    request.body = std::move(*bytes);
    m_sentAtMs = m_clock.monotonicMs();
    m_calls.request(std::move(request), [this](Result<HttpAnswer> answer) { pieceAnswered(std::move(answer)); });
}

void BlobUploader::pieceAnswered(Result<HttpAnswer> answer)
{
    if (!answer.ok()) {
        m_pace.broke();
        return finish(std::move(answer).error());
    }
    if (answer->status != 204 || !isTus(*answer)) return pieceRefused(*answer);
    if (numberField(*answer, "upload-offset") != m_offset + m_size) return tryAgain([this] { ask(); });
    m_pace.went(m_size, m_clock.monotonicMs() - m_sentAtMs);
    m_offset += m_size;
    m_tries = 0;
    if (m_onPiece) m_onPiece();
    m_offset == m_row.bytes ? held() : nextPiece();
}

void BlobUploader::pieceRefused(const HttpAnswer& answer)
{
    if (isForgotten(answer)) return makeAnew();
    if (answer.status == 409) return tryAgain([this] { ask(); });
    if (answer.status == protocol::kStatusChecksumDiffers) {
        // The piece was damaged on its way; or all of it is not what was announced, and the upload is gone.
        m_pace.broke();
        const bool ofThePiece = problemOf(answer).type == protocol::kChecksumDiffers;
        return ofThePiece ? tryAgain([this] { nextPiece(); }) : makeAnew();
    }
    finish(refusedEnd(answer));
}

void BlobUploader::held()
{
    const Status written = keepHeld(m_store, m_row.address, m_epoch);
    if (!written.ok()) return finish(written.error());
    finish(BlobEnd{true, {}});
}

}  // namespace veldpost::engine
