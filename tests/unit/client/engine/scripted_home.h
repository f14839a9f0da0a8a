// A home whose server is the test: its requests wait until they are answered by hand.
#pragma once

#include "client/engine/server_calls.h"
#include "client/engine/sync_engine.h"
#include "shared/protocol/offer.h"
#include "tests/support/engine_fixture.h"

namespace veldpost::test {

using namespace engine;

// A server by hand: requests wait until the test answers them.
class ScriptedTransport final : public Transport {
public:
    void send(HttpRequest request, Done done) override { m_waiting.push_back({std::move(request), std::move(done)}); }
    void cancelAll() override { m_waiting.clear(); }

    bool asked(const std::string& path) const { return !m_waiting.empty() && m_waiting.front().request.path.starts_with(path); }
    const std::string& path() const { return m_waiting.front().request.path; }
    // What the request that waits bears.
    revision::Json body() const { return revision::readCbor(m_waiting.front().request.body).value(); }
    std::size_t waiting() const { return m_waiting.size(); }
    void answer(HttpAnswer answer) { next()(std::move(answer)); }
    void answer(const revision::Json& json)
    {
        HttpAnswer out{.status = 200, .body = revision::writeCbor(json)};
        out.cbor = true;
        answer(std::move(out));
    }
    void fail(const char* type) { next()(Error{ErrorKind::Unreachable, type, "", ""}); }

private:
    struct Waiting {
        HttpRequest request;
        Done done;
    };
    Done next()
    {
        VELDPOST_CHECK(!m_waiting.empty());
        Done done = std::move(m_waiting.front().done);
        m_waiting.erase(m_waiting.begin());
        return done;
    }
    std::vector<Waiting> m_waiting;
};

inline HttpAnswer textAnswer(int status, const std::string& body, bool json)
{
    HttpAnswer answer{.status = status, .body = body};
    answer.json = json;
    return answer;
}

// A home whose server is the test.
struct Scripted {
    EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    ScriptedTransport* server = new ScriptedTransport;  // owned by the home
    SyncEngine& sync = home->connect(std::unique_ptr<Transport>(server));

    void openSession()
    {
        VELDPOST_CHECK(server->asked("/v1/session/challenge"));
        server->answer(protocol::ChallengeAnswer{"abc"}.toJson());
        protocol::SessionAnswer session;
        session.token = "t";
        session.expiresInMs = 900'000;
        session.epoch = epoch;
        session.leaseMs = 1000;
        session.deliverOnly = deliverOnly;
        server->answer(session.toJson());
        if (server->asked("/v1/have")) server->answer(protocol::HaveAnswer{{}, "", epoch}.toJson());
    }
    void page(const std::string& cursor, bool more)
    {
        VELDPOST_CHECK(server->asked("/v1/pull"));
        protocol::PullPage page;
        page.cursor = cursor;
        page.more = more;
        page.epoch = epoch;
        server->answer(page.toJson());
    }
    // All of the outbox, up to this place of one chain.
    void pushed(const CaseId& caseId, std::int64_t upTo)
    {
        VELDPOST_CHECK(server->asked("/v1/push"));
        protocol::PushAnswer answer;
        answer.epoch = epoch;
        const revision::Json sent = server->body();
        answer.results.assign(sent["revisions"].size(), {protocol::Outcome::Stored, "", world.clock.nowMs(), protocol::Stamp()});
        answer.receipts = {{caseId, Part::General, upTo, idAt(caseId, upTo)}};
        server->answer(answer.toJson());
    }
    // To the question that begins what is offered in each epoch.
    void nothingMissing()
    {
        VELDPOST_CHECK(server->asked("/v1/offer/ask"));
        server->answer(protocol::OfferWish{{}, {}, epoch}.toJson());
    }
    // Of the device's own.
    RevisionId idAt(const CaseId& caseId, std::int64_t n)
    {
        auto q = home->store().db().prepare("SELECT id FROM revisions WHERE case_id = ? AND n = ? AND device = ?");
        q->bindAll(caseId, n, home->identity().device());
        VELDPOST_CHECK(q->step().value());
        return q->hash<RevisionId>(0);
    }
    std::string epoch = "e1";
    bool deliverOnly = false;
};

}  // namespace veldpost::test
