// The calculators as scripts see them: exact objects, no home, no passphrase.
#include "tests/support/cli_process.h"

#include <QtTest/QtTest>

using namespace veldpost::testing;

class CalculatorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void calculators_answerExactly_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char* command, const char* json) {
            QTest::newRow(command) << QString::fromUtf8(command) << QByteArray(json);
        };
        row("deadline huisverbod --imposed 2026-11-23T21:30",
            R"({"imposed_at":"2026-11-23T21:30:00+01:00","ends_at":"2026-12-03T21:30:00+01:00",
                "latest_end_at":"2026-12-21T21:30:00+01:00","extended_end_at":null,"problems":[]})");
        row("deadline huisverbod --imposed 2026-11-23T20:30Z",
            R"({"imposed_at":"2026-11-23T21:30:00+01:00","ends_at":"2026-12-03T21:30:00+01:00",
                "latest_end_at":"2026-12-21T21:30:00+01:00","extended_end_at":null,"problems":[]})");
        row("deadline huisverbod --imposed 2010-03-27T20:00 --extension-days 18",
            R"({"imposed_at":"2010-03-27T20:00:00+01:00","ends_at":"2010-04-06T20:00:00+02:00",
                "latest_end_at":"2010-04-24T20:00:00+02:00","extended_end_at":"2010-04-24T20:00:00+02:00","problems":[]})");
        row("deadline huisverbod --imposed 2026-11-23T21:30 --extended-until 2026-12-22T21:30",
            R"({"imposed_at":"2026-11-23T21:30:00+01:00","ends_at":"2026-12-03T21:30:00+01:00",
                "latest_end_at":"2026-12-21T21:30:00+01:00","extended_end_at":"2026-12-22T21:30:00+01:00",
                "problems":["extension_past_latest_end"]})");
        row("deadline huisverbod --imposed 2026-03-19T02:30",
            R"({"imposed_at":"2026-03-19T02:30:00+01:00","ends_at":"2026-03-29T03:30:00+02:00",
                "latest_end_at":"2026-04-16T02:30:00+02:00","extended_end_at":null,"problems":["end_clock_gap"]})");
        row("deadline huisverbod --imposed 2026-11-23",
            R"({"imposed_at":"2026-11-23","ends_at":"2026-12-03","latest_end_at":"2026-12-21","extended_end_at":null,
                "precision":"day","problems":["day_precision"]})");
        row("deadline triage --received 2026-12-24", R"({"due_on":"2027-01-04"})");
        row("deadline triage --received 2029-04-25", R"({"due_on":"2029-05-03","problems":["decree_days_unknown"]})");
        row("deadline triage --received 2028-12-27", R"({"due_on":"2029-01-04","problems":["decree_days_unknown"]})");
        row("deadline hearing --requested 2026-12-04", R"({"due_on_statute":"2026-12-08","due_on_practice":"2026-12-09"})");
        row("deadline investigation --decided 2026-03-16", R"({"due_on":"2026-05-26"})");
        row("deadline inform --recorded 2026-11-27", R"({"due_on":"2026-12-28"})");
        row("deadline monitoring --from 2026-11-30", R"({"at_3_months":"2027-02-28","at_12_months":"2027-11-30"})");
        row("deadline reachable --imposed 2026-10-24T20:00", R"({"due_at":"2026-10-25T19:00:00+01:00"})");
        row("screen ten4facesp --born 2024-01-01 --on 2026-01-01 --finding cheek",
            R"({"applies":true,"positive":true,"reasons":["cheek"]})");
        row("screen ten4facesp --born 2026-07-01 --on 2026-11-30 --finding shin",
            R"({"applies":true,"positive":true,"reasons":["infant_under_five_months"]})");
        row("screen ten4facesp --born 2024-01-01 --on 2026-01-01 --finding ear --finding thigh:patterned",
            R"({"applies":true,"positive":true,"reasons":["ear","patterned"]})");
        row("screen ten4facesp --born 2024-01-01 --on 2026-01-01 --finding shin knee",
            R"({"applies":true,"positive":false,"reasons":[]})");
        row("screen ten4facesp --born 2020-07-01 --on 2026-07-01 --finding cheek",
            R"({"applies":false,"positive":false,"reasons":["age_four_or_older"]})");
        row("screen ten4facesp --born 2024-01-01 --on 2026-01-01", R"({"applies":false,"positive":false,"reasons":["no_bruise"]})");
    }
    void calculators_answerExactly()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, json);
        const CliResult result = runCli({command.split(QLatin1Char(' ')) << QStringLiteral("--json")});
        QCOMPARE(result.err, QByteArray());
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.json(), QJsonDocument::fromJson(json).object());
        QVERIFY(!result.json().isEmpty());
        QCOMPARE(result.out.count('\n'), 1);
    }

    void badInput_isWrongUse_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("type");
        const auto row = [](const char* command, const char* type) {
            QTest::newRow(command) << QString::fromUtf8(command) << QString::fromUtf8(type);
        };
        row("deadline huisverbod --imposed yesterday", "bad_date");
        row("deadline huisverbod --imposed 2026-11-23T25:00", "bad_time");
        row("deadline huisverbod --imposed 2026-02-30T12:00", "bad_date");
        row("deadline huisverbod --imposed 2026-11-23T21:30 --extension-days 0", "bad_extension_days");
        row("deadline huisverbod --imposed 2026-11-23T21:30 --extension-days many", "wrong_use");
        row("deadline huisverbod --imposed 2026-11-23T21:30 --extension-days 99999999999999", "wrong_use");
        row("deadline huisverbod --imposed 2026-11-23T21:30 --extension-days 18 --extended-until 2026-12-21T21:30",
            "two_extensions");
        row("deadline triage --received 2026-13-01", "bad_date");
        row("deadline triage", "wrong_use");
        row("screen ten4facesp --born 2024-01-01 --on 2026-01-01 --finding cheeck", "bad_region");
        row("screen ten4facesp --born 2024-01-01 --on 2026-01-01 --finding cheek:striped", "bad_finding");
        row("screen ten4facesp --born 2026-01-01 --on 2024-01-01 --finding cheek", "on_before_born");
    }
    void badInput_isWrongUse()
    {
        QFETCH(QString, command);
        QFETCH(QString, type);
        const CliResult result = runCli({command.split(QLatin1Char(' ')) << QStringLiteral("--json")});
        QCOMPARE(result.problemType(), type);
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.out, QByteArray());
        QCOMPARE(result.problem().keys(), (QStringList{QStringLiteral("detail"), QStringLiteral("title"), QStringLiteral("type")}));
    }

    void people_readNoJson()
    {
        const CliResult result = runCli({{QStringLiteral("deadline"), QStringLiteral("huisverbod"), QStringLiteral("--imposed"),
                                          QStringLiteral("2026-11-23T21:30")}});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.out.contains("2026-12-03 21:30"));
        QVERIFY(!result.out.contains('{'));
    }
};

QTEST_GUILESS_MAIN(CalculatorsTest)
#include "calculators_test.moc"
