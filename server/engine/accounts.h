// Enrolment and sessions (protocol §3).
//
// Invariants: 1. An invitation's code serves once. 2. A challenge serves once, for a minute. 3. Tokens are kept as
// hashes, in memory: a restarted server asks every device for a new session. 4. A token's device is judged anew at
// every use: one that was revoked, or whose user was disabled, may only deliver from then on.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/presence.h"
#include "server/engine/rate_limiter.h"
#include "server/engine/session.h"

namespace veldpost::server {

class Accounts {
public:
    Accounts(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock, RandomSource& random,
             Presence& presence);

    using EnrolDone = std::function<void(Result<protocol::EnrolAnswer>)>;
    // Durable when `done` runs. Errors (Locked): bad_code, code_expired, code_used, user_disabled; weak_key
    // (Malformed); too_many_requests (Busy).
    void enrol(const protocol::EnrolRequest& request, const std::string& accessPoint, EnrolDone done);

    // Answers for every device id, enrolled or not: who is enrolled is not told here.
    Result<protocol::ChallengeAnswer> challenge(const protocol::ChallengeRequest& request,
                                                const std::string& accessPoint);
    // Waits until its audit entry is durable. Error `not_enrolled` (Locked): unknown device, wrong signature, unknown,
    // used or old challenge; all alike. REQUIRES: not the committer's thread
    Result<protocol::SessionAnswer> openSession(const protocol::SessionRequest& request,
                                                const std::string& accessPoint);

    // Whose token it is, when authenticate() would look any further. Never waits.
    std::optional<DeviceId> deviceOf(std::string_view token);
    // Errors (Locked): no_session for a token that is unknown or over.
    Result<Session> authenticate(std::string_view token, const std::string& accessPoint);

private:
    struct Challenge {
        std::string text;
        std::int64_t untilMs;
    };
    struct Token {
        Session session;
        std::int64_t untilMs;
    };
    bool takeChallenge(const DeviceId& device, const std::string& text);
    Result<Session> sessionOf(const protocol::SessionRequest& request, const std::string& accessPoint,
                              AuditEvent& event, protocol::SessionAnswer& answer);
    Status readmit(const protocol::SessionRequest& request, const std::string& accessPoint);
    Result<std::string> issueToken(const Session& session);
    std::string randomHex();

    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
    const Clock& m_clock;
    RandomSource& m_random;
    Presence& m_presence;
    RateLimiter m_enrolLimit;
    RateLimiter m_sessionLimit;
    RateLimiter m_addressLimit;

    std::mutex m_mutex;
    std::map<DeviceId, Challenge> m_challenges;
    std::map<Sha256, Token> m_tokens;
};

// Hash under which an invitation's code is kept. Dashes and spaces do not count, nor does the case of letters.
Sha256 codeHash(std::string_view code);

}  // namespace veldpost::server
