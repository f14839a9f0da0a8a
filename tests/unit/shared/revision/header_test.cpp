#include "shared/revision/header.h"

#include "shared/base/random.h"
#include "shared/crypto/hash.h"
#include "shared/revision/canonical_header.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

std::string hex(char digit) { return std::string(64, digit); }

// A header with every key there may be.
Json fullHeader()
{
    return Json{{"at", 1790000000000},
                {"case", "01900000-0000-7000-8000-000000000002"},
                {"device", "01900000-0000-7000-8000-000000000005"},
                {"enc", {{"alg", "xchacha20-poly1305"}, {"key", hex('e')}}},
                {"kind", "note"},
                {"kind_v", 1},
                {"n", 2},
                {"parents", {hex('1'), hex('2')}},
                {"part", "medical"},
                {"payload_sha256", hex('a')},
                {"prev", hex('3')},
                {"record", "01900000-0000-7000-8000-000000000003"},
                {"region", "01900000-0000-7000-8000-000000000001"},
                {"replaces", hex('4')},
                {"user", "01900000-0000-7000-8000-000000000004"},
                {"v", 1}};
}

Json with(const char* key, Json value)
{
    Json h = fullHeader();
    h[key] = std::move(value);
    return h;
}

Json without(const char* key)
{
    Json h = fullHeader();
    h.erase(key);
    return h;
}

std::string refusal(const Json& json)
{
    const auto header = Header::fromJson(json);
    if (header.ok()) return "taken";
    return header.error().type + " " + header.error().detail;
}

}  // namespace

class HeaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fullHeader_throughBytes_isTheSame()
    {
        const Json json = fullHeader();
        const auto header = Header::fromJson(json);
        QVERIFY(header.ok());
        QCOMPARE(header->canonicalBytes(), canonicalText(json));
        const auto again = Header::fromBytes(header->canonicalBytes());
        QVERIFY(again.ok());
        QCOMPARE(again->toJson(), json);
        QCOMPARE(again->parents.size(), std::size_t{2});
        QCOMPARE(again->enc->alg, std::string("xchacha20-poly1305"));
        QCOMPARE(again->chain().part, Part::Medical);
    }

    void optionalFields_absent_areNoKeys()
    {
        Json json = fullHeader();
        for (const char* key : {"enc", "parents", "prev", "replaces"}) json.erase(key);
        json["n"] = 1;
        const auto header = Header::fromJson(json);
        QVERIFY(header.ok());
        QCOMPARE(header->canonicalBytes(), canonicalText(json));
    }

    void encAlgorithm_needsEscaping_isEscaped()
    {
        Json json = with("enc", {{"alg", "a\"\\\n€"}, {"key", hex('e')}});
        const auto header = Header::fromJson(json);
        QVERIFY(header.ok());
        QCOMPARE(header->canonicalBytes(), canonicalText(json));
    }

    void eachField_missing_isNamed_data()
    {
        QTest::addColumn<QByteArray>("key");
        for (const char* key : {"at", "case", "device", "kind", "kind_v", "n", "part", "payload_sha256", "record", "region",
                                "user", "v", "prev"})
            QTest::newRow(key) << QByteArray(key);
    }
    void eachField_missing_isNamed()
    {
        QFETCH(QByteArray, key);
        QCOMPARE(refusal(without(key.constData())), "bad_header " + key.toStdString());
    }

    void badValues_areRefused_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        int i = 0;
        const auto row = [&](const char* key, const Json& value) {
            QTest::newRow(QByteArray(key) + ' ' + QByteArray::number(++i)) << QByteArray(key)
                                                                          << QByteArray::fromStdString(canonicalText(value));
        };
        for (const char* key : {"at", "case", "device", "enc", "kind", "kind_v", "n", "parents", "part", "payload_sha256", "prev",
                                "record", "region", "replaces", "user", "v"}) {
            row(key, nullptr);
            row(key, true);
            row(key, Json::array());
            row(key, "");
        }
        for (const char* key : {"case", "device", "record", "region", "user"}) {
            row(key, "01900000-0000-7000-8000-00000000000A");
            row(key, "0190000000007000800000000000000a");
        }
        for (const char* key : {"payload_sha256", "prev", "replaces"}) {
            row(key, std::string(63, 'a'));
            row(key, std::string(64, 'A'));
        }
        row("at", -1);
        row("at", (std::int64_t{1} << 48) + 1);
        row("at", "1790000000000");
        row("kind", "Note");
        row("kind", "1note");
        row("kind", "no-te");
        row("kind", std::string(65, 'a'));
        row("kind_v", 0);
        row("kind_v", 65536);
        row("n", 0);
        row("n", -1);
        row("n", 1);  // with a prev
        row("part", "secret");
        row("part", "General");
        row("v", 0);
        row("v", 65536);
        row("parents", {hex('2'), hex('1')});
        row("parents", {hex('1'), hex('1')});
        row("parents", Json::array({1}));
        row("parents", hex('1'));
        row("enc", {{"alg", "a"}});
        row("enc", {{"alg", ""}, {"key", hex('e')}});
        row("enc", {{"alg", std::string(65, 'a')}, {"key", hex('e')}});
        row("enc", {{"alg", "a"}, {"key", hex('e')}, {"more", 1}});
    }
    void badValues_areRefused()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        const std::string got = refusal(with(key.constData(), Json::parse(value.toStdString())));
        QVERIFY2(got.starts_with("bad_header "), got.c_str());
    }

    void boundaryValues_areTaken()
    {
        QCOMPARE(refusal(with("at", std::int64_t{1} << 48)), std::string("taken"));
        QCOMPARE(refusal(with("at", 0)), std::string("taken"));
        QCOMPARE(refusal(with("n", kIntegerMax)), std::string("taken"));
        QCOMPARE(refusal(with("kind_v", 65535)), std::string("taken"));
        QCOMPARE(refusal(with("kind", std::string(64, 'a'))), std::string("taken"));
    }

    void parents_sixtyFourAndNoMore()
    {
        Json parents = Json::array();
        for (int i = 0; i < 64; ++i) parents.push_back(std::to_string(10 + i) + std::string(62, '0'));
        QCOMPARE(refusal(with("parents", parents)), std::string("taken"));
        parents.push_back(std::string(64, 'f'));
        QCOMPARE(refusal(with("parents", parents)), std::string("bad_header parents"));
    }

    void unknownKey_inVersionOne_isRefused()
    {
        QCOMPARE(refusal(with("more", 1)), std::string("bad_header unknown key"));
    }

    void laterVersion_keepsRawBytesAndLastingFields()
    {
        Json json = with("v", 2);
        json["parents"] = "something else entirely";
        json["more"] = Json{{"x", 1}};
        json.erase("kind");
        const auto header = Header::fromBytes(canonicalText(json));
        QVERIFY(header.ok());
        QCOMPARE(header->v, 2);
        QCOMPARE(header->canonicalBytes(), canonicalText(json));
        QCOMPARE(header->n, std::int64_t{2});
        QCOMPARE(header->prev->text(), hex('3'));
        QCOMPARE(header->user.text(), std::string("01900000-0000-7000-8000-000000000004"));
        json.erase("device");
        QCOMPARE(refusal(json), std::string("bad_header device"));
    }

    void bytesThatAreNotCanonical_areRefused()
    {
        const std::string good = canonicalText(fullHeader());
        for (const std::string& bytes : {" " + good, good + " ", fullHeader().dump(1)}) {
            const auto header = Header::fromBytes(bytes);
            QVERIFY(!header.ok());
            QCOMPARE(header.error().detail, std::string("not canonical"));
        }
        QVERIFY(!Header::fromBytes("[]").ok());
        QVERIFY(!Header::fromBytes("{").ok());
    }

    // The quick reader and the general one must never differ: over headers of every shape, and over their bytes with one
    // place changed.
    void canonicalReader_acceptsWhatTheGeneralOneDoes_andNothingElse()
    {
        QVERIFY(rc::check("both readers agree", [](std::uint64_t seed) {
            SeededRandom random(seed);
            Json json = fullHeader();
            json.erase("enc");
            json["at"] = static_cast<std::int64_t>(random.below(1ULL << 48));
            if (random.below(2) == 0) json.erase("parents");
            if (random.below(2) == 0) json.erase("replaces");
            if (random.below(2) == 0) {
                json["n"] = 1;
                json.erase("prev");
            }
            const std::string good = canonicalText(json);
            const auto read = readCanonicalHeader(good);
            RC_ASSERT(read.has_value());
            RC_ASSERT(read->canonicalBytes() == good);
            RC_ASSERT(read->toJson() == json);

            std::string changed = good;
            const std::size_t at = random.below(changed.size());
            constexpr std::string_view kBytes = "\"\\{}[],:0129afgzA- \n";
            switch (random.below(3)) {
            case 0: changed[at] = kBytes[random.below(kBytes.size())]; break;
            case 1: changed.erase(at, 1); break;
            default: changed.insert(at, 1, kBytes[random.below(kBytes.size())]);
            }
            const auto quick = readCanonicalHeader(changed);
            const auto parsed = readJson(changed);
            const auto general = parsed.ok() ? Header::fromJson(*parsed) : Result<Header>(parsed.error());
            const bool isGood = general.ok() && general->canonicalBytes() == changed;
            RC_ASSERT(quick.has_value() == isGood);
            if (quick) RC_ASSERT(quick->canonicalBytes() == changed);
        }));
    }

    void canonicalReader_leavesTheRestToTheGeneralOne()
    {
        QVERIFY(!readCanonicalHeader(canonicalText(fullHeader())).has_value());  // sealed
        QVERIFY(!readCanonicalHeader(canonicalText(with("v", 2))).has_value());
        QVERIFY(!readCanonicalHeader("").has_value());
    }

    void derivedIds_areUuid8AndDependOnEveryInput()
    {
        const auto region = *RegionId::parse("01900000-0000-7000-8000-000000000001");
        const auto user = *UserId::parse("01900000-0000-7000-8000-000000000004");
        const auto record = *RecordId::parse("01900000-0000-7000-8000-000000000003");
        const CaseId founded = foundedCaseId(region, user, record);
        QCOMPARE(founded.text()[14], '8');
        QVERIFY(std::string("89ab").find(founded.text()[19]) != std::string::npos);
        SeededRandom random(7);
        QVERIFY(founded != foundedCaseId(makeUuid7<RegionId>(1, random), user, record));
        QVERIFY(founded != foundedCaseId(region, makeUuid7<UserId>(1, random), record));
        QVERIFY(founded != foundedCaseId(region, user, makeUuid7<RecordId>(1, random)));
        QVERIFY(membershipRecordId(founded, user) != membershipRecordId(founded, makeUuid7<UserId>(1, random)));
    }
};

QTEST_APPLESS_MAIN(HeaderTest)
#include "header_test.moc"
