#include "server/store/blob_tables.h"

#include "server/store/rows.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

#include <algorithm>

namespace veldpost::store {

using namespace veldpost::server;
using protocol::BlobAddress;

namespace {

constexpr std::int64_t kChunkBytes = 64 * 1024;
constexpr std::int64_t kChunksMax = 64 * 1024;  // of one content: the lower 16 bits of a chunk's key
static_assert(protocol::kBlobBytesMax / kChunkBytes < kChunksMax);

std::int64_t chunkNumber(ContentId content, std::int64_t offset)
{
    return content * kChunksMax + offset / kChunkBytes;
}

#define VELDPOST_UPLOAD_COLUMNS "id, device, case_id, part, sha256, bytes, at_byte, expires_at_ms, content"
#define VELDPOST_BLOB_COLUMNS "case_id, part, sha256, bytes, content, seal"

Result<BlobAddress> readAddress(Statement& row, int first)
{
    const std::int64_t part = row.int64(first + 1);
    if (part < 0 || part > 2) return damagedRow("A file's part is not a known one.");
    return BlobAddress{row.uuid<CaseId>(first), static_cast<revision::Part>(part), row.hash<Sha256>(first + 2)};
}

Result<UploadRow> readUpload(Statement& row)
{
    VELDPOST_ASSIGN(const BlobAddress address, readAddress(row, 2));
    return UploadRow{row.uuid<UploadId>(0), row.uuid<DeviceId>(1), address,     row.int64(5),
                     row.int64(6),          row.int64(7),          row.int64(8)};
}

Result<BlobRow> readBlob(Statement& row)
{
    VELDPOST_ASSIGN(const BlobAddress address, readAddress(row, 0));
    return BlobRow{address, row.int64(3), row.int64(4), row.hash<Sha256>(5)};
}

}  // namespace

Result<std::optional<UploadRow>> BlobTables::upload(const UploadId& id)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_UPLOAD_COLUMNS " FROM upload WHERE id = ?"));
    q.bindAll(id);
    return oneRow(q, readUpload);
}

Result<std::optional<UploadRow>> BlobTables::uploadOf(const DeviceId& device, const BlobAddress& address)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_UPLOAD_COLUMNS " FROM upload"
                                         " WHERE device = ? AND sha256 = ? AND case_id = ? AND part = ?"));
    q.bindAll(device, address.sha256, address.caseId, static_cast<int>(address.part));
    return oneRow(q, readUpload);
}

Result<std::int64_t> BlobTables::unfinishedUploadsOf(const DeviceId& device)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT count(*) FROM upload WHERE device = ? AND at_byte < bytes"));
    q.bindAll(device);
    VELDPOST_ASSIGN(const bool found, q.step());
    VELDPOST_CHECK(found);
    return q.int64(0);
}

Result<std::vector<UploadRow>> BlobTables::uploadsEndedBy(std::int64_t nowMs, std::size_t limit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_UPLOAD_COLUMNS " FROM upload"
                                         " WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?"));
    q.bindAll(nowMs, limit);
    return allRows(q, readUpload);
}

Status BlobTables::everyUpload(const std::function<bool(const UploadRow&)>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_UPLOAD_COLUMNS " FROM upload ORDER BY id"));
    return visitRows(q, readUpload, visit);
}

Result<std::optional<BlobRow>> BlobTables::blob(const BlobAddress& address)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_BLOB_COLUMNS " FROM blob"
                                         " WHERE case_id = ? AND part = ? AND sha256 = ?"));
    q.bindAll(address.caseId, static_cast<int>(address.part), address.sha256);
    return oneRow(q, readBlob);
}

Status BlobTables::everyBlob(const std::function<bool(const BlobRow&)>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT " VELDPOST_BLOB_COLUMNS " FROM blob ORDER BY case_id, part, sha256"));
    return visitRows(q, readBlob, visit);
}

