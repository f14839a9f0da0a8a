#include "shared/crypto/derive.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/seal.h"
#include "shared/crypto/sign.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::crypto;

class CryptoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // FIPS 180-4 example.
    void sha256_publishedSample()
    {
        QCOMPARE(sha256(std::string_view("abc")).text(),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        Sha256Stream stream;
        stream.add("a");
        stream.add("bc");
        QCOMPARE(stream.finish(), sha256(std::string_view("abc")));
    }

    // RFC 8032 §7.1 TEST 2.
    void ed25519_publishedSample()
    {
        std::array<std::uint8_t, 32> seed;
        QVERIFY(fromHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", seed));
        const SigningKey key{SecretBytes(seed)};
        QCOMPARE(key.publicKey().text(),
                 std::string("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        QCOMPARE(key.seed().bytes().size(), std::size_t(32));
    }

    void signature_ofOnePurpose_failsForAnother()
    {
        SeededRandom random(7);
        const SigningKey key = SigningKey::generate(random);
        const Signature s = key.signFor(Purpose::Session, "{\"a\":1}");
        QVERIFY(verifyFor(Purpose::Session, key.publicKey(), "{\"a\":1}", s));
        QVERIFY(!verifyFor(Purpose::Certificate, key.publicKey(), "{\"a\":1}", s));
        QVERIFY(!verifyRevision(key.publicKey(), "{\"a\":1}", s));
        const Signature r = key.signRevision("{\"a\":1}");
        QVERIFY(verifyRevision(key.publicKey(), "{\"a\":1}", r));
        QVERIFY(!verifyRevision(key.publicKey(), "{\"a\":2}", r));
    }

    void smallOrderKeys_areWeak()
    {
        // The neutral element, a point of order 2 and one of order 8.
        for (const char* hex : {"0100000000000000000000000000000000000000000000000000000000000000",
                                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"}) {
            const auto key = PublicKey::parse(hex);
            QVERIFY(key.has_value());
            QVERIFY2(!key->isStrong(), hex);
        }
        SeededRandom random(1);
        QVERIFY(SigningKey::generate(random).publicKey().isStrong());
    }

    void seal_changedAnywhere_doesNotOpen()
    {
        SeededRandom random(9);
        const SecretBytes key = SecretBytes::random(kSealKeyBytes, random);
        const std::string sealed = seal(key, "plain", "bound", random);
        const auto opened = open(key, sealed, "bound");
        QVERIFY(opened.ok());
        QCOMPARE(asText(opened->bytes()), std::string_view("plain"));
        QVERIFY(!open(key, sealed, "other").ok());
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            std::string bent = sealed;
            bent[i] = static_cast<char>(bent[i] ^ 1);
            QVERIFY(!open(key, bent, "bound").ok());
        }
        QVERIFY(!open(key, sealed.substr(0, 20), "bound").ok());
    }

    void sealedBox_opensOnlyWithTheSecretKey()
    {
        SystemRandom random;
        const BoxKeyPair pair = BoxKeyPair::generate(random);
        const BoxKeyPair other = BoxKeyPair::generate(random);
        const auto sealed = sealTo(pair.publicKey, "data key");
        QVERIFY(sealed.ok());
        QCOMPARE(asText(openSealed(pair, *sealed)->bytes()), std::string_view("data key"));
        QVERIFY(!openSealed(other, *sealed).ok());
        QVERIFY(!openSealed(pair, "short").ok());
    }

    void argon2id_dependsOnEveryInput()
    {
        const Argon2Cost cheap{1, 8u << 20};
        Salt salt{};
        const auto a = argon2id("one passphrase", salt, cheap);
        QVERIFY(a.ok());
        QVERIFY(equalSecret(a->bytes(), argon2id("one passphrase", salt, cheap)->bytes()));
        QVERIFY(!equalSecret(a->bytes(), argon2id("one passphrasf", salt, cheap)->bytes()));
        salt[0] = 1;
        QVERIFY(!equalSecret(a->bytes(), argon2id("one passphrase", salt, cheap)->bytes()));
    }
};

QTEST_APPLESS_MAIN(CryptoTest)
#include "crypto_test.moc"
