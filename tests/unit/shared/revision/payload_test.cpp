#include "shared/revision/payload.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

const std::string kSalt = "00112233445566778899aabbccddeeff";

std::string refusal(const std::string& bytes)
{
    const auto payload = Payload::fromBytes(bytes);
    return payload.ok() ? "taken" : payload.error().type + " " + payload.error().detail;
}

}  // namespace

class PayloadTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void canonicalBytes_readAgain_areTheSame()
    {
        const Payload payload{kSalt, {{"text", "é \n"}, {"born", nullptr}}, "because"};
        const std::string bytes = payload.canonicalBytes();
        QCOMPARE(bytes, "{\"reason\":\"because\",\"salt\":\"" + kSalt + "\",\"set\":{\"born\":null,\"text\":\"é \\n\"}}");
        const auto again = Payload::fromBytes(bytes);
        QVERIFY(again.ok());
        QCOMPARE(again->canonicalBytes(), bytes);
        QVERIFY(!Payload::fromBytes(Payload{kSalt, {{"a", 1}}, {}}.canonicalBytes())->reason.has_value());
    }

    void badPayloads_areRefused()
    {
        const std::string salt = "\"salt\":\"" + kSalt + "\"";
        QCOMPARE(refusal("{" + salt + ",\"set\":{\"a\":1}}"), std::string("taken"));
        QCOMPARE(refusal("{\"set\":{\"a\":1}}"), std::string("bad_payload salt"));
        QCOMPARE(refusal("{\"salt\":\"00\",\"set\":{\"a\":1}}"), std::string("bad_payload salt"));
        QCOMPARE(refusal("{" + salt + "}"), std::string("bad_payload set"));
        QCOMPARE(refusal("{" + salt + ",\"set\":{}}"), std::string("taken"));
        QCOMPARE(refusal("{" + salt + ",\"set\":[1]}"), std::string("bad_payload set"));
        QCOMPARE(refusal("{\"reason\":\"\"," + salt + ",\"set\":{\"a\":1}}"), std::string("bad_payload reason"));
        QCOMPARE(refusal("{\"reason\":null," + salt + ",\"set\":{\"a\":1}}"), std::string("bad_payload reason"));
        QCOMPARE(refusal("{\"more\":1," + salt + ",\"set\":{\"a\":1}}"), std::string("bad_payload unknown key"));
        QCOMPARE(refusal("{" + salt + ",\"set\":{\"a\": 1}}"), std::string("bad_payload not canonical"));
        QCOMPARE(refusal("[]"), std::string("bad_payload salt"));
        QVERIFY(refusal("{" + salt + ",\"set\":{\"a\":1.5}}").starts_with("malformed_json"));
    }

    void size_limitIsExact()
    {
        const std::string frame = Payload{kSalt, {{"a", Json::array({"", "", "", "", ""})}}, {}}.canonicalBytes();
        const auto sized = [&](std::size_t bytes) {
            Json list = Json::array();
            std::size_t rest = bytes - frame.size();
            for (int i = 0; i < 5; ++i) {
                const std::size_t piece = std::min<std::size_t>(rest, 64 * 1024);
                list.push_back(std::string(piece, 'a'));
                rest -= piece;
            }
            return Payload{kSalt, {{"a", list}}, {}}.canonicalBytes();
        };
        QCOMPARE(sized(kPayloadBytesMax).size(), kPayloadBytesMax);
        QCOMPARE(refusal(sized(kPayloadBytesMax)), std::string("taken"));
        QCOMPARE(refusal(sized(kPayloadBytesMax + 1)), std::string("too_large payload"));
    }

    void salts_areRandomHex()
    {
        SeededRandom random(3);
        const std::string a = makeSalt(random), b = makeSalt(random);
        QCOMPARE(a.size(), std::size_t{32});
        QVERIFY(a != b);
    }
};

QTEST_APPLESS_MAIN(PayloadTest)
#include "payload_test.moc"
