#include "shared/calendar/calculators.h"

#include "tests/unit/shared/calendar/calendar_text.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost::calendar;

namespace {

const Date kFrom = day("1990-01-01");
const Date kTo = day("2100-12-31");

rc::Gen<int> anyDayNumber() { return rc::gen::inRange(kFrom.days(), kTo.days() + 1); }

// A clock time, often one near the hours the clock jumps over.
rc::Gen<int> anySecondOfDay()
{
    return rc::gen::oneOf(rc::gen::inRange(0, 86400), rc::gen::inRange(3600, 4 * 3600));
}

// A day of the range, often one within a month of a clock change.
rc::Gen<int> anyDayNearChange()
{
    return rc::gen::oneOf(anyDayNumber(), rc::gen::map(rc::gen::pair(rc::gen::inRange(1990, 2101), rc::gen::inRange(0, 60)),
                                                      [](const std::pair<int, int>& at) {
                                                          return Date::fromYmd(at.first, at.second % 2 ? 3 : 10, 1)->days() + at.second / 2;
                                                      }));
}

int workingDaysIn(const Date& after, const Date& last)
{
    int count = 0;
    for (Date d = after.plusDays(1); d <= last; d = d.plusDays(1)) count += isWorkingDay(d);
    return count;
}

}  // namespace

class LawsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(zoneReady()); }

    // Every day of 111 years, not a sample.
    void workingDayTerms_everyDay_endOnWorkingDaysAndNeverGoBack()
    {
        const Date before = kFrom.plusDays(-1);
        std::vector<Date> last{triageDue(before), hearingDueByStatute(before), hearingDueByPractice(before),
                               investigationDue(before), informDue(before)};
        for (Date d = kFrom; d <= kTo; d = d.plusDays(1)) {
            const std::vector<Date> now{triageDue(d), hearingDueByStatute(d), hearingDueByPractice(d), investigationDue(d),
                                        informDue(d)};
            for (std::size_t i = 0; i < now.size(); ++i) {
                QVERIFY2(isWorkingDay(now[i]), text(d).constData());
                QVERIFY2(now[i] >= last[i], text(d).constData());
                QVERIFY2(now[i] > d, text(d).constData());
            }
            last = now;
        }
    }

    void workingDayTerms_everyDay_holdTheirDays()
    {
        for (Date d = kFrom; d <= kTo; d = d.plusDays(1)) {
            const Date statute = hearingDueByStatute(d);
            QVERIFY2(workingDaysIn(d, statute) >= 2, text(d).constData());
            QVERIFY2(statute >= d.plusDays(3), text(d).constData());
            QVERIFY2(statute <= hearingDueByPractice(d), text(d).constData());
            QCOMPARE(workingDaysIn(d, triageDue(d)), 5);
            QCOMPARE(workingDaysIn(d, hearingDueByPractice(d)), 3);
        }
    }

    void holidays_everyYear_standInTheirSeason()
    {
        for (int year = 1990; year <= 2100; ++year) {
            const Date easter = easterSunday(year);
            QCOMPARE(easter.weekday(), Weekday::Sunday);
            QVERIFY(easter >= *Date::fromYmd(year, 3, 22) && easter <= *Date::fromYmd(year, 4, 25));
            QVERIFY(kingsDay(year).weekday() != Weekday::Sunday);
            const std::vector<Holiday> all = holidaysOf(year);
            QVERIFY(all.size() >= 9);
            for (const Holiday& holiday : all) {
                QCOMPARE(holiday.date.year(), year);
                QVERIFY(isHoliday(holiday.date) && !isWorkingDay(holiday.date));
            }
        }
    }

    void clockChanges_everyYear_areWhereTheRuleSays()
    {
        for (int year = 1997; year <= 2100; ++year) {
            int changes = 0;
            for (Date d = *Date::fromYmd(year, 1, 1); d.year() == year; d = d.plusDays(1)) {
                const std::int64_t noon = std::int64_t{d.days()} * 86400 + 43200;
                QCOMPARE(offsetSecondsAt(noon), ruleOffsetSecondsAt(noon));
                if (offsetSecondsAt(noon) == offsetSecondsAt(noon - 86400)) continue;
                ++changes;
                const std::int64_t one = std::int64_t{d.days()} * 86400 + 3600;
                QVERIFY(offsetSecondsAt(one - 1) != offsetSecondsAt(one));
                QCOMPARE(d.weekday(), Weekday::Sunday);
                QVERIFY(d.plusDays(7).month() != d.month());
                QVERIFY(d.month() == 3 || d.month() == 10);
            }
            QCOMPARE(changes, 2);
        }
    }

    void moment_anyText_roundTrips()
    {
        QVERIFY(rc::check("text and UTC give the moment back", [] {
            const Moment made = Moment::atClock(Date::fromDays(*anyDayNearChange()), *anySecondOfDay());
            const Moment read = Moment::parse(made.text()).value();
            RC_ASSERT(read == made);
            RC_ASSERT(read.text() == made.text());
            RC_ASSERT(read.clockNote() == ClockNote::None);
            RC_ASSERT(Moment::fromUtcMs(made.utcMs()).value() == made);
        }));
    }

    void moment_anyClockTime_isShownUnlessInTheGap()
    {
        QVERIFY(rc::check("the clock shows what was asked for, or one hour later in the gap", [] {
            const Date date = Date::fromDays(*anyDayNearChange());
            const int second = *anySecondOfDay();
            const Moment made = Moment::atClock(date, second);
            RC_ASSERT(made.date() == date);
            RC_ASSERT(made.secondOfDay() == (made.clockNote() == ClockNote::Gap ? second + 3600 : second));
            if (made.clockNote() == ClockNote::Repeated) {
                RC_ASSERT(made.plusElapsedHours(1).secondOfDay() == second);
                RC_ASSERT(made.plusElapsedHours(1).date() == date);
            }
        }));
    }

    void huisverbod_any_keepsItsClockAndIsMonotone()
    {
        QVERIFY(rc::check("ends have the imposed clock time except in the gap, and later bans never end earlier", [] {
            const Moment imposed = Moment::atClock(Date::fromDays(*anyDayNearChange()), *anySecondOfDay());
            const HuisverbodDeadline due = deadlineHuisverbod(imposed).value();
            RC_ASSERT(due.endsAt.date() == imposed.date().plusDays(10));
            RC_ASSERT(due.latestEndAt.date() == imposed.date().plusDays(28));
            for (const Moment& end : {due.endsAt, due.latestEndAt})
                RC_ASSERT(end.secondOfDay() == imposed.secondOfDay() + (end.clockNote() == ClockNote::Gap ? 3600 : 0));
            const std::int64_t hours = (due.endsAt.utcMs() - imposed.utcMs()) / 3600000;
            RC_ASSERT(hours >= 239 && hours <= 241);
            const HuisverbodDeadline nextDay = deadlineHuisverbod(imposed.plusDaysSameClock(1)).value();
            RC_ASSERT(due.endsAt.utcMs() < nextDay.endsAt.utcMs());
        }));
    }

    void huisverbod_anyExtension_isFlaggedExactlyPastEighteenDays()
    {
        QVERIFY(rc::check("days 1 to 18 fit, more are flagged and kept", [] {
            const Moment imposed = Moment::atClock(Date::fromDays(*anyDayNearChange()), *anySecondOfDay());
            const int days = *rc::gen::inRange(1, 60);
            const HuisverbodDeadline due = deadlineHuisverbod(imposed, std::nullopt, days).value();
            const auto& problems = due.problems;
            const bool flagged = std::find(problems.begin(), problems.end(), "extension_past_latest_end") != problems.end();
            RC_ASSERT(flagged == (days > 18));
            RC_ASSERT(due.extendedEndAt->date() == imposed.date().plusDays(10 + days));
        }));
    }

    void huisverbod_anyMoment_stateIsHalfOpen()
    {
        QVERIFY(rc::check("imposed until just before the end, ended from it on", [] {
            const HuisverbodFacts facts{Moment::atClock(Date::fromDays(*anyDayNearChange()), *anySecondOfDay()), std::nullopt, false, {}};
            const Moment end = huisverbodTerms(facts).endsAt;
            RC_ASSERT(huisverbodStateAt(facts, Moment::fromUtcMs(end.utcMs() - 1000).value()) == HuisverbodState::Imposed);
            RC_ASSERT(huisverbodStateAt(facts, end) == HuisverbodState::Ended);
        }));
    }

    void moments_anyThree_sortTotally()
    {
        const auto any = [] {
            const Date date = Date::fromDays(*rc::gen::inRange(20000, 20003));
            return *rc::gen::arbitrary<bool>() ? Moment::ofDay(date) : Moment::atClock(date, *anySecondOfDay());
        };
        QVERIFY(rc::check("a strict order that agrees with what is known", [any] {
            const Moment a = any(), b = any(), c = any();
            RC_ASSERT(!(sortsBefore(a, b) && sortsBefore(b, a)));
            RC_ASSERT((!sortsBefore(a, b) && !sortsBefore(b, a)) == (a == b));
            if (sortsBefore(a, b) && sortsBefore(b, c)) RC_ASSERT(sortsBefore(a, c));
            if (order(a, b) < 0) RC_ASSERT(sortsBefore(a, b));
        }));
    }

    void ages_anyBirth_growByOneOnTheDay()
    {
        QVERIFY(rc::check("one day before somebody is a year younger", [] {
            const Date born = Date::fromDays(*anyDayNumber());
            const int years = *rc::gen::inRange(0, 90);
            const Date birthday = reachesAge(born, years);
            RC_ASSERT(ageOn(born, birthday) == years);
            RC_ASSERT(ageOn(born, birthday.plusDays(-1)) == years - 1);
        }));
    }
};

QTEST_APPLESS_MAIN(LawsTest)
#include "laws_test.moc"
