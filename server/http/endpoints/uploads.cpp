#include "server/http/endpoints/endpoints.h"
#include "server/http/endpoints/message_body.h"
#include "shared/protocol/blobs.h"
#include "shared/protocol/limits.h"

#include <chrono>
#include <cstdio>

namespace veldpost::http {

namespace {

using server::Uploads;
using server::UploadRow;

// After this long a device that has sent too much may send a piece again, see RateLimiter: a megabyte's share of a day.
constexpr char kRetryUploadSeconds[] = "30";

// The path, query and headers of tus as Fields have them.
constexpr char kTusResumable[] = "tus-resumable";
constexpr char kUploadLength[] = "upload-length";
constexpr char kUploadMetadata[] = "upload-metadata";
constexpr char kUploadOffset[] = "upload-offset";
constexpr char kUploadChecksum[] = "upload-checksum";

Response withTus(Response response)
{
    return std::move(response).with(protocol::kTusResumable, protocol::kTusVersion);
}

int statusOfUpload(const Error& error)
{
    if (error.type == protocol::kChecksumDiffers || error.type == protocol::kBlobHashDiffers)
        return protocol::kStatusChecksumDiffers;
    return statusOf(error);
}

void fail(const Reply& reply, const Error& error)
{
    const int status = statusOfUpload(error);
    Response response = status == protocol::kStatusChecksumDiffers
                            ? problem(status, error.type, error.title, error.detail)
                            : problem(error);
    if (status == 429)
        for (auto& [name, value] : response.headers)
            if (name == "Retry-After") value = kRetryUploadSeconds;
    reply.send(withTus(std::move(response)));
}

// Whether the client speaks the version spoken here; if not it is answered.
bool speaksTus(const Request& request, const Reply& reply)
{
    if (request.header(kTusResumable) == std::string_view(protocol::kTusVersion)) return true;
    reply.send(withTus(problem(412, "wrong_tus_version", "Uploads speak tus 1.0.0 here", "Send Tus-Resumable: 1.0.0."))
                   .with(protocol::kTusVersionField, protocol::kTusVersion));
    return false;
}

std::optional<std::int64_t> byteCount(std::optional<std::string_view> text)
{
    return text ? protocol::parseByteCount(*text) : std::nullopt;
}

Error badUpload(const char* field)
{
    return {ErrorKind::Malformed, "bad_upload", "The upload is not described as it should be", field};
}

// "Wed, 25 Nov 2026 20:15:00 GMT" (RFC 9110 §5.6.7)
std::string httpDate(std::int64_t ms)
{
    using namespace std::chrono;
    constexpr const char* days_[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months_[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto at = floor<seconds>(sys_time<milliseconds>{milliseconds{ms}});
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{at - day};
    char text[40];
    std::snprintf(text, sizeof text, "%s, %02u %s %04d %02d:%02d:%02d GMT", days_[weekday{day}.c_encoding()],
                  static_cast<unsigned>(date.day()), months_[static_cast<unsigned>(date.month()) - 1],
                  static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
    return text;
}

Response withPlace(Response response, const UploadRow& upload)
{
    return withTus(std::move(response))
        .with(protocol::kUploadOffset, std::to_string(upload.offset))
        .with(protocol::kUploadExpires, httpDate(upload.expiresAtMs));
}

// `body`: what of memory goes back when it is answered.
Uploads::Done answerWith(const Reply& reply, std::function<Response(const UploadRow&)> encode,
                         std::shared_ptr<void> body = {})
{
    return [reply, encode = std::move(encode), body = std::move(body)](Result<UploadRow> upload) {
        if (!upload.ok()) return fail(reply, upload.error());
        reply.send(encode(*upload));
    };
}

Response created(const UploadRow& upload)
{
    Response response = Response::noContent();
    response.status = 201;
    return withPlace(std::move(response), upload)
        .with(protocol::kLocation, std::string(protocol::kUploadsPath) + "/" + upload.id.text());
}

Response here(const UploadRow& upload)
{
    Response response = Response::noContent();
    response.status = 200;
    return withPlace(std::move(response), upload).with(protocol::kUploadLength, std::to_string(upload.bytes));
}

Response taken(const UploadRow& upload)
{
    return withPlace(Response::noContent(), upload);
}

void begin(server::Engine& engine, const Request& request, const Reply& reply)
{
    if (!speaksTus(request, reply)) return;
    const auto bytes = byteCount(request.header(kUploadLength));
    if (!bytes) return fail(reply, badUpload(protocol::kUploadLength));
    const auto address = protocol::parseUploadMetadata(request.header(kUploadMetadata).value_or(std::string_view()));
    if (!address.ok()) return fail(reply, address.error());
    engine.uploads().begin(request.callerAs<server::Session>(), *address, *bytes, answerWith(reply, created));
}

// Empty, and answered, for what is no id: that there is none of that name is said of it as of every other.
std::optional<server::UploadId> idOf(const Request& request, const Reply& reply)
{
    if (!speaksTus(request, reply)) return std::nullopt;
    const auto id = server::UploadId::parse(request.param("id"));
    if (!id) reply.send(withTus(notFound()));
    return id;
}

void append(server::Engine& engine, Request request, const Reply& reply)
{
    const auto id = idOf(request, reply);
    if (!id) return;
    if (request.header("content-type") != std::string_view(protocol::kPieceMediaType)) {
        reply.send(withTus(problem(415, "unsupported_media_type", "The body is of a kind that is not read here",
                                   "Send application/offset+octet-stream.")));
        return;
    }
    const auto offset = byteCount(request.header(kUploadOffset));
    if (!offset) return fail(reply, badUpload(protocol::kUploadOffset));
    server::UploadPiece piece{*offset, std::move(request.body), {}};
    if (const auto sent = request.header(kUploadChecksum)) {
        const auto checksum = protocol::parseUploadChecksum(*sent);
        if (!checksum.ok()) return fail(reply, checksum.error());
        piece.checksum = *checksum;
    }
    engine.uploads().append(request.callerAs<server::Session>(), *id, std::move(piece),
                            answerWith(reply, taken, request.bodyHold));
}

}  // namespace

void addUploads(Router& router, server::Engine& engine)
{
    const std::string all = protocol::kUploadsPath;
    router.add({.method = "OPTIONS", .pattern = all, .name = "upload_options", .access = Access::Public,
                .summary = "What is spoken of tus", .maxBodyBytes = 0, .handler = [](Request, Reply reply) {
                    reply.send(withTus(Response::noContent())
                                   .with(protocol::kTusVersionField, protocol::kTusVersion)
                                   .with(protocol::kTusExtensionField, protocol::kTusExtensions)
                                   .with(protocol::kTusMaxSize, std::to_string(protocol::kBlobBytesMax))
                                   .with(protocol::kTusChecksumAlgorithm, protocol::kChecksumAlgorithm));
                }});
    router.add({.method = "POST", .pattern = all, .name = "upload_begin", .access = Access::DeliverOnly,
                .summary = "Begin the upload of a file, or find the one that was begun", .maxBodyBytes = 0,
                .handler = [&engine](Request request, Reply reply) { begin(engine, request, reply); }});
    router.add({.method = "HEAD", .pattern = all + "/{id}", .name = "upload_place", .access = Access::DeliverOnly,
                .summary = "How far an upload is", .maxBodyBytes = 0, .handler = [&engine](Request request, Reply reply) {
                    const auto id = idOf(request, reply);
                    if (!id) return;
                    answerWith(reply, here)(engine.uploads().find(request.callerAs<server::Session>(), *id));
                }});
    router.add({.method = "PATCH", .pattern = all + "/{id}", .name = "upload_piece", .access = Access::DeliverOnly,
                .summary = "The next piece of an upload",
                .maxBodyBytes = static_cast<std::size_t>(protocol::kBlobPieceBytesMax),
                .handler = [&engine](Request request, Reply reply) { append(engine, std::move(request), reply); }});
    router.add({.method = "DELETE", .pattern = all + "/{id}", .name = "upload_end", .access = Access::DeliverOnly,
                .summary = "Forget an upload", .maxBodyBytes = 0, .handler = [&engine](Request request, Reply reply) {
                    const auto id = idOf(request, reply);
                    if (!id) return;
                    engine.uploads().end(request.callerAs<server::Session>(), *id,
                                         answerWith(reply, [](const UploadRow&) { return withTus(Response::noContent()); }));
                }});
}

}  // namespace veldpost::http
