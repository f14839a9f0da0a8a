#include "server/engine/accounts.h"

#include "server/engine/admission.h"
#include "server/engine/lasting.h"
#include "server/engine/lease_terms.h"
#include "shared/crypto/hash.h"
#include "shared/protocol/limits.h"

namespace veldpost::server {

namespace {

// Many devices of one office come from one address, and are enrolled on one morning; the code itself has 125 bits.
constexpr double kEnrolBurst = 100, kEnrolPerSecond = 2;
// A device needs one session in fifteen minutes.
constexpr double kSessionBurst = 30, kSessionPerSecond = 1;
// An office has some hundred devices behind one address, and all may come back at once after a power cut.
constexpr double kAddressBurst = 500, kAddressPerSecond = 20;
constexpr std::size_t kChallengesMax = 100'000;
constexpr std::size_t kTokensMax = 200'000;

Error locked(const char* type, const char* title, const char* detail = "")
{
    return {ErrorKind::Locked, type, title, detail};
}

Error notEnrolled()
{
    return locked("not_enrolled", "This device is not enrolled here", "Or its challenge was too old; ask for a new one.");
}

// The heads of all its chains, added up.
Result<std::int64_t> heldOf(View& view, const DeviceId& device)
{
    std::int64_t sum = 0;
    for (std::optional<revision::ChainKey> after;;) {
        VELDPOST_ASSIGN(const auto chains, view.chainsOf(device, after, protocol::kPageRevisionsMax));
        for (const protocol::Receipt& chain : chains) sum += chain.n;
        if (chains.size() < protocol::kPageRevisionsMax) return sum;
        after = revision::ChainKey{device, chains.back().caseId, chains.back().part};
    }
}

// What enrolment finds out inside the transaction.
struct Enrolment {
    protocol::EnrolRequest request;
    std::string accessPoint;
    std::optional<Error> refusal;
    protocol::EnrolAnswer answer;
};

std::optional<Error> againstInvitation(const std::optional<InvitationRow>& row, std::int64_t nowMs)
{
    if (!row) return locked("bad_code", "The code is not right", "Check it, or ask for a new invitation.");
    if (row->usedAtMs) return locked("code_used", "The code has been used", "Ask for a new invitation.");
    if (nowMs >= row->expiresAtMs) return locked("code_expired", "The code is too old", "Ask for a new invitation.");
    return std::nullopt;
}

Status writeEnrolment(Work& work, Enrolment& e, const ServerKeys& keys, const DeviceId& newDevice)
{
    const Sha256 hash = codeHash(e.request.code);
    VELDPOST_ASSIGN(const auto invitation, work.change.invitation(hash));
    e.refusal = againstInvitation(invitation, work.nowMs);
    if (e.refusal) return done();
    VELDPOST_ASSIGN(const auto user, work.change.user(invitation->user));
    VELDPOST_CHECK(user.has_value());
    if (user->disabled) {
        e.refusal = locked("user_disabled", "This user is disabled", "Ask the coordinator.");
        return done();
    }
    VELDPOST_ASSIGN(const auto region, work.change.region(user->region));
    VELDPOST_CHECK(region.has_value());
    protocol::Certificate fields;
    fields.region = user->region;
    fields.device = newDevice;
    fields.user = user->id;
    fields.key = e.request.key;
    fields.issuedAtMs = work.nowMs;
    fields.epoch = keys.epoch;
    const auto certificate = protocol::issueCertificate(std::move(fields), keys.signing);
    VELDPOST_TRY(work.change.addDevice({certificate, work.nowMs, work.nowMs, 0, false}));
    VELDPOST_TRY(work.change.setInvitationUsed(hash, work.nowMs));
    VELDPOST_TRY(keepUsedCode(work.change, hash));
    const std::string role(user->role ? model::roleWord(*user->role) : "");
    VELDPOST_ASSIGN(const std::int64_t leaseMs, leaseMsOf(work.change, user->role));
    e.answer = {certificate, keys.signing.publicKey(), region->recoveryPublic, role,
                user->name,  keys.epoch,               leaseMs,                work.nowMs};
    AuditEvent event;
    event.code = "enrol";
    event.action = AuditAction::Create;
    event.atMs = work.nowMs;
    event.user = user->id;
    event.role = role;
    event.device = newDevice;
    event.accessPoint = e.accessPoint;
    event.caseId = *CaseId::fromBytes(user->region.bytes());
    event.object = newDevice.text();
    return work.audit.add(event);
}

}  // namespace

Sha256 codeHash(std::string_view code)
{
    std::string plain;
    for (const char c : code) {
        if (c == '-' || c == ' ') continue;
        plain.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
    }
    return crypto::sha256("veldpost-invitation-v1\n" + plain);
}

Accounts::Accounts(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock,
                   RandomSource& random, Presence& presence)
    : m_store(store), m_committer(committer), m_keys(keys), m_clock(clock), m_random(random), m_presence(presence),
      m_enrolLimit(clock, kEnrolBurst, kEnrolPerSecond), m_sessionLimit(clock, kSessionBurst, kSessionPerSecond),
      m_addressLimit(clock, kAddressBurst, kAddressPerSecond)
{
}

void Accounts::enrol(const protocol::EnrolRequest& request, const std::string& accessPoint, EnrolDone done)
{
    if (const Status allowed = m_enrolLimit.take(accessPoint); !allowed.ok()) return done(allowed.error());
    if (!request.key.isStrong())
        return done(Error{ErrorKind::Malformed, "weak_key", "The public key is not usable", "Make a new one."});
    const auto device = makeUuid7<DeviceId>(m_clock.nowMs(), m_random);
    // Shared because the two halves of the job both hold it, and std::function wants to copy.
    auto enrolment = std::make_shared<Enrolment>(Enrolment{request, accessPoint, {}, {}});
    m_committer.submit({.run = [this, enrolment, device](Work& work) {
                            return writeEnrolment(work, *enrolment, m_keys, device);
                        },
                        .done =
                            [enrolment, done = std::move(done)](const Status& status) {
                                if (!status.ok()) return done(status.error());
                                if (enrolment->refusal) return done(std::move(*enrolment->refusal));
                                done(std::move(enrolment->answer));
                            }});
}

std::string Accounts::randomHex()
{
    std::array<std::uint8_t, 32> bytes;
    m_random.fill(bytes);
    return toHex(bytes);
}

Result<protocol::ChallengeAnswer> Accounts::challenge(const protocol::ChallengeRequest& request,
                                                      const std::string& accessPoint)
{
    // By address as well: the device is whatever the caller says it is.
    VELDPOST_TRY(m_addressLimit.take(accessPoint));
    VELDPOST_TRY(m_sessionLimit.take(request.device.text() + " " + accessPoint));
    const std::int64_t nowMs = m_clock.monotonicMs();
    const std::lock_guard lock(m_mutex);
    if (m_challenges.size() >= kChallengesMax)
        std::erase_if(m_challenges, [&](const auto& entry) { return nowMs >= entry.second.untilMs; });
    if (m_challenges.size() >= kChallengesMax)
        return Error{ErrorKind::Busy, "too_many_requests", "Too many attempts", "Try again in a moment."};
    const Challenge made{randomHex(), nowMs + protocol::kChallengeMs};
    m_challenges[request.device] = made;
    return protocol::ChallengeAnswer{made.text};
}

bool Accounts::takeChallenge(const DeviceId& device, const std::string& text)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_challenges.find(device);
    if (it == m_challenges.end()) return false;
    const Challenge challenge = it->second;
    m_challenges.erase(it);  // whatever comes of it, it was used
    return m_clock.monotonicMs() < challenge.untilMs &&
           crypto::equalSecret(crypto::asBytes(challenge.text), crypto::asBytes(text));
}

