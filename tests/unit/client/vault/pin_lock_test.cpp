#include "vault_fixture.h"

#include "shared/crypto/hash.h"

using namespace veldpost;
using namespace veldpost::vault;

namespace {
constexpr std::int64_t kHourMs = 3600 * 1000;
}

class PinLockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void checkPin_judges_data()
    {
        QTest::addColumn<QByteArray>("pin");
        QTest::addColumn<QString>("type");
        QTest::newRow("good") << QByteArray("849201") << "ok";
        QTest::newRow("twelve digits") << QByteArray("849201736452") << "ok";
        QTest::newRow("five digits") << QByteArray("84920") << "pin_too_short";
        QTest::newRow("empty") << QByteArray("") << "pin_too_short";
        QTest::newRow("thirteen digits") << QByteArray("8492017364521") << "pin_too_long";
        QTest::newRow("letters") << QByteArray("84a201") << "pin_not_digits";
        QTest::newRow("arabic digits") << QByteArray("\xd9\xa1\xd9\xa2\xd9\xa3") << "pin_not_digits";
        QTest::newRow("up") << QByteArray("123456") << "pin_too_simple";
        QTest::newRow("up over nine") << QByteArray("789012") << "pin_too_simple";
        QTest::newRow("down") << QByteArray("654321") << "pin_too_simple";
        QTest::newRow("one digit") << QByteArray("111111") << "pin_too_simple";
        QTest::newRow("pairs") << QByteArray("474747") << "pin_too_simple";
        QTest::newRow("triples") << QByteArray("829829") << "pin_too_simple";
        QTest::newRow("listed") << QByteArray("159753") << "pin_too_simple";
    }
    void checkPin_judges()
    {
        QFETCH(QByteArray, pin);
        QFETCH(QString, type);
        QCOMPARE(typeOf(PinLock::checkPin(pin.toStdString())), type);
    }

    void rightPin_givesTheKeyBack()
    {
        Setting s;
        QVERIFY(s.set().ok());
        QVERIFY(s.lock.isReady());
        const auto opened = must(s.lock.open("849201"));
        QVERIFY(crypto::equalSecret(opened.bytes(), s.key.bytes()));
    }

    void withoutAPassphraseBefore_noPinCanBeSet()
    {
        Home home;
        PinLock lock(home.clock, home.random, home.secrets);
        const auto key = crypto::SecretBytes::random(32, home.random);
        QCOMPARE(typeOf(lock.set("849201", key, KeyCost::cheapForTests().argon2())), QStringLiteral("pin_expired"));
        QCOMPARE(typeOf(lock.open("849201")), QStringLiteral("pin_expired"));
    }

    void fiveWrong_needThePassphraseEvenForTheRightOne()
    {
        Setting s;
        QVERIFY(s.set().ok());
        for (int left = 4; left >= 0; --left) {
            const auto wrong = s.lock.open("849202");
            QCOMPARE(typeOf(wrong), QStringLiteral("wrong_pin"));
            QVERIFY(wrong.error().kind == ErrorKind::Locked);
        }
        QCOMPARE(typeOf(s.lock.open("849201")), QStringLiteral("pin_expired"));
        QVERIFY(!s.home.secrets.load("pin").ok());  // nothing of it is left
        s.lock.passphraseGiven();
        QVERIFY(!s.lock.isReady());
        QVERIFY(s.set().ok());
        QVERIFY(s.lock.open("849201").ok());
    }

    void aRightOne_givesFiveTriesAgain()
    {
        Setting s;
        QVERIFY(s.set().ok());
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 4; ++i) QCOMPARE(typeOf(s.lock.open("849202")), QStringLiteral("wrong_pin"));
            QVERIFY(s.lock.open("849201").ok());
        }
    }

    void afterTwelveHours_itIsOver_data()
    {
        QTest::addColumn<qint64>("wallMs");
        QTest::addColumn<qint64>("bothMs");
        QTest::addColumn<QString>("type");
        QTest::newRow("just before") << qint64(0) << qint64(12 * kHourMs - 1) << "ok";
        QTest::newRow("after") << qint64(0) << qint64(12 * kHourMs) << "pin_expired";
        QTest::newRow("asleep for twelve hours") << qint64(12 * kHourMs) << qint64(0) << "pin_expired";
        QTest::newRow("clock set back") << qint64(-24 * kHourMs) << qint64(12 * kHourMs) << "pin_expired";
    }
    void afterTwelveHours_itIsOver()
    {
        QFETCH(qint64, wallMs);
        QFETCH(qint64, bothMs);
        QFETCH(QString, type);
        Setting s;
        QVERIFY(s.set().ok());
        s.home.clock.setWallMs(s.home.clock.nowMs() + wallMs);
        s.home.clock.advanceMs(bothMs);
        QCOMPARE(s.lock.isReady(), type == QStringLiteral("ok"));
        QCOMPARE(typeOf(s.lock.open("849201")), type);
    }

    void pinUnlock_doesNotStretchTheTwelveHours()
    {
        Setting s;
        QVERIFY(s.set().ok());
        s.home.clock.advanceMs(11 * kHourMs);
        QVERIFY(s.lock.open("849201").ok());
        s.home.clock.advanceMs(kHourMs);
        QCOMPARE(typeOf(s.lock.open("849201")), QStringLiteral("pin_expired"));
    }

    void secretGoneFromTheStore_needsThePassphrase()
    {
        Setting s;
        QVERIFY(s.set().ok());
        QVERIFY(s.home.secrets.remove("pin").ok());
        QCOMPARE(typeOf(s.lock.open("849201")), QStringLiteral("pin_expired"));
    }

private:
    struct Setting {
        Home home;
        PinLock lock{home.clock, home.random, home.secrets};
        crypto::SecretBytes key = crypto::SecretBytes::random(32, home.random);
        Setting() { lock.passphraseGiven(); }
        Status set() { return lock.set("849201", key, KeyCost::cheapForTests().argon2()); }
    };
};

QTEST_APPLESS_MAIN(PinLockTest)
#include "pin_lock_test.moc"
