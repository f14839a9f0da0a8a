// The bench at its smallest: every workload runs and measures something. Never how fast.
#include "tests/support/paths.h"
#include "tests/support/process.h"

#include <QtTest/QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace veldpost;

class WholeRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tinyScale_everyWorkload_measuresSomething();
    void unknownWorkload_isWrongUse();
    void help_namesEveryWorkload();
};

namespace {

const QStringList kWorkloads{QStringLiteral("save-note"), QStringLiteral("open-case"), QStringLiteral("search"),
                             QStringLiteral("push"), QStringLiteral("pull"), QStringLiteral("delayed"),
                             QStringLiteral("ingest"), QStringLiteral("load"), QStringLiteral("first-syncs"),
                             QStringLiteral("waiters"), QStringLiteral("live"), QStringLiteral("app-start")};

struct Answer {
    int exitCode = -1;
    QByteArray out;
    QByteArray errors;
};

Answer runBench(const QStringList& arguments)
{
    QProcess process;
    process.start(testing::builtProgram(QStringLiteral("veldpost-bench")), arguments);
    const bool ended = process.waitForFinished(150'000);
    if (!ended) process.kill();
    const bool normal = ended && process.exitStatus() == QProcess::NormalExit;
    return {normal ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace

void WholeRunTest::tinyScale_everyWorkload_measuresSomething()
{
    const Answer answer = runBench({QStringLiteral("--json"), QStringLiteral("--scale"), QStringLiteral("tiny")});
    QVERIFY2(answer.exitCode == 0, (answer.out + answer.errors).constData());
    const QJsonObject report = QJsonDocument::fromJson(answer.out).object();
    QVERIFY(!report.value(QLatin1String("not_judged")).toString().isEmpty());
    const QJsonArray workloads = report.value(QLatin1String("workloads")).toArray();
    QStringList ran;
    for (qsizetype i = 0; i < workloads.size(); ++i) {
        const QJsonObject workload = workloads.at(i).toObject();
        const QString name = workload.value(QLatin1String("workload")).toString();
        ran.append(name);
        // Only the app may be missing: the other programs are built before this test.
        const bool skipped = !workload.value(QLatin1String("skipped")).isNull();
        QVERIFY2(!skipped || name == QLatin1String("app-start"), qPrintable(name));
        const QJsonArray figures = workload.value(QLatin1String("figures")).toArray();
        QVERIFY2(skipped || !figures.isEmpty(), qPrintable(name));
        for (qsizetype k = 0; k < figures.size(); ++k) {
            const QJsonObject figure = figures.at(k).toObject();
            const QString figureName = figure.value(QLatin1String("name")).toString();
            QVERIFY2(figure.value(QLatin1String("value")).toDouble() > 0, qPrintable(figureName));
            QVERIFY2(!figure.value(QLatin1String("unit")).toString().isEmpty(), qPrintable(figureName));
            QVERIFY2(figure.value(QLatin1String("met")).isNull(), "so few notes judge nothing");
        }
    }
    QCOMPARE(ran, kWorkloads);
}

void WholeRunTest::unknownWorkload_isWrongUse()
{
    const Answer answer = runBench({QStringLiteral("--only"), QStringLiteral("pul")});
    QCOMPARE(answer.exitCode, 2);
    QVERIFY2(answer.errors.contains("pul"), answer.errors.constData());
}

void WholeRunTest::help_namesEveryWorkload()
{
    const Answer answer = runBench({QStringLiteral("--help")});
    QCOMPARE(answer.exitCode, 0);
    for (const QString& name : kWorkloads) QVERIFY2(answer.out.contains("\n  " + name.toUtf8() + " "), qPrintable(name));
}

QTEST_GUILESS_MAIN(WholeRunTest)
#include "whole_run_test.moc"
