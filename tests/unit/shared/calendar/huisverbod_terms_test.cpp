#include "shared/calendar/calculators.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

#include <limits>

using namespace veldpost::calendar;
using Kind = HuisverbodEvent::Kind;

class HuisverbodTermsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tenDaysAndFourWeeks_sameClock_data()
    {
        QTest::addColumn<QByteArray>("imposed");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<int>("elapsedHours");
        QTest::addColumn<QByteArray>("latest");
        QTest::addColumn<QByteArray>("problems");
        const auto row = [](const char* imposed, const char* end, int hours, const char* latest, const char* problems = "") {
            QTest::newRow(imposed) << QByteArray(imposed) << QByteArray(end) << hours << QByteArray(latest) << QByteArray(problems);
        };
        row("2026-11-23T21:30", "2026-12-03T21:30:00+01:00", 240, "2026-12-21T21:30:00+01:00");
        // ECLI:NL:RBMID:2011:BP2167
        row("2010-03-27T20:00", "2010-04-06T20:00:00+02:00", 239, "2010-04-24T20:00:00+02:00");
        row("2026-03-25T22:15", "2026-04-04T22:15:00+02:00", 239, "2026-04-22T22:15:00+02:00");
        row("2026-10-20T22:15", "2026-10-30T22:15:00+01:00", 241, "2026-11-17T22:15:00+01:00");
        row("2026-03-19T02:30", "2026-03-29T03:30:00+02:00", 240, "2026-04-16T02:30:00+02:00", "end_clock_gap");
        row("2026-10-15T02:30", "2026-10-25T02:30:00+02:00", 240, "2026-11-12T02:30:00+01:00", "end_clock_repeated");
        row("2024-02-22T14:00", "2024-03-03T14:00:00+01:00", 240, "2024-03-21T14:00:00+01:00");
        row("2025-02-22T14:00", "2025-03-04T14:00:00+01:00", 240, "2025-03-22T14:00:00+01:00");
        row("2026-12-16T23:59", "2026-12-26T23:59:00+01:00", 240, "2027-01-13T23:59:00+01:00");
        row("2026-04-16T18:00", "2026-04-26T18:00:00+02:00", 240, "2026-05-14T18:00:00+02:00");
        row("2026-03-01T09:00", "2026-03-11T09:00:00+01:00", 240, "2026-03-29T09:00:00+02:00");
        row("2026-03-29T02:30", "2026-04-08T03:30:00+02:00", 240, "2026-04-26T03:30:00+02:00", "imposed_clock_gap");
        row("2026-10-25T02:30", "2026-11-04T02:30:00+01:00", 241, "2026-11-22T02:30:00+01:00", "imposed_clock_repeated");
        row("2026-10-25T02:30+01:00", "2026-11-04T02:30:00+01:00", 240, "2026-11-22T02:30:00+01:00");
        row("2026-03-01T02:30", "2026-03-11T02:30:00+01:00", 240, "2026-03-29T03:30:00+02:00", "latest_end_clock_gap");
        row("2026-09-27T02:30", "2026-10-07T02:30:00+02:00", 240, "2026-10-25T02:30:00+02:00", "latest_end_clock_repeated");
        row("2038-03-20T12:00", "2038-03-30T12:00:00+02:00", 239, "2038-04-17T12:00:00+02:00");
    }
    void tenDaysAndFourWeeks_sameClock()
    {
        QFETCH(QByteArray, imposed);
        QFETCH(QByteArray, end);
        QFETCH(int, elapsedHours);
        QFETCH(QByteArray, latest);
        QFETCH(QByteArray, problems);
        const auto due = deadlineHuisverbod(moment(imposed));
        QVERIFY(due.ok());
        QCOMPARE(text(due->imposedAt), text(moment(imposed)));
        QCOMPARE(text(due->endsAt), end);
        QCOMPARE((due->endsAt.utcMs() - due->imposedAt.utcMs()) / 3600000, qint64{elapsedHours});
        QCOMPARE(text(due->latestEndAt), latest);
        QCOMPARE(text(due->problems), problems);
        QVERIFY(!due->extendedEndAt);
    }

    void maxEnd_overSpring_is671Hours()
    {
        const auto due = deadlineHuisverbod(moment("2026-03-01T09:00"));
        QCOMPARE((due->latestEndAt.utcMs() - due->imposedAt.utcMs()) / 3600000, qint64{671});
    }

    void extension_ofTheCalculator_data()
    {
        QTest::addColumn<QByteArray>("imposed");
        QTest::addColumn<QByteArray>("until");
        QTest::addColumn<int>("days");
        QTest::addColumn<QByteArray>("extended");
        QTest::addColumn<QByteArray>("problems");
        const auto row = [](const char* name, const char* imposed, const char* until, int days, const char* extended,
                            const char* problems = "") {
            QTest::newRow(name) << QByteArray(imposed) << QByteArray(until) << days << QByteArray(extended) << QByteArray(problems);
        };
        row("18 days are the most", "2026-11-23T21:30", "", 18, "2026-12-21T21:30:00+01:00");
        row("10 days", "2026-11-23T21:30", "", 10, "2026-12-13T21:30:00+01:00");
        row("1 day", "2026-11-23T21:30", "", 1, "2026-12-04T21:30:00+01:00");
        row("19 days are flagged, not cut", "2026-11-23T21:30", "", 19, "2026-12-22T21:30:00+01:00", "extension_past_latest_end");
        row("from an end in the gap: imposed clock time", "2026-03-19T02:30", "", 18, "2026-04-16T02:30:00+02:00", "end_clock_gap");
        row("days into the gap", "2026-03-09T02:30", "", 10, "2026-03-29T03:30:00+02:00", "extended_end_clock_gap");
        row("days into the repeated hour", "2026-10-05T02:30", "", 10, "2026-10-25T02:30:00+02:00", "extended_end_clock_repeated");
        row("until the latest end", "2026-11-23T21:30", "2026-12-21T21:30", 0, "2026-12-21T21:30:00+01:00");
        row("a minute past it", "2026-11-23T21:30", "2026-12-21T21:31", 0, "2026-12-21T21:31:00+01:00", "extension_past_latest_end");
        row("until the end itself", "2026-11-23T21:30", "2026-12-03T21:30", 0, "2026-12-03T21:30:00+01:00", "extension_before_end");
        row("until before the end", "2026-11-23T21:30", "2026-12-01", 0, "2026-12-01", "extension_before_end");
        row("until a day", "2026-11-23T21:30", "2026-12-20", 0, "2026-12-20");
        row("until the last day, hour unknown", "2026-11-23T21:30", "2026-12-21", 0, "2026-12-21");
        row("until the day after", "2026-11-23T21:30", "2026-12-22", 0, "2026-12-22", "extension_past_latest_end");
        row("days of a day", "2022-09-12", "", 18, "2022-10-10", "day_precision");
        row("a day, until an hour of the last day", "2017-01-29", "2017-02-26T17:50", 0, "2017-02-26T17:50:00+01:00", "day_precision");
    }
    void extension_ofTheCalculator()
    {
        QFETCH(QByteArray, imposed);
        QFETCH(QByteArray, until);
        QFETCH(int, days);
        QFETCH(QByteArray, extended);
        QFETCH(QByteArray, problems);
        const auto due = deadlineHuisverbod(moment(imposed), maybeMoment(until), days ? std::optional(days) : std::nullopt);
        QVERIFY(due.ok());
        QCOMPARE(text(due->extendedEndAt), extended);
        QCOMPARE(text(due->problems), problems);
    }

    void calculator_badExtension_isRefused()
    {
        for (const int days : {0, -1, 367, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
            const auto due = deadlineHuisverbod(moment("2026-11-23T21:30"), std::nullopt, days);
            QVERIFY(!due);
            QCOMPARE(text(due.error().type), QByteArray("bad_extension_days"));
        }
        const auto both = deadlineHuisverbod(moment("2026-11-23T21:30"), moment("2026-12-13"), 10);
        QVERIFY(!both);
        QCOMPARE(text(both.error().type), QByteArray("two_extensions"));
    }

    void dayPrecision_endsAreDays()
    {
        const auto due = deadlineHuisverbod(moment("2026-12-16"));
        QCOMPARE(text(due->endsAt), QByteArray("2026-12-26"));
        QCOMPARE(text(due->latestEndAt), QByteArray("2027-01-13"));
        QCOMPARE(text(due->problems), QByteArray("day_precision"));
    }

    void decidedEnd_isKeptAndJudged_data()
    {
        QTest::addColumn<QByteArray>("imposed");
        QTest::addColumn<QByteArray>("decided");
        QTest::addColumn<QByteArray>("problems");
        const auto row = [](const char* name, const char* imposed, const char* decided, const char* problems) {
            QTest::newRow(name) << QByteArray(imposed) << QByteArray(decided) << QByteArray(problems);
        };
        row("as computed", "2026-11-23T21:30", "2026-12-03T21:30:00+01:00", "");
        row("an hour less", "2026-11-23T21:30", "2026-12-03T20:30:00+01:00", "decided_end_differs shorter_than_ten_days");
        row("240 hours over spring", "2026-03-25T22:15", "2026-04-04T23:15:00+02:00", "decided_end_differs longer_than_ten_days");
        row("twelve days", "2009-08-27T18:00", "2009-09-08T18:00:00+02:00", "decided_end_differs longer_than_ten_days");
        row("five weeks", "2026-11-23T21:30", "2026-12-28T21:30:00+01:00",
            "decided_end_differs longer_than_ten_days decided_end_past_latest_end");
        row("before imposing", "2026-11-23T21:30", "2026-11-13T21:30:00+01:00",
            "decided_end_differs shorter_than_ten_days ends_before_imposed");
        row("at once", "2026-11-23T21:30", "2026-11-23T21:30:00+01:00",
            "decided_end_differs shorter_than_ten_days ends_before_imposed");
        row("only its day known", "2026-11-23T21:30", "2026-12-03", "");
        row("only the day of imposing known", "2009-04-14", "2009-04-24T18:00:00+02:00", "day_precision");
        row("another day", "2026-11-23", "2026-12-02", "day_precision decided_end_differs shorter_than_ten_days");
    }
    void decidedEnd_isKeptAndJudged()
    {
        QFETCH(QByteArray, imposed);
        QFETCH(QByteArray, decided);
        QFETCH(QByteArray, problems);
        const HuisverbodTerms terms = huisverbodTerms({moment(imposed), moment(decided), false, {}});
        QCOMPARE(text(terms.endsAt), decided);
        QCOMPARE(text(terms.computedEndsAt), text(moment(imposed).plusDaysSameClock(10)));
        QCOMPARE(text(terms.problems), problems);
    }

    void decidedEnd_inGapOrInclusive_isSaid()
    {
        const HuisverbodTerms gap = huisverbodTerms({moment("2026-03-19T02:30"), moment("2026-03-29T02:30"), false, {}});
        QCOMPARE(text(gap.problems), QByteArray("end_clock_gap decided_end_clock_gap"));
        const HuisverbodTerms inclusive = huisverbodTerms({moment("2020-07-07T13:37"), moment("2020-07-17T13:37"), true, {}});
        QCOMPARE(text(inclusive.problems), QByteArray("ends_inclusive"));
    }

    void extensionDecision_isJudgedByItsTime_data()
    {
        QTest::addColumn<QByteArray>("imposed");
        QTest::addColumn<QByteArray>("decided");
        QTest::addColumn<QByteArray>("problems");
        const auto row = [](const char* name, const char* imposed, const char* decided, const char* problems) {
            QTest::newRow(name) << QByteArray(imposed) << QByteArray(decided) << QByteArray(problems);
        };
        row("in time", "2026-11-23T21:30", "2026-12-03T21:29", "");
        row("at the end", "2026-11-23T21:30", "2026-12-03T21:30", "extension_decided_after_end");
        row("after it", "2026-11-23T21:30", "2026-12-04T09:00", "extension_decided_after_end");
        row("the day before", "2026-11-23T21:30", "2026-12-02", "");
        row("on the day of the end", "2026-11-23T21:30", "2026-12-03", "extension_decided_on_end_day");
        row("dated day eleven", "2015-06-20", "2015-06-30", "day_precision extension_decided_on_end_day");
        row("the day after", "2015-06-20", "2015-07-01", "day_precision extension_decided_after_end");
        row("before imposing", "2026-11-23T21:30", "2026-11-22", "extension_decided_before_imposed");
        row("not known", "2026-11-23T21:30", "", "");
    }
    void extensionDecision_isJudgedByItsTime()
    {
        QFETCH(QByteArray, imposed);
        QFETCH(QByteArray, decided);
        QFETCH(QByteArray, problems);
        const HuisverbodTerms terms =
            huisverbodTerms({moment(imposed), std::nullopt, false, {{Kind::Extended, maybeMoment(decided), std::nullopt, 18}}});
        QCOMPARE(text(terms.problems), problems);
        QCOMPARE(text(terms.endsAt), text(terms.latestEndAt));
    }

    void extensions_several_theLastDecidedHolds()
    {
        const HuisverbodTerms terms = huisverbodTerms(
            {moment("2026-11-23T21:30"), std::nullopt, false,
             {{Kind::Extended, moment("2026-12-10T10:00"), moment("2026-12-20T21:30"), std::nullopt},
              {Kind::Extended, moment("2026-12-01T10:00"), moment("2026-12-13T21:30"), std::nullopt}}});
        QCOMPARE(text(terms.endsAt), QByteArray("2026-12-20T21:30:00+01:00"));
        QCOMPARE(text(terms.extendedEndAt), QByteArray("2026-12-20T21:30:00+01:00"));
        QCOMPARE(text(terms.problems), QByteArray(""));
    }

    void extension_withoutAnEnd_isSaidAndChangesNothing()
    {
        const HuisverbodTerms terms = huisverbodTerms({moment("2009-05-20T10:53"), std::nullopt, false,
                                                       {{Kind::Extended, moment("2009-05-28"), std::nullopt, std::nullopt}}});
        QCOMPARE(text(terms.endsAt), QByteArray("2009-05-30T10:53:00+02:00"));
        QVERIFY(!terms.extendedEndAt);
        QCOMPARE(text(terms.problems), QByteArray("extension_end_unknown"));
    }

    void extension_byAnImpossibleNumber_changesNothing()
    {
        for (const int days : {0, -5, 367, std::numeric_limits<int>::max()}) {
            const HuisverbodTerms terms = huisverbodTerms({moment("2026-11-23T21:30"), std::nullopt, false,
                                                           {{Kind::Extended, std::nullopt, std::nullopt, days}}});
            QCOMPARE(text(terms.endsAt), QByteArray("2026-12-03T21:30:00+01:00"));
            QCOMPARE(text(terms.problems), QByteArray("extension_end_unknown"));
        }
    }

    void stops_atOddTimes_areSaid()
    {
        const auto problems = [](Kind kind, const char* at) {
            return text(huisverbodTerms({moment("2026-11-23T21:30"), std::nullopt, false,
                                         {{kind, moment(at), std::nullopt, std::nullopt}}}).problems);
        };
        QCOMPARE(problems(Kind::Withdrawn, "2026-11-30T12:00"), QByteArray(""));
        QCOMPARE(problems(Kind::Withdrawn, "2026-11-23T21:00"), QByteArray("withdrawn_before_imposed"));
        QCOMPARE(problems(Kind::Withdrawn, "2026-12-03T21:30"), QByteArray("withdrawn_after_end"));
        QCOMPARE(problems(Kind::Withdrawn, "2026-12-03"), QByteArray(""));
        QCOMPARE(problems(Kind::Annulled, "2026-11-22"), QByteArray("annulled_before_imposed"));
        QCOMPARE(problems(Kind::Annulled, "2027-06-01"), QByteArray(""));
    }
};

QTEST_APPLESS_MAIN(HuisverbodTermsTest)
#include "huisverbod_terms_test.moc"
