// The real server process under what should not happen: bodies from nobody, hostile requests through the proxy, a power
// cut in the middle of a push, an administrator who does not read his answer, and folders it must not take.
#include "tests/support/nginx_proxy.h"
#include "tests/support/paths.h"
#include "tests/support/raw_tls_client.h"
#include "tests/support/real_server.h"

#include <QDir>
#include <QJsonArray>
#include <QLocalSocket>
#include <QTcpSocket>
#include <QtTest/QtTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace veldpost::testing;

namespace {

constexpr int kWaitMs = 20'000;

QString word(const char* text) { return QString::fromUtf8(text); }

// The most memory the process has had, in KiB.
qint64 peakKib(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:")) return line.mid(6).trimmed().split(' ').first().toLongLong();
    return -1;
}

// A connection to the admin socket that has sent its command and reads nothing.
class SilentAdministrator {
public:
    SilentAdministrator(const QString& path, const QByteArray& line) : m_fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray bytes = path.toUtf8();
        std::copy(bytes.begin(), bytes.end(), address.sun_path);
        m_isConnected = ::connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                        ::send(m_fd, line.constData(), static_cast<std::size_t>(line.size()), MSG_NOSIGNAL) == line.size();
    }
    ~SilentAdministrator() { ::close(m_fd); }
    SilentAdministrator(const SilentAdministrator&) = delete;
    SilentAdministrator& operator=(const SilentAdministrator&) = delete;
    bool isConnected() const { return m_isConnected; }
    // Waits until the first byte of the answer is there.
    bool isAnswered() const
    {
        char first = 0;
        return ::recv(m_fd, &first, 1, MSG_PEEK) == 1;
    }

private:
    int m_fd;
    bool m_isConnected = false;
};

}  // namespace

class RealServerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void largeBodiesOfNobody_areNotKept()
    {
        constexpr int kClients = 30;
        constexpr qint64 kBytes = 16 * 1024 * 1024;
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        const qint64 before = peakKib(server.pid());
        QVERIFY(before > 0);
        std::vector<std::unique_ptr<QTcpSocket>> clients;
        for (int i = 0; i < kClients; ++i) {
            clients.push_back(std::make_unique<QTcpSocket>());
            clients.back()->connectToHost(word("127.0.0.1"), server.port());
            QVERIFY(clients.back()->waitForConnected(kWaitMs));
            clients.back()->write("POST /v1/push HTTP/1.1\r\nHost: h\r\nContent-Type: application/cbor\r\nAuthorization: Bearer x\r\n"
                                  "Content-Length: " + QByteArray::number(kBytes) + "\r\n\r\n");
        }
        // All of them at once, up to the last byte: whatever is kept is kept together.
        const QByteArray piece(1024 * 1024, 'x');
        for (qint64 sent = 0; sent < kBytes; sent += piece.size()) {
            for (auto& client : clients) {
                client->write(sent + piece.size() < kBytes ? piece : piece.chopped(1));
                while (client->bytesToWrite() > 0 && client->waitForBytesWritten(kWaitMs)) continue;
            }
        }
        const qint64 peak = peakKib(server.pid());
        QVERIFY2(peak - before < 60 * 1024, qPrintable(QStringLiteral("%1 KiB, %2 before").arg(peak).arg(before)));
        for (auto& client : clients) {
            client->write("x");
            QVERIFY(client->bytesAvailable() > 0 || client->waitForReadyRead(kWaitMs));
            QVERIFY(client->readAll().startsWith("HTTP/1.1 401"));
        }
        QCOMPARE(server.stop(), 0);
    }

    void hostileRequests_throughTheProxy_areRefused()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        NginxProxy proxy;
        QVERIFY2(proxy.start(server.address()), qPrintable(proxy.error()));
        const QByteArray post = "POST /v1/push HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        const QByteArray chunks = post + "Transfer-Encoding: chunked\r\n\r\n";
        const std::pair<QByteArray, int> rows[] = {
            {chunks + "-1\r\nhello\r\n0\r\n\r\n", 400},
            {chunks + "zz\r\nhello\r\n0\r\n\r\n", 400},
            {chunks + "5\r\nhello\r\n0\r\n\r\n", 401},
            {post + "Content-Length: -1\r\n\r\nhello", 400},
            {post + "Content-Length: 10abc\r\n\r\nhello", 400},
            {post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
            {post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
            {post + "Content-Length: 5\r\n\r\nhello", 401},
            {post + "Authorization: Bearer x\r\nContent-Length: 5\r\n\r\nhello", 401},
            {post + "Content-Length: 16777217\r\n\r\nx", 413},
            {"POST /v1/have HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 32769\r\n\r\n" + QByteArray(32'769, 'x'), 413},
            {"PUT /v1/push HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", 405},
            {"POST /v1/none HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", 404},
            {"TRACE /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 405},
            {"GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404},
            {"POST /v1/enrol HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n\r\n\xff\xfe{", 400},
            {"POST /v1/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/cbor\r\n"
             "Content-Length: 4\r\n\r\n\x9f\x9f\x9f\x9f", 400},
        };
        for (const auto& [bytes, status] : rows) {
            const RawAnswer answer = exchange(proxy.port(), proxy.caFile(), bytes);
            QVERIFY2(answer.status == status, bytes.left(120) + "\n" + answer.bytes.left(200));
            QCOMPARE(answer.answers, 1);
            const RawAnswer next = exchange(proxy.port(), proxy.caFile(),
                                            "GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            QVERIFY(server.isRunning() && next.status == 200);
        }
        QCOMPARE(server.stop(), 0);
    }

    void powerCutWhileDevicesPush_losesNothingThatWasCalledSafe()
    {
        constexpr int kRounds = 3, kNotes = 3;
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        TestFolder folder;
        QVERIFY(folder.write(word("passphrase"), "vier losse woorden bij elkaar"));
        const QStringList home{word("--home"), folder.path(word("home")), word("--passphrase-file"),
                               folder.path(word("passphrase")), word("--json")};
        const auto cli = [&](const QStringList& arguments, const QByteArray& input = {}) {
            return runCli({.arguments = arguments + home, .input = input});
        };
        const QString user = server.admin({word("user"), word("add"), word("--region"), word("RR"), word("--name"), word("Noor"),
                                           word("--role"), word("wijkteam")}).json().value(word("user")).toString();
        const QString code = server.admin({word("device"), word("invite"), word("--user"), user}).json().value(word("code")).toString();
        QCOMPARE(cli({word("enrol"), word("--server"), server.url(), word("--code"), code}).exitCode, 0);
        const QString caseId = cli({word("case"), word("create"), word("--title"), word("A")}).json().value(word("case")).toString();
        for (int round = 0; round < kRounds; ++round) {
            for (int i = 0; i < kNotes; ++i)
                QCOMPARE(cli({word("note"), word("add"), caseId, word("--text-file"), word("-")}, QByteArray(50'000, 'x')).exitCode, 0);
            QProcess pushing;
            pushing.start(builtProgram(word("veldpostctl")), QStringList{word("sync"), word("--timeout"), word("60")} + home);
            QVERIFY(pushing.waitForStarted());
            // Anywhere: before, in the middle, or after. Whatever it was, it must come out right.
            pushing.waitForReadyRead(100 * (round + 1));
            server.kill();
            QVERIFY(pushing.waitForFinished(70'000));
            QVERIFY2(server.restart(), qPrintable(server.why()));
            QCOMPARE(cli({word("sync"), word("--timeout"), word("60")}).json().value(word("all_safe")), QJsonValue(true));
            const QJsonObject report = server.admin({word("verify")}).json();
            QCOMPARE(report.value(word("bad")).toArray().size(), 0);
            QVERIFY(report.value(word("revisions")).toInt() >= 1 + kNotes * (round + 1));
        }
        QCOMPARE(server.stop(), 0);
    }

    void administratorWhoDoesNotRead_doesNotKeepTheServerFromStopping()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        // More than a socket holds: 400 names of 800 bytes.
        const QString path = server.data() + word("/admin.sock");
        const QByteArray name = QByteArray("\xf0\x9f\x8f\xa0").repeated(200);
        for (int i = 0; i < 400; ++i) {
            QLocalSocket socket;
            socket.connectToServer(path);
            QVERIFY(socket.waitForConnected(kWaitMs));
            socket.write("{\"command\":\"user_add\",\"region\":\"RR\",\"role\":\"auditor\",\"name\":\"" + name + "\"}\n");
            QVERIFY(socket.waitForReadyRead(kWaitMs));
            QVERIFY(socket.readAll().startsWith("{\"answer\""));
        }
        const SilentAdministrator silent(path, "{\"command\":\"user_list\"}\n");
        QVERIFY(silent.isConnected() && silent.isAnswered());
        QCOMPARE(server.stop(10'000), 0);
    }

    void init_takesNobodysFolder_norOneTooDeepForItsSocket()
    {
        TestFolder folder;
        QVERIFY(folder.write(word("letter.txt"), "mine"));
        QVERIFY(::chmod(folder.path().toUtf8().constData(), 0755) == 0);
        const auto init = [](const QString& path) {
            return RealServer::run({word("init"), word("--json"), word("--data"), path});
        };
        const CliResult full = init(folder.path());
        QCOMPARE(full.problemType(), word("folder_not_empty"));
        QCOMPARE(full.exitCode, 1);
        struct stat info{};
        QVERIFY(::stat(folder.path().toUtf8().constData(), &info) == 0 && (info.st_mode & 0777) == 0755);
        const CliResult deep = init(folder.path(QString(120, QLatin1Char('d'))));
        QCOMPARE(deep.problemType(), word("path_too_long"));
        QCOMPARE(deep.exitCode, 2);
        QVERIFY(!QFile::exists(folder.path(QString(120, QLatin1Char('d')))));
        QVERIFY(QDir(folder.path()).mkdir(word("empty")));
        QCOMPARE(init(folder.path(word("empty"))).exitCode, 0);
        QCOMPARE(init(folder.path(word("empty"))).problemType(), word("store_exists"));
    }

    void nameThatIsNoUtf8_isRefused_withTheServerRunningOrNot()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        // QProcess would make valid UTF-8 of it: a shell passes the bytes on.
        const auto add = [&] {
            QProcess shell;
            shell.start(word("/bin/sh"), {word("-c"), word("exec \"$0\" admin --json --data \"$1\" user add --region RR"
                                                           " --role auditor --name \"$(printf 'bad\\377')\""),
                                          builtProgram(word("veldpost-server")), server.data()});
            shell.waitForFinished(kWaitMs);
            return shell.exitStatus() == QProcess::NormalExit && shell.exitCode() == 2 &&
                   shell.readAllStandardError().contains("invalid_utf8");
        };
        QVERIFY(add());
        QVERIFY(server.isRunning());
        QCOMPARE(server.stop(), 0);
        QVERIFY(add());
    }

    void qrCode_isPrivate_andReplacesNothing()
    {
        RealServer server;
        QVERIFY2(server.start(), qPrintable(server.why()));
        TestFolder folder;
        const QString user = server.admin({word("user"), word("add"), word("--region"), word("RR"), word("--name"), word("Noor"),
                                           word("--role"), word("wijkteam")}).json().value(word("user")).toString();
        const QString file = folder.path(word("invitation.png"));
        const QStringList invite{word("device"), word("invite"), word("--user"), user, word("--qr"), file};
        QCOMPARE(server.admin(invite).exitCode, 0);
        struct stat info{};
        QVERIFY(::stat(file.toUtf8().constData(), &info) == 0);
        QCOMPARE(static_cast<int>(info.st_mode & 0777), 0600);
        QVERIFY(folder.read(word("invitation.png")).startsWith("\x89PNG"));
        QCOMPARE(server.admin(invite).problemType(), word("file_exists"));
    }
};

QTEST_GUILESS_MAIN(RealServerTest)
#include "real_server_test.moc"
