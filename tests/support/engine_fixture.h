// A region without a server: keys, certificates and homes for tests of the client's engine, all from one seed.
#pragma once

#include "client/engine/inbox.h"
#include "client/engine/local_store.h"
#include "client/engine/open_home.h"

#include <QtCore/QTemporaryDir>

namespace veldpost::test {

// Somebody else's device, able to write revisions by hand.
struct Writer {
    UserId user;
    DeviceId device;
    crypto::SigningKey key;
    protocol::Certificate certificate;
    std::int64_t n = 0;  // of the one chain the tests use
    RevisionId last = {};
};

class EngineFixture {
public:
    explicit EngineFixture(std::uint64_t seed = 1)
        : random(seed), serverKey(crypto::SigningKey::generate(random)),
          region(makeUuid7<RegionId>(clock.nowMs(), random))
    {
    }

    Writer writer()
    {
        Writer w{makeUuid7<UserId>(clock.nowMs(), random), makeUuid7<DeviceId>(clock.nowMs(), random),
                 crypto::SigningKey::generate(random), {}};
        w.certificate = certificateFor(w.user, w.device, w.key);
        return w;
    }

    protocol::Certificate certificateFor(const UserId& user, const DeviceId& device, const crypto::SigningKey& key)
    {
        protocol::Certificate c;
        c.region = region;
        c.user = user;
        c.device = device;
        c.key = key.publicKey();
        c.issuedAtMs = clock.nowMs();
        c.epoch = "epoch-1";
        return protocol::issueCertificate(c, serverKey);
    }

    // A home in its own folder; REQUIRES: `name` not used before
    std::unique_ptr<engine::OpenHome> home(const std::string& name, const std::string& role = "wijkteam")
    {
        const Writer me = writer();
        engine::Identity identity;
        identity.certificate = me.certificate;
        identity.serverKey = serverKey.publicKey();
        identity.role = role;
        identity.userName = name;
        auto made = engine::OpenHome::create(file(name), dataKey(), identity, me.key, clock, random);
        VELDPOST_CHECK(made.ok());
        return std::move(made).value();
    }

    Result<std::unique_ptr<engine::OpenHome>> reopen(const std::string& name, engine::OpenFor what = engine::OpenFor::Content)
    {
        return engine::OpenHome::open(file(name), dataKey(), clock, random, what);
    }

    std::string file(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }
    static crypto::SecretBytes dataKey()
    {
        const std::array<std::uint8_t, 32> bytes{7};
        return crypto::SecretBytes(bytes);
    }

    // The next revision of the writer's chain in this case (part general).
    revision::SignedRevision write(Writer& w, const CaseId& caseId, const RecordId& record, const std::string& kind,
                                   const revision::Json& set, std::vector<RevisionId> parents = {})
    {
        revision::Header h;
        h.region = region;
        h.caseId = caseId;
        h.record = record;
        h.kind = kind;
        std::sort(parents.begin(), parents.end());
        h.parents = std::move(parents);
        h.user = w.user;
        h.device = w.device;
        h.n = w.n + 1;
        if (w.n > 0) h.prev = w.last;
        h.atMs = clock.nowMs();
        revision::Payload payload{revision::makeSalt(random), set, {}};
        auto rev = revision::signRevision(std::move(h), payload.canonicalBytes(), w.key);
        w.n = rev.header.n;
        w.last = rev.id;
        return rev;
    }

    RecordId newRecord() { return makeUuid7<RecordId>(clock.nowMs(), random); }

    protocol::PullPage page(const Writer& w, const std::vector<revision::SignedRevision>& revisions,
                            const std::string& cursor = "c1")
    {
        protocol::PullPage p;
        p.certificates = {w.certificate};
        for (const auto& rev : revisions) p.revisions.push_back({rev, clock.nowMs(), {}});
        p.cursor = cursor;
        p.epoch = "epoch-1";
        return p;
    }

    FakeClock clock;
    SeededRandom random;
    crypto::SigningKey serverKey;
    RegionId region;

private:
    QTemporaryDir m_folder;
};

}  // namespace veldpost::test
