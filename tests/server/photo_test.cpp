// Photos from one home to another over the real server, also when either side is killed in the middle of it.
#include "tests/support/cli_process.h"
#include "tests/support/real_server.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QtTest/QtTest>

using namespace veldpost::testing;

namespace {

QString word(const char* text) { return QString::fromUtf8(text); }

QByteArray noise(int size, quint32 seed)
{
    QByteArray out(size, '\0');
    for (char& c : out) {
        seed = seed * 1664525u + 1013904223u;
        c = static_cast<char>(seed >> 24);
    }
    return out;
}

class Home {
public:
    Home() { m_folder.write(word("passphrase"), "vier losse woorden bij elkaar"); }

    QString enrol(const RealServer& server, const QString& name) const
    {
        const QString user = server.admin({word("user"), word("add"), word("--region"), word("RR"), word("--name"), name, word("--role"), word("wijkteam")})
                                 .json().value(word("user")).toString();
        const QString code = server.admin({word("device"), word("invite"), word("--user"), user}).json().value(word("code")).toString();
        return run({word("enrol"), word("--server"), server.url(), word("--code"), code}).exitCode == 0 ? user : QString();
    }
    CliResult run(const QStringList& arguments) const { return runCli({arguments + common() + QStringList{word("--json")}}); }
    QStringList common() const
    {
        return {word("--home"), m_folder.path(word("home")), word("--passphrase-file"), m_folder.path(word("passphrase"))};
    }
    // A case with a note; the note's id in `note`.
    QString newCase(QString& note) const
    {
        const QString caseId = run({word("case"), word("create"), word("--title"), word("Foto's")}).json().value(word("case")).toString();
        m_folder.write(word("text"), "Blauwe plek.");
        note = run({word("note"), word("add"), caseId, word("--text-file"), m_folder.path(word("text"))}).json().value(word("record")).toString();
        return caseId;
    }
    QString file(const QByteArray& bytes) const
    {
        m_folder.write(word("foto.jpg"), bytes);
        return m_folder.path(word("foto.jpg"));
    }
    QByteArray read(const QString& name) const { return m_folder.read(name); }
    QString path(const QString& name) const { return m_folder.path(name); }
    int unsafeBlobs() const { return run({word("status")}).json().value(word("unsafe_blobs")).toInt(-1); }

private:
    TestFolder m_folder;
};

QString hashOf(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

}  // namespace

class PhotoTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void photo_goesFromOneHomeToAnother_untouched()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        Home field, office;
        QVERIFY(!field.enrol(server, word("Noor")).isEmpty());
        const QString bram = office.enrol(server, word("Bram"));
        QCOMPARE(field.run({word("sync")}).exitCode, 0);  // who there is
        QString note;
        const QString caseId = field.newCase(note);
        const QByteArray bytes = noise(3'000'000, 1);
        const CliResult added = field.run({word("photo"), word("add"), note, field.file(bytes)});
        QVERIFY2(added.exitCode == 0, added.err);
        const QString blob = added.json().value(word("blob")).toString();
        QCOMPARE(blob, hashOf(bytes));
        QCOMPARE(added.json().value(word("sha256")).toString(), blob);
        QCOMPARE(added.json().value(word("bytes")).toInt(), 3'000'000);
        QCOMPARE(field.unsafeBlobs(), 1);
        QCOMPARE(field.run({word("case"), word("share"), caseId, word("--user"), bram}).exitCode, 0);
        const CliResult sent = field.run({word("sync")});
        QVERIFY2(sent.exitCode == 0, sent.err);
        QCOMPARE(sent.json().value(word("blobs_sent")).toInt(), 1);
        QCOMPARE(sent.json().value(word("all_safe")), QJsonValue(true));
        QCOMPARE(field.unsafeBlobs(), 0);

