#include "shared/calendar/moment.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

#include <limits>

using namespace veldpost::calendar;

class MomentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(zoneReady()); }

    void parse_allForms_writeTheStoredForm_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("note");
        const auto row = [](const char* input, const char* output, const char* note = "") {
            QTest::newRow(input) << QByteArray(input) << QByteArray(output) << QByteArray(note);
        };
        row("2026-12-03T21:30", "2026-12-03T21:30:00+01:00");
        row("2026-12-03T21:30:05", "2026-12-03T21:30:05+01:00");
        row("2026-12-03T21:30+01:00", "2026-12-03T21:30:00+01:00");
        row("2026-12-03T20:30Z", "2026-12-03T21:30:00+01:00");
        row("2026-12-03T20:30:59-00:00", "2026-12-03T21:30:59+01:00");
        row("2026-12-03T23:30Z", "2026-12-04T00:30:00+01:00");
        row("2026-07-01T12:00", "2026-07-01T12:00:00+02:00");
        row("2026-07-01T12:00+05:30", "2026-07-01T08:30:00+02:00");
        row("2026-07-01T00:00-14:00", "2026-07-01T16:00:00+02:00");
        row("2026-12-03", "2026-12-03");
        row("2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00");
        row("2026-03-29T02:00", "2026-03-29T03:00:00+02:00", "clock_gap");
        row("2026-03-29T02:30", "2026-03-29T03:30:00+02:00", "clock_gap");
        row("2026-03-29T02:59:59", "2026-03-29T03:59:59+02:00", "clock_gap");
        row("2026-03-29T03:00", "2026-03-29T03:00:00+02:00");
        row("2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00");
        row("2026-10-25T02:00", "2026-10-25T02:00:00+02:00", "clock_repeated");
        row("2026-10-25T02:30", "2026-10-25T02:30:00+02:00", "clock_repeated");
        row("2026-10-25T02:30+02:00", "2026-10-25T02:30:00+02:00");
        row("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00");
        row("2026-10-25T01:30Z", "2026-10-25T02:30:00+01:00");
        row("2026-10-25T03:00", "2026-10-25T03:00:00+01:00");
        // Years in which Dutch summer time ended in September, and none at all.
        row("1992-10-01T12:00", "1992-10-01T12:00:00+01:00");
        row("1992-09-01T12:00", "1992-09-01T12:00:00+02:00");
        row("1970-07-01T12:00", "1970-07-01T12:00:00+01:00");
        row("1935-07-01T12:00", "1935-07-01T12:00:00+01:00");
        // The last year of tzdata and the first of the rule, and far beyond.
        row("2037-07-01T12:00", "2037-07-01T12:00:00+02:00");
        row("2037-12-31T23:59:59", "2037-12-31T23:59:59+01:00");
        row("2038-01-01T00:00", "2038-01-01T00:00:00+01:00");
        row("2038-07-01T12:00", "2038-07-01T12:00:00+02:00");
        row("2038-03-28T02:30", "2038-03-28T03:30:00+02:00", "clock_gap");
        row("2038-10-31T02:30", "2038-10-31T02:30:00+02:00", "clock_repeated");
        row("2050-01-15T08:00", "2050-01-15T08:00:00+01:00");
        row("2050-08-15T08:00", "2050-08-15T08:00:00+02:00");
        row("2199-12-31T23:59:59", "2199-12-31T23:59:59+01:00");
    }
    void parse_allForms_writeTheStoredForm()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, note);
        const Moment parsed = moment(input);
        QCOMPARE(text(parsed), output);
        QCOMPARE(text(clockNoteCode(parsed.clockNote())), note);
        const Moment again = moment(output);
        QCOMPARE(text(again), output);
        QVERIFY(again == parsed);
        QCOMPARE(again.clockNote(), ClockNote::None);
        QCOMPARE(parsed.isDay(), output.size() == 10);
        QCOMPARE(text(parsed.precision()), QByteArray(parsed.isDay() ? "day" : "time"));
    }

    void parse_badText_isRefused_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char* input, const char* type) {
            QTest::addRow("<%s>", input) << QByteArray(input) << QByteArray(type);
        };
        for (const char* bad : {"", "T", "now", "2026-02-30T10:00", "2026-02-30", "1899-12-31T23:00", "2200-01-01T00:00",
                                "2026-1-01T10:00", "12:30"})
            row(bad, "bad_date");
        for (const char* bad :
             {"2026-01-01T24:00", "2026-01-01T23:60", "2026-01-01T23:59:60", "2026-01-01T", "2026-01-01T9:00",
              "2026-01-01T09", "2026-01-01T09:", "2026-01-01T09:0", "2026-01-01T0900", "2026-01-01 09:00",
              "2026-01-01t09:00", "2026-01-01T09:00z", "2026-01-01T09:00 ", "2026-01-01T09:00:", "2026-01-01T09:00:5",
              "2026-01-01T09:00:05.5", "2026-01-01T09:00+1:00", "2026-01-01T09:00+0100", "2026-01-01T09:00+01",
              "2026-01-01T09:00+15:00", "2026-01-01T09:00+14:01", "2026-01-01T09:00+01:60", "2026-01-01T09:00 +01:00",
              "2026-01-01T09:00Z+01:00", "2026-01-01T-9:00", "2026-01-01T09:00+01:00x", "2199-12-31T23:30Z"})
            row(bad, "bad_time");
        QTest::newRow("a zero byte") << QByteArray("2026-01-01T09:00\0", 17) << QByteArray("bad_time");
        QTest::newRow("very long") << QByteArray("2026-01-01T09:00").append(QByteArray(100000, '0')) << QByteArray("bad_time");
    }
    void parse_badText_isRefused()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, type);
        const auto parsed = Moment::parse(view(input));
        QVERIFY(!parsed);
        QCOMPARE(text(parsed.error().type), type);
        QCOMPARE(parsed.error().kind, veldpost::ErrorKind::Usage);
        QVERIFY(!parsed.error().detail.empty());
    }

    void utcMs_ofKnownMoments()
    {
        QCOMPARE(moment("1970-01-01T01:00").utcMs(), 0);
        QCOMPARE(moment("2026-12-03T20:30Z").utcMs(), 1796329800000);
        QCOMPARE(moment("2026-07-01").utcMs(), moment("2026-06-30T22:00Z").utcMs());
        QCOMPARE(text(Moment::fromUtcMs(1796329800999).value()), QByteArray("2026-12-03T21:30:00+01:00"));
        QCOMPARE(text(Moment::fromUtcMs(-1).value()), QByteArray("1970-01-01T00:59:59+01:00"));
    }

    void fromUtcMs_outsideTheYears_isRefused_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::newRow("least") << std::numeric_limits<qint64>::min();
        QTest::newRow("most") << std::numeric_limits<qint64>::max();
        QTest::newRow("year 2200") << qint64{7258118400000};
        QTest::newRow("year 1899") << qint64{-2208992401000};
    }
    void fromUtcMs_outsideTheYears_isRefused()
    {
        QFETCH(qint64, ms);
        const auto made = Moment::fromUtcMs(ms);
        QVERIFY(!made);
        QCOMPARE(text(made.error().type), QByteArray("bad_time"));
    }

    void order_ofTimesAndDays_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("times") << QByteArray("2026-01-01T10:00") << QByteArray("2026-01-01T10:01") << QByteArray("less");
        QTest::newRow("same moment, two offsets") << QByteArray("2026-01-01T10:00") << QByteArray("2026-01-01T09:00Z") << QByteArray("same");
        QTest::newRow("first and second 02:30") << QByteArray("2026-10-25T02:30+02:00") << QByteArray("2026-10-25T02:30+01:00") << QByteArray("less");
        QTest::newRow("days") << QByteArray("2026-01-01") << QByteArray("2026-01-02") << QByteArray("less");
        QTest::newRow("one day") << QByteArray("2026-01-01") << QByteArray("2026-01-01") << QByteArray("same");
        QTest::newRow("day and a time in it") << QByteArray("2026-01-01") << QByteArray("2026-01-01T10:00") << QByteArray("unknown");
        QTest::newRow("day and a time later") << QByteArray("2026-01-01") << QByteArray("2026-01-02T00:00") << QByteArray("less");
        QTest::newRow("time and a later day") << QByteArray("2026-01-01T23:59:59") << QByteArray("2026-01-02") << QByteArray("less");
    }
    void order_ofTimesAndDays()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(QByteArray, expected);
        const auto name = [](std::partial_ordering o) {
            return QByteArray(o < 0 ? "less" : o > 0 ? "greater" : o == 0 ? "same" : "unknown");
        };
        QCOMPARE(name(order(moment(a), moment(b))), expected);
        QCOMPARE(name(order(moment(b), moment(a))), expected == "less" ? QByteArray("greater") : expected);
        QCOMPARE(moment(a) == moment(b), expected == "same");
        QCOMPARE(sortsBefore(moment(a), moment(b)), expected == "less" || expected == "unknown");
        QVERIFY(!sortsBefore(moment(b), moment(a)));
    }

    void day_andItsMidnight_areNotEqual() { QVERIFY(!(moment("2026-01-01") == moment("2026-01-01T00:00"))); }

    void days_sameClock_overAClockChange()
    {
        QCOMPARE(text(moment("2026-03-28T20:00").plusDaysSameClock(1)), QByteArray("2026-03-29T20:00:00+02:00"));
        QCOMPARE(text(moment("2026-03-28T20:00").plusElapsedHours(24)), QByteArray("2026-03-29T21:00:00+02:00"));
        QCOMPARE(text(moment("2026-10-24T20:00").plusElapsedHours(24)), QByteArray("2026-10-25T19:00:00+01:00"));
        QCOMPARE(text(moment("2026-03-28").plusDaysSameClock(1)), QByteArray("2026-03-29"));
        QCOMPARE(moment("2026-03-28T02:30").plusDaysSameClock(1).clockNote(), ClockNote::Gap);
    }
};

QTEST_APPLESS_MAIN(MomentTest)
#include "moment_test.moc"
