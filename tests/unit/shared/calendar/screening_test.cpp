#include "shared/calendar/screening.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

using namespace veldpost::calendar;

namespace {

// "cheek knee:patterned" as on the command line
std::vector<BruiseFinding> findings(const QByteArray& line)
{
    std::vector<BruiseFinding> out;
    for (const QByteArray& word : line.split(' ')) {
        if (word.isEmpty()) continue;
        const bool patterned = word.endsWith(":patterned");
        out.push_back({(patterned ? word.chopped(10) : word).toStdString(), patterned});
    }
    return out;
}

}  // namespace

class ScreeningTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ten4facesp_rows_data()
    {
        QTest::addColumn<QByteArray>("born");
        QTest::addColumn<QByteArray>("on");
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<bool>("applies");
        QTest::addColumn<bool>("positive");
        QTest::addColumn<QByteArray>("reasons");
        const auto row = [](const char* name, const char* born, const char* on, const char* found, bool applies,
                            bool positive, const char* reasons) {
            QTest::newRow(name) << QByteArray(born) << QByteArray(on) << QByteArray(found) << applies << positive
                                << QByteArray(reasons);
        };
        row("infant, last day", "2026-07-01", "2026-11-30", "shin", true, true, "infant_under_five_months");
        row("infant no more", "2026-07-01", "2026-12-01", "shin", true, false, "");
        row("rule's last day", "2026-07-01", "2030-06-30", "cheek", true, true, "cheek");
        row("four years old", "2026-07-01", "2030-07-01", "cheek ear", false, false, "age_four_or_older");
        row("four, even patterned", "2026-07-01", "2030-07-01", "back:patterned", false, false, "age_four_or_older");
        row("on the day of birth", "2026-07-01", "2026-07-01", "knee", true, true, "infant_under_five_months");
        row("no bruise", "2026-07-01", "2026-08-01", "", false, false, "no_bruise");
        row("toddler's shin, knee and forehead", "2024-01-01", "2026-01-01", "shin knee forehead", true, false, "");
        row("chest", "2024-01-01", "2026-01-01", "chest", true, true, "torso");
        row("abdomen", "2024-01-01", "2026-01-01", "abdomen", true, true, "torso");
        row("back", "2024-01-01", "2026-01-01", "back", true, true, "torso");
        row("buttocks", "2024-01-01", "2026-01-01", "buttocks", true, true, "torso");
        row("genitals", "2024-01-01", "2026-01-01", "genitals", true, true, "torso");
        row("ear", "2024-01-01", "2026-01-01", "ear", true, true, "ear");
        row("neck", "2024-01-01", "2026-01-01", "neck", true, true, "neck");
        row("frenulum", "2024-01-01", "2026-01-01", "frenulum", true, true, "frenulum");
        row("jaw angle", "2024-01-01", "2026-01-01", "jaw_angle", true, true, "jaw_angle");
        row("eyelid", "2024-01-01", "2026-01-01", "eyelid", true, true, "eyelid");
        row("subconjunctiva", "2024-01-01", "2026-01-01", "subconjunctiva", true, true, "subconjunctiva");
        row("patterned anywhere", "2024-01-01", "2026-01-01", "thigh:patterned", true, true, "patterned");
        row("all of it, each reason once", "2026-07-01", "2026-08-01",
            "eyelid cheek:patterned jaw_angle frenulum neck ear subconjunctiva back chest hand:patterned", true, true,
            "torso ear neck frenulum jaw_angle cheek eyelid subconjunctiva infant_under_five_months patterned");
        row("five months in a month without that day", "2026-09-30", "2027-02-28", "shin", true, true,
            "infant_under_five_months");
        row("and the day after", "2026-09-30", "2027-03-01", "shin", true, false, "");
    }
    void ten4facesp_rows()
    {
        QFETCH(QByteArray, born);
        QFETCH(QByteArray, on);
        QFETCH(QByteArray, found);
        QFETCH(bool, applies);
        QFETCH(bool, positive);
        QFETCH(QByteArray, reasons);
        const auto answer = screenTen4Facesp(day(born), day(on), findings(found));
        QVERIFY(answer.ok());
        QCOMPARE(answer->applies, applies);
        QCOMPARE(answer->positive, positive);
        QCOMPARE(text(answer->reasons), reasons);
    }

    void badInput_isRefused_data()
    {
        QTest::addColumn<QByteArray>("on");
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("before birth") << QByteArray("2026-06-30") << QByteArray("shin") << QByteArray("on_before_born");
        QTest::newRow("misspelt") << QByteArray("2027-06-30") << QByteArray("cheeck") << QByteArray("bad_region");
        QTest::newRow("capital") << QByteArray("2027-06-30") << QByteArray("Cheek") << QByteArray("bad_region");
        QTest::newRow("misspelt, too old as well") << QByteArray("2036-06-30") << QByteArray("shin nck") << QByteArray("bad_region");
        QTest::newRow("only the pattern") << QByteArray("2027-06-30") << QByteArray(":patterned") << QByteArray("bad_region");
    }
    void badInput_isRefused()
    {
        QFETCH(QByteArray, on);
        QFETCH(QByteArray, found);
        QFETCH(QByteArray, type);
        const auto answer = screenTen4Facesp(day("2026-07-01"), day(on), findings(found));
        QVERIFY(!answer);
        QCOMPARE(text(answer.error().type), type);
        QCOMPARE(answer.error().kind, veldpost::ErrorKind::Usage);
    }

    void regions_ofTheBodyMap_areKnown()
    {
        for (const char* region : {"forehead", "eyelid", "subconjunctiva", "cheek", "jaw_angle", "ear", "frenulum", "neck",
                                   "chest", "abdomen", "back", "buttocks", "genitals", "upper_arm", "forearm", "hand",
                                   "thigh", "knee", "shin", "foot"})
            QVERIFY2(isScreenedRegion(region), region);
    }
};

QTEST_APPLESS_MAIN(ScreeningTest)
#include "screening_test.moc"