        const CliResult got = office.run({word("sync")});
        QCOMPARE(got.json().value(word("blobs_received")).toInt(), 1);
        const QJsonObject photo = office.run({word("photo"), word("list"), caseId}).json().value(word("photos")).toArray().at(0).toObject();
        QCOMPARE(photo.value(word("blob")).toString(), blob);
        QCOMPARE(photo.value(word("of_record")).toString(), note);
        QCOMPARE(photo.value(word("safe")), QJsonValue(true));
        QCOMPARE(office.run({word("photo"), word("get"), blob, office.path(word("kopie.jpg"))}).exitCode, 0);
        QCOMPARE(office.read(word("kopie.jpg")), bytes);
        // To rest: one more sync carries nothing.
        const QJsonObject again = office.run({word("sync")}).json();
        QCOMPARE(again.value(word("blobs_sent")).toInt() + again.value(word("blobs_received")).toInt(), 0);
        for (const Home* home : {&field, &office}) QCOMPARE(home->run({word("verify")}).exitCode, 0);
        QCOMPARE(server.admin({word("verify")}).exitCode, 0);
    }

    void oddFiles_areTaken_andWhatCannotBe_isSaid()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        Home home;
        QVERIFY(!home.enrol(server, word("Noor")).isEmpty());
        QString note;
        home.newCase(note);
        QCOMPARE(home.run({word("photo"), word("add"), note, home.file({})}).json().value(word("bytes")).toInt(-1), 0);
        QCOMPARE(home.run({word("photo"), word("add"), note, home.path(word("nergens"))}).problemType(), word("file_missing"));
        QCOMPARE(home.run({word("photo"), word("add"), note, word("/tmp")}).problemType(), word("file_not_read"));
        QCOMPARE(home.run({word("photo"), word("add"), note, home.file(QByteArray(52'428'801, 'x'))}).problemType(), word("blob_too_large"));
        QCOMPARE(home.run({word("photo"), word("get"), hashOf("x"), home.path(word("x"))}).problemType(), word("unknown_blob"));
        QCOMPARE(home.unsafeBlobs(), 1);
        const QJsonObject synced = home.run({word("sync")}).json();
        QCOMPARE(synced.value(word("all_safe")), QJsonValue(true));
        QCOMPARE(synced.value(word("blobs_sent")).toInt(), 1);
    }

    void strangerWithTheHash_getsNothing()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        Home field, stranger;
        QVERIFY(!field.enrol(server, word("Noor")).isEmpty());
        QVERIFY(!stranger.enrol(server, word("Vreemd")).isEmpty());
        QString note, other;
        field.newCase(note);
        const QByteArray bytes = noise(200'000, 2);
        QCOMPARE(field.run({word("photo"), word("add"), note, field.file(bytes)}).exitCode, 0);
        QCOMPARE(field.run({word("sync")}).exitCode, 0);
        stranger.newCase(other);
        QCOMPARE(stranger.run({word("sync")}).exitCode, 0);
        QCOMPARE(stranger.run({word("photo"), word("get"), hashOf(bytes), stranger.path(word("x"))}).problemType(), word("unknown_blob"));
    }

    // The client dies in mid-upload, then the server: what was sent is not sent again but for a piece, and nothing is lost.
    void killedInTheMiddle_goesOn()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        Home field;
        QVERIFY(!field.enrol(server, word("Noor")).isEmpty());
        QString note;
        field.newCase(note);
        const QByteArray bytes = noise(40'000'000, 3);
        QCOMPARE(field.run({word("photo"), word("add"), note, field.file(bytes)}).exitCode, 0);
        QProcess sync;
        sync.start(builtProgram(word("veldpostctl")), QStringList{word("sync"), word("--watch"), word("--timeout"), word("60")} + field.common());
        QVERIFY(sync.waitForStarted());
        QByteArray told;
        QDeadlineTimer deadline(30'000);
        while (!told.contains("1 sent") && !deadline.hasExpired() && sync.waitForReadyRead(static_cast<int>(deadline.remainingTime())))
            told += sync.readAllStandardOutput();
        QVERIFY2(told.contains(" sent"), told);
        sync.kill();
        QVERIFY(sync.waitForFinished());
        QCOMPARE(field.run({word("verify")}).exitCode, 0);
        server.kill();
        QVERIFY2(server.restart(), qPrintable(server.why()));
        const CliResult done = field.run({word("sync")});
        QVERIFY2(done.exitCode == 0, done.err);
        QCOMPARE(done.json().value(word("all_safe")), QJsonValue(true));
        QCOMPARE(field.unsafeBlobs(), 0);
        QCOMPARE(server.admin({word("verify")}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(PhotoTest)
#include "photo_test.moc"
