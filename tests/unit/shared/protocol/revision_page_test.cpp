#include "shared/protocol/revision_page.h"
#include "shared/crypto/hash.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::protocol;
using revision::Header;
using revision::SignedRevision;

namespace {

struct Maker {
    SeededRandom random;
    crypto::SigningKey key = crypto::SigningKey::generate(random);
    RegionId region = makeUuid7<RegionId>(1, random);
    UserId user = makeUuid7<UserId>(1, random);
    std::vector<DeviceId> devices = {makeUuid7<DeviceId>(1, random), makeUuid7<DeviceId>(2, random)};
    std::vector<CaseId> cases = {makeUuid7<CaseId>(1, random), makeUuid7<CaseId>(2, random)};
    std::map<revision::ChainKey, std::pair<std::int64_t, RevisionId>> chains;

    explicit Maker(std::uint64_t seed) : random(seed) {}

    // Every field drawn; chains continue, so that derived places are met as well as named ones.
    SignedRevision next()
    {
        Header h;
        h.region = region;
        h.user = user;
        h.device = devices[random.below(2)];
        h.caseId = cases[random.below(2)];
        h.part = revision::kAllParts[random.below(3)];
        h.record = makeUuid7<RecordId>(static_cast<std::int64_t>(random.below(1000)), random);
        h.kind = random.below(2) == 0 ? "note" : "person";
        h.kindVersion = 1 + static_cast<int>(random.below(2));
        h.atMs = static_cast<std::int64_t>(random.below(1 << 20));
        if (random.below(3) == 0) h.parents = {RevisionId(crypto::sha256(std::to_string(random.next64())).bytes())};
        if (random.below(5) == 0) h.replaces = RevisionId(crypto::sha256("old").bytes());
        if (random.below(5) == 0) h.enc = revision::Encryption{"x\"y", crypto::sha256("key")};
        auto& [n, id] = chains[h.chain()];
        h.n = n + 1;
        if (n > 0) h.prev = id;
        std::string payload = "payload " + std::to_string(random.next64());
        if (h.enc) payload += std::string("\0\xff\x80", 3);  // sealed bytes are no text
        SignedRevision rev = revision::signRevision(h, std::move(payload), key);
        n = rev.header.n;
        id = rev.id;
        if (random.below(6) == 0) rev.payloadBytes.clear();  // destroyed
        return rev;
    }
};

bool same(const SignedRevision& a, const SignedRevision& b)
{
    return a.id == b.id && a.headerBytes == b.headerBytes && a.payloadBytes == b.payloadBytes && a.signature == b.signature;
}

}  // namespace

class RevisionPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyPage_throughCborAndJson_isTheSame()
    {
        const bool held = rc::check("pages survive the wire", [](std::uint64_t seed) {
            Maker maker(seed);
            std::vector<SignedRevision> sent;
            RevisionPageWriter writer;
            for (std::uint64_t i = 0, count = maker.random.below(30); i < count; ++i) {
                SignedRevision rev = maker.next();
                if (maker.random.below(4) == 0) continue;  // a gap the page has to name
                writer.add(rev, static_cast<std::int64_t>(i), Stamp());
                sent.push_back(std::move(rev));
            }
            const Json items = writer.take();
            for (const bool cbor : {true, false}) {
                const auto wire = cbor ? revision::readCbor(revision::writeCbor(items))
                                       : revision::readJson(revision::canonicalText(items));
                RC_ASSERT(wire.ok());
                const auto read = readRevisionPage(*wire);
                RC_ASSERT(read.ok());
                RC_ASSERT(read->size() == sent.size());
                for (std::size_t i = 0; i < sent.size(); ++i) {
                    RC_ASSERT((*read)[i].ok());
                    RC_ASSERT(same((*read)[i]->revision, sent[i]));
                    RC_ASSERT((*read)[i]->receivedAtMs.has_value() && (*read)[i]->stamp.has_value());
                }
            }
        });
        QVERIFY(held);
    }

    void headerOfANewerVersion_keepsEveryByte()
    {
        Maker maker(5);
        const SignedRevision known = maker.next();
        Json json = known.header.toJson();
        json["v"] = 2;
        json["colour"] = nullptr;  // a null is a value there
        const auto newer = SignedRevision::fromParts(revision::canonicalText(json), "body", known.signature);
        QVERIFY(newer.ok());
        RevisionPageWriter writer;
        writer.add(known);
        writer.add(*newer);
        writer.add(maker.next());
        const auto read = readRevisionPage(writer.take());
        QVERIFY(read.ok() && (*read)[1].ok() && (*read)[2].ok());
        QVERIFY(same((*read)[1]->revision, *newer));
        QVERIFY(payloadMatches((*read)[2]->revision));
    }

    void oneKilobyteNote_takesLessThan1500Bytes()
    {
        Maker maker(6);
        RevisionPageWriter writer;
        Header h;
        h.region = maker.region;
        h.user = maker.user;
        h.device = maker.devices[0];
        h.caseId = maker.cases[0];
        h.kind = "note";
        for (int i = 0; i < 100; ++i) {
            h.record = makeUuid7<RecordId>(i, maker.random);
            h.atMs = 1'790'000'000'000 + i;
            revision::Payload payload{revision::makeSalt(maker.random), Json{{"text", std::string(1024, 'x')}}, {}};
            const auto rev = revision::signRevision(h, payload.canonicalBytes(), maker.key);
            h.n = rev.header.n + 1;
            h.prev = rev.id;
            writer.add(rev, h.atMs, Stamp());
        }
        const std::string wire = revision::writeCbor(writer.take());
        QVERIFY2(wire.size() / 100 <= 1500, qPrintable(QString::number(wire.size() / 100)));
    }

    void badItem_costsItselfAndWhatFollowsFromIt_notTheRest()
    {
        Maker maker(7);
        RevisionPageWriter writer;
        // Notes of one chain: each names its record and moment, and inherits the rest.
        Header h;
        h.region = maker.region;
        h.user = maker.user;
        h.device = maker.devices[0];
        h.caseId = maker.cases[0];
        h.kind = "note";
        std::vector<SignedRevision> sent;
        for (int i = 0; i < 4; ++i) {
            h.record = makeUuid7<RecordId>(i, maker.random);
            h.n = i + 1;
            if (i > 0) h.prev = sent.back().id;
            sent.push_back(revision::signRevision(h, "payload " + std::to_string(i), maker.key));
            writer.add(sent.back());
        }
        Json items = writer.take();
        items[1]["h"]["record"] = "not-a-uuid";
        items[2]["h"]["n"] = 3;
        items[2]["h"]["prev"] = sent[1].id.text();
        const auto read = readRevisionPage(items);
        QVERIFY(read.ok());
        QVERIFY((*read)[0].ok());
        QCOMPARE((*read)[1].error().detail, std::string("record"));
        QVERIFY((*read)[2].ok() && same((*read)[2]->revision, sent[2]));
        QVERIFY((*read)[3].ok() && same((*read)[3]->revision, sent[3]));
        // What inherits the bad field is bad as well.
        items[2]["h"].erase("record");
        QVERIFY(!(*readRevisionPage(items))[2].ok());
    }

    void foreignShapes_areMalformed_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("no array") << QByteArray("{}");
        QTest::newRow("header no object") << QByteArray(R"([{"h":1,"s":"00"}])");
        QTest::newRow("continues nothing") << QByteArray(R"([{"h":{"v":1},"s":"00","p":"x"}])");
        QTest::newRow("payload hash beside payload") << QByteArray(R"([{"h":{"v":1,"payload_sha256":"00"},"p":"x"}])");
        QTest::newRow("payload no base64") << QByteArray(R"([{"h":{"v":1},"b":"%"}])");
        QTest::newRow("base64 with idle bits") << QByteArray(R"([{"h":{"v":1},"b":"QR=="}])");
        const Json versionOne = Json::array({Json{{"H", Json{{"v", 1}}.dump()}, {"s", std::string(128, '0')}}});
        QTest::newRow("whole header of version 1") << QByteArray::fromStdString(versionOne.dump());
        QTest::newRow("empty payload") << QByteArray(R"([{"h":{"v":1},"p":""}])");
    }
    void foreignShapes_areMalformed()
    {
        QFETCH(QByteArray, json);
        const auto read = readRevisionPage(Json::parse(json.toStdString()));
        QVERIFY(!read.ok() || !read->front().ok());
    }
};

QTEST_APPLESS_MAIN(RevisionPageTest)
#include "revision_page_test.moc"
