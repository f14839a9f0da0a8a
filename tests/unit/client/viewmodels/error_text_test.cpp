// Every problem the client can come upon has words for people: the types are read from the sources.
#include "client/viewmodels/error_text.h"
#include "client/viewmodels/translations.h"
#include "tests/unit/client/viewmodels/opened_workspace.h"

#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::viewmodels;

namespace {

// Told on the command line before there is a page, by calculators and imports no page uses, or by the way into single
// rows that verify's own tests take.
const QSet<QString> kNeverOnAPage{
    QStringLiteral("wrong_use"), QStringLiteral("no_home"), QStringLiteral("pages_missing"),
    QStringLiteral("process_not_guarded"), QStringLiteral("bad_entry"), QStringLiteral("bad_rulings"),
    QStringLiteral("imposed_at_missing"), QStringLiteral("two_extensions"), QStringLiteral("bad_extension_days"),
    QStringLiteral("bad_royal_decree_days"), QStringLiteral("on_before_born"),
    QStringLiteral("no_such_row")};

QString contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// "ErrorKind::X, "type"" and calls of a helper that takes the type as its first argument.
QSet<QString> typesIn(const QString& source)
{
    static const QRegularExpression made(QStringLiteral("ErrorKind::\\w+,\\s*\"(\\w+)\""));
    static const QRegularExpression helper(QStringLiteral("Error (\\w+)\\(const char\\* type"));
    QSet<QString> types;
    for (auto it = made.globalMatch(source); it.hasNext();) types << it.next().captured(1);
    for (auto it = helper.globalMatch(source); it.hasNext();) {
        const QRegularExpression call(QStringLiteral("\\b%1\\(\\s*\"(\\w+)\"").arg(it.next().captured(1)));
        for (auto calls = call.globalMatch(source); calls.hasNext();) types << calls.next().captured(1);
    }
    return types;
}

QSet<QString> typesOfTheClient()
{
    QSet<QString> types;
    const QDir root(qEnvironmentVariable("VELDPOST_SOURCE"));
    for (const char* folder : {"client/app", "client/engine", "client/transport", "client/vault", "client/viewmodels", "shared"})
        for (QDirIterator files(root.filePath(QLatin1String(folder)), {QStringLiteral("*.cpp"), QStringLiteral("*.h")},
                                QDir::Files, QDirIterator::Subdirectories);
             files.hasNext();)
            types.unite(typesIn(contentOf(files.next())));
    return types;
}

QString wordsFor(const QString& type)
{
    return errorText(Error{ErrorKind::Failed, type.toStdString(), "", ""});
}

}  // namespace

class ErrorTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTypeOfTheClient_hasWords()
    {
        const QSet<QString> types = typesOfTheClient();
        QVERIFY(types.size() > 60);
        for (const char* sure : {"disk_full", "pin_too_short", "bad_ca", "waits_for_decision"})
            QVERIFY2(types.contains(QLatin1String(sure)), sure);
        for (const QString& type : types)
            if (!kNeverOnAPage.contains(type))
                QVERIFY2(!wordsFor(type).contains(type), qPrintable(type));
    }

    void whatTheServerAnswers_hasWords_data()
    {
        QTest::addColumn<QString>("type");
        for (const char* type : {"deliver_only", "user_disabled", "too_many_requests", "too_much_today", "other_protocol", "no_session", "not_enrolled", "bad_code",
                                 "code_used", "code_expired", "unknown_device", "unknown_user", "epoch_changed", "not_found",
                                 "unsupported_media_type", "recovery_waits", "recovery_over", "recovery_copy_damaged",
                                 "wrong_code", "wiped", "wipe_ordered", "lease_over", "malformed_cursor", "not_veldpost", "server_not_reached",
                                 "wrong_offset", "wrong_tus_version", "range_not_satisfiable", "checksum_differs",
                                 "blob_hash_differs", "blob_too_large", "bad_upload", "unknown_checksum_algorithm"})
            QTest::newRow(type) << QString::fromLatin1(type);
    }
    void whatTheServerAnswers_hasWords()
    {
        QFETCH(QString, type);
        QVERIFY2(!wordsFor(type).contains(type), qPrintable(wordsFor(type)));
    }

    void anAnswerOfNoWordOfItsOwn_keepsItsNumber_andSaysWhatIsSaved()
    {
        test::OpenedWorkspace world;
        const Translations dutch(world.workspace);
        QCOMPARE(wordsFor(QStringLiteral("http_502")),
                 QStringLiteral("De server nam dit nu niet aan (502). Wat je schreef is bewaard op dit apparaat; het gaat vanzelf opnieuw."));
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "error_text_test.moc"