Result<std::string> Accounts::issueToken(const Session& session)
{
    const std::int64_t nowMs = m_clock.monotonicMs();
    const std::lock_guard lock(m_mutex);
    if (m_tokens.size() >= kTokensMax)
        std::erase_if(m_tokens, [&](const auto& entry) { return nowMs >= entry.second.untilMs; });
    if (m_tokens.size() >= kTokensMax)
        return Error{ErrorKind::Busy, "too_many_requests", "Too many sessions", "Try again in a moment."};
    std::string token = randomHex();
    m_tokens.emplace(crypto::sha256(token), Token{session, nowMs + protocol::kSessionMs});
    return token;
}

Result<Session> Accounts::sessionOf(const protocol::SessionRequest& request, const std::string& accessPoint,
                                    AuditEvent& event, protocol::SessionAnswer& answer)
{
    if (!takeChallenge(request.device, request.challenge)) return notEnrolled();
    VELDPOST_TRY(readmit(request, accessPoint));
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(const auto device, view->device(request.device));
    if (!device) return notEnrolled();
    const protocol::Certificate& certificate = device->certificate;
    const std::string bytes = protocol::sessionBytes(request.device, request.challenge);
    if (!crypto::verifyFor(crypto::Purpose::Session, certificate.key, bytes, request.signature)) return notEnrolled();
    VELDPOST_ASSIGN(const auto user, view->user(certificate.user));
    VELDPOST_CHECK(user.has_value());
    event.role = user->role ? model::roleWord(*user->role) : "";
    VELDPOST_ASSIGN(answer.leaseMs, leaseMsOf(*view, user->role));
    VELDPOST_ASSIGN(answer.held, heldOf(*view, request.device));
    answer.deliverOnly = device->revoked || user->disabled;
    VELDPOST_ASSIGN(const auto wipe, view->wipe(request.device));
    if (wipe && !wipe->receipt && answer.deliverOnly) answer.wipe = wipe->order;
    return Session{certificate.device, certificate.user, certificate.region,
                   certificate.key,    answer.deliverOnly, accessPoint};
}

