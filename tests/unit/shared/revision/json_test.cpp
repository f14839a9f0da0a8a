#include "shared/revision/json.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

std::string bytes(std::initializer_list<int> list)
{
    std::string out;
    for (const int b : list) out.push_back(static_cast<char>(b));
    return out;
}

// A JSON text of so many letters.
std::string letters(std::size_t count)
{
    std::string out(count + 2, 'a');
    out.front() = out.back() = '"';
    return out;
}

QByteArray qt(const std::string& text) { return QByteArray(text.data(), static_cast<int>(text.size())); }
std::string plain(const QByteArray& text) { return std::string(text.constData(), static_cast<std::size_t>(text.size())); }

rc::Gen<Json> genValue(int depth)
{
    return rc::gen::exec([depth]() -> Json {
        switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
        case 0: return nullptr;
        case 1: return *rc::gen::arbitrary<bool>();
        case 2: return *rc::gen::inRange<std::int64_t>(-kIntegerMax, kIntegerMax + 1);
        case 3: {
            const auto ascii = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
            return ascii + *rc::gen::element<std::string>("", "é", "€", "\U0001F600", "\xef\xbf\xbd");
        }
        case 4: {
            Json list = Json::array();
            const int n = *rc::gen::inRange(0, 4);
            for (int i = 0; i < n; ++i) list.push_back(*genValue(depth - 1));
            return list;
        }
        default: {
            Json object = Json::object();
            const int n = *rc::gen::inRange(0, 4);
            for (int i = 0; i < n; ++i)
                object[*rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f))] = *genValue(depth - 1);
            return object;
        }
        }
    });
}

}  // namespace

class JsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // RFC 8785 §3.2.2: the sample's strings and literals; its numbers are floats, which this model does not have.
    void canonicalText_rfc8785StringSample_isThePublishedText()
    {
        const std::string in = "{\n  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
                               "\n  \"literals\": [null, true, false]\n}";
        const auto value = readJson(in);
        QVERIFY(value.ok());
        QCOMPARE(canonicalText(*value),
                 std::string("{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"));
    }

    // RFC 8785 §3.2.3, those of its keys that I-JSON here allows (ASCII).
    void canonicalText_asciiKeys_areSortedByByte()
    {
        const auto value = readJson(R"({"z":1,"10":2,"1":3,"A":4,"a":5,"</script>":6,"":7,"aa":8,"a b":9})");
        QVERIFY(value.ok());
        QCOMPARE(canonicalText(*value),
                 std::string(R"({"":7,"1":3,"10":2,"</script>":6,"A":4,"a":5,"a b":9,"aa":8,"z":1})"));
    }

    void canonicalText_controlCharacters_areEscapedAsTheRfcSays()
    {
        std::string text;
        for (char c = 0; c < 0x20; ++c) text.push_back(c);
        text += "\x7f/";
        QCOMPARE(canonicalText(Json(text)),
                 std::string("\"\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
                             "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019\\u001a"
                             "\\u001b\\u001c\\u001d\\u001e\\u001f\x7f/\""));
    }

    // RFC 8785 appendix B, the rows that are integers within ±(2^53-1).
    void canonicalText_integers_areThePublishedTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* t : {"0", "9007199254740991", "-9007199254740991", "1", "-1", "10", "100000000000000"})
            QTest::newRow(t) << QByteArray(t);
    }
    void canonicalText_integers_areThePublishedTexts()
    {
        QFETCH(QByteArray, text);
        const auto value = readJson(plain(text));
        QVERIFY(value.ok());
        QCOMPARE(canonicalText(*value), plain(text));
    }

    void readJson_outsideTheModel_isRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) { QTest::newRow(name) << qt(text); };
        row("empty", "");
        row("white space", "  ");
        row("duplicate key", R"({"a":1,"a":2})");
        row("duplicate key, escaped", R"({"a":1,"\u0061":2})");
        row("duplicate key, nested", R"({"x":{"a":1,"b":2,"a":3}})");
        row("negative zero", "-0");
        row("negative zero in a list", "[-0]");
        row("fraction", "1.0");
        row("exponent", "1e3");
        row("leading zero", "01");
        row("plus", "+1");
        row("2^53", "9007199254740992");
        row("-2^53", "-9007199254740992");
        row("2^64", "18446744073709551616");
        row("not a number", "NaN");
        row("byte-order mark", "\xef\xbb\xbf{}");
        row("trailing bytes", "{} {}");
        row("trailing NUL", std::string("{}\0", 3));
        row("bytes behind a NUL", std::string("{}\0{}", 5));
        row("NUL", std::string("\0", 1));
        row("NUL in a string", std::string("\"a\0b\"", 5));
        row("raw newline in a string", "\"a\nb\"");
        row("lone high surrogate", R"("\ud800")");
        row("lone low surrogate", R"("\udc00")");
        row("surrogates swapped", R"("\udc00\ud800")");
        row("encoded surrogate", "\"\xed\xa0\x80\"");
        row("overlong slash", "\"\xc0\xaf\"");
        row("overlong in three", "\"\xe0\x80\xaf\"");
        row("over U+10FFFF", "\"\xf4\x90\x80\x80\"");
        row("cut sequence", "\"\xe2\x82\"");
        row("key not ASCII", "{\"é\":1}");
        row("key with control", "{\"a\\u0001\":1}");
        row("comment", "{/* */}");
        row("trailing comma", "[1,]");
        row("single quotes", "{'a':1}");
        row("UTF-16", std::string("{\0}\0", 4));
        row("depth 17", std::string(17, '[') + std::string(17, ']'));
        row("half", R"({"a":[1,2)");
    }
    void readJson_outsideTheModel_isRefused()
    {
        QFETCH(QByteArray, text);
        const auto value = readJson(plain(text));
        QVERIFY(!value.ok());
        QCOMPARE(value.error().type, std::string("malformed_json"));
    }

    void readJson_atTheLimits_isTaken()
    {
        QVERIFY(readJson(std::string(16, '[') + std::string(16, ']')).ok());
        QVERIFY(readJson(letters(64 * 1024)).ok());
        QVERIFY(readJson(R"("\u0000\ufffe")").ok());
        const auto over = readJson(letters(64 * 1024 + 1));
        QVERIFY(!over.ok());
        QCOMPARE(over.error().type, std::string("too_large"));
        QVERIFY(!readJson("[1,2,3]", {.valuesMax = 3}).ok());
        QVERIFY(readJson("[1,2]", {.valuesMax = 3}).ok());
    }

    void readCbor_outsideTheModel_isRefused_data()
    {
        QTest::addColumn<QByteArray>("cbor");
        const auto row = [](const char* name, const std::string& cbor) { QTest::newRow(name) << qt(cbor); };
        row("empty", "");
        row("half float", bytes({0xf9, 0x3c, 0x00}));
        row("float", bytes({0xfa, 0x3f, 0x80, 0, 0}));
        row("double", bytes({0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0}));
        row("byte string", bytes({0x41, 0x00}));
        row("byte string in pieces", bytes({0x5f, 0x41, 0x00, 0xff}));
        row("tag", bytes({0xc0, 0x60}));
        row("long tag", bytes({0xd9, 0xd9, 0xf7, 0xf6}));
        row("undefined", bytes({0xf7}));
        row("simple value", bytes({0xf0}));
        row("reserved head", bytes({0x1c}));
        row("lone break", bytes({0xff}));
        row("invalid UTF-8", bytes({0x62, 0xc0, 0xaf}));
        row("encoded surrogate", bytes({0x63, 0xed, 0xa0, 0x80}));
        row("text in pieces", bytes({0x7f, 0x61, 0x61, 0xff}));
        row("text in pieces without end", std::string(1'000'000, '\x7f'));
        row("nested lists without end", std::string(1'000'000, '\x81'));
        row("nested lists of unknown length", std::string(1'000'000, '\x9f'));
        row("depth 17", std::string(17, '\x81') + bytes({0xf6}));
        row("huge text", bytes({0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x61}));
        row("text of the largest length", bytes({0x7b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));
        row("huge list", bytes({0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf6}));
        row("huge map", bytes({0xbb, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x60, 0xf6}));
        row("number as key", bytes({0xa1, 0x01, 0x02}));
        row("duplicate key", bytes({0xa2, 0x61, 'a', 0x01, 0x61, 'a', 0x02}));
        row("key not ASCII", bytes({0xa1, 0x62, 0xc3, 0xa9, 0x01}));
        row("2^53", bytes({0x1b, 0, 0x20, 0, 0, 0, 0, 0, 0}));
        row("-2^53", bytes({0x3b, 0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));
        row("-2^64", bytes({0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));
        row("2^64-1", bytes({0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}));
        row("trailing bytes", bytes({0xf6, 0xf6}));
        row("cut", bytes({0x82, 0x01}));
        row("cut head", bytes({0x19, 0x01}));
    }
    void readCbor_outsideTheModel_isRefused()
    {
        QFETCH(QByteArray, cbor);
        const auto value = readCbor(plain(cbor));
        QVERIFY(!value.ok());
        QCOMPARE(value.error().kind, ErrorKind::Malformed);
    }

    void cborAndJson_sameValue_bothWays()
    {
        QVERIFY(rc::check("what is written is read again, in both forms", [] {
            const Json value = *genValue(4);
            const std::string text = canonicalText(value);
            const auto fromText = readJson(text);
            const auto fromCbor = readCbor(writeCbor(value));
            RC_ASSERT(fromText.ok());
            RC_ASSERT(fromCbor.ok());
            RC_ASSERT(canonicalText(*fromText) == text);
            RC_ASSERT(canonicalText(*fromCbor) == text);
        }));
    }

    void readers_randomBytes_endWithAnAnswer()
    {
        QVERIFY(rc::check("any bytes are read or refused, and what is read can be written", [] {
            const auto raw = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
            if (const auto value = readCbor(raw); value.ok()) RC_ASSERT(readCbor(writeCbor(*value)).ok());
            if (const auto value = readJson(raw); value.ok()) RC_ASSERT(readJson(canonicalText(*value)).ok());
        }));
    }

    void isValidUtf8_samples()
    {
        QVERIFY(isValidUtf8("a é € \U0001F600 \xef\xbf\xbe"));
        QVERIFY(isValidUtf8(std::string_view("\0", 1)));
        for (const char* bad : {"\x80", "\xc3", "\xc1\xbf", "\xe2\x28\xa1", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf5\x80\x80\x80",
                                "\xff", "\xf0\x9f\x98"})
            QVERIFY2(!isValidUtf8(bad), QByteArray(bad).toHex().constData());
    }
};

QTEST_APPLESS_MAIN(JsonTest)
#include "json_test.moc"
