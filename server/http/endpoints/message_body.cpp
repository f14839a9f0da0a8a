#include "server/http/endpoints/message_body.h"

namespace veldpost::http {

namespace {

constexpr std::size_t kAccessPointMax = 64;

// The media type without its parameters: "application/json; charset=utf-8".
std::string_view mediaType(std::string_view header)
{
    header = header.substr(0, header.find(';'));
    while (!header.empty() && header.back() == ' ') header.remove_suffix(1);
    return header;
}

}  // namespace

bool wantsCbor(const Request& request)
{
    const auto accept = request.header("accept");
    if (accept && accept->find(kCbor) != std::string_view::npos) return true;
    const auto sent = request.header("content-type");
    const bool says = accept && *accept != "*/*";
    return !says && sent && mediaType(*sent) == kCbor;
}

Result<Json> bodyOf(const Request& request)
{
    const auto sent = request.header("content-type");
    const std::string_view type = sent ? mediaType(*sent) : "application/json";
    if (type != kCbor && type != "application/json")
        return Error{ErrorKind::Malformed, "unsupported_media_type", "The body is of a kind that is not read here",
                     "Send application/cbor or application/json."};
    return protocol::readMessage(request.body, type == kCbor);
}

void failBody(const Reply& reply, const Error& error)
{
    if (error.type == "unsupported_media_type") {
        reply.send(problem(415, error.type, error.title, error.detail));
        return;
    }
    reply.fail(error);
}

std::string encodeBody(const Json& json, bool cbor)
{
    return cbor ? revision::writeCbor(json) : revision::canonicalText(json);
}

Response encodedBytes(std::string body, bool cbor)
{
    return Response::bytes(std::move(body), cbor ? kCbor : "application/json");
}

Response encoded(const Json& json, bool cbor)
{
    return encodedBytes(encodeBody(json, cbor), cbor);
}

std::string accessPointOf(const Request& request)
{
    const auto proxied = request.header("x-forwarded-for");
    if (!proxied) return "local";
    std::string out;
    for (const char c : proxied->substr(0, kAccessPointMax)) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
        out.push_back(plain ? c : '_');
    }
    return out;
}

}  // namespace veldpost::http
