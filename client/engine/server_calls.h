// Calls to the server in the name of this device: opens a session when there is none, once more when it has ended.
#pragma once

#include "client/engine/local_store.h"
#include "client/engine/transport.h"
#include "shared/protocol/messages.h"

#include <functional>

namespace veldpost::engine {

// `receipt_outdated`: what the server said before holds no more, and it is asked anew in the next round.
Error serverSetBack();

class ServerCalls {
public:
    using Answered = std::function<void(Result<Json>)>;
    using Raw = std::function<void(Result<HttpAnswer>)>;

    ServerCalls(LocalStore& store, Transport& transport, const Clock& clock)
        : m_store(store), m_transport(transport), m_clock(clock)
    {
    }

    // Opens a new session; its answer holds epoch and lease.
    void openSession(std::function<void(Result<protocol::SessionAnswer>)> done);
    // With the session's token; a 401 renews it once. Errors: those of the Transport and of problem documents.
    void get(const std::string& path, std::int64_t timeoutMs, Answered done);
    void post(const std::string& path, std::string cborBody, Answered done);
    // Any request with the session's token. Of what status the answer is stays the caller's to look at: problemOf().
    void request(HttpRequest request, Raw done);
    // The device is another one from now on.
    void forgetSession() { m_session.reset(); }
    // Whether the session that is open may only deliver.
    bool deliverOnly() const { return m_session && m_session->deliverOnly; }
    // How long the last answer asks to wait, once; 0: it does not say.
    std::int64_t takeRetryAfterMs() { return std::exchange(m_retryAfterMs, 0); }

    // Bytes of bodies, both ways, since the beginning: for people who pay for mobile data, and for the bench.
    std::int64_t bytesSent() const { return m_bytesSent; }
    std::int64_t bytesReceived() const { return m_bytesReceived; }

private:
    struct Call {
        HttpRequest request;
        bool mayRenew = true;
    };
    void send(Call call, Raw done);
    void sendPlain(const std::string& path, const Json& body, Answered done);
    void answered(Call call, Result<HttpAnswer> answer, Raw done);
    void proveDevice(const std::string& challenge, std::function<void(Result<protocol::SessionAnswer>)> done);

    LocalStore& m_store;
    Transport& m_transport;
    const Clock& m_clock;
    std::optional<protocol::SessionAnswer> m_session;
    std::int64_t m_sessionEndsMs = 0;  // monotonic
    std::int64_t m_retryAfterMs = 0;
    std::int64_t m_bytesSent = 0;
    std::int64_t m_bytesReceived = 0;
};

// The problem an answer stands for that is not what was asked for.
Error problemOf(const HttpAnswer& answer);
// A body's value, or the problem it is.
Result<Json> readAnswer(const HttpAnswer& answer);

}  // namespace veldpost::engine
