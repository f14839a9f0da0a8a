#include "shared/protocol/invitation.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::protocol;

namespace {

// Made by openssl, with the SHA-256 of its DER form by sha256sum.
constexpr char kPem[] = "-----BEGIN CERTIFICATE-----\n"
                        "MIIBLDCB36ADAgECAhQoeCyzRsS9kBuRn1neL0MZVvCgXjAFBgMrZXAwDDEKMAgG\n"
                        "A1UEAwwBdDAeFw0yNjExMjIwNDU0MjJaFw0yNjExMjMwNDU0MjJaMAwxCjAIBgNV\n"
                        "BAMMAXQwKjAFBgMrZXADIQAP4vvQbrk8Yajuuo2HCWDMVwIPnu1vylse8jtbURbJ\n"
                        "OKNTMFEwHQYDVR0OBBYEFLJ77pPURg3n4YSJttloF1WS0XUAMB8GA1UdIwQYMBaA\n"
                        "FLJ77pPURg3n4YSJttloF1WS0XUAMA8GA1UdEwEB/wQFMAMBAf8wBQYDK2VwA0EA\n"
                        "pBgd61G7du6eFMa2uc3LL1x6ZFp9MDCfLGZFt+EiNwpy9C7jJeSBM3YTyGbu8nZZ\n"
                        "usjSThYmYK1uHBfbss5iAw==\n"
                        "-----END CERTIFICATE-----\n";
constexpr char kFingerprint[] = "b50c04895b36fb24d430b656703fbe3724c2419b67b00af0ab64cfa756772a5f";

}  // namespace

class InvitationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void text_readBack_isTheSame()
    {
        const Invitation made{"https://veldpost.example:8443", Sha256::parse(kFingerprint), "ABCDE-FGHJK", "epoch-1"};
        const auto read = Invitation::parse(made.text());
        QVERIFY(read.ok());
        QCOMPARE(read->url, made.url);
        QVERIFY(read->caSha256.has_value() && read->caSha256 == made.caSha256);
        QCOMPARE(read->code, made.code);
        QCOMPARE(read->epoch, made.epoch);
    }

    void text_format_isFrozen()
    {
        // {"code":"A","epoch":"e","url":"u"}
        QCOMPARE(QByteArray::fromStdString(Invitation{"u", {}, "A", "e"}.text()),
                 QByteArray("veldpost:1:eyJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6InUifQ"));
    }

    void parse_copiedWithSpace_isTaken()
    {
        const auto read = Invitation::parse("  veldpost:1:eyJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6InUifQ \r\n");
        QVERIFY(read.ok());
        QCOMPARE(read->code, std::string("A"));
        QVERIFY(!read->caSha256);
    }

    void parse_noCa_emptyOrAbsent()
    {
        // {"ca_sha256":"","code":"A","epoch":"e","url":"u"}
        const auto read = Invitation::parse("veldpost:1:eyJjYV9zaGEyNTYiOiIiLCJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6InUifQ");
        QVERIFY(read.ok());
        QVERIFY(!read->caSha256);
    }

    void parse_garbled_isRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("prefix alone") << QByteArray("veldpost:1:");
        QTest::newRow("other version") << QByteArray("veldpost:2:eyJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6InUifQ");
        QTest::newRow("cut off") << QByteArray("veldpost:1:eyJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6");
        QTest::newRow("one letter more") << QByteArray("veldpost:1:eyJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6InUifQQ");
        QTest::newRow("padding") << QByteArray("veldpost:1:eyJjb2RlIjoiQSIsImVwb2NoIjoiZSIsInVybCI6InUifQ==");
        QTest::newRow("mail alphabet") << QByteArray("veldpost:1:ey+/");
        QTest::newRow("no code") << QByteArray("veldpost:1:eyJlcG9jaCI6ImUiLCJ1cmwiOiJ1In0");
        QTest::newRow("too long") << QByteArray("veldpost:1:" + QByteArray(5000, 'A'));
    }
    void parse_garbled_isRefused()
    {
        QFETCH(QByteArray, text);
        const auto read = Invitation::parse(text.toStdString());
        QVERIFY(!read.ok());
        QCOMPARE(read.error().type, std::string("bad_invite"));
        QCOMPARE(read.error().kind, ErrorKind::Usage);
    }

    void fingerprint_isThatOfTheDer()
    {
        const auto print = certificateFingerprint(kPem);
        QVERIFY(print.ok());
        QCOMPARE(print->text(), std::string(kFingerprint));
        for (const char* bad : {"", "-----BEGIN CERTIFICATE-----\nMIIB", "-----BEGIN CERTIFICATE-----\n%%\n-----END CERTIFICATE-----",
                                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"})
            QCOMPARE(certificateFingerprint(bad).error().type, std::string("bad_ca_file"));
    }
};

QTEST_GUILESS_MAIN(InvitationTest)
#include "invitation_test.moc"
