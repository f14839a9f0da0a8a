#include "server/engine/verify_blobs.h"

#include "server/engine/blobs.h"
#include "server/engine/judge.h"
#include "shared/protocol/limits.h"

#include <algorithm>
#include <set>

namespace veldpost::server {

namespace {

class BlobCheck {
public:
    BlobCheck(View& view, const ServerKeys& keys, VerifyReport& report)
        : m_view(view), m_blobs(view.blobs()), m_keys(keys), m_report(report)
    {
    }

    Status run()
    {
        VELDPOST_TRY(every(&BlobReader::everyBlob, &BlobCheck::checkBlob));
        VELDPOST_TRY(every(&BlobReader::everySender, &BlobCheck::checkSender));
        VELDPOST_TRY(every(&BlobReader::everyName, &BlobCheck::checkName));
        VELDPOST_TRY(every(&BlobReader::everyUpload, &BlobCheck::checkUpload));
        VELDPOST_TRY(every(&BlobReader::everyContent, &BlobCheck::checkContent));
        for (const ContentId content : m_used) bad("blob_content", std::to_string(content), "unknown_blob");
        return checkNamesAreThere();
    }

private:
    // Walks one table; an Error of a row's check ends the walk and is the answer.
    template <typename Row>
    Status every(Status (BlobReader::*walk)(const std::function<bool(const Row&)>&), Status (BlobCheck::*check)(const Row&))
    {
        Status checked = done();
        VELDPOST_TRY((m_blobs.*walk)([&](const Row& row) {
            checked = (this->*check)(row);
            return checked.ok();
        }));
        return checked;
    }

    void bad(const char* what, std::string which, std::string why)
    {
        m_report.bad.push_back({what, std::move(which), std::move(why)});
    }

    Result<Sha256> hashOf(ContentId content, std::int64_t bytes)
    {
        crypto::Sha256Stream hash;
        for (std::int64_t at = 0; at < bytes; at += protocol::kBlobPieceBytesMax) {
            VELDPOST_ASSIGN(const std::string piece,
                            m_blobs.contentBytes(content, at, std::min(protocol::kBlobPieceBytesMax, bytes - at)));
            hash.add(piece);
        }
        return hash.finish();
    }

    Status checkBlob(const BlobRow& blob)
    {
        ++m_report.blobs;
        m_contents.insert(blob.content);
        m_used.insert(blob.content);
        const std::string which = blob.address.text();
        if (blobSeal(m_keys.stampKey, blob.address, blob.bytes) != blob.seal) {
            bad("blob", which, "bad_seal");
            return done();
        }
        VELDPOST_ASSIGN(const std::int64_t length, m_blobs.contentLength(blob.content));
        if (length != blob.bytes) {
            bad("blob", which, "bad_length");
            return done();
        }
        const auto hash = hashOf(blob.content, blob.bytes);
        if (!hash.ok()) bad("blob", which, hash.error().type);
        else if (*hash != blob.address.sha256) bad("blob", which, "bad_hash");
        return done();
    }

    Status checkSender(const BlobSender& sender)
    {
        VELDPOST_ASSIGN(const auto device, m_view.device(sender.device));
        if (!device) bad("blob_sender", sender.device.text(), "unknown_device");
        else if (!m_contents.contains(sender.content)) bad("blob_sender", sender.device.text(), "unknown_blob");
        return done();
    }

    Status checkName(const BlobName& name)
    {
        VELDPOST_ASSIGN(const auto stored, m_view.revision(name.revision));
        if (!stored || nameIn(*stored) != name.address) bad("blob_name", name.address.text(), "bad_column");
        else m_named.insert(name.revision);
        return done();
    }

    static std::optional<protocol::BlobAddress> nameIn(const StoredRevision& stored)
    {
        const revision::Header& header = stored.revision.header;
        if (header.v != 1 || header.kind != model::kBlobRef) return std::nullopt;
        return namedBlob(header, Submission::of(stored.revision).payload.set);
    }

    // Content is a blob's or an upload's, or waits to be erased.
    Status checkContent(const ContentRow& row)
    {
        const bool isUsed = m_used.erase(row.content) > 0;
        if (isUsed == row.discarded) bad("blob_content", std::to_string(row.content), "bad_column");
        return done();
    }

    Status checkUpload(const UploadRow& upload)
    {
        m_used.insert(upload.content);
        VELDPOST_ASSIGN(const auto device, m_view.device(upload.device));
        VELDPOST_ASSIGN(const std::int64_t length, m_blobs.contentLength(upload.content));
        if (!device) bad("upload", upload.id.text(), "unknown_device");
        else if (!upload.isFinished() && length != upload.offset) bad("upload", upload.id.text(), "bad_length");
        // Of a finished one the bytes are a blob's, of which they are said to be wrong.
        else if (upload.isFinished() && !m_contents.contains(upload.content)) bad("upload", upload.id.text(), "unknown_blob");
        if (!upload.isFinished()) {
            if (m_contents.contains(upload.content)) bad("upload", upload.id.text(), "bad_column");
            return done();
        }
        VELDPOST_ASSIGN(const auto blob, m_blobs.blob(upload.address));
        if (!blob || blob->content != upload.content || blob->bytes != upload.bytes) bad("upload", upload.id.text(), "bad_column");
        return done();
    }

    // A live revision whose file nobody could read for want of its row.
    Status checkNamesAreThere()
    {
        Status checked = done();
        VELDPOST_TRY(m_view.everyRevision([&](const RawRevision& row) {
            if (row.record.kind != model::kBlobRef || m_named.contains(row.id)) return true;
            checked = checkUnnamed(row.id);
            return checked.ok();
        }));
        return checked;
    }

    Status checkUnnamed(const RevisionId& id)
    {
        VELDPOST_ASSIGN(const auto stored, m_view.revision(id));
        if (stored && stored->standing == Standing::Live && nameIn(*stored)) bad("blob_name", id.text(), "bad_column");
        return done();
    }

    View& m_view;
    BlobReader& m_blobs;
    const ServerKeys& m_keys;
    VerifyReport& m_report;
    std::set<ContentId> m_contents;
    std::set<ContentId> m_used;
    std::set<RevisionId> m_named;
};

}  // namespace

Status verifyBlobs(View& view, const ServerKeys& keys, VerifyReport& report)
{
    return BlobCheck(view, keys, report).run();
}

}  // namespace veldpost::server
