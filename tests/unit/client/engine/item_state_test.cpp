#include "client/engine/item_state.h"
#include "server/engine/judge.h"

#include <QFile>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;

class ItemStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void state_followsFromTheFacts_data()
    {
        QTest::addColumn<bool>("covered");
        QTest::addColumn<bool>("underWay");
        QTest::addColumn<QString>("waits");
        QTest::addColumn<int>("missing");
        QTest::addColumn<bool>("filesUnderWay");
        QTest::addColumn<bool>("conflict");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("reason");
        QTest::newRow("just saved") << false << false << "" << 0 << false << false << "on_device" << "";
        QTest::newRow("sent, not answered") << false << true << "" << 0 << false << false << "on_its_way" << "";
        QTest::newRow("in the receipt") << true << false << "" << 0 << false << false << "safe" << "";
        QTest::newRow("in the receipt, a photo is not") << true << false << "" << 1 << false << false << "on_device" << "";
        QTest::newRow("in the receipt, half a photo is") << true << false << "" << 1 << true << false << "on_its_way" << "";
        QTest::newRow("quarantined") << true << false << "not_member" << 0 << false << false << "waiting" << "not_member";
        QTest::newRow("quarantined, newer work unsent") << false << false << "rule_broken" << 0 << false << true << "waiting"
                                                        << "rule_broken";
        QTest::newRow("in conflict") << true << false << "" << 0 << false << true << "waiting" << "conflict";
        QTest::newRow("in conflict and not safe") << false << false << "" << 0 << false << true << "on_device" << "";
    }
    void state_followsFromTheFacts()
    {
        QFETCH(bool, covered);
        QFETCH(bool, underWay);
        QFETCH(QString, waits);
        QFETCH(int, missing);
        QFETCH(bool, filesUnderWay);
        QFETCH(bool, conflict);
        const ItemStanding standing = standingOf({covered, underWay, waits.toStdString(), {missing, filesUnderWay}, conflict});
        QTEST(QString::fromUtf8(stateCode(standing.state).data(), static_cast<qsizetype>(stateCode(standing.state).size())), "state");
        QTEST(QString::fromStdString(standing.reason), "reason");
    }

    // Safe is said of nothing that is not wholly in the receipt, whatever else is so.
    void safe_onlyWhenAllIsCoveredAndNothingWaits()
    {
        for (unsigned bits = 0; bits < 64; ++bits) {
            const auto bit = [&](unsigned i) { return (bits >> i & 1) != 0; };
            const ItemFacts facts{bit(0), bit(1), bit(2) ? "not_member" : "", {bit(3) ? 1 : 0, bit(4)}, bit(5)};
            const bool safe = standingOf(facts).state == ItemState::Safe;
            QCOMPARE(safe, bit(0) && !bit(2) && !bit(3) && !bit(5));
        }
    }

    void table_standsInTheOrderOfItsStates_inBothLanguages()
    {
        QCOMPARE(itemStates().size(), std::size_t(4));
        for (std::size_t i = 0; i < itemStates().size(); ++i) {
            QCOMPARE(static_cast<std::size_t>(itemStates()[i].state), i);
            QVERIFY(!itemStates()[i].nameEn.empty() && !itemStates()[i].nameNl.empty());
        }
        for (const WaitReason& reason : waitReasons()) QVERIFY(!reason.nameEn.empty() && !reason.nameNl.empty());
        QVERIFY(!wordsOfReason("a word of a later server").nameEn.empty());
    }

    void everyWordOfTheServersQuarantine_hasItsSentence()
    {
        namespace r = server::reason;
        for (const char* code : {r::kUnknownParent, r::kParentQuarantined, r::kUnknownCase, r::kNoGrantKnown, r::kNoPayload,
                                 r::kNotMember, r::kRuleBroken, r::kRevokedDevice, r::kTooLarge, r::kTooManyHeads,
                                 r::kNeedsNewerServer})
            QVERIFY2(wordsOfReason(code).code == code, code);
    }

    // What people read in the document is what the program says.
    void readme_hasTheSameWords()
    {
        QFile file(qEnvironmentVariable("VELDPOST_SOURCE") + QStringLiteral("/README.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string readme = file.readAll().toStdString();
        std::string table = "| state | `\"state\"` | means |\n|---|---|---|\n";
        for (const StateWords& words : itemStates())
            table += "| " + std::string(words.nameEn) + " | `" + std::string(words.code) + "` | " + std::string(words.meaning) + " |\n";
        QVERIFY2(readme.find(table) != std::string::npos, table.c_str());
        std::string reasons = "| `\"state_reason\"` | says |\n|---|---|\n";
        for (const WaitReason& reason : waitReasons())
            reasons += "| `" + std::string(reason.code) + "` | " + std::string(reason.nameEn) + " |\n";
        QVERIFY2(readme.find(reasons) != std::string::npos, reasons.c_str());
    }
};

QTEST_APPLESS_MAIN(ItemStateTest)
#include "item_state_test.moc"
