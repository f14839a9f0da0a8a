// A whole server in one process without threads or network, and devices that write as real ones do.
#pragma once

#include "server/engine/engine.h"
#include "server/store/sqlcipher_store.h"
#include "shared/protocol/limits.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

namespace veldpost::server {

using model::Role;
using protocol::Outcome;
using revision::Json;
using revision::Part;

// The value of a Result, or an abort that says why not.
template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

template <typename T>
QString typeOf(const Result<T>& result)
{
    return result.ok() ? QStringLiteral("ok") : QString::fromStdString(result.error().type);
}

inline storage::Key fixtureKey()
{
    std::array<std::uint8_t, storage::Key::kBytes> bytes;
    bytes.fill(9);
    return storage::Key(bytes);
}

struct ServerWorld {
    explicit ServerWorld(std::uint64_t seed = 1) : random(seed)
    {
        store = must(store::SqlcipherStore::create(folder.path().toStdString() + "/store.db", fixtureKey(), clock));
        must(Engine::found(*store, clock, random));
        restart();
        region = must(engine->admin().addRegion("RR", "Rotterdam"));
    }

    // As a stopped and started process: sessions and challenges are gone.
    void restart()
    {
        engine.reset();
        engine = must(Engine::open(*store, clock, random, Engine::Mode::Inline));
    }

    QTemporaryDir folder;
    FakeClock clock;
    SeededRandom random;
    std::unique_ptr<store::SqlcipherStore> store;
    std::unique_ptr<Engine> engine;
    RegionId region;
};

// As somebody with the key and a hand in the file: the process is stopped, the store changed, the process started.
inline void tamper(ServerWorld& world, storage::Sql sql)
{
    world.engine.reset();
    world.store.reset();
    {
        const auto path = world.folder.path().toStdString() + "/store.db";
        auto db = must(storage::Database::open(path, fixtureKey(), storage::OpenMode::Existing));
        must(db->exec(sql));
    }
    world.store = must(store::SqlcipherStore::open(world.folder.path().toStdString() + "/store.db", fixtureKey(), world.clock));
    world.restart();
}

// Written and signed, not sent yet.
using Written = revision::SignedRevision;

class TestDevice {
public:
    TestDevice(ServerWorld& world, const UserId& user) : m_world(world), m_key(crypto::SigningKey::generate(world.random))
    {
        const Invitation invitation = must(world.engine->admin().invite(user));
        Result<protocol::EnrolAnswer> answer = Error{};
        world.engine->accounts().enrol({invitation.code, m_key.publicKey()}, "test", [&](auto a) { answer = std::move(a); });
        enrolment = must(std::move(answer));
        begin();
    }

    // What goes on from `before` under a key of its own.
    TestDevice(ServerWorld& world, const TestDevice& before)
        : enrolment(before.enrolment), m_world(world), m_key(crypto::SigningKey::generate(world.random))
    {
        enrolment.certificate = must(before.rekey(m_key.publicKey())).certificate;
        begin();
    }

    Result<protocol::RekeyAnswer> rekey(const crypto::PublicKey& key) const
    {
        protocol::RekeyRequest request{id(), key, {}};
        request.signature = m_key.signFor(crypto::Purpose::Rekey, request.signedBytes(m_world.region));
        return m_world.engine->rekeys().rekey(session, request);
    }

    // The same work as `old` at the next place of this device's chain.
    Written again(const Written& old, std::vector<RevisionId> parents = {})
    {
        revision::Header header = old.header;
        header.device = id();
        header.parents = std::move(parents);
        header.replaces = old.id;
        ChainHead& head = m_chains[header.chain()];
        header.n = head.n + 1;
        header.prev = head.n > 0 ? std::optional(head.id) : std::nullopt;
        Written out = revision::signRevision(std::move(header), old.payloadBytes, m_key);
        head = {out.header.n, out.id};
        return out;
    }

    // A new session.
    void begin()
    {
        Accounts& accounts = m_world.engine->accounts();
        const auto challenge = must(accounts.challenge({id()}, "test")).challenge;
        const auto signature = m_key.signFor(crypto::Purpose::Session, protocol::sessionBytes(id(), challenge));
        protocol::SessionRequest request{id(), challenge, signature};
        request.certificate = enrolment.certificate;
        const auto answer = must(accounts.openSession(request, "test"));
        session = must(accounts.authenticate(answer.token, "test"));
    }

    const DeviceId& id() const { return enrolment.certificate.device; }
    const UserId& user() const { return enrolment.certificate.user; }
    const crypto::SigningKey& key() const { return m_key; }

    struct Draft {
        CaseId caseId;
        Part part = Part::General;
        RecordId record;
        std::string kind;
        Json set = Json::object();
        std::vector<RevisionId> parents = {};
        std::optional<std::string> reason = {};
    };

