#include "vault_fixture.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/seal.h"

using namespace veldpost;
using namespace veldpost::vault;

namespace {
// The key file of every release opens for ever. These are the values the golden file was made with.
constexpr char kGoldenPassphrase[] = "een oude sleutel past nog steeds";
QString goldenPath()
{
    return qEnvironmentVariable("VELDPOST_SOURCE", QStringLiteral(QT_TESTCASE_SOURCEDIR "/..")) +
           QStringLiteral("/tests/data/vault/key_file_v1.json");
}
crypto::SecretBytes goldenKey()
{
    SeededRandom random(1);
    return crypto::SecretBytes::random(32, random);
}
crypto::BoxKeyPair goldenRecovery()
{
    SeededRandom random(2);
    return crypto::BoxKeyPair::generate(random);
}
}  // namespace

class KeyFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goldenFile_opensWithPassphraseAndRecoveryKey()
    {
        const std::string text = readGolden();
        const KeyFile file = must(decodeKeyFile(text));
        QVERIFY(file.cost == KeyCost::standard().argon2());
        const auto key = must(unwrapKey(file, kGoldenPassphrase));
        QVERIFY(crypto::equalSecret(key.bytes(), goldenKey().bytes()));
        QVERIFY(file.recovery.has_value());
        const auto recovered = must(crypto::openSealed(goldenRecovery(), file.recovery->sealed));
        QVERIFY(crypto::equalSecret(recovered.bytes(), goldenKey().bytes()));
        QVERIFY(file.recovery->key == crypto::sha256(std::span<const std::uint8_t>(goldenRecovery().publicKey)));
    }

    void goldenFile_isWrittenByteForByteTheSame()
    {
        const std::string text = readGolden();
        QCOMPARE(encodeKeyFile(must(decodeKeyFile(text))), text);
        // All but the sealed box, which holds a fresh key each time, follows from the seed.
        SeededRandom random(3);
        KeyFile file = must(wrapKey(goldenKey(), kGoldenPassphrase, KeyCost::standard().argon2(), random));
        file.recovery = must(decodeKeyFile(text)).recovery;
        QCOMPARE(encodeKeyFile(file), text);
    }

    void changedCostOrSalt_doesNotOpen()
    {
        SeededRandom random(4);
        const auto cost = KeyCost::cheapForTests().argon2();
        const KeyFile file = must(wrapKey(goldenKey(), kPassphrase, cost, random));
        QVERIFY(unwrapKey(file, kPassphrase).ok());
        KeyFile slower = file;
        slower.cost.passes = 2;
        QCOMPARE(typeOf(unwrapKey(slower, kPassphrase)), QStringLiteral("wrong_passphrase"));
        KeyFile salted = file;
        salted.salt[0] ^= 1;
        QCOMPARE(typeOf(unwrapKey(salted, kPassphrase)), QStringLiteral("wrong_passphrase"));
        QCOMPARE(typeOf(unwrapKey(file, "vier natte schapen op de dijl")), QStringLiteral("wrong_passphrase"));
    }

    void everySingleBitFlip_isDamagedOrDoesNotOpen()
    {
        SeededRandom random(5);
        const KeyFile file = must(wrapKey(goldenKey(), kPassphrase, KeyCost::cheapForTests().argon2(), random));
        const std::string text = encodeKeyFile(file);
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string changed = text;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            auto read = decodeKeyFile(changed);
            if (!read.ok()) {
                QVERIFY(read.error().kind == ErrorKind::Damaged || read.error().type == "key_file_too_new");
                continue;
            }
            // The memory size is in bounds for some flips of its digits; opening must still fail.
            if (read->cost.memoryBytes > (1u << 20) || read->cost.passes > 5) continue;
            QVERIFY2(!unwrapKey(*read, kPassphrase).ok(), qPrintable(QString::number(i)));
        }
    }

    void oddFiles_areRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("type");
        const QByteArray good = QByteArray::fromStdString(readGolden());
        QTest::newRow("empty") << QByteArray() << "key_file_damaged";
        QTest::newRow("no end") << good.left(good.size() - 1) << "key_file_damaged";
        QTest::newRow("cut in the middle") << good.left(good.size() / 2) + "\n" << "key_file_damaged";
        QTest::newRow("an array") << QByteArray("[1]\n") << "key_file_damaged";
        QTest::newRow("another key") << QByteArray(good).replace("\"v\":1", "\"v\":1,\"w\":2") << "key_file_damaged";
        QTest::newRow("no salt") << QByteArray(good).replace("\"salt\"", "\"sal\"") << "key_file_damaged";
        QTest::newRow("huge memory") << QByteArray(good).replace("65536", "655360000") << "key_file_damaged";
        QTest::newRow("negative passes") << QByteArray(good).replace("\"passes\":3", "\"passes\":-3")
                                         << "key_file_damaged";
        QTest::newRow("text for a number") << QByteArray(good).replace("\"passes\":3", "\"passes\":\"3\"")
                                           << "key_file_damaged";
        QTest::newRow("version nought") << QByteArray(good).replace("\"v\":1", "\"v\":0") << "key_file_damaged";
        QTest::newRow("a later version") << QByteArray(good).replace("\"v\":1", "\"v\":2") << "key_file_too_new";
        QTest::newRow("binary") << QByteArray("\0\1\2\n", 4) << "key_file_damaged";
    }
    void oddFiles_areRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, type);
        QCOMPARE(typeOf(decodeKeyFile(text.toStdString())), type);
    }

    void farTooLargeFile_isDamaged()
    {
        Home home;
        home.write("vault.json", QByteArray(1 << 20, ' '));
        QCOMPARE(typeOf(loadKeyFile(home.folder() / "vault.json")), QStringLiteral("key_file_damaged"));
    }

private:
    static std::string readGolden()
    {
        QFile f(goldenPath());
        if (!f.open(QIODevice::ReadOnly)) qFatal("%s is not there", qPrintable(goldenPath()));
        return f.readAll().toStdString();
    }
};

QTEST_APPLESS_MAIN(KeyFileTest)
#include "key_file_test.moc"
