// What the engine needs of a store for files: uploads under way, blobs that are whole, and who may be told of them.
// Part of the Store interface (store.h); no SQL.
//
// Invariants
//   1. Content is a row of bytes that only grows at its end. Content of a blob never changes.
//   2. An upload's `offset` is the length of its content; with offset = bytes its content is that of a blob.
//   3. There is one blob for an address, and one upload of a device for an address.
#pragma once

#include "shared/protocol/blobs.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace veldpost::server {

using UploadId = Uuid<struct UploadTag>;
using ContentId = std::int64_t;

struct UploadRow {
    UploadId id;
    DeviceId device;
    protocol::BlobAddress address;
    std::int64_t bytes = 0;        // announced
    std::int64_t offset = 0;       // on the disk
    std::int64_t expiresAtMs = 0;
    ContentId content = 0;

    bool isFinished() const { return offset == bytes; }
};

struct BlobRow {
    protocol::BlobAddress address;
    std::int64_t bytes = 0;
    ContentId content = 0;
    Sha256 seal;  // see blobs.h
};

// A live revision says that this belongs to its case.
struct BlobName {
    protocol::BlobAddress address;
    RevisionId revision;
};

struct ContentRow {
    ContentId content = 0;
    bool discarded = false;  // waits to be erased
};

struct BlobSender {
    ContentId content = 0;
    DeviceId device;
};

class BlobReader {
public:
    virtual ~BlobReader() = default;

    virtual Result<std::optional<UploadRow>> upload(const UploadId& id) = 0;
    virtual Result<std::optional<UploadRow>> uploadOf(const DeviceId& device, const protocol::BlobAddress& address) = 0;
    virtual Result<std::int64_t> unfinishedUploadsOf(const DeviceId& device) = 0;
    // The ones that ended at or before this moment, longest ago first.
    virtual Result<std::vector<UploadRow>> uploadsEndedBy(std::int64_t nowMs, std::size_t limit) = 0;
    virtual Status everyUpload(const std::function<bool(const UploadRow&)>& visit) = 0;

    virtual Result<std::optional<BlobRow>> blob(const protocol::BlobAddress& address) = 0;
    virtual Status everyBlob(const std::function<bool(const BlobRow&)>& visit) = 0;
    virtual Result<bool> isSentBy(ContentId content, const DeviceId& device) = 0;
    virtual Status everySender(const std::function<bool(const BlobSender&)>& visit) = 0;

    // Whether a live revision of this case and part names it.
    virtual Result<bool> isNamed(const protocol::BlobAddress& address) = 0;
    virtual Status everyName(const std::function<bool(const BlobName&)>& visit) = 0;

    // Exactly these bytes. Error `store_damaged` when they are not all there.
    virtual Result<std::string> contentBytes(ContentId content, std::int64_t from, std::int64_t count) = 0;
    virtual Result<std::int64_t> contentLength(ContentId content) = 0;
    virtual Status everyContent(const std::function<bool(const ContentRow&)>& visit) = 0;
    // Whether content is waiting to be erased.
    virtual Result<bool> hasDiscarded() = 0;
};

class BlobWriter : public BlobReader {
public:
    // An empty one.
    virtual Result<ContentId> addContent() = 0;
    // REQUIRES: `from` is its length
    virtual Status appendContent(ContentId content, std::int64_t from, std::string_view bytes) = 0;
    // Nobody asks for it any more; its bytes go with eraseDiscarded().
    virtual Status discardContent(ContentId content) = 0;
    // Erases about so many bytes of what is discarded: to erase a large file at once would hold up everybody.
    virtual Status eraseDiscarded(std::int64_t bytes) = 0;

    virtual Status addUpload(const UploadRow& upload) = 0;
    virtual Status setUpload(const UploadId& id, std::int64_t offset, std::int64_t expiresAtMs, ContentId content) = 0;
    virtual Status removeUpload(const UploadId& id) = 0;

    virtual Status addBlob(const BlobRow& blob) = 0;
    virtual Status addSender(const BlobSender& sender) = 0;  // twice is the same as once
    virtual Status addName(const BlobName& name) = 0;        // twice is the same as once
};

}  // namespace veldpost::server
