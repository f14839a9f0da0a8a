#include "server/http/message.h"

#include <charconv>

namespace veldpost::http {
namespace {

Error malformedTarget(std::string detail)
{
    return Error{ErrorKind::Malformed, "malformed_target", "The address is not well formed", std::move(detail)};
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Decoded text never holds control characters: they end up in logs and headers.
Result<std::string> percentDecode(std::string_view text, bool plusIsSpace)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '+' && plusIsSpace) c = ' ';
        if (c == '%') {
            const int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
            if (high < 0 || low < 0) return malformedTarget("A percent sign is not followed by two hex digits.");
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return malformedTarget("It holds a control character.");
        out.push_back(c);
    }
    return out;
}

Status parseQuery(std::string_view query, Fields& out)
{
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        VELDPOST_ASSIGN(std::string name, percentDecode(pair.substr(0, equals), true));
        std::string value;
        if (equals != std::string_view::npos) {
            VELDPOST_ASSIGN(value, percentDecode(pair.substr(equals + 1), true));
        }
        // Two readers of one name may take different ones: nobody gets to choose.
        if (!out.emplace(std::move(name), std::move(value)).second)
            return malformedTarget("A query name is given twice.");
    }
    return done();
}

std::optional<std::string_view> find(const Fields& fields, std::string_view name)
{
    const auto it = fields.find(name);
    if (it == fields.end()) return std::nullopt;
    return it->second;
}

bool isBearerScheme(std::string_view word)
{
    constexpr std::string_view kBearer = "bearer";
    if (word.size() != kBearer.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if ((word[i] | 0x20) != kBearer[i]) return false;
    return true;
}

}  // namespace

std::optional<std::string_view> Request::header(std::string_view name) const { return find(headers, name); }

std::optional<std::string_view> Request::queryText(std::string_view name) const { return find(query, name); }

Result<std::int64_t> Request::queryNumber(std::string_view name, std::int64_t fallback, std::int64_t least,
                                          std::int64_t most) const
{
    const auto text = queryText(name);
    if (!text) return fallback;
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (failure != std::errc() || end != text->data() + text->size() || value < least || value > most) {
        return Error{ErrorKind::Malformed, "malformed_query", "A query value is not as it should be",
                     std::string(name) + " must be a whole number from " + std::to_string(least) + " to " +
                         std::to_string(most) + "."};
    }
    return value;
}

const std::string& Request::param(std::string_view name) const
{
    const auto it = params.find(name);
    VELDPOST_CHECK(it != params.end());
    return it->second;
}

std::optional<std::string_view> Request::bearerToken() const
{
    const auto value = header("authorization");
    if (!value) return std::nullopt;
    const std::size_t space = value->find(' ');
    if (space == std::string_view::npos || !isBearerScheme(value->substr(0, space))) return std::nullopt;
    const std::string_view token = value->substr(space + 1);
    if (token.empty() || token.find(' ') != std::string_view::npos) return std::nullopt;
    return token;
}

bool Request::isLocal() const
{
    return remoteIsLoopback && !header("x-forwarded-for") && !header("forwarded") && !header("via");
}

Response Response::json(std::string body, int status)
{
    return Response{status, "application/json", std::move(body), {}};
}

Response Response::bytes(std::string body, std::string contentType)
{
    return Response{200, std::move(contentType), std::move(body), {}};
}

Response Response::noContent() { return Response{204, {}, {}, {}}; }

Response Response::with(std::string name, std::string value) &&
{
    headers.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

std::vector<std::string> splitPath(std::string_view path)
{
    std::vector<std::string> segments;
    if (path.starts_with('/')) path.remove_prefix(1);
    if (path.empty()) return segments;
    for (;;) {
        const std::size_t slash = path.find('/');
        segments.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

Result<Target> parseTarget(std::string_view path, std::string_view query)
{
    if (!path.starts_with('/')) return malformedTarget("The path does not begin with a slash.");
    Target target;
    for (const std::string& segment : splitPath(path)) {
        VELDPOST_ASSIGN(std::string decoded, percentDecode(segment, false));
        target.segments.push_back(std::move(decoded));
    }
    for (const std::string& segment : target.segments) target.path.append(1, '/').append(segment);
    if (target.path.empty()) target.path.push_back('/');
    VELDPOST_TRY(parseQuery(query, target.query));
    return target;
}

}  // namespace veldpost::http
