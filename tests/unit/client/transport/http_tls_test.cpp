#include "tests/unit/client/transport/local_server.h"

#include <QProcess>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>

using namespace veldpost;
using test::ask;
using test::get;
using test::LocalServer;
using transport::HttpTransport;

namespace {

constexpr int kOpensslMs = 60'000;

// A throw-away CA and a certificate of it, made by openssl.
class Certificates {
public:
    explicit Certificates(const char* name = "IP:127.0.0.1")
    {
        ok = run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ca.key",
                  "-out", "ca.pem", "-subj", "/CN=Test CA", "-days", "2"}) &&
             run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "server.key",
                  "-out", "server.csr", "-subj", "/CN=server"}) &&
             write("server.ext", QByteArray("subjectAltName=") + name + "\nbasicConstraints=CA:FALSE\n") &&
             run({"x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
                  "server.pem", "-days", "2", "-extfile", "server.ext"});
    }

    std::string ca() const { return read("ca.pem").toStdString(); }

    QTcpServer* server(QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater) const
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromData(read("server.pem")));
        tls.setPrivateKey(QSslKey(read("server.key"), QSsl::Ec));
        tls.setProtocol(protocol);
        auto* server = new QSslServer;
        server->setSslConfiguration(tls);
        return server;
    }

    bool ok = false;

private:
    bool run(const QStringList& arguments) const
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        openssl.start(QStringLiteral("openssl"), arguments);
        return openssl.waitForFinished(kOpensslMs) && openssl.exitCode() == 0;
    }
    bool run(std::initializer_list<const char*> arguments) const
    {
        QStringList list;
        for (const char* argument : arguments) list << QLatin1String(argument);
        return run(list);
    }
    bool write(const char* name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
    QByteArray read(const char* name) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
};

std::string problemOf(const LocalServer& server, const std::string& ca)
{
    auto transport = HttpTransport::make(server.url("https"), ca).value();
    const auto answer = ask(*transport, get("/v1/health"));
    return answer.ok() ? std::string() : answer.error().type;
}

}  // namespace

class HttpTlsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givenCa_isTrusted()
    {
        const Certificates made;
        QVERIFY(made.ok);
        LocalServer server(made.server());
        QCOMPARE(problemOf(server, made.ca()), std::string());
        QVERIFY(server.received.startsWith("GET /v1/health"));
    }

    void anotherCa_isNotTrusted_andHearsNothing()
    {
        const Certificates made, other;
        QVERIFY(made.ok && other.ok);
        LocalServer server(made.server());
        QCOMPARE(problemOf(server, other.ca()), std::string("not_trusted"));
        QVERIFY(server.received.isEmpty());
    }

    void certificateOfAnotherHost_isNotTrusted()
    {
        const Certificates made("DNS:elsewhere.example");
        QVERIFY(made.ok);
        LocalServer server(made.server());
        QCOMPARE(problemOf(server, made.ca()), std::string("not_trusted"));
        QVERIFY(server.received.isEmpty());
    }

    void tls12_isRefused()
    {
        const Certificates made;
        QVERIFY(made.ok);
        LocalServer server(made.server(QSsl::TlsV1_2));
        QCOMPARE(problemOf(server, made.ca()), std::string("not_trusted"));
        QVERIFY(server.received.isEmpty());
    }
};

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "http_tls_test.moc"
