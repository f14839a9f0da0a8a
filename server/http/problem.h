// Problem documents (RFC 9457): what every answer that is not a success looks like.
//
//   {"type":"unknown_case","title":"…","status":404,"detail":"…"}     application/problem+json
//
// `type` is the Error's stable word (a relative reference, as the RFC allows): programs branch on it and on nothing
// else. An answer never holds a stack, SQL or personal data: what went wrong inside is said only as "internal".
#pragma once

#include "server/http/message.h"

namespace veldpost::http {

// How long a client is asked to stay away, in seconds; it adds its own jitter.
inline constexpr int kRetryAfterSeconds = 1;
// After a day's quota: by then it takes the next few megabytes.
inline constexpr int kRetryAfterDaySeconds = 300;

// Malformed and Usage 400 · Locked 401 · NotFound 404 · Conflict 409 · TooLarge 413 · Busy 503 (429 for the types
// too_many_requests and too_much_today) · everything else 500.
int statusOf(const Error& error);

// The answer that says `error`. 401 carries WWW-Authenticate, 429 and 503 carry Retry-After;
// for 500 the error's own words stay inside.
Response problem(const Error& error);

// A problem of HTTP itself, which has no Error kind: 405, 411, 403 …
Response problem(int status, std::string_view type, std::string_view title, std::string_view detail = {});

Response notFound();
Response methodNotAllowed(std::string_view allow);  // `allow`: "GET, POST"
Response bodyTooLarge(std::size_t limitBytes);
Response internalProblem();
Response overloaded();
Response tooManyAtOnce();  // 429: the caller's own line is full
Response draining();
// 404 for what no route takes: `other_protocol` where the path is one of another version of the protocol.
Response notRouted(const std::vector<std::string>& segments);

}  // namespace veldpost::http
