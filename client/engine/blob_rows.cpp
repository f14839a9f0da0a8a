#include "client/engine/blob_rows.h"

#include "shared/crypto/hash.h"
#include "shared/model/kind_rules.h"
#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::engine {

using storage::Statement;

namespace {

// One row of the store. A larger one costs more to change when a download comes in shorter pieces, a smaller one more
// look-ups; the wire's smallest piece is one row.
constexpr std::int64_t kPiece = protocol::kBlobPieceBytesMin;
constexpr int kPieceBits = 10;
static_assert(protocol::kBlobBytesMax <= kPiece << kPieceBits);
constexpr std::size_t kHeadBytes = 64;

Error damaged(const char* what)
{
    return {ErrorKind::Damaged, "store_damaged", "A row of the store does not hold what it should", what};
}

// SELECT blob, case_id, part, sha256, bytes, here, whole, own, held, leaving, upload
BlobRow readRow(const Statement& s)
{
    BlobRow row;
    row.blob = s.int64(0);
    row.address = {s.uuid<CaseId>(1), static_cast<Part>(s.int64(2)), s.hash<Sha256>(3)};
    row.bytes = s.int64(4);
    row.here = s.int64(5);
    row.whole = s.int64(6) == 1;
    row.own = s.int64(7) == 1;
    row.held = s.int64(8) == 1;
    row.leaving = s.int64(9) == 1;
    row.upload = s.text(10);
    return row;
}

Result<std::vector<BlobRow>> readRows(Statement& s)
{
    std::vector<BlobRow> rows;
    for (;;) {
        VELDPOST_ASSIGN(const bool more, s.step());
        if (!more) return rows;
        rows.push_back(readRow(s));
    }
}

Result<std::optional<BlobRow>> readOne(Statement& s)
{
    VELDPOST_ASSIGN(const bool found, s.step());
    return found ? std::optional<BlobRow>(readRow(s)) : std::nullopt;
}

// Fills `piece` unless the source ends before.
Result<std::size_t> fill(BlobSource& source, std::string& piece)
{
    std::size_t filled = 0;
    while (filled < piece.size()) {
        VELDPOST_ASSIGN(const std::size_t got, source.read(piece.data() + filled, piece.size() - filled));
        if (got == 0) break;
        filled += got;
    }
    return filled;
}

}  // namespace

Error blobDamaged(const Sha256& sha256)
{
    return {ErrorKind::Damaged, "blob_damaged", "A photo or document in the store is damaged", sha256.text()};
}

Result<std::optional<BlobRow>> BlobRows::find(const BlobAddress& address)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT blob, case_id, part, sha256, bytes, here, whole, own, held, leaving, upload FROM blobs"
        " WHERE case_id = ? AND part = ? AND sha256 = ?"));
    s.bindAll(address.caseId, static_cast<int>(address.part), address.sha256);
    return readOne(s);
}

Result<std::optional<BlobRow>> BlobRows::findShown(const Sha256& sha256)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT b.blob, b.case_id, b.part, b.sha256, b.bytes, b.here, b.whole, b.own, b.held, b.leaving, b.upload"
        " FROM blobs b WHERE b.sha256 = ? AND EXISTS (SELECT 1 FROM blob_refs r WHERE r.case_id = b.case_id"
        "   AND r.part = b.part AND r.sha256 = b.sha256) ORDER BY b.whole DESC, b.held DESC, b.blob LIMIT 1"));
    s.bindAll(sha256);
    return readOne(s);
}

Status BlobRows::writePiece(std::int64_t blob, std::int64_t number, std::string_view bytes)
{
    return m_store.db().run("INSERT INTO blob_pieces(piece, bytes) VALUES(?, ?)"
                            " ON CONFLICT(piece) DO UPDATE SET bytes = excluded.bytes",
                            blob << kPieceBits | number, crypto::asBytes(bytes));
}

Result<std::string> BlobRows::piece(std::int64_t blob, std::int64_t number)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT bytes FROM blob_pieces WHERE piece = ?"));
    s.bindAll(blob << kPieceBits | number);
    VELDPOST_ASSIGN(const bool found, s.step());
    if (!found) return damaged("blob_pieces");
    return std::string(crypto::asText(s.blob(0)));
}

Result<std::string> BlobRows::read(const BlobRow& row, std::int64_t offset, std::int64_t size)
{
    VELDPOST_CHECK(offset >= 0 && size >= 0 && offset + size <= row.here);
    std::string out;
    out.reserve(static_cast<std::size_t>(size));
    for (std::int64_t at = offset; at < offset + size;) {
        VELDPOST_ASSIGN(const std::string whole, piece(row.blob, at / kPiece));
        const std::int64_t begin = at % kPiece;
        const std::int64_t due = std::min(kPiece - begin, offset + size - at);
        if (static_cast<std::int64_t>(whole.size()) < begin + due) return damaged("blob_pieces");
        out.append(whole, static_cast<std::size_t>(begin), static_cast<std::size_t>(due));
        at += due;
    }
    return out;
}

