#include "vault_fixture.h"

#include "shared/crypto/hash.h"
#include "shared/crypto/seal.h"

using namespace veldpost;
using namespace veldpost::vault;

class VaultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void create_thenUnlockInAnotherProcess_givesTheSameKey()
    {
        Home home;
        crypto::SecretBytes key;
        {
            auto vault = home.create();
            QVERIFY(vault->isUnlocked());
            key = vault->dataKey().clone();
        }
        auto vault = home.open();
        QVERIFY(!vault->isUnlocked());
        QVERIFY(vault->unlock(kPassphrase).ok());
        QVERIFY(crypto::equalSecret(vault->dataKey().bytes(), key.bytes()));
    }

    void create_makesEverythingPrivate()
    {
        Home home;
        auto vault = home.create();
        QCOMPARE(mode(home.folder()), 0700);
        for (const char* name : {"vault.json", "tries", "lock"}) QCOMPARE(mode(home.folder() / name), 0600);
        QVERIFY(!std::filesystem::exists(home.folder() / "new"));
        QVERIFY(!home.bytes("vault.json").contains(QByteArray::fromStdString(toHex(vault->dataKey().bytes()))));
    }

    void create_productionCost_isTheFloor()
    {
        Home home;
        auto vault = must(Vault::create(home.folder(), kPassphrase, "anna", home.around()));
        const KeyFile file = must(loadKeyFile(home.folder() / "vault.json"));
        QCOMPARE(file.cost.passes, std::uint64_t{3});
        QCOMPARE(file.cost.memoryBytes, std::size_t{64} << 20);
    }

    void create_weakPassphrase_makesNothing()
    {
        Home home;
        QCOMPARE(typeOf(Vault::create(home.folder(), "kort", "anna", home.around(), KeyCost::cheapForTests())),
                 QStringLiteral("passphrase_too_short"));
        QVERIFY(!std::filesystem::exists(home.folder()));
    }

    void erase_leavesNothingThatOpens_andSaysWhy()
    {
        Home home;
        {
            auto vault = home.create();
            home.write("store.db-wal", "the log");
            QVERIFY(vault->erase().ok());
            QVERIFY(!vault->isUnlocked());
        }
        for (const char* gone : {"vault.json", "store.db", "store.db-wal", "tries"}) QVERIFY(!std::filesystem::exists(home.folder() / gone));
        QCOMPARE(typeOf(Vault::open(home.folder(), home.around())), QStringLiteral("wiped"));
        const auto again = home.create();
        QVERIFY(again->isUnlocked());
    }

    void erase_brokenOffBehindTheKey_isEndedByTheNextOpen_beforeIt_leavesTheHomeWhole()
    {
        Home home;
        home.create();
        home.write("wiped", "x");
        QVERIFY(home.open()->unlock(kPassphrase).ok());  // the key is there: nothing was lost
        QVERIFY(std::filesystem::remove(home.folder() / "vault.json"));
        QCOMPARE(typeOf(Vault::open(home.folder(), home.around())), QStringLiteral("wiped"));
        QVERIFY(!std::filesystem::exists(home.folder() / "store.db"));
    }

    void create_whereAnythingIsThere_isRefusedAndLeavesIt_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"vault.json", "store.db", "store.db-wal", "tries"})
            QTest::newRow(name) << QByteArray(name);
    }
    void create_whereAnythingIsThere_isRefusedAndLeavesIt()
    {
        QFETCH(QByteArray, name);
        Home home;
        home.write(name.constData(), "somebody's work");
        QCOMPARE(typeOf(Vault::create(home.folder(), kPassphrase, "anna", home.around(), KeyCost::cheapForTests())),
                 QStringLiteral("home_exists"));
        QCOMPARE(home.bytes(name.constData()), QByteArray("somebody's work"));
        QVERIFY(!std::filesystem::exists(home.folder() / "new"));
    }

    void setupBrokenOff_isNotEnrolledAndCanBeginAgain()
    {
        Home home;
        {
            auto vault =
                must(Vault::create(home.folder(), kPassphrase, "anna", home.around(), KeyCost::cheapForTests()));
            home.write("store.db", "half a store");
        }
        const auto opened = Vault::open(home.folder(), home.around());
        QCOMPARE(typeOf(opened), QStringLiteral("not_enrolled"));
        QVERIFY(opened.error().kind == ErrorKind::Locked);
        auto again = must(Vault::create(home.folder(), kOther, "anna", home.around(), KeyCost::cheapForTests()));
        QVERIFY(!std::filesystem::exists(again->storeFile()));
        QCOMPARE(typeOf(again->finishSetup()), QStringLiteral("store_missing"));
        home.write("store.db", "a store");
        QVERIFY(again->finishSetup().ok());
        QVERIFY(again->unlock(kOther).ok());
    }

    void abandonedSetup_leavesNothingToOpen()
    {
        Home home;
        auto vault = must(Vault::create(home.folder(), kPassphrase, "anna", home.around(), KeyCost::cheapForTests()));
        home.write("store.db", "half a store");
        QVERIFY(vault->abandonSetup().ok());
        QVERIFY(!vault->isUnlocked());
        vault.reset();
        for (const char* name : {"vault.json", "store.db", "tries", "new"})
            QVERIFY2(!std::filesystem::exists(home.folder() / name), name);
        QCOMPARE(typeOf(Vault::open(home.folder(), home.around())), QStringLiteral("not_enrolled"));
    }

    void open_somethingMissingOrDamaged_isSaidAndNothingIsMade_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("content");  // empty: removed
        QTest::addColumn<QString>("type");
        QTest::newRow("no store") << QByteArray("store.db") << QByteArray() << "store_missing";
        QTest::newRow("no key file") << QByteArray("vault.json") << QByteArray() << "key_file_missing";
        QTest::newRow("garbled key file") << QByteArray("vault.json") << QByteArray("{}\n") << "key_file_damaged";
    }
    void open_somethingMissingOrDamaged_isSaidAndNothingIsMade()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, content);
        QFETCH(QString, type);
        Home home;
        home.create().reset();
        auto vault = home.open();
        if (content.isEmpty()) QVERIFY(QFile::remove(home.file(name.constData())));
        else home.write(name.constData(), content);
        const Status unlocked = vault->unlock(kPassphrase);  // lost while the program runs
        QCOMPARE(typeOf(unlocked), type);
        vault.reset();
        const auto opened = Vault::open(home.folder(), home.around());
        QCOMPARE(typeOf(opened), type);
        QVERIFY(opened.error().kind == ErrorKind::Damaged);
        QCOMPARE(home.bytes(name.constData()), content);
    }

    void open_emptyFolder_isNotEnrolled()
    {
        Home home;
        QCOMPARE(typeOf(Vault::open(home.folder(), home.around())), QStringLiteral("not_enrolled"));
        QVERIFY(!std::filesystem::exists(home.folder()));
    }

    void open_folderThatCannotBeRead_isNotTakenForANewOne()
    {
        Home home;
        // A link to itself: every look inside fails, and not because nothing is there.
        std::filesystem::create_symlink(home.folder(), home.folder());
        const auto opened = Vault::open(home.folder(), home.around());
        QCOMPARE(typeOf(opened), QStringLiteral("store_not_accessible"));
        QVERIFY(std::filesystem::is_symlink(home.folder()));
    }

    void unlock_folderThatCannotBeReadAnyMore_erasesNothing()
    {
        Home home;
        auto vault = home.create();
        vault->lock();
        const auto away = home.folder().parent_path() / "away";
        std::filesystem::rename(home.folder(), away);
        std::filesystem::create_symlink(home.folder(), home.folder());
        QCOMPARE(typeOf(vault->unlock(kPassphrase)), QStringLiteral("store_not_accessible"));
        QCOMPARE(typeOf(vault->abandonSetup()), QStringLiteral("store_not_accessible"));
        std::filesystem::remove(home.folder());
        std::filesystem::rename(away, home.folder());
        QCOMPARE(home.bytes("store.db"), QByteArray("the store"));
        QVERIFY(vault->unlock(kPassphrase).ok());
    }

    void secondProcess_isToldTheHomeIsInUse()
    {
        Home home;
        auto vault = home.create();
        QCOMPARE(typeOf(Vault::open(home.folder(), home.around())), QStringLiteral("store_in_use"));
        vault.reset();
        QVERIFY(Vault::open(home.folder(), home.around()).ok());
    }

    void wrongPassphrases_slowDownAndEraseNothing()
    {
        Home home;
        home.create().reset();
        auto vault = home.open();
        for (int i = 0; i < 5; ++i) {
            const Status wrong = vault->unlock(kOther);
            QCOMPARE(typeOf(wrong), QStringLiteral("wrong_passphrase"));
            QVERIFY(wrong.error().kind == ErrorKind::Locked);
        }
        QCOMPARE(typeOf(vault->unlock(kPassphrase)), QStringLiteral("too_many_tries"));
        vault.reset();
        vault = home.open();  // starting the program again gains nothing
        QCOMPARE(typeOf(vault->unlock(kPassphrase)), QStringLiteral("too_many_tries"));
        QVERIFY(vault->waitMs() > 0);
        QVERIFY(!vault->isUnlocked());
        home.clock.advanceMs(30'000);
        QVERIFY(vault->unlock(kPassphrase).ok());
        QCOMPARE(vault->waitMs(), 0);
        QCOMPARE(home.bytes("store.db"), QByteArray("the store"));
    }

    void lock_wipesTheKeyAndThePinOpensAgain()
    {
        Home home;
        auto vault = home.create();
        const auto key = vault->dataKey().clone();
        QVERIFY(vault->setPin("849201").ok());
        vault->lock();
        QVERIFY(!vault->isUnlocked());
        QVERIFY(vault->hasPin());
        QCOMPARE(typeOf(vault->unlockWithPin("849202")), QStringLiteral("wrong_pin"));
        QVERIFY(!vault->isUnlocked());
        QVERIFY(vault->unlockWithPin("849201").ok());
        QVERIFY(crypto::equalSecret(vault->dataKey().bytes(), key.bytes()));
    }

    void sealedText_opensAfterTheNextUnlock_andOnlyInThisHome()
    {
        Home home, other;
        other.random.next64();
        auto vault = home.create();
        auto stranger = other.create();
        const std::string sealed = vault->sealText("wat zij zei");
        QVERIFY(sealed.find("zij") == std::string::npos);
        vault->lock();
        QVERIFY(vault->unlock(kPassphrase).ok());
        QCOMPARE(must(vault->openText(sealed)).size(), std::size_t{11});
        QCOMPARE(typeOf(stranger->openText(sealed)), QStringLiteral("not_authentic"));
    }

    void pin_diesWithTheProcess()
    {
        Home home;
        auto vault = home.create();
        QVERIFY(vault->setPin("849201").ok());
        vault.reset();
        vault = home.open();
        QVERIFY(!vault->hasPin());
        QCOMPARE(typeOf(vault->unlockWithPin("849201")), QStringLiteral("pin_expired"));
    }

    void changePassphrase_keepsKeyAndRecoveryCopy()
    {
        Home home;
        auto vault = home.create();
        const auto key = vault->dataKey().clone();
        const auto recovery = crypto::BoxKeyPair::generate(home.random);
        QVERIFY(vault->sealToRecovery(recovery.publicKey).ok());
        QVERIFY(vault->setPin("849201").ok());
        QCOMPARE(typeOf(vault->changePassphrase(kOther, kOther, "anna")), QStringLiteral("wrong_passphrase"));
        QCOMPARE(typeOf(vault->changePassphrase(kPassphrase, "kort", "anna")), QStringLiteral("passphrase_too_short"));
        QVERIFY(vault->changePassphrase(kPassphrase, kOther, "anna").ok());
        QVERIFY(!vault->hasPin());
        vault.reset();
        vault = home.open();
        QCOMPARE(typeOf(vault->unlock(kPassphrase)), QStringLiteral("wrong_passphrase"));
        QVERIFY(vault->unlock(kOther).ok());
        QVERIFY(crypto::equalSecret(vault->dataKey().bytes(), key.bytes()));
        QVERIFY(vault->hasRecoveryCopy());
        const KeyFile file = must(loadKeyFile(home.folder() / "vault.json"));
        const auto recovered = must(crypto::openSealed(recovery, file.recovery->sealed));
        QVERIFY(crypto::equalSecret(recovered.bytes(), key.bytes()));
    }

    void twoHomes_haveDifferentKeys()
    {
        Home a, b;
        b.random.next64();
        auto first = a.create();
        auto second = b.create();
        QVERIFY(!crypto::equalSecret(first->dataKey().bytes(), second->dataKey().bytes()));
    }

private:
    static int mode(const std::filesystem::path& path)
    {
        return static_cast<int>(std::filesystem::status(path).permissions());
    }
};

QTEST_APPLESS_MAIN(VaultTest)
#include "vault_test.moc"