Result<bool> BlobTables::isSentBy(ContentId content, const DeviceId& device)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT 1 FROM blob_sender WHERE content = ? AND device = ?"));
    q.bindAll(content, device);
    return q.step();
}

Status BlobTables::everySender(const std::function<bool(const BlobSender&)>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT content, device FROM blob_sender ORDER BY content, device"));
    const auto read = [](Statement& row) -> Result<BlobSender> { return BlobSender{row.int64(0), row.uuid<DeviceId>(1)}; };
    return visitRows(q, read, visit);
}

Status BlobTables::everyContent(const std::function<bool(const ContentRow&)>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT number, discarded FROM blob_content ORDER BY number"));
    const auto read = [](Statement& row) -> Result<ContentRow> { return ContentRow{row.int64(0), row.int64(1) != 0}; };
    return visitRows(q, read, visit);
}

Result<bool> BlobTables::isNamed(const BlobAddress& address)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT 1 FROM blob_name b JOIN revision r ON r.id = b.revision"
                                         " WHERE b.case_id = ? AND b.part = ? AND b.sha256 = ? AND r.standing = 0 LIMIT 1"));
    q.bindAll(address.caseId, static_cast<int>(address.part), address.sha256);
    return q.step();
}

Status BlobTables::everyName(const std::function<bool(const BlobName&)>& visit)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT case_id, part, sha256, revision FROM blob_name"
                                         " ORDER BY case_id, part, sha256, revision"));
    const auto read = [](Statement& row) -> Result<BlobName> {
        VELDPOST_ASSIGN(const BlobAddress address, readAddress(row, 0));
        return BlobName{address, row.hash<RevisionId>(3)};
    };
    return visitRows(q, read, visit);
}

Result<std::string> BlobTables::contentBytes(ContentId content, std::int64_t from, std::int64_t count)
{
    VELDPOST_CHECK(from >= 0 && count >= 0);
    std::string out;
    if (count == 0) return out;
    out.reserve(static_cast<std::size_t>(count));
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT number, bytes FROM blob_chunk WHERE number BETWEEN ? AND ? ORDER BY number"));
    q.bindAll(chunkNumber(content, from), chunkNumber(content, from + count - 1));
    for (std::int64_t at = from; at < from + count;) {
        VELDPOST_ASSIGN(const bool found, q.step());
        const std::string_view bytes = found ? crypto::asText(q.blob(1)) : std::string_view();
        const auto within = static_cast<std::size_t>(at % kChunkBytes);
        const auto wanted = static_cast<std::size_t>(std::min(from + count - at, kChunkBytes - at % kChunkBytes));
        if (!found || q.int64(0) != chunkNumber(content, at) || bytes.size() < within + wanted)
            return damagedRow("A file's bytes are not all there.");
        out.append(bytes.substr(within, wanted));
        at += static_cast<std::int64_t>(wanted);
    }
    return out;
}

Result<std::int64_t> BlobTables::contentLength(ContentId content)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT number, length(bytes) FROM blob_chunk WHERE number BETWEEN ? AND ?"
                                         " ORDER BY number DESC LIMIT 1"));
    q.bindAll(content * kChunksMax, content * kChunksMax + kChunksMax - 1);
    VELDPOST_ASSIGN(const bool found, q.step());
    if (!found) return std::int64_t{0};
    return q.int64(0) % kChunksMax * kChunkBytes + q.int64(1);
}

Result<bool> BlobTables::hasDiscarded()
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT 1 FROM blob_content WHERE discarded = 1 LIMIT 1"));
    q.bindAll();
    return q.step();
}

Result<ContentId> BlobTables::addContent()
{
    VELDPOST_TRY(m_db.run("INSERT INTO blob_content (discarded) VALUES (0)"));
    return m_db.lastInsertRowid();
}

Result<std::string> BlobTables::chunk(std::int64_t number)
{
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT bytes FROM blob_chunk WHERE number = ?"));
    q.bindAll(number);
    VELDPOST_ASSIGN(const bool found, q.step());
    if (!found) return damagedRow("A file's bytes are not all there.");
    return std::string(crypto::asText(q.blob(0)));
}

