#include "server/http/problem.h"

#include "shared/protocol/limits.h"

#include <nlohmann/json.hpp>

namespace veldpost::http {

int statusOf(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Malformed:
    case ErrorKind::Usage: return 400;
    case ErrorKind::Locked: return 401;
    case ErrorKind::NotFound: return 404;
    case ErrorKind::Conflict: return 409;
    case ErrorKind::TooLarge: return 413;
    case ErrorKind::Busy: return error.type == "too_many_requests" || error.type == "too_much_today" ? 429 : 503;
    case ErrorKind::Failed:
    case ErrorKind::Unreachable:
    case ErrorKind::Damaged: return 500;
    }
    return 500;
}

Response problem(int status, std::string_view type, std::string_view title, std::string_view detail)
{
    nlohmann::ordered_json document{{"type", type}, {"title", title}, {"status", status}};
    if (!detail.empty()) document["detail"] = detail;
    // Bytes that are no UTF-8 must not turn a refusal into an exception.
    std::string body = document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    Response response{status, "application/problem+json", std::move(body), {}};
    if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (status == 429 || status == 503)
        response.headers.emplace_back("Retry-After", std::to_string(type == "too_much_today" ? kRetryAfterDaySeconds : kRetryAfterSeconds));
    return response;
}

Response problem(const Error& error)
{
    const int status = statusOf(error);
    if (status == 500) return internalProblem();
    return problem(status, error.type, error.title, error.detail);
}

Response notFound()
{
    return problem(404, "not_found", "There is nothing here, or nothing you may see");
}

Response methodNotAllowed(std::string_view allow)
{
    Response response = problem(405, "method_not_allowed", "This address does not take that method");
    if (!allow.empty()) response.headers.emplace_back("Allow", allow);
    return response;
}

Response bodyTooLarge(std::size_t limitBytes)
{
    return problem(413, "too_large", "The request is too large",
                   "At most " + std::to_string(limitBytes) + " bytes are taken here.");
}

Response internalProblem()
{
    return problem(500, "internal", "Something went wrong on the server");
}

Response overloaded()
{
    return problem(503, "overloaded", "The server is busy", "Try again in a moment.");
}

Response notRouted(const std::vector<std::string>& segments)
{
    constexpr std::string_view digits = "0123456789";
    const std::string first = segments.empty() ? "" : segments.front();
    const bool isVersion = first.size() > 1 && first.front() == 'v' && first.find_first_not_of(digits, 1) == std::string::npos;
    const std::string spoken = std::to_string(protocol::kProtocolVersion);
    if (!isVersion || first.substr(1) == spoken) return notFound();
    return problem(404, "other_protocol", "This server speaks another version of the protocol",
                   "It speaks version " + spoken + ". Update the app, or the server.");
}

Response tooManyAtOnce()
{
    return problem(429, "too_many_requests", "Too many requests of this device are under way", "Try again in a moment.");
}

Response draining()
{
    return problem(503, "draining", "The server is stopping", "Try again in a moment.");
}

}  // namespace veldpost::http
