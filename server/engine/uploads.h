// Files on their way in, piece by piece (protocol §6): resumable after any break of network, device or server.
//
//   begin → append … append → with the last piece all bytes are hashed where they lie: a blob, or nothing
//
// Invariants: 1. A piece that was answered is on the disk. 2. An upload never holds all its bytes unless they are the
// announced ones: the last piece and the verdict are one commit. 3. Only the device that began an upload sees it, and
// naming a file tells nothing about it: whoever has not sent it and may not see it sends it again, and it is kept once.
// 4. No transaction of an upload writes or erases more than about a megabyte.
#pragma once

#include "server/engine/blobs.h"
#include "server/engine/rate_limiter.h"
#include "server/engine/side_thread.h"
#include "shared/protocol/limits.h"

namespace veldpost::server {

struct UploadLimits {
    std::int64_t bytesPerDeviceAndDay = protocol::kBlobBytesPerDeviceAndDay;
    std::size_t perDevice = protocol::kUploadsPerDeviceMax;
};

struct UploadPiece {
    std::int64_t offset = 0;
    std::string bytes;
    std::optional<Sha256> checksum;  // of these bytes, when the sender said it
};

class Uploads {
public:
    Uploads(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, RandomSource& random,
            SideThread& side, const UploadLimits& limits = {});

    using Done = std::function<void(Result<UploadRow>)>;

    // A new upload, or the one of this device for this address that is not over. It is finished already when the file is
    // held and this device has sent it or its user may see it. Errors: blob_too_large; bad_upload (the region's own
    // dossier, another length than the file has, no length that can be); blob_hash_differs (an empty file by another
    // name); too_many_requests (Busy: too many unfinished, or too much in a day).
    void begin(const Session& session, const protocol::BlobAddress& address, std::int64_t bytes, Done done);

    // Error `not_found`: there is none, or not one of this device.
    Result<UploadRow> find(const Session& session, const UploadId& id);

    // Durable when `done` runs. Errors: not_found, checksum_differs, wrong_offset (Conflict), too_large (past the
    // announced length), too_many_requests, blob_hash_differs (the upload is gone).
    void append(const Session& session, const UploadId& id, UploadPiece piece, Done done);

    // Forgets the upload; a file that is whole stays. Error `not_found`.
    void end(const Session& session, const UploadId& id, Done done);

    // Ends what nobody went on with, and erases what is not needed any more: some of it, so it wants to be called again.
    // REQUIRES: not the committer's thread
    Status sweep();

private:
    struct Delivery;
    void finish(const std::shared_ptr<Delivery>& delivery);
    void commit(const std::shared_ptr<Delivery>& delivery);
    Result<Sha256> hashOf(const UploadRow& upload, std::string_view lastPiece);

    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
    const Clock& m_clock;
    RandomSource& m_random;
    SideThread& m_side;
    const UploadLimits m_limits;
    RateLimiter m_bytes;  // by device
};

}  // namespace veldpost::server