Status BlobRows::append(BlobRow& row, std::string_view bytes)
{
    VELDPOST_CHECK(row.here + static_cast<std::int64_t>(bytes.size()) <= protocol::kBlobBytesMax);
    while (!bytes.empty()) {
        std::string content;
        if (row.here % kPiece != 0) {
            VELDPOST_ASSIGN(content, piece(row.blob, row.here / kPiece));
        }
        const std::string_view next = bytes.substr(0, static_cast<std::size_t>(kPiece) - content.size());
        content.append(next);
        VELDPOST_TRY(writePiece(row.blob, row.here / kPiece, content));
        row.here += static_cast<std::int64_t>(next.size());
        bytes.remove_prefix(next.size());
    }
    return m_store.db().run("UPDATE blobs SET here = ?2 WHERE blob = ?1", row.blob, row.here);
}

Result<bool> BlobRows::hashHolds(const BlobRow& row)
{
    crypto::Sha256Stream hash;
    for (std::int64_t at = 0; at < row.here; at += kPiece) {
        VELDPOST_ASSIGN(const std::string bytes, read(row, at, std::min(kPiece, row.here - at)));
        hash.add(bytes);
    }
    return hash.finish() == row.address.sha256;
}

Result<bool> BlobRows::piecesFit(const BlobRow& row)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT count(*), coalesce(sum(length(bytes)), 0), coalesce(max(piece) - ?1 + 1, 0) FROM blob_pieces"
        " WHERE piece >= ?1 AND piece < ?2"));
    s.bindAll(row.blob << kPieceBits, (row.blob + 1) << kPieceBits);
    VELDPOST_TRY(s.step());
    const std::int64_t due = (row.here + kPiece - 1) / kPiece;
    return s.int64(0) == due && s.int64(1) == row.here && s.int64(2) == due;
}

Result<std::int64_t> BlobRows::strayPieces()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT count(*) FROM blob_pieces WHERE piece >> ? NOT IN (SELECT blob FROM blobs)"));
    s.bindAll(kPieceBits);
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

Result<std::vector<BlobRow>> BlobRows::all()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT blob, case_id, part, sha256, bytes, here, whole, own, held, leaving, upload FROM blobs ORDER BY blob"));
    return readRows(s);
}

Result<TakenIn> BlobRows::takeIn(BlobSource& source)
{
    TakenIn taken;
    {
        VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT coalesce(max(blob), 0) + 1 FROM blobs"));
        VELDPOST_TRY(s.step());
        taken.blob = s.int64(0);
    }
    crypto::Sha256Stream hash;
    std::string buffer(static_cast<std::size_t>(kPiece), '\0');
    for (std::int64_t number = 0;; ++number) {
        VELDPOST_ASSIGN(const std::size_t filled, fill(source, buffer));
        const std::string_view bytes(buffer.data(), filled);
        if (number == 0) taken.head = bytes.substr(0, kHeadBytes);
        taken.bytes += static_cast<std::int64_t>(filled);
        if (taken.bytes > protocol::kBlobBytesMax)
            return Error{ErrorKind::TooLarge, "blob_too_large", "The file is larger than 50 MB", "nothing was added"};
        if (!bytes.empty()) VELDPOST_TRY(writePiece(taken.blob, number, bytes));
        hash.add(bytes);
        if (filled < buffer.size()) break;
    }
    taken.sha256 = hash.finish();
    return taken;
}

Status BlobRows::keep(const BlobAddress& address, const TakenIn& taken)
{
    VELDPOST_ASSIGN(const auto known, find(address));
    if (known && known->whole) {
        VELDPOST_TRY(dropPieces(taken.blob));
        return m_store.db().run("UPDATE blobs SET own = 1, leaving = 0 WHERE blob = ?", known->blob);
    }
    if (known) VELDPOST_TRY(dropRows({known->blob}));
    return m_store.db().run("INSERT INTO blobs(blob, case_id, part, sha256, bytes, here, whole, own, held)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, ?5, 1, 1, ?6)", taken.blob, address.caseId,
                            static_cast<int>(address.part), address.sha256, taken.bytes, known && known->held ? 1 : 0);
}

Status BlobRows::setBytes(const BlobRow& row, std::int64_t bytes)
{
    return m_store.db().run("UPDATE blobs SET bytes = ?2 WHERE blob = ?1", row.blob, bytes);
}

