#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"
#include "shared/protocol/blobs.h"

#include <charconv>

namespace veldpost::http {

namespace {

std::optional<protocol::BlobAddress> addressOf(const Request& request)
{
    const auto caseId = CaseId::parse(request.param("case"));
    const auto part = revision::parsePart(request.param("part"));
    const auto sha256 = Sha256::parse(request.param("sha256"));
    if (!caseId || !part || !sha256) return std::nullopt;
    return protocol::BlobAddress{*caseId, *part, *sha256};
}

bool takeNumber(std::string_view& text, std::int64_t& value)
{
    if (text.empty() || text.front() < '0' || text.front() > '9') return false;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc()) return false;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return true;
}

// "bytes=a-b" and "bytes=a-". Anything else is as if it were not there (RFC 9110 §14.2).
std::optional<server::BlobRange> rangeOf(std::string_view text)
{
    constexpr std::string_view kUnit = "bytes=";
    if (!text.starts_with(kUnit)) return std::nullopt;
    text.remove_prefix(kUnit.size());
    server::BlobRange range;
    if (!takeNumber(text, range.from) || !text.starts_with('-')) return std::nullopt;
    text.remove_prefix(1);
    if (text.empty()) return range;
    std::int64_t to = 0;
    if (!takeNumber(text, to) || !text.empty() || to < range.from) return std::nullopt;
    range.to = to;
    return range;
}

std::string entityTag(const Sha256& sha256)
{
    return '"' + sha256.text() + '"';
}

// What is asked for of the blob as this client has it.
std::optional<server::BlobRange> wantedRange(const Request& request, const Sha256& sha256)
{
    const auto range = request.header("range");
    const auto ifRange = request.header("if-range");
    if (!range || (ifRange && *ifRange != entityTag(sha256))) return std::nullopt;
    return rangeOf(*range);
}

Response blobResponse(server::BlobPiece piece, const Sha256& sha256, bool isRange)
{
    const auto count = static_cast<std::int64_t>(piece.bytes.size());
    const bool isPart = isRange || count < piece.total;
    const std::string place = "bytes " + std::to_string(piece.from) + "-" + std::to_string(piece.from + count - 1) + "/" +
                              std::to_string(piece.total);
    Response response = Response::bytes(std::move(piece.bytes), "application/octet-stream");
    response.headers = {{"ETag", entityTag(sha256)}, {"Accept-Ranges", "bytes"}};
    if (!isPart) return response;
    response.status = 206;
    return std::move(response).with("Content-Range", place);
}

void failRead(const Reply& reply, const Error& error)
{
    if (error.type != "range_not_satisfiable") return (void)reply.fail(error);
    // The detail is the blob's length.
    reply.send(problem(416, error.type, error.title).with("Content-Range", "bytes */" + error.detail));
}

void read(server::Engine& engine, const Request& request, const Reply& reply)
{
    const auto address = addressOf(request);
    if (!address) return (void)reply.send(notFound());
    const auto range = wantedRange(request, address->sha256);
    engine.blobs().read(request.callerAs<server::Session>(), *address, range.value_or(server::BlobRange{}),
                        [reply, sha256 = address->sha256, isRange = range.has_value()](Result<server::BlobPiece> piece) {
                            if (!piece.ok()) return failRead(reply, piece.error());
                            reply.send(blobResponse(std::move(*piece), sha256, isRange));
                        });
}

}  // namespace

void addBlobs(Router& router, server::Engine& engine)
{
    router.add({.method = "GET", .pattern = std::string(protocol::kBlobsPath) + "/{case}/{part}/{sha256}", .name = "blob",
                .access = Access::Session, .summary = "A file, or a range of it", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) { read(engine, request, reply); }});
    router.add({.method = "POST", .pattern = protocol::kBlobsHavePath, .name = "blobs_have", .access = Access::DeliverOnly,
                .summary = "Which files the server holds whole", .maxBodyBytes = 256 * 1024,
                .handler = [&engine](Request request, Reply reply) {
                    const auto message = readRequest<protocol::BlobsHaveRequest>(request, reply);
                    if (!message) return;
                    const bool cbor = wantsCbor(request);
                    engine.blobs().have(request.callerAs<server::Session>(), *message,
                                        [reply, cbor](Result<protocol::BlobsHaveAnswer> answer) {
                                            if (!answer.ok()) return (void)reply.fail(answer.error());
                                            reply.send(encoded(answer->toJson(), cbor));
                                        });
                }});
}

}  // namespace veldpost::http
