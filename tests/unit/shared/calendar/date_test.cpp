#include "shared/calendar/date.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

using namespace veldpost::calendar;

class DateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parse_goodText_readsAndWritesTheSame_data()
    {
        QTest::addColumn<QByteArray>("input");
        for (const char* good : {"1900-01-01", "1970-01-01", "2024-02-29", "2000-02-29", "2026-12-31", "2199-12-31"})
            QTest::newRow(good) << QByteArray(good);
    }
    void parse_goodText_readsAndWritesTheSame()
    {
        QFETCH(QByteArray, input);
        QCOMPARE(text(day(input)), input);
    }

    void parse_badText_isRefusedWithoutRepeatingIt_data()
    {
        QTest::addColumn<QByteArray>("input");
        for (const char* bad :
             {"", "2026", "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "20260101", "2026-13-01", "2026-00-10",
              "2026-01-00", "2026-01-32", "2026-02-29", "2100-02-29", "2026-04-31", "1899-12-31", "2200-01-01",
              "2026-01-01 ", " 2026-01-01", "2026-01-01T", "+026-01-01", "-026-01-01", "2026-0a-01", "yyyy-mm-dd"})
            QTest::addRow("<%s>", bad) << QByteArray(bad);
        QTest::newRow("a zero byte") << QByteArray("2026-01-01\0", 11);
        QTest::newRow("Arabic digits") << QByteArray("٢٠٢٦-٠١-٠١");
    }
    void parse_badText_isRefusedWithoutRepeatingIt()
    {
        QFETCH(QByteArray, input);
        const auto date = Date::parse(view(input));
        QVERIFY(!date);
        QCOMPARE(text(date.error().type), QByteArray("bad_date"));
        QCOMPARE(date.error().kind, veldpost::ErrorKind::Usage);
        QVERIFY(!date.error().detail.empty());
        if (input.size() > 4) QVERIFY(!text(date.error().detail).contains(input));
    }

    void weekday_knownDays()
    {
        QCOMPARE(day("2026-11-23").weekday(), Weekday::Monday);
        QCOMPARE(day("2026-11-29").weekday(), Weekday::Sunday);
        QCOMPARE(day("1900-01-01").weekday(), Weekday::Monday);
        QVERIFY(day("2026-11-28").isWeekend());
        QVERIFY(!day("2026-11-27").isWeekend());
    }

    void months_intoAShorterMonth_clampOrOverflow()
    {
        QCOMPARE(text(day("2026-11-30").plusMonthsClamped(3)), QByteArray("2027-02-28"));
        QCOMPARE(text(day("2026-11-30").plusMonthsOverflowing(3)), QByteArray("2027-03-01"));
        QCOMPARE(text(day("2024-02-29").plusMonthsClamped(12)), QByteArray("2025-02-28"));
        QCOMPARE(text(day("2024-02-29").plusMonthsClamped(48)), QByteArray("2028-02-29"));
        QCOMPARE(text(day("2026-12-31").plusMonthsClamped(1)), QByteArray("2027-01-31"));
        QCOMPARE(text(day("2026-01-31").plusMonthsClamped(-2)), QByteArray("2025-11-30"));
    }

    void fromYmd_impossible_isNothing()
    {
        QVERIFY(!Date::fromYmd(2026, 2, 30));
        QVERIFY(!Date::fromYmd(2026, -1, 1));
        QVERIFY(!Date::fromYmd(2026, 1, 257));
        QVERIFY(!Date::fromYmd(1899, 1, 1));
        QCOMPARE(text(*Date::fromYmd(2026, 2, 28)), QByteArray("2026-02-28"));
    }
};

QTEST_APPLESS_MAIN(DateTest)
#include "date_test.moc"