Status BlobTables::appendContent(ContentId content, std::int64_t from, std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::int64_t within = from % kChunkBytes;
        const std::string_view now = bytes.substr(0, static_cast<std::size_t>(kChunkBytes - within));
        const std::int64_t number = chunkNumber(content, from);
        if (within == 0) {
            VELDPOST_TRY(m_db.run("INSERT INTO blob_chunk (number, bytes) VALUES (?, ?)", number, crypto::asBytes(now)));
        } else {
            VELDPOST_ASSIGN(std::string grown, chunk(number));
            if (static_cast<std::int64_t>(grown.size()) != within) return damagedRow("A file's bytes are not all there.");
            grown.append(now);
            VELDPOST_TRY(m_db.run("UPDATE blob_chunk SET bytes = ?2 WHERE number = ?1", number, crypto::asBytes(grown)));
        }
        bytes.remove_prefix(now.size());
        from += static_cast<std::int64_t>(now.size());
    }
    return done();
}

Status BlobTables::discardContent(ContentId content)
{
    return m_db.run("UPDATE blob_content SET discarded = 1 WHERE number = ?", content);
}

Status BlobTables::eraseDiscarded(std::int64_t bytes)
{
    const std::int64_t chunks = std::max<std::int64_t>(1, bytes / kChunkBytes);
    VELDPOST_ASSIGN(auto q, m_db.prepare("SELECT number FROM blob_content WHERE discarded = 1 LIMIT 1"));
    q.bindAll();
    VELDPOST_ASSIGN(const bool found, q.step());
    if (!found) return done();
    const ContentId content = q.int64(0);
    q.reset();
    const std::int64_t first = content * kChunksMax;
    VELDPOST_TRY(m_db.run("DELETE FROM blob_chunk WHERE number IN"
                          " (SELECT number FROM blob_chunk WHERE number BETWEEN ? AND ? ORDER BY number LIMIT ?)",
                          first, first + kChunksMax - 1, chunks));
    if (m_db.changes() == chunks) return done();  // there may be more
    return m_db.run("DELETE FROM blob_content WHERE number = ?", content);
}

Status BlobTables::addUpload(const UploadRow& upload)
{
    const BlobAddress& address = upload.address;
    return m_db.run("INSERT INTO upload (" VELDPOST_UPLOAD_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", upload.id,
                    upload.device, address.caseId, static_cast<int>(address.part), address.sha256, upload.bytes,
                    upload.offset, upload.expiresAtMs, upload.content);
}

Status BlobTables::setUpload(const UploadId& id, std::int64_t offset, std::int64_t expiresAtMs, ContentId content)
{
    return m_db.run("UPDATE upload SET at_byte = ?2, expires_at_ms = ?3, content = ?4 WHERE id = ?1", id, offset,
                    expiresAtMs, content);
}

Status BlobTables::removeUpload(const UploadId& id)
{
    return m_db.run("DELETE FROM upload WHERE id = ?", id);
}

Status BlobTables::addBlob(const BlobRow& blob)
{
    const BlobAddress& address = blob.address;
    return m_db.run("INSERT INTO blob (" VELDPOST_BLOB_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?)", address.caseId,
                    static_cast<int>(address.part), address.sha256, blob.bytes, blob.content, blob.seal);
}

Status BlobTables::addSender(const BlobSender& sender)
{
    return m_db.run("INSERT INTO blob_sender (content, device) VALUES (?, ?) ON CONFLICT DO NOTHING", sender.content,
                    sender.device);
}

Status BlobTables::addName(const BlobName& name)
{
    const BlobAddress& address = name.address;
    return m_db.run("INSERT INTO blob_name (case_id, part, sha256, revision) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    address.caseId, static_cast<int>(address.part), address.sha256, name.revision);
}

}  // namespace veldpost::store
