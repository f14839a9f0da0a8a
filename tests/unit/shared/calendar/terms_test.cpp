#include "shared/calendar/calculators.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

using namespace veldpost::calendar;

class TermsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void triage_fiveWorkingDays_data()
    {
        QTest::addColumn<QByteArray>("received");
        QTest::addColumn<QByteArray>("due");
        QTest::addColumn<QByteArray>("dueWithoutDecree");
        const auto row = [](const char* received, const char* due, const char* note, const char* without = nullptr) {
            QTest::addRow("%s %s", received, note) << QByteArray(received) << QByteArray(due) << QByteArray(without ? without : due);
        };
        row("2026-11-23", "2026-11-30", "plain");
        row("2026-11-27", "2026-12-04", "Friday");
        row("2026-11-28", "2026-12-04", "Saturday, same end");
        row("2026-12-22", "2026-12-30", "Christmas on Friday");
        row("2026-12-24", "2027-01-04", "Christmas and New Year");
        row("2024-12-20", "2025-01-02", "decree 27-12-2024", "2024-12-31");
        row("2025-12-29", "2026-01-07", "decree 2-1-2026", "2026-01-06");
        row("2026-04-01", "2026-04-10", "Good Friday and Easter Monday");
        row("2026-04-24", "2026-05-04", "Koningsdag on Monday");
        row("2025-04-22", "2025-04-29", "Koningsdag on Saturday");
        row("2025-04-29", "2025-05-07", "5 May on Monday");
        row("2026-05-12", "2026-05-21", "Ascension and decree 15-5", "2026-05-20");
        row("2026-05-22", "2026-06-01", "Whit Monday");
        row("2027-04-30", "2027-05-12", "three days off in a row", "2027-05-11");
        row("2024-02-27", "2024-03-05", "leap year");
        row("2028-02-24", "2028-03-02", "leap year");
        row("2026-10-23", "2026-10-30", "the clock goes back: no effect");
    }
    void triage_fiveWorkingDays()
    {
        QFETCH(QByteArray, received);
        QFETCH(QByteArray, due);
        QFETCH(QByteArray, dueWithoutDecree);
        QCOMPARE(text(deadlineTriage(day(received)).dueOn), due);
        QCOMPARE(text(triageDue(day(received), RoyalDecreeDays())), dueWithoutDecree);
    }

    void triage_fiveCalendarDaysAsTarget_data()
    {
        QTest::addColumn<QByteArray>("received");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("Wednesday") << QByteArray("2026-11-25") << QByteArray("2026-11-30");
        QTest::newRow("Friday") << QByteArray("2026-11-27") << QByteArray("2026-12-02");
        QTest::newRow("before Christmas") << QByteArray("2026-12-22") << QByteArray("2026-12-28");
    }
    void triage_fiveCalendarDaysAsTarget()
    {
        QFETCH(QByteArray, received);
        QFETCH(QByteArray, target);
        QCOMPARE(text(triageTarget(day(received))), target);
        QVERIFY(day(target) < triageDue(day(received)));
    }

    void hearing_threeDaysUnderTheAtw_data()
    {
        QTest::addColumn<QByteArray>("requested");
        QTest::addColumn<QByteArray>("statute");
        QTest::addColumn<QByteArray>("practice");
        const auto row = [](const char* requested, const char* statute, const char* practice) {
            QTest::newRow(requested) << QByteArray(requested) << QByteArray(statute) << QByteArray(practice);
        };
        row("2026-11-23", "2026-11-26", "2026-11-26");
        row("2026-12-03", "2026-12-07", "2026-12-08");
        row("2026-12-04", "2026-12-08", "2026-12-09");
        row("2026-12-23", "2026-12-28", "2026-12-29");
        row("2026-12-24", "2026-12-29", "2026-12-30");
        row("2026-04-02", "2026-04-08", "2026-04-09");
        row("2026-05-13", "2026-05-19", "2026-05-20");
        row("2027-05-04", "2027-05-11", "2027-05-12");
    }
    void hearing_threeDaysUnderTheAtw()
    {
        QFETCH(QByteArray, requested);
        QFETCH(QByteArray, statute);
        QFETCH(QByteArray, practice);
        const HearingDeadline due = deadlineHearing(day(requested));
        QCOMPARE(text(due.dueOnStatute), statute);
        QCOMPARE(text(due.dueOnPractice), practice);
    }

    void weeks_underTheAtw_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<int>("weeks");
        QTest::addColumn<QByteArray>("due");
        const auto row = [](const char* from, int weeks, const char* due) {
            QTest::newRow(from) << QByteArray(from) << weeks << QByteArray(due);
        };
        row("2026-11-24", 10, "2027-02-02");
        row("2026-03-16", 10, "2026-05-26");
        row("2026-03-05", 10, "2026-05-18");
        row("2026-02-15", 10, "2026-04-28");
        row("2026-11-27", 4, "2026-12-28");
    }
    void weeks_underTheAtw()
    {
        QFETCH(QByteArray, from);
        QFETCH(int, weeks);
        QFETCH(QByteArray, due);
        const DueOn answer = weeks == 10 ? deadlineInvestigation(day(from)) : deadlineInform(day(from));
        QCOMPARE(text(answer.dueOn), due);
        QCOMPARE(text(atwWeeks(day(from), weeks)), due);
    }

    void inform_extended_countsOnFromTheRecording()
    {
        QCOMPARE(text(informDue(day("2026-11-27"), 1)), QByteArray("2027-01-08"));
        QCOMPARE(text(informDue(day("2026-11-27"), 2)), QByteArray("2027-01-22"));
        QCOMPARE(text(informDue(day("2026-02-15"), 3)), QByteArray("2026-04-28"));
    }

    void monitoring_calendarMonths_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("three");
        QTest::addColumn<QByteArray>("twelve");
        QTest::newRow("30 November") << QByteArray("2026-11-30") << QByteArray("2027-02-28") << QByteArray("2027-11-30");
        QTest::newRow("leap day") << QByteArray("2024-02-29") << QByteArray("2024-05-29") << QByteArray("2025-02-28");
        QTest::newRow("into a leap year") << QByteArray("2027-11-29") << QByteArray("2028-02-29") << QByteArray("2028-11-29");
    }
    void monitoring_calendarMonths()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, three);
        QFETCH(QByteArray, twelve);
        const MonitoringDeadline due = deadlineMonitoring(day(from));
        QCOMPARE(text(due.at3Months), three);
        QCOMPARE(text(due.at12Months), twelve);
    }

    void reachable_twentyFourElapsedHours_data()
    {
        QTest::addColumn<QByteArray>("imposed");
        QTest::addColumn<QByteArray>("due");
        QTest::newRow("plain") << QByteArray("2026-11-23T21:30") << QByteArray("2026-11-24T21:30:00+01:00");
        QTest::newRow("clock forward") << QByteArray("2026-03-28T20:00") << QByteArray("2026-03-29T21:00:00+02:00");
        QTest::newRow("clock back") << QByteArray("2026-10-24T20:00") << QByteArray("2026-10-25T19:00:00+01:00");
        QTest::newRow("Christmas does not count") << QByteArray("2026-12-24T20:00") << QByteArray("2026-12-25T20:00:00+01:00");
        QTest::newRow("a day") << QByteArray("2026-03-28") << QByteArray("2026-03-29");
    }
    void reachable_twentyFourElapsedHours()
    {
        QFETCH(QByteArray, imposed);
        QFETCH(QByteArray, due);
        QCOMPARE(text(deadlineReachable(moment(imposed)).dueAt), due);
    }

    void ages_bornOnALeapDay()
    {
        const Date born = day("2012-02-29");
        QCOMPARE(text(reachesAge(born, 12)), QByteArray("2024-02-29"));
        QCOMPARE(text(reachesAge(born, 16)), QByteArray("2028-02-29"));
        QCOMPARE(text(reachesAge(born, 18)), QByteArray("2030-03-01"));
        QCOMPARE(ageOn(born, day("2030-02-28")), 17);
        QCOMPARE(ageOn(born, day("2030-03-01")), 18);
        QCOMPARE(ageOn(born, day("2012-02-29")), 0);
        QCOMPARE(ageOn(born, day("2012-02-28")), -1);
        QCOMPARE(ageOn(day("2014-11-21"), day("2026-11-20")), 11);
        QCOMPARE(ageOn(day("2014-11-21"), day("2026-11-21")), 12);
    }

    void retention_years()
    {
        QCOMPARE(text(retainedUntil(day("2024-02-29"), 20)), QByteArray("2044-02-29"));
        QCOMPARE(text(retainedUntil(day("2006-11-21"), 20)), QByteArray("2026-11-21"));
        QCOMPARE(text(retainedUntil(day("2024-02-29"), 15)), QByteArray("2039-03-01"));
    }
};

QTEST_APPLESS_MAIN(TermsTest)
#include "terms_test.moc"
