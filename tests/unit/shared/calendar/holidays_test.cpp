#include "shared/calendar/holidays.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

using namespace veldpost::calendar;

namespace {

// JSON is easier on the eye with single quotes.
QByteArray json(QByteArray singleQuoted) { return singleQuoted.replace('\'', '"'); }

}  // namespace

class HolidaysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void easter_knownYears_data()
    {
        QTest::addColumn<QByteArray>("sunday");
        // The earliest and latest possible among them: 22 March (1818, 2285), 25 April (1943, 2038).
        for (const char* easter : {"1943-04-25", "1990-04-15", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31",
                                   "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2049-04-18",
                                   "2100-03-28"})
            QTest::newRow(easter) << QByteArray(easter);
    }
    void easter_knownYears()
    {
        QFETCH(QByteArray, sunday);
        QCOMPARE(text(easterSunday(sunday.left(4).toInt())), sunday);
    }

    void kingsDay_sundayMovesToSaturday_data()
    {
        QTest::addColumn<QByteArray>("date");
        for (const char* moved : {"2014-04-26", "2025-04-26", "2031-04-26", "2036-04-26", "2042-04-26"})
            QTest::newRow(moved) << QByteArray(moved);
        for (const char* plain : {"2015-04-27", "2024-04-27", "2026-04-27", "2028-04-27"})
            QTest::newRow(plain) << QByteArray(plain);
        for (const char* queen : {"1990-04-30", "1995-04-29", "2000-04-29", "2006-04-29", "2012-04-30", "2013-04-30"})
            QTest::newRow(queen) << QByteArray(queen);
    }
    void kingsDay_sundayMovesToSaturday()
    {
        QFETCH(QByteArray, date);
        QCOMPARE(text(kingsDay(date.left(4).toInt())), date);
    }

    void holidays_ofAYear_areAllNamed()
    {
        QByteArray all;
        for (const Holiday& holiday : holidaysOf(2026)) all += text(holiday.date) + " " + text(holiday.code) + "\n";
        QCOMPARE(all, QByteArray("2026-01-01 new_year\n"
                                 "2026-01-02 royal_decree\n"
                                 "2026-04-03 good_friday\n"
                                 "2026-04-06 easter_monday\n"
                                 "2026-04-27 kings_day\n"
                                 "2026-05-05 liberation_day\n"
                                 "2026-05-14 ascension_day\n"
                                 "2026-05-15 royal_decree\n"
                                 "2026-05-25 whit_monday\n"
                                 "2026-12-25 christmas_day\n"
                                 "2026-12-26 second_christmas_day\n"));
    }

    void workingDay_particularDays_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<bool>("works");
        QTest::newRow("day after a Sunday Koningsdag") << QByteArray("2025-04-28") << true;
        QTest::newRow("carnival Monday") << QByteArray("2026-02-16") << true;
        QTest::newRow("5 May in no lustrum") << QByteArray("2026-05-05") << false;
        QTest::newRow("Ascension on 5 May") << QByteArray("2016-05-05") << false;
        QTest::newRow("24 December") << QByteArray("2026-12-24") << true;
        QTest::newRow("Saturday") << QByteArray("2026-11-28") << false;
        QTest::newRow("Friday after Ascension without a decree") << QByteArray("2030-05-31") << true;
        QTest::newRow("27 April before 2014") << QByteArray("2012-04-27") << true;
    }
    void workingDay_particularDays()
    {
        QFETCH(QByteArray, date);
        QFETCH(bool, works);
        QCOMPARE(isWorkingDay(day(date)), works);
    }

    void decreeDays_builtIn_areThoseOfTheDecrees()
    {
        const RoyalDecreeDays& decree = RoyalDecreeDays::builtIn();
        QByteArray all;
        for (const RoyalDecreeDay& one : decree.days()) {
            all += text(one.date) + " ";
            QVERIFY(one.source.find("Besluit gelijkstelling") == 0);
            QVERIFY(!isWorkingDay(one.date));
            QVERIFY(isWorkingDay(one.date, RoyalDecreeDays()));
        }
        QCOMPARE(all, QByteArray("2023-04-28 2023-05-19 2024-05-10 2024-12-27 2025-05-30 "
                                 "2026-01-02 2026-05-15 2027-05-07 2028-04-28 2028-05-26 "));
        QVERIFY(decree.covers(2023) && decree.covers(2028));
        QVERIFY(!decree.covers(2022) && !decree.covers(2029));
        QCOMPARE(decree.version(), 1);
    }

    void decreeDays_goodFile_isRead()
    {
        const auto read = RoyalDecreeDays::parse(view(json(
            "{'about':'x','version':3,'known_from':2030,'known_to':2031,'days':[{'date':'2030-05-31','version':2,'source':'s'}]}")));
        QVERIFY(read.ok());
        QCOMPARE(read->version(), 3);
        QVERIFY(read->contains(day("2030-05-31")));
        QVERIFY(!read->contains(day("2030-05-30")));
        QVERIFY(!isWorkingDay(day("2030-05-31"), *read));
    }

    void decreeDays_malformedFile_isRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("says");
        const auto file = [](const char* days) {
            return QByteArray("{'about':'x','version':1,'known_from':2026,'known_to':2028,'days':") + days + "}";
        };
        const auto row = [](const char* name, const QByteArray& json, const char* says) {
            QTest::newRow(name) << json << QByteArray(says);
        };
        row("empty", "", "not JSON");
        row("half a file", file("[{'date':'2026-01-02','vers").chopped(1), "only a part");
        row("an array", "[]", "not an object");
        row("a key missing", "{'about':'x','version':1,'known_from':2026,'known_to':2028}", "lacks days");
        row("a key too many", "{'about':'x','version':1,'known_from':2026,'known_to':2028,'days':[],'more':1}", "not known");
        row("version a text", "{'about':'x','version':'1','known_from':2026,'known_to':2028,'days':[]}", "version of the file");
        row("years turned round", "{'about':'x','version':1,'known_from':2028,'known_to':2026,'days':[]}", "known_to of the file");
        row("a huge number", "{'about':'x','version':1,'known_from':2026,'known_to':99999999999999999999,'days':[]}", "known_to of the file");
        row("days an object", file("{}"), "not an array");
        row("a day a text", file("['2026-01-02']"), "Day 1 is not an object");
        row("source missing", file("[{'date':'2026-01-02','version':1}]"), "lacks source");
        row("source empty", file("[{'date':'2026-01-02','version':1,'source':''}]"), "source of Day 1");
        row("an impossible date", file("[{'date':'2026-02-30','version':1,'source':'s'}]"), "Day 1: There is no such day");
        row("a Sunday", file("[{'date':'2026-01-04','version':1,'source':'s'}]"), "Sunday");
        row("newer than the file", file("[{'date':'2026-01-02','version':2,'source':'s'}]"), "version of Day 1");
        row("outside the years", file("[{'date':'2029-01-02','version':1,'source':'s'}]"), "outside known_from");
        row("twice", file("[{'date':'2026-01-02','version':1,'source':'s'},{'date':'2026-01-02','version':1,'source':'s'}]"), "Day 2 is not after");
        row("out of order", file("[{'date':'2026-05-15','version':1,'source':'s'},{'date':'2026-01-02','version':1,'source':'s'}]"), "Day 2 is not after");
        row("invalid UTF-8", file("[{'date':'2026-01-02','version':1,'source':'\xff'}]"), "not JSON");
        row("too large", file("[]") + QByteArray(2 << 20, ' '), "larger");
    }
    void decreeDays_malformedFile_isRefused()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, says);
        const auto read = RoyalDecreeDays::parse(view(json(file)));
        QVERIFY(!read);
        QCOMPARE(text(read.error().type), QByteArray("bad_royal_decree_days"));
        QCOMPARE(read.error().kind, veldpost::ErrorKind::Malformed);
        QVERIFY2(text(read.error().detail).contains(says), read.error().detail.c_str());
    }
};

QTEST_APPLESS_MAIN(HolidaysTest)
#include "holidays_test.moc"
