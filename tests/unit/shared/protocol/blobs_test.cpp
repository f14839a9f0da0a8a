// The words of an upload: what is written is read back, and whatever else is refused.
#include "shared/crypto/hash.h"
#include "shared/protocol/blobs.h"
#include "shared/protocol/limits.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::protocol;

namespace {

BlobAddress someAddress()
{
    SeededRandom random(5);
    return {makeUuid7<CaseId>(1'790'000'000'000, random), revision::Part::Medical, crypto::sha256("bytes")};
}

std::string pair(const std::string& key, std::string_view value)
{
    return key + " " + crypto::toBase64(value);
}

template <typename T>
std::string typeOf(const Result<T>& result)
{
    return result.ok() ? "ok" : result.error().type;
}

}  // namespace

class BlobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void metadata_roundTrip_inAnyOrder_withOtherKeysBeside()
    {
        const BlobAddress address = someAddress();
        QCOMPARE(parseUploadMetadata(uploadMetadata(address)).value(), address);
        const std::string turned = pair("sha256", address.sha256.text()) + ", " + pair("filename", "a.jpg") + ",relative," +
                                   pair("part", "medical") + "," + pair("case", address.caseId.text());
        QCOMPARE(parseUploadMetadata(turned).value(), address);
    }

    void metadata_thatIsNotWhole_isRefused()
    {
        const BlobAddress address = someAddress();
        const std::string whole = uploadMetadata(address);
        std::string crowd = whole;
        for (int i = 0; i < 14; ++i) crowd += ",k" + std::to_string(i);
        const std::vector<std::string> bad{
            "", ",", whole + ",", "," + whole, crowd, whole + "," + pair("case", address.caseId.text()),
            whole.substr(0, whole.rfind(',')),                                  // no hash
            "case " + address.caseId.text() + whole.substr(whole.find(',')),    // not base64
            pair("case", "x") + whole.substr(whole.find(',')),
            pair("case", address.caseId.text()) + "," + pair("part", "secret") + "," + pair("sha256", address.sha256.text()),
            pair("case", address.caseId.text()) + "," + pair("part", "medical") + "," + pair("sha256", std::string(63, 'a'))};
        for (const std::string& text : bad) QCOMPARE(typeOf(parseUploadMetadata(text)), std::string("bad_upload"));
    }

    void checksum_roundTrip_andOtherAlgorithmsAreSaidToBeUnknown()
    {
        const Sha256 hash = crypto::sha256("piece");
        QCOMPARE(parseUploadChecksum(uploadChecksum(hash)).value(), hash);
        for (const char* text : {"", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "SHA256 AAAA", "sha256x AAAA"})
            QCOMPARE(typeOf(parseUploadChecksum(text)), std::string("unknown_checksum_algorithm"));
        for (const std::string& text : {std::string("sha256"), std::string("sha256 "), std::string("sha256 AAAA"),
                                        uploadChecksum(hash) + "="})
            QCOMPARE(typeOf(parseUploadChecksum(text)), std::string("bad_upload"));
    }

    void questions_roundTrip_bothEncodings()
    {
        BlobAddress second = someAddress();
        second.part = revision::Part::General;
        const BlobsHaveRequest request{{someAddress(), second}};
        const BlobsHaveAnswer answer{{true, false}, "epoch-1"};
        for (const bool cbor : {true, false}) {
            const auto bytesOf = [&](const Json& json) { return cbor ? revision::writeCbor(json) : revision::canonicalText(json); };
            const auto asked = revision::readJson(revision::canonicalText(request.toJson()));
            QVERIFY(asked.ok());
            const Json wire = cbor ? *revision::readCbor(bytesOf(request.toJson())) : *asked;
            QCOMPARE(BlobsHaveRequest::fromJson(wire).value().blobs, request.blobs);
            const Json back = cbor ? *revision::readCbor(bytesOf(answer.toJson())) : *revision::readJson(bytesOf(answer.toJson()));
            QCOMPARE(BlobsHaveAnswer::fromJson(back).value().blobs, answer.blobs);
            QCOMPARE(BlobsHaveAnswer::fromJson(back).value().epoch, answer.epoch);
        }
        QCOMPARE(BlobsHaveRequest::fromJson(BlobsHaveRequest{}.toJson()).value().blobs.size(), std::size_t{0});
    }

    void questions_thatAreNotWhole_orTooMany_areRefused()
    {
        for (const char* key : {"case", "part", "sha256"}) {
            Json without = BlobsHaveRequest{{someAddress()}}.toJson();
            without["blobs"][0].erase(key);
            QCOMPARE(typeOf(BlobsHaveRequest::fromJson(without)), std::string("malformed_message"));
            Json wrong = BlobsHaveRequest{{someAddress()}}.toJson();
            wrong["blobs"][0][key] = 1;
            QCOMPARE(typeOf(BlobsHaveRequest::fromJson(wrong)), std::string("malformed_message"));
        }
        const BlobsHaveRequest many{std::vector<BlobAddress>(kBlobsAskedMax + 1, someAddress())};
        QCOMPARE(typeOf(BlobsHaveRequest::fromJson(many.toJson())), std::string("too_large"));
        Json number = BlobsHaveAnswer{{true}, "e"}.toJson();
        number["blobs"][0] = 1;
        QCOMPARE(typeOf(BlobsHaveAnswer::fromJson(number)), std::string("malformed_message"));
        number["blobs"] = Json::array();
        number.erase("epoch");
        QCOMPARE(typeOf(BlobsHaveAnswer::fromJson(number)), std::string("malformed_message"));
    }

    // Frozen: paths, names and values others build on.
    void words_areWhatTheySay()
    {
        BlobAddress address;
        address.sha256 = *Sha256::parse(std::string(64, 'a'));
        QCOMPARE(address.text(), "00000000-0000-0000-0000-000000000000/general/" + std::string(64, 'a'));
        QCOMPARE(uploadMetadata(address).substr(0, 66),
                 std::string("case MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw,part Z2VuZXJhbA").substr(0, 66));
        QCOMPARE(kBlobBytesMax, std::int64_t{52428800});
    }
};

QTEST_APPLESS_MAIN(BlobsTest)
#include "blobs_test.moc"
