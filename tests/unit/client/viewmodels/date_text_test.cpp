#include "client/viewmodels/date_text.h"
#include "client/viewmodels/moment_field.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;

namespace {

const QString kDutch = QStringLiteral("nl");
const QString kEnglish = QStringLiteral("en");

QString words(const char* moment, const QString& language)
{
    return momentText(calendar::Moment::parse(moment).value(), language);
}

}  // namespace

class DateTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void moment_inBothLanguages_isOnTheClockOfAmsterdam()
    {
        QCOMPARE(words("2026-11-23T20:30:00Z", kDutch), QStringLiteral("ma 23 november 2026 21:30"));
        QCOMPARE(words("2026-07-01T10:00:00Z", kDutch), QStringLiteral("wo 1 juli 2026 12:00"));
        QCOMPARE(words("2026-11-23", kDutch), QStringLiteral("ma 23 november 2026"));
        QCOMPARE(words("2026-11-22T09:05", kEnglish), QStringLiteral("Sun 22 November 2026 09:05"));
    }

    void day_asPeopleTypeIt_isRead()
    {
        for (const char* typed : {"23-11-2026", "23/11/2026", "23.11.2026", "23 11 2026", " 23-11-2026 ", "2026-11-23"}) {
            const auto day = readDay(QLatin1String(typed));
            QVERIFY2(day.has_value(), typed);
            QCOMPARE(day->text(), std::string("2026-11-23"));
        }
        for (const char* typed : {"", "31-2-2026", "23-11-26", "23-11", "2026", "morgen", "23--11-2026", "1-1-1800"})
            QVERIFY2(!readDay(QLatin1String(typed)).has_value(), typed);
    }

    void clock_asPeopleTypeIt_isRead()
    {
        for (const char* typed : {"21:30", "21.30", "2130", " 21:30 "})
            QCOMPARE(readClock(QLatin1String(typed)).value_or(-1), 21 * 3600 + 30 * 60);
        QCOMPARE(readClock(QStringLiteral("9:05")).value_or(-1), 9 * 3600 + 5 * 60);
        for (const char* typed : {"", "24:00", "12:60", "12", "half tien", "1:2"})
            QVERIFY2(!readClock(QLatin1String(typed)).has_value(), typed);
    }

    void moment_withoutClock_isADay_withBadClock_isNothing()
    {
        QVERIFY(readMoment(QStringLiteral("23-11-2026"), QString())->isDay());
        QVERIFY(!readMoment(QStringLiteral("23-11-2026"), QStringLiteral("2")).has_value());
        QVERIFY(!readMoment(QString(), QStringLiteral("21:30")).has_value());
    }

    void partialDate_keepsWhatIsKnown()
    {
        QCOMPARE(readPartialDate(QStringLiteral("14-3-2019")).value_or(""), std::string("2019-03-14"));
        QCOMPARE(readPartialDate(QStringLiteral("3-2019")).value_or(""), std::string("2019-03"));
        QCOMPARE(readPartialDate(QStringLiteral("2019")).value_or(""), std::string("2019"));
        QCOMPARE(readPartialDate(QStringLiteral("2019-3")).value_or(""), std::string("2019-03"));
        for (const char* typed : {"", "13-2019", "30-2-2019", "14", "3-19", "1899"})
            QVERIFY2(!readPartialDate(QLatin1String(typed)).has_value(), typed);
        QCOMPARE(partialDateText("2019-03-14", kDutch), QStringLiteral("14 maart 2019"));
        QCOMPARE(partialDateText("2019-03", kEnglish), QStringLiteral("March 2019"));
        QCOMPARE(partialDateText("2019", kDutch), QStringLiteral("2019"));
        QCOMPARE(typedPartialDate("2019-03-14"), QStringLiteral("14-03-2019"));
    }

    void storedMoment_shownUnchanged_staysWordForWord()
    {
        // The second 02:30 of that night and its seconds are not in what a form shows.
        const QString stored = QStringLiteral("2026-10-25T02:30:59+01:00");
        const MomentTexts shown = momentTexts(stored);
        QCOMPARE(shown.day, QStringLiteral("25-10-2026"));
        QCOMPARE(shown.clock, QStringLiteral("02:30"));
        QVERIFY(momentValue(shown, stored) == revision::Json(stored.toStdString()));
        const revision::Json later = momentValue({shown.day, QStringLiteral("03:30")}, stored);
        QVERIFY(later == revision::Json("2026-10-25T03:30:00+01:00"));
        QVERIFY(momentValue({QStringLiteral("25-10"), shown.clock}, stored).is_null());
    }
};

QTEST_GUILESS_MAIN(DateTextTest)
#include "date_text_test.moc"
