// The bytes of version 1, frozen: this file was made by another program from the text of the protocol, and ours must
// make the same. When this test fails, the code is wrong, never the file.
#include "shared/crypto/hash.h"
#include "shared/crypto/secret.h"
#include "shared/revision/signed_revision.h"

#include <QtTest/QtTest>

#include <fstream>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

// The golden file: blocks that begin with `[name]`, each line `key value`.
std::map<std::string, std::map<std::string, std::string>> readGolden()
{
    std::ifstream file(qEnvironmentVariable("VELDPOST_SOURCE").toStdString() + "/tests/data/golden/revision_v1.txt");
    std::map<std::string, std::map<std::string, std::string>> out;
    std::string line, block;
    while (std::getline(file, line)) {
        if (line.empty() || line[0] == '#') continue;
        if (line[0] == '[') block = line.substr(1, line.size() - 2);
        else out[block][line.substr(0, line.find(' '))] = line.substr(line.find(' ') + 1);
    }
    return out;
}

crypto::SigningKey goldenKey()
{
    std::array<std::uint8_t, 32> seed;
    for (std::size_t i = 0; i < seed.size(); ++i) seed[i] = static_cast<std::uint8_t>(i);
    return crypto::SigningKey(crypto::SecretBytes(seed));
}

const auto kRegionId = *RegionId::parse("01900000-0000-7000-8000-000000000001");
const auto kRecordId = *RecordId::parse("01900000-0000-7000-8000-000000000003");
const auto kUserId = *UserId::parse("01900000-0000-7000-8000-000000000004");
const auto kDeviceId = *DeviceId::parse("01900000-0000-7000-8000-000000000005");

Header baseHeader(const char* kind)
{
    Header h;
    h.region = kRegionId;
    h.caseId = foundedCaseId(kRegionId, kUserId, kRecordId);
    h.record = kRecordId;
    h.kind = kind;
    h.user = kUserId;
    h.device = kDeviceId;
    h.atMs = 1790000000000;
    return h;
}

SignedRevision founding()
{
    const Payload payload{"000102030405060708090a0b0c0d0e0f", {{"title", "Kerkstraat 1"}}, {}};
    return signRevision(baseHeader("case"), payload.canonicalBytes(), goldenKey());
}

// An edit that merges two heads, with text that needs every kind of escaping, and a cleared field.
SignedRevision edit()
{
    Header h = baseHeader("note");
    h.part = Part::Medical;
    h.record = *RecordId::parse("01900000-0000-7000-8000-000000000006");
    h.n = 2;
    h.prev = founding().id;
    h.parents = {*RevisionId::parse(std::string(64, '1')), *RevisionId::parse(std::string(64, 'f'))};
    h.replaces = *RevisionId::parse(std::string(64, '7'));
    h.atMs = kAtMsMax;
    const Payload payload{"f0e1d2c3b4a5968778695a4b3c2d1e0f",
                          {{"text", "Café \"é\" \\ / \b\f\n\r\t \x01\x1f\x7f € \U0001F600"},
                           {"cleared", nullptr},
                           {"list", {-9007199254740991, 0, true}}},
                          "Reden"};
    return signRevision(h, payload.canonicalBytes(), goldenKey());
}

SignedRevision sealed()
{
    Header h = baseHeader("note");
    h.part = Part::Reporter;
    h.kindVersion = 65535;
    h.n = kIntegerMax;
    h.prev = RevisionId();
    h.enc = Encryption{"xchacha20-poly1305", *Sha256::parse(std::string(64, 'e'))};
    h.atMs = 0;
    return signRevision(h, std::string("\0sealed\xff", 8), goldenKey());
}

}  // namespace

class GoldenTest : public QObject {
    Q_OBJECT
private:
    void compare(const char* block, const SignedRevision& made, bool textPayload)
    {
        auto golden = readGolden();
        QVERIFY2(golden.contains(block), "VELDPOST_SOURCE must name the source folder");
        auto& lines = golden[block];
        QCOMPARE(made.headerBytes, lines["header"]);
        QCOMPARE(made.id.text(), lines["id"]);
        QCOMPARE(made.signature.text(), lines["signature"]);
        if (textPayload) QCOMPARE(made.payloadBytes, lines["payload"]);
        else QCOMPARE(toHex(crypto::asBytes(made.payloadBytes)), lines["payload_hex"]);
        QVERIFY(signatureHolds(made, goldenKey().publicKey()));
        QVERIFY(payloadMatches(made));
        const auto again = SignedRevision::fromParts(lines["header"], made.payloadBytes, made.signature);
        QVERIFY(again.ok());
        QCOMPARE(again->id, made.id);
        QCOMPARE(again->header.canonicalBytes(), lines["header"]);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(readGolden().size() == 4); }

    void ids_areTheFrozenOnes()
    {
        auto golden = readGolden()["ids"];
        QCOMPARE(goldenKey().publicKey().text(), golden["public_key"]);
        const CaseId founded = foundedCaseId(kRegionId, kUserId, kRecordId);
        QCOMPARE(founded.text(), golden["case"]);
        QCOMPARE(membershipRecordId(founded, kUserId).text(), golden["membership"]);
    }

    void founding_isTheFrozenOne() { compare("founding", founding(), true); }
    void edit_isTheFrozenOne() { compare("edit", edit(), true); }
    void sealed_isTheFrozenOne() { compare("sealed", sealed(), false); }

    void changedByte_isFound()
    {
        SignedRevision made = founding();
        made.payloadBytes[made.payloadBytes.size() - 4] ^= 1;
        QVERIFY(!payloadMatches(made));
        made.headerBytes[made.headerBytes.size() - 6] ^= 1;
        QVERIFY(!signatureHolds(made, goldenKey().publicKey()));
        QVERIFY(!SignedRevision::fromParts("{}", "", made.signature).ok());
    }
};

QTEST_APPLESS_MAIN(GoldenTest)
#include "golden_test.moc"
