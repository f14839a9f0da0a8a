// Files sent to and read from a ServerWorld, with the answers as values.
#pragma once

#include "server_fixture.h"

#include "shared/crypto/hash.h"

namespace veldpost::server {

using protocol::BlobAddress;

// Bytes that no other length or seed begins with.
inline std::string fileBytes(std::size_t count, std::uint64_t seed = 1)
{
    SeededRandom random(seed);
    std::string out(count, '\0');
    random.fill(std::span(reinterpret_cast<std::uint8_t*>(out.data()), out.size()));
    return out;
}

inline BlobAddress addressOf(const CaseId& caseId, std::string_view bytes, Part part = Part::General)
{
    return {caseId, part, crypto::sha256(bytes)};
}

inline Result<UploadRow> begin(Uploads& uploads, const TestDevice& device, const BlobAddress& address, std::size_t bytes)
{
    Result<UploadRow> out = Error{};
    uploads.begin(device.session, address, static_cast<std::int64_t>(bytes), [&](auto row) { out = std::move(row); });
    return out;
}

inline Result<UploadRow> append(Uploads& uploads, const TestDevice& device, const UploadId& id, std::int64_t offset,
                                std::string_view bytes, std::optional<Sha256> checksum = {})
{
    Result<UploadRow> out = Error{};
    uploads.append(device.session, id, {offset, std::string(bytes), checksum}, [&](auto row) { out = std::move(row); });
    return out;
}

inline Result<UploadRow> end(Uploads& uploads, const TestDevice& device, const UploadId& id)
{
    Result<UploadRow> out = Error{};
    uploads.end(device.session, id, [&](auto row) { out = std::move(row); });
    return out;
}

// The rest of the file in pieces of so many bytes, from where the upload stands.
inline Result<UploadRow> sendRest(Uploads& uploads, const TestDevice& device, UploadRow row, std::string_view bytes,
                                  std::size_t pieceBytes = protocol::kBlobPieceBytesMax)
{
    while (!row.isFinished()) {
        auto next = append(uploads, device, row.id, row.offset, bytes.substr(static_cast<std::size_t>(row.offset), pieceBytes));
        if (!next.ok()) return next;
        row = *next;
    }
    return row;
}

inline Result<UploadRow> sendFile(ServerWorld& world, const TestDevice& device, const BlobAddress& address,
                                  std::string_view bytes, std::size_t pieceBytes = protocol::kBlobPieceBytesMax)
{
    Uploads& uploads = world.engine->uploads();
    auto row = begin(uploads, device, address, bytes.size());
    return row.ok() ? sendRest(uploads, device, *row, bytes, pieceBytes) : row;
}

inline Result<BlobPiece> readFile(ServerWorld& world, const TestDevice& device, const BlobAddress& address,
                                  BlobRange range = {})
{
    Result<BlobPiece> out = Error{};
    world.engine->blobs().read(device.session, address, range, [&](auto piece) { out = std::move(piece); });
    return out;
}

inline std::vector<bool> haveFiles(ServerWorld& world, const TestDevice& device, const std::vector<BlobAddress>& blobs)
{
    Result<protocol::BlobsHaveAnswer> out = Error{};
    world.engine->blobs().have(device.session, {blobs}, [&](auto answer) { out = std::move(answer); });
    return must(std::move(out)).blobs;
}

// A revision that says the file belongs to the record.
inline Written nameFile(TestDevice& device, const Written& record, const BlobAddress& address, std::int64_t bytes)
{
    return device.write({address.caseId, address.part, device.newRecord(), model::kBlobRef,
                         model::BlobRef{record.header.record, address.sha256, bytes, {}, {}}.toSet()});
}

}  // namespace veldpost::server