    // Signs at the next place of its chain, as if sent in this order.
    Written write(Draft draft)
    {
        revision::Header header;
        header.region = m_world.region;
        header.caseId = draft.caseId;
        header.part = draft.part;
        header.record = draft.record;
        header.kind = draft.kind;
        std::sort(draft.parents.begin(), draft.parents.end());
        header.parents = draft.parents;
        header.user = user();
        header.device = id();
        header.atMs = m_world.clock.nowMs();
        ChainHead& head = m_chains[header.chain()];
        header.n = head.n + 1;
        if (head.n > 0) header.prev = head.id;
        Written out = sign(std::move(header), draft.set, draft.reason);
        head = {out.header.n, out.id};
        return out;
    }

    Written sign(revision::Header header, const Json& set, const std::optional<std::string>& reason = {}) const
    {
        const revision::Payload payload{revision::makeSalt(m_world.random), set, reason};
        return revision::signRevision(std::move(header), payload.canonicalBytes(), m_key);
    }

    Written foundCase(const std::string& title)
    {
        const auto record = newRecord();
        const CaseId caseId = revision::foundedCaseId(m_world.region, user(), record);
        return write({caseId, Part::General, record, model::kCase, {{"title", title}}});
    }

    Written note(const CaseId& caseId, const std::string& text, Part part = Part::General)
    {
        return write({caseId, part, newRecord(), model::kNote, {{"text", text}}});
    }

    Written edit(const Written& base, const std::string& text)
    {
        return write({base.header.caseId, base.header.part, base.header.record, base.header.kind, {{"text", text}}, {base.id}});
    }

    Written share(const CaseId& caseId, const UserId& with, model::Right right, std::vector<RevisionId> parents = {})
    {
        Json set{{"right", model::rightWord(right)}};
        if (parents.empty()) set["user"] = with.text();
        return write({caseId, Part::General, revision::membershipRecordId(caseId, with), model::kMembership,
                      std::move(set), std::move(parents)});
    }

    Result<protocol::PushAnswer> tryPush(const std::vector<Written>& revisions)
    {
        protocol::RevisionPageWriter page;
        for (const Written& rev : revisions) page.add(rev);
        Result<protocol::PushAnswer> answer = Error{};
        m_world.engine->intake().push(session, page.take(), [&](auto a) { answer = std::move(a); });
        return answer;
    }

    protocol::PushAnswer push(const std::vector<Written>& revisions) { return must(tryPush(revisions)); }

    // "stored", "already", or "quarantined:reason" of a single one.
    QString pushOne(const Written& rev)
    {
        const auto result = push({rev}).results.at(0);
        QString word = QString::fromUtf8(outcomeWord(result.outcome).data());
        if (!result.reason.empty()) word += QLatin1Char(':') + QString::fromStdString(result.reason);
        return word;
    }

    Result<protocol::PullPage> pullPage(std::size_t limit = protocol::kPageRevisionsMax)
    {
        Result<protocol::PullPage> out = Error{};
        PullSink sink;
        sink.encode = [](const protocol::PullPage& page) { return revision::canonicalText(page.toJson()); };
        sink.send = [&](Result<std::string> body) {
            if (!body.ok()) out = std::move(body).error();
            else out = protocol::PullPage::fromJson(must(protocol::readMessage(*body, false)));
        };
        m_world.engine->feed().pull(session, {cursor, limit, 0}, std::move(sink));
        if (out.ok()) cursor = out->cursor;
        return out;
    }

    // Pages until there is no more. Bounded.
    std::vector<protocol::PullPage> pullAll(std::size_t limit = protocol::kPageRevisionsMax)
    {
        std::vector<protocol::PullPage> pages;
        for (int i = 0; i < 1000; ++i) {
            pages.push_back(must(pullPage(limit)));
            if (!pages.back().more) return pages;
        }
        qFatal("a pull that does not end");
    }

    // Ids of the revisions of all pages, in order, without the region's own dossier.
    std::vector<RevisionId> pullIds(std::size_t limit = protocol::kPageRevisionsMax)
    {
        std::vector<RevisionId> out;
        for (const auto& page : pullAll(limit))
            for (const auto& item : page.revisions)
                if (item.revision.header.caseId.bytes() != m_world.region.bytes()) out.push_back(item.revision.id);
        return out;
    }

    RecordId newRecord() { return makeUuid7<RecordId>(m_world.clock.nowMs(), m_world.random); }

    protocol::EnrolAnswer enrolment;
    Session session;
    std::string cursor;

private:
    ServerWorld& m_world;
    crypto::SigningKey m_key;
    std::map<revision::ChainKey, ChainHead> m_chains;
};

inline UserId addUser(ServerWorld& world, const std::string& name, Role role)
{
    return must(world.engine->admin().addUser("RR", name, role));
}

}  // namespace veldpost::server
