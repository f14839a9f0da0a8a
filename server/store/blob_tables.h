// Files in the store: the reading and the writing half, on one connection. Private to this folder.
//
// Content lies in chunks of 64 KiB, all but the last of them full, whatever pieces it came in: a range is read without
// looking at what is before it, and a thousand tiny pieces do not make a thousand rows. A chunk's key is
// content * 65536 + its place, so that a chunk costs no page of an index.
#pragma once

#include "server/engine/blob_store.h"
#include "shared/storage/database.h"

namespace veldpost::store {

// REQUIRES: the Database outlives it and is in a transaction, for the writing half in one that writes
class BlobTables final : public server::BlobWriter {
public:
    explicit BlobTables(storage::Database& db) : m_db(db) {}

    Result<std::optional<server::UploadRow>> upload(const server::UploadId& id) override;
    Result<std::optional<server::UploadRow>> uploadOf(const DeviceId& device,
                                                      const protocol::BlobAddress& address) override;
    Result<std::int64_t> unfinishedUploadsOf(const DeviceId& device) override;
    Result<std::vector<server::UploadRow>> uploadsEndedBy(std::int64_t nowMs, std::size_t limit) override;
    Status everyUpload(const std::function<bool(const server::UploadRow&)>& visit) override;

    Result<std::optional<server::BlobRow>> blob(const protocol::BlobAddress& address) override;
    Status everyBlob(const std::function<bool(const server::BlobRow&)>& visit) override;
    Result<bool> isSentBy(server::ContentId content, const DeviceId& device) override;
    Status everySender(const std::function<bool(const server::BlobSender&)>& visit) override;

    Result<bool> isNamed(const protocol::BlobAddress& address) override;
    Status everyName(const std::function<bool(const server::BlobName&)>& visit) override;

    Result<std::string> contentBytes(server::ContentId content, std::int64_t from, std::int64_t count) override;
    Result<std::int64_t> contentLength(server::ContentId content) override;
    Status everyContent(const std::function<bool(const server::ContentRow&)>& visit) override;
    Result<bool> hasDiscarded() override;

    Result<server::ContentId> addContent() override;
    Status appendContent(server::ContentId content, std::int64_t from, std::string_view bytes) override;
    Status discardContent(server::ContentId content) override;
    Status eraseDiscarded(std::int64_t bytes) override;

    Status addUpload(const server::UploadRow& upload) override;
    Status setUpload(const server::UploadId& id, std::int64_t offset, std::int64_t expiresAtMs,
                     server::ContentId content) override;
    Status removeUpload(const server::UploadId& id) override;

    Status addBlob(const server::BlobRow& blob) override;
    Status addSender(const server::BlobSender& sender) override;
    Status addName(const server::BlobName& name) override;

private:
    Result<std::string> chunk(std::int64_t number);

    storage::Database& m_db;
};

}  // namespace veldpost::store
