#include "client/engine/server_calls.h"

#include "client/engine/lease.h"
#include "client/engine/outbox.h"

#include <algorithm>

namespace veldpost::engine {

using protocol::SessionAnswer;

namespace {
constexpr char kAppVersion[] = VELDPOST_VERSION;
constexpr char kProxyAlone[] = "unavailable";  // our own proxy's word when no server is behind it
}  // namespace

Error serverSetBack()
{
    return {ErrorKind::Busy, "receipt_outdated", "The server was set back and is asked anew",
            "what is here stays saved"};
}

Error problemOf(const HttpAnswer& answer)
{
    const bool isOurs = answer.cbor || answer.json;
    const Error notReached{ErrorKind::Unreachable, "server_not_reached", "The server could not be reached",
                           "something before it answered; what is here stays saved"};
    const bool proxyAlone = !isOurs && (answer.status == 502 || answer.status == 503 || answer.status == 504);
    if (proxyAlone) return notReached;
    // 413 is said by proxies too, and means what it says.
    if (!isOurs && answer.status != 413)
        return {ErrorKind::Unreachable, "not_veldpost", "Something else than the server answered",
                "a log-in page of the network, perhaps; what is here stays saved"};
    // Ours to complain of, and no word of the server on what was sent.
    if (answer.status < 400)
        return {ErrorKind::Failed, "bad_answer", "The server's answer cannot be read", std::to_string(answer.status)};
    Error problem = protocol::problemFrom(answer.status, answer.body);
    return problem.type == kProxyAlone ? notReached : problem;
}

Result<Json> readAnswer(const HttpAnswer& answer)
{
    const bool isOurs = answer.cbor || answer.json;
    if (!isOurs || answer.status != 200) return problemOf(answer);
    auto message = protocol::readMessage(answer.body, answer.cbor);
    if (!message.ok()) return Error{ErrorKind::Failed, "bad_answer", "The server's answer cannot be read", message.error().detail};
    return message;
}

void ServerCalls::openSession(std::function<void(Result<SessionAnswer>)> done)
{
    sendPlain("/v1/session/challenge", protocol::ChallengeRequest{m_store.identity().device()}.toJson(),
              [this, done = std::move(done)](Result<Json> json) mutable {
                  if (!json.ok()) return done(std::move(json).error());
                  auto challenge = protocol::ChallengeAnswer::fromJson(*json);
                  if (!challenge.ok()) return done(std::move(challenge).error());
                  proveDevice(challenge->challenge, std::move(done));
              });
}

void ServerCalls::proveDevice(const std::string& challenge, std::function<void(Result<SessionAnswer>)> done)
{
    const DeviceId device = m_store.identity().device();
    protocol::SessionRequest request{device, challenge, {}, kAppVersion, {}};
    const auto unsent = Outbox(m_store).count();
    if (!unsent.ok()) return done(unsent.error());
    request.unsent = *unsent;
    request.certificate = m_store.identity().certificate;
    request.signature = m_store.deviceKey().signFor(crypto::Purpose::Session, protocol::sessionBytes(device, challenge));
    sendPlain("/v1/session", request.toJson(), [this, done = std::move(done)](Result<Json> json) {
        if (!json.ok()) return done(std::move(json).error());
        auto answer = SessionAnswer::fromJson(*json);
        if (!answer.ok()) return done(std::move(answer).error());
        // A tenth early, so that a slow line does not meet an ended session.
        m_sessionEndsMs = m_clock.monotonicMs() + answer->expiresInMs / 10 * 9;
        m_session = *answer;
        Contact contact{answer->serverTimeMs};
        if (!answer->deliverOnly) contact.leaseMs = answer->leaseMs;
        const Status kept = Lease(m_store, m_clock).take(contact);
        if (!kept.ok()) return done(kept.error());
        done(*m_session);
    });
}

namespace {
ServerCalls::Raw reading(ServerCalls::Answered done)
{
    return [done = std::move(done)](Result<HttpAnswer> answer) {
        if (!answer.ok()) return done(std::move(answer).error());
        done(readAnswer(*answer));
    };
}
}  // namespace

void ServerCalls::get(const std::string& path, std::int64_t timeoutMs, Answered done)
{
    send({{"GET", path, "", "", timeoutMs}}, reading(std::move(done)));
}

void ServerCalls::post(const std::string& path, std::string cborBody, Answered done)
{
    send({{"POST", path, "", std::move(cborBody)}}, reading(std::move(done)));
}

void ServerCalls::request(HttpRequest request, Raw done)
{
    send({std::move(request)}, std::move(done));
}

void ServerCalls::sendPlain(const std::string& path, const Json& body, Answered done)
{
    HttpRequest request{"POST", path, "", revision::writeCbor(body)};
    m_bytesSent += static_cast<std::int64_t>(request.body.size());
    m_transport.send(std::move(request), [this, done = std::move(done)](Result<HttpAnswer> answer) {
        if (!answer.ok()) return done(std::move(answer).error());
        m_bytesReceived += static_cast<std::int64_t>(answer->body.size());
        done(readAnswer(*answer));
    });
}

void ServerCalls::send(Call call, Raw done)
{
    if (!m_session || m_clock.monotonicMs() >= m_sessionEndsMs) {
        m_session.reset();
        openSession([this, call = std::move(call), done = std::move(done)](Result<SessionAnswer> session) mutable {
            if (!session.ok()) return done(std::move(session).error());
            call.mayRenew = false;
            send(std::move(call), std::move(done));
        });
        return;
    }
    call.request.token = m_session->token;
    m_bytesSent += static_cast<std::int64_t>(call.request.body.size());
    HttpRequest request = call.request;
    m_transport.send(std::move(request), [this, call = std::move(call), done = std::move(done)](auto answer) mutable {
        answered(std::move(call), std::move(answer), std::move(done));
    });
}

void ServerCalls::answered(Call call, Result<HttpAnswer> answer, Raw done)
{
    if (!answer.ok()) return done(std::move(answer).error());
    m_bytesReceived += static_cast<std::int64_t>(answer->body.size());
    m_retryAfterMs = answer->retryAfterMs;
    if (answer->status == 401 && call.mayRenew) {
        m_session.reset();
        send(std::move(call), std::move(done));
        return;
    }
    done(std::move(answer));
}

}  // namespace veldpost::engine