Status BlobRows::setWhole(const BlobRow& row)
{
    return m_store.db().run("UPDATE blobs SET whole = 1 WHERE blob = ?1", row.blob);
}

Status BlobRows::setUpload(const BlobRow& row, const std::string& upload)
{
    return m_store.db().run("UPDATE blobs SET upload = nullif(?2, '') WHERE blob = ?1", row.blob, std::string_view(upload));
}

Status BlobRows::setHeld(const BlobAddress& address)
{
    VELDPOST_TRY(m_store.db().run("UPDATE blobs SET held = 1, upload = NULL WHERE case_id = ? AND part = ? AND sha256 = ?",
                                  address.caseId, static_cast<int>(address.part), address.sha256));
    return dropDelivered(address.caseId, address.part);
}

Status BlobRows::dropBytes(const BlobRow& row)
{
    VELDPOST_TRY(dropPieces(row.blob));
    return m_store.db().run("UPDATE blobs SET here = 0, whole = 0 WHERE blob = ?", row.blob);
}

Status BlobRows::clearHeld()
{
    return m_store.db().run("UPDATE blobs SET held = 0 WHERE held = 1");
}

Result<std::vector<BlobRow>> BlobRows::notHeld(std::int64_t after, std::int64_t limit)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT blob, case_id, part, sha256, bytes, here, whole, own, held, leaving, upload FROM blobs"
        " INDEXED BY blobs_not_held WHERE held = 0 AND blob > ? ORDER BY blob LIMIT ?"));
    s.bindAll(after, limit);
    return readRows(s);
}

Result<std::vector<BlobRow>> BlobRows::toSend()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT blob, case_id, part, sha256, bytes, here, whole, own, held, leaving, upload FROM blobs"
        " INDEXED BY blobs_not_held WHERE held = 0 AND whole = 1 ORDER BY blob"));
    return readRows(s);
}

Result<std::vector<BlobRow>> BlobRows::ownToSend()
{
    VELDPOST_ASSIGN(auto rows, toSend());
    std::erase_if(rows, [](const BlobRow& row) { return !row.own; });
    return rows;
}

Result<std::vector<BlobRow>> BlobRows::toFetch()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT b.blob, b.case_id, b.part, b.sha256, b.bytes, b.here, b.whole, b.own, b.held, b.leaving, b.upload"
        " FROM blobs b INDEXED BY blobs_not_whole WHERE b.whole = 0 AND b.held = 1 AND EXISTS (SELECT 1 FROM blob_refs r"
        "   WHERE r.case_id = b.case_id AND r.part = b.part AND r.sha256 = b.sha256) ORDER BY b.blob DESC"));
    return readRows(s);
}

Result<std::int64_t> BlobRows::unsafeCount()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT count(*) FROM blobs INDEXED BY blobs_not_held WHERE held = 0 AND whole = 1"));
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

Result<FileFacts> BlobRows::factsOf(const RecordKey& key)
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare(
        "SELECT count(*), coalesce(sum(b.upload IS NOT NULL), 0) FROM ("
        "   SELECT sha256 FROM blob_refs WHERE of_record = ?1 AND case_id = ?2 AND part = ?3 UNION"
        "   SELECT sha256 FROM blob_refs WHERE ?4 AND record = ?1 AND case_id = ?2 AND part = ?3) r"
        " LEFT JOIN blobs b ON b.case_id = ?2 AND b.part = ?3 AND b.sha256 = r.sha256 WHERE coalesce(b.held, 0) = 0"));
    s.bindAll(key.record, key.caseId, static_cast<int>(key.part), key.kind == model::kBlobRef ? 1 : 0);
    VELDPOST_TRY(s.step());
    return FileFacts{s.int64(0), s.int64(1) > 0};
}

Result<std::int64_t> BlobRows::fetchedBytes()
{
    VELDPOST_ASSIGN(Statement s, m_store.db().prepare("SELECT coalesce(sum(here), 0) FROM blobs WHERE own = 0"));
    VELDPOST_TRY(s.step());
    return s.int64(0);
}

Status BlobRows::dropPieces(std::int64_t blob)
{
    return m_store.db().run("DELETE FROM blob_pieces WHERE piece >= ? AND piece < ?", blob << kPieceBits,
                            (blob + 1) << kPieceBits);
}

Status BlobRows::dropRows(const std::vector<std::int64_t>& blobs)
{
    for (const std::int64_t blob : blobs) {
        VELDPOST_TRY(dropPieces(blob));
        VELDPOST_TRY(m_store.db().run("DELETE FROM blob_previews WHERE blob = ?", blob));
        VELDPOST_TRY(m_store.db().run("DELETE FROM blobs WHERE blob = ?", blob));
    }
    return done();
}

}  // namespace veldpost::engine
