// The bytes that are signed besides revisions, frozen: the file was made by another program from the text of the
// protocol, and ours must make the same. When this test fails, the code is wrong, never the file.
#include "shared/protocol/certificate.h"
#include "shared/protocol/invitation.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/stamp.h"

#include <QtTest/QtTest>

#include <fstream>

using namespace veldpost;
using namespace veldpost::protocol;

namespace {

using Block = std::map<std::string, std::string>;

Block golden(const std::string& name, const std::string& fileName = "signed_bytes_v1.txt")
{
    std::ifstream file(qEnvironmentVariable("VELDPOST_SOURCE").toStdString() + "/tests/data/golden/" + fileName);
    Block out;
    std::string line;
    bool inside = false;
    while (std::getline(file, line)) {
        if (line.starts_with("[")) inside = line == "[" + name + "]";
        else if (inside && !line.empty()) out[line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
    }
    VELDPOST_CHECK(!out.empty());  // VELDPOST_SOURCE names the source folder
    return out;
}

std::array<std::uint8_t, 32> counting()
{
    std::array<std::uint8_t, 32> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
    return bytes;
}

crypto::SigningKey goldenKey() { return crypto::SigningKey(crypto::SecretBytes(counting())); }

template <typename Id>
Id idOf(char last)
{
    return *Id::parse(std::string("01900000-0000-7000-8000-00000000000") + last);
}

Certificate certificate()
{
    Certificate c;
    c.region = idOf<RegionId>('1');
    c.device = idOf<DeviceId>('5');
    c.user = idOf<UserId>('4');
    c.key = goldenKey().publicKey();
    c.issuedAtMs = 1'790'000'000'000;
    c.epoch = idOf<RegionId>('9').text();
    return c;
}

}  // namespace

class GoldenBytesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certificate_isTheFrozenOne()
    {
        const Block plain = golden("certificate");
        const Certificate made = issueCertificate(certificate(), goldenKey());
        QCOMPARE(made.bytes, plain.at("bytes"));
        QCOMPARE(made.signature.text(), plain.at("signature"));
        QVERIFY(made.signedBy(goldenKey().publicKey()));

        const Block rekeyed = golden("certificate_rekeyed");
        Certificate fields = certificate();
        fields.rekeyedFrom = idOf<DeviceId>('6');
        QCOMPARE(issueCertificate(fields, goldenKey()).bytes, rekeyed.at("bytes"));
        QCOMPARE(issueCertificate(fields, goldenKey()).signature.text(), rekeyed.at("signature"));
    }

    void session_isTheFrozenOne()
    {
        const Block block = golden("session");
        const std::string bytes = sessionBytes(idOf<DeviceId>('5'), "3q2-7w");
        QCOMPARE(bytes, block.at("bytes"));
        QCOMPARE(goldenKey().signFor(crypto::Purpose::Session, bytes).text(), block.at("signature"));
    }

    void withheldPlace_isTheFrozenOne()
    {
        const Block block = golden("withheld");
        const Stub stub{idOf<RegionId>('1'), {idOf<DeviceId>('5'), idOf<CaseId>('2'), revision::Part::Medical}, 7,
                        *RevisionId::parse(std::string(64, 'a')), {}};
        QCOMPARE(stub.signedBytes(), block.at("bytes"));
        QCOMPARE(goldenKey().signFor(crypto::Purpose::Withheld, stub.signedBytes()).text(), block.at("signature"));
    }

    void everyPurpose_hasItsFrozenTag()
    {
        const Block block = golden("purposes");
        using crypto::Purpose;
        constexpr Purpose kAll[] = {Purpose::Certificate, Purpose::Session,     Purpose::Withheld,
                                    Purpose::Rekey,       Purpose::WipeReceipt, Purpose::Audit};
        QCOMPARE(block.size(), std::size(kAll));
        for (const Purpose purpose : kAll)
            QCOMPARE(goldenKey().signFor(purpose, "bytes").text(), block.at(std::string(crypto::purposeWord(purpose))));
    }

    void wipe_isTheFrozenOne()
    {
        const Block order = golden("order", "wipe_bytes_v1.txt");
        WipeOrder fields;
        fields.region = idOf<RegionId>('1');
        fields.device = idOf<DeviceId>('5');
        fields.nonce = *Sha256::parse(std::string(64, 'c'));
        fields.orderedAtMs = 1'790'000'000'000;
        fields.deliverUntilMs = 1'790'086'400'000;
        const WipeOrder made = issueWipeOrder(fields, goldenKey());
        QCOMPARE(made.bytes, order.at("bytes"));
        QCOMPARE(made.signature.text(), order.at("signature"));
        QVERIFY(WipeOrder::fromJson(made.toJson())->signedBy(goldenKey().publicKey()));

        WipeReceipt receipt{fields.region, fields.device, fields.nonce, 1'790'000'000'123, 2, *Sha256::parse(std::string(64, 'd')), {}, {}};
        const Block block = golden("receipt", "wipe_bytes_v1.txt");
        QCOMPARE(signWipeReceipt(receipt, goldenKey()).bytes, block.at("bytes"));
        QCOMPARE(signWipeReceipt(receipt, goldenKey()).signature.text(), block.at("signature"));
        receipt.sealed = 0;
        receipt.file.reset();
        const WipeReceipt empty = signWipeReceipt(receipt, goldenKey());
        QCOMPARE(empty.bytes, golden("receipt_nothing_left", "wipe_bytes_v1.txt").at("bytes"));
        QVERIFY(WipeReceipt::fromJson(empty.toJson())->signedBy(goldenKey().publicKey()));
        QVERIFY(!WipeReceipt::fromBytes(empty.bytes + " ", empty.signature).ok());
    }

    void stamp_isTheFrozenOne()
    {
        const Block block = golden("stamp");
        const Stamp stamp = makeStamp(crypto::SecretBytes(counting()), *RevisionId::parse(block.at("id")), 1'790'000'000'123);
        QCOMPARE(stamp.text(), block.at("stamp"));
    }

    void invitation_isTheFrozenOne()
    {
        const Invitation made{"https://veldpost.example:8443", *Sha256::parse(std::string(64, 'b')), "AB12-CD34",
                              idOf<RegionId>('9').text()};
        QCOMPARE(made.text(), golden("invitation").at("text"));
    }
};

QTEST_APPLESS_MAIN(GoldenBytesTest)
#include "golden_bytes_test.moc"
