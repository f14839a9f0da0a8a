#include "client/transport/ca_from_server.h"

#include "shared/crypto/hash.h"

#include <QtCore/QUrl>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslSocket>

namespace veldpost::transport {

namespace {

constexpr int kTimeoutMs = 10'000;
constexpr int kHttpsPort = 443;

bool hasFingerprint(const QSslCertificate& certificate, const Sha256& fingerprint)
{
    return crypto::sha256(certificate.toDer().toStdString()) == fingerprint;
}

}  // namespace

Result<std::string> caFromServer(const std::string& serverUrl, const Sha256& fingerprint)
{
    const QUrl url(QString::fromStdString(serverUrl), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("https") || url.host().isEmpty())
        return Error{ErrorKind::Usage, "bad_server_url", "The server's address is not valid", "https://HOST[:PORT]"};
    QSslSocket socket;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    tls.setPeerVerifyMode(QSslSocket::QueryPeer);  // the chain is looked at, not believed
    socket.setSslConfiguration(tls);
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(kHttpsPort)));
    socket.waitForEncrypted(kTimeoutMs);
    const QList<QSslCertificate> chain = socket.peerCertificateChain();
    const bool reached = socket.isEncrypted() || !chain.isEmpty();
    socket.abort();
    if (!reached)
        return Error{ErrorKind::Unreachable, "no_connection", "The server could not be reached", "nothing was sent"};
    for (const QSslCertificate& certificate : chain)
        if (hasFingerprint(certificate, fingerprint)) return certificate.toPem().toStdString();
    return Error{ErrorKind::Unreachable, "not_trusted", "The server does not show the CA that the invitation names",
                 "If it is the right server, give the CA's file with --ca."};
}

}  // namespace veldpost::transport
