// The bench at its smallest: every workload runs and measures something. Never how fast.
#include "tests/support/paths.h"
#include "tests/support/process.h"

#include <QtTest/QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTemporaryDir>

using namespace veldpost;

class WholeRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tinyScale_everyWorkload_measuresSomething();
    void unknownWorkload_isWrongUse();
    void help_namesEveryWorkload();
    void notesForThePeer_areThoseThatAreStored();
    void peerBench_wrongUse_isRefused();
};

namespace {

const QStringList kWorkloads{QStringLiteral("save-note"), QStringLiteral("open-case"), QStringLiteral("search"),
                             QStringLiteral("push"), QStringLiteral("pull"), QStringLiteral("delayed"),
                             QStringLiteral("ingest"), QStringLiteral("load"), QStringLiteral("first-syncs"),
                             QStringLiteral("waiters"), QStringLiteral("fairness"), QStringLiteral("live"), QStringLiteral("app-start")};

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

// packaging/bench gives another program the texts of Veldpost's own workloads: as many, as long, none twice.
void WholeRunTest::notesForThePeer_areThoseThatAreStored()
{
    const QTemporaryDir folder;
    const QJsonObject job{{QStringLiteral("job"), QStringLiteral("notes")}, {QStringLiteral("folder"), folder.path()},
                          {QStringLiteral("scale"), QStringLiteral("tiny")}};
    const Answer answer = runBench({QStringLiteral("--child"), QString::fromUtf8(QJsonDocument(job).toJson())});
    QVERIFY2(answer.exitCode == 0, answer.errors.constData());
    const auto count = QJsonDocument::fromJson(answer.out).object().value(QLatin1String("notes_synced")).toInt();
    QVERIFY(count > 0);
    QFile file(folder.filePath(QStringLiteral("sync.txt")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    QVERIFY(whole.endsWith('\n'));
    const QByteArrayList notes = whole.chopped(1).split('\n');
    QCOMPARE(notes.size(), count);
    QCOMPARE(QSet<QByteArray>(notes.begin(), notes.end()).size(), count);
    for (const QByteArray& note : notes) QCOMPARE(note.size(), 1024);
}

void WholeRunTest::peerBench_wrongUse_isRefused()
{
    for (const QStringList& options : {QStringList{QStringLiteral("--scale"), QStringLiteral("huge")},
                                       QStringList{QStringLiteral("--rounds"), QStringLiteral("0")}}) {
        QProcess process;
        process.start(testing::sourceFile(QStringLiteral("packaging/bench")), options);
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains(options.first().toUtf8()));
    }
}

QTEST_GUILESS_MAIN(WholeRunTest)
#include "whole_run_test.moc"
