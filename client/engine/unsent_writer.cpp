#include "client/engine/unsent_writer.h"

#include "client/engine/blob_rows.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"
#include "shared/protocol/unsent_file.h"
#include "shared/storage/files.h"

#include <algorithm>

namespace veldpost::engine {

namespace {

// What goes into the file, and its hash, as it grows.
class Writer {
public:
    Writer(storage::NewFile file, protocol::UnsentKey key, RandomSource& random)
        : m_file(std::move(file)), m_key(std::move(key)), m_random(random)
    {
    }

    Status begin() { return write(m_key.head.text() + "\n"); }
    Status add(const Json& content)
    {
        return write(protocol::unsentFrameRecord(protocol::sealUnsentFrame(m_key.key, m_key.head, m_frames++, content, m_random)));
    }
    Result<Sha256> finish()
    {
        VELDPOST_TRY(m_file.finish());
        return m_hash.finish();
    }

private:
    Status write(std::string_view bytes)
    {
        m_hash.add(bytes);
        return m_file.write(bytes);
    }

    storage::NewFile m_file;
    protocol::UnsentKey m_key;
    RandomSource& m_random;
    crypto::Sha256Stream m_hash;
    std::int64_t m_frames = 0;
};

// Own photos and documents that the server does not hold; what of one is damaged here is left out, the rest goes.
// Answers how many. One whose bytes are damaged here is left out: nobody could tell what it was.
Result<std::int64_t> addBlobs(LocalStore& store, Writer& writer)
{
    constexpr std::int64_t kPieceBytes = protocol::kUnsentFrameBytesTarget / 2;
    std::int64_t files = 0;
    BlobRows rows(store);
    VELDPOST_ASSIGN(const auto blobs, rows.ownToSend());
    for (const BlobRow& blob : blobs) {
        const auto sound = rows.hashHolds(blob);
        if (!sound.ok() && sound.error().kind != ErrorKind::Damaged) return sound.error();
        if (!sound.ok() || !*sound) continue;
        ++files;
        for (std::int64_t at = 0; at == 0 || at < blob.bytes; at += kPieceBytes) {
            VELDPOST_ASSIGN(const std::string bytes, rows.read(blob, at, std::min(kPieceBytes, blob.bytes - at)));
            Json content = Json::object();
            content["blob"] = blob.address.toJson();
            content["offset"] = at;
            content["bytes"] = blob.bytes;
            content["b"] = crypto::toBase64(bytes);
            VELDPOST_TRY(writer.add(content));
        }
    }
    return files;
}

}  // namespace

std::filesystem::path unsentFileOf(const std::filesystem::path& folder, const DeviceId& device)
{
    return folder / ("unsent-" + device.text() + ".veldpost");
}

Result<UnsentWritten> writeUnsent(LocalStore& store, const protocol::WipeOrder& order, RandomSource& random,
                                  const std::filesystem::path& file)
{
    const Identity& me = store.identity();
    VELDPOST_ASSIGN(auto key, protocol::makeUnsentKey(me.region(), me.device(), order.nonce, me.recoveryKey, random));
    VELDPOST_ASSIGN(auto made, storage::NewFile::make(file));
    Writer writer(std::move(made), std::move(key), random);
    VELDPOST_TRY(writer.begin());
    UnsentWritten written;
    Outbox outbox(store);
    std::optional<revision::Header> last;
    for (;;) {
        VELDPOST_ASSIGN(const auto page, outbox.undelivered(protocol::kPageRevisionsMax, protocol::kUnsentFrameBytesTarget,
                                                            last ? &*last : nullptr));
        if (page.empty()) break;
        protocol::RevisionPageWriter items;
        for (const SignedRevision& rev : page) items.add(rev);
        Json content = Json::object();
        content["revisions"] = items.take();
        VELDPOST_TRY(writer.add(content));
        written.revisions += static_cast<std::int64_t>(page.size());
        last = page.back().header;
    }
    VELDPOST_ASSIGN(written.files, addBlobs(store, writer));
    VELDPOST_TRY(writer.add(Json{{"end", written.revisions}}));
    VELDPOST_ASSIGN(written.sha256, writer.finish());
    return written;
}

}  // namespace veldpost::engine