// A device that was enrolled after the backup this server was restored from; nothing for one that is known.
Status Accounts::readmit(const protocol::SessionRequest& request, const std::string& accessPoint)
{
    {
        VELDPOST_ASSIGN(const auto view, m_store.view());
        VELDPOST_ASSIGN(const auto known, view->device(request.device));
        if (known || !request.certificate || request.certificate->device != request.device) return done();
        VELDPOST_ASSIGN(const bool ours, isOurs(*view, m_keys, *request.certificate));
        const std::string bytes = protocol::sessionBytes(request.device, request.challenge);
        const bool holds = crypto::verifyFor(crypto::Purpose::Session, request.certificate->key, bytes, request.signature);
        if (!ours || !holds) return done();
    }
    return m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        const protocol::Certificate& certificate = *request.certificate;
        VELDPOST_TRY(admitDevice(work.change, certificate));
        AuditEvent event;
        event.code = "readmit";
        event.action = AuditAction::Create;
        event.atMs = work.nowMs;
        event.user = certificate.user;
        event.device = certificate.device;
        event.accessPoint = accessPoint;
        event.caseId = *CaseId::fromBytes(certificate.region.bytes());
        event.object = certificate.device.text();
        return work.audit.add(event);
    }});
}

Result<protocol::SessionAnswer> Accounts::openSession(const protocol::SessionRequest& request,
                                                      const std::string& accessPoint)
{
    AuditEvent event;
    protocol::SessionAnswer answer;
    VELDPOST_ASSIGN(const Session session, sessionOf(request, accessPoint, event, answer));
    event.code = "session";
    event.action = AuditAction::Execute;
    event.atMs = m_clock.nowMs();
    event.user = session.user;
    event.device = session.device;
    event.accessPoint = accessPoint;
    event.caseId = *CaseId::fromBytes(session.region.bytes());
    if (session.deliverOnly) event.outcome = "deliver_only";
    Status noted = m_committer.submitAndWait({.run = [&](Work& work) -> Status {
        VELDPOST_TRY(work.change.setDeviceReport(session.device, request.app, request.unsent));
        return work.audit.add(event);
    }, .turn = session.device});
    VELDPOST_TRY(std::move(noted));
    VELDPOST_ASSIGN(answer.token, issueToken(session));
    m_presence.seen(session.device, m_clock.nowMs());
    answer.expiresInMs = protocol::kSessionMs;
    answer.epoch = m_keys.epoch;
    answer.serverTimeMs = m_clock.nowMs();
    return answer;
}

std::optional<DeviceId> Accounts::deviceOf(std::string_view token)
{
    const Sha256 hash = crypto::sha256(token);
    const std::lock_guard lock(m_mutex);
    const auto it = m_tokens.find(hash);
    if (it == m_tokens.end() || m_clock.monotonicMs() >= it->second.untilMs) return std::nullopt;
    return it->second.session.device;
}

Result<Session> Accounts::authenticate(std::string_view token, const std::string& accessPoint)
{
    const Error none = locked("no_session", "There is no session", "Begin a new one.");
    Session session;
    {
        const std::lock_guard lock(m_mutex);
        const auto it = m_tokens.find(crypto::sha256(token));
        if (it == m_tokens.end()) return none;
        if (m_clock.monotonicMs() >= it->second.untilMs) {
            m_tokens.erase(it);
            return none;
        }
        session = it->second.session;
    }
    VELDPOST_ASSIGN(const auto view, m_store.view());
    VELDPOST_ASSIGN(const auto device, view->device(session.device));
    VELDPOST_ASSIGN(const auto user, view->user(session.user));
    if (!device || !user) return none;
    session.deliverOnly = device->revoked || user->disabled;
    session.accessPoint = accessPoint;
    return session;
}

}  // namespace veldpost::server
