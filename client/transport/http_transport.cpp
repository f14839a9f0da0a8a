#include "client/transport/http_transport.h"

#include "shared/protocol/limits.h"

#include <QtNetwork/QHostAddress>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslCertificate>

namespace veldpost::transport {

namespace {

bool isLoopback(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

Error usage(const char* type, const char* title, const char* detail)
{
    return {ErrorKind::Usage, type, title, detail};
}

Result<QSslConfiguration> tlsWith(const std::string& caPem)
{
    const QList<QSslCertificate> authorities = QSslCertificate::fromData(QByteArray::fromStdString(caPem));
    if (authorities.isEmpty())
        return usage("bad_ca", "The server's CA certificate is missing or unreadable", "give it with --ca FILE (PEM)");
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(authorities);
    tls.setProtocol(QSsl::TlsV1_3OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return tls;
}

Error unreachable(QNetworkReply::NetworkError code)
{
    switch (code) {
    case QNetworkReply::SslHandshakeFailedError:
        return {ErrorKind::Unreachable, "not_trusted", "The server is not the one this device trusts",
                "its certificate, name or TLS version does not fit"};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:  // what the transfer timeout ends with
        return {ErrorKind::Unreachable, "timed_out", "The server did not answer in time", "what is here stays saved"};
    default:
        return {ErrorKind::Unreachable, "no_connection", "The server could not be reached", "what is here stays saved"};
    }
}

}  // namespace

Result<std::unique_ptr<HttpTransport>> HttpTransport::make(const std::string& serverUrl, const std::string& caPem)
{
    const QUrl url(QString::fromStdString(serverUrl), QUrl::StrictMode);
    const bool plain = url.scheme() == QLatin1String("http");
    const bool known = plain || url.scheme() == QLatin1String("https");
    if (!url.isValid() || !known || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery())
        return usage("bad_server_url", "The server's address is not valid", "https://HOST[:PORT]");
    if (plain && !isLoopback(url.host()))
        return usage("plain_http_refused", "Without TLS only this machine itself may be the server", "use https://");
    QSslConfiguration tls;
    if (!plain) {
        VELDPOST_ASSIGN(tls, tlsWith(caPem));
    }
    return std::unique_ptr<HttpTransport>(new HttpTransport(url, tls));
}

HttpTransport::HttpTransport(QUrl base, QSslConfiguration tls) : m_base(std::move(base)), m_tls(std::move(tls))
{
    // A proxy from the environment would see who talks to whom.
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setAutoDeleteReplies(false);
}

HttpTransport::~HttpTransport()
{
    cancelAll();
}

void HttpTransport::cancelAll()
{
    const auto open = std::exchange(m_open, {});
    for (QNetworkReply* reply : open) {
        reply->disconnect();
        reply->abort();
        reply->deleteLater();
    }
}

void HttpTransport::send(engine::HttpRequest request, Done done)
{
    QUrl url = m_base;
    const QString path = QString::fromStdString(request.path);
    const auto mark = path.indexOf(QLatin1Char('?'));
    url.setPath(m_base.path() == QLatin1String("/") ? path.left(mark) : m_base.path() + path.left(mark));
    if (mark >= 0) url.setQuery(path.mid(mark + 1));

    QNetworkRequest out(url);
    if (url.scheme() == QLatin1String("https")) out.setSslConfiguration(m_tls);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setTransferTimeout(static_cast<int>(request.timeoutMs));
    out.setRawHeader("Accept", "application/cbor");
    // Compressed answers are never asked for: a bomb needs no server of ours.
    out.setRawHeader("Accept-Encoding", "identity");
    if (!request.token.empty()) out.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(request.token));
    for (const auto& [name, value] : request.headers)
        out.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    const bool hasBody = request.method == "POST" || request.method == "PATCH";
    if (hasBody) out.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromStdString(request.contentType));

    QNetworkReply* reply = start(out, request);
    m_open.insert(reply);
    reply->connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > static_cast<qint64>(protocol::kRequestBytesMax)) reply->abort();
    });
    reply->connect(reply, &QNetworkReply::finished, reply, [this, reply, done = std::move(done)] { answered(reply, done); });
}

QNetworkReply* HttpTransport::start(const QNetworkRequest& out, const engine::HttpRequest& request)
{
    if (request.method == "GET") return m_network.get(out);
    if (request.method == "HEAD") return m_network.head(out);
    if (request.method == "POST") return m_network.post(out, QByteArray::fromStdString(request.body));
    return m_network.sendCustomRequest(out, QByteArray::fromStdString(request.method), QByteArray::fromStdString(request.body));
}

void HttpTransport::answered(QNetworkReply* reply, const Done& done)
{
    // `done` may end this transport: nothing of it is touched after the call.
    m_open.erase(reply);
    reply->deleteLater();
    const Done call = done;
    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const bool whole = reply->error() == QNetworkReply::NoError || reply->error() >= QNetworkReply::ContentAccessDenied;
    if (!status.isValid() || !whole) return call(unreachable(reply->error()));
    engine::HttpAnswer answer;
    answer.status = status.toInt();
    answer.body = reply->readAll().toStdString();
    const QString type = reply->header(QNetworkRequest::ContentTypeHeader).toString();
    answer.cbor = type.startsWith(QLatin1String("application/cbor"));
    answer.json = type.startsWith(QLatin1String("application/json")) ||
                  type.startsWith(QLatin1String("application/problem+json"));
    answer.retryAfterMs = reply->rawHeader("Retry-After").toLongLong() * 1000;
    for (const auto& [name, value] : reply->rawHeaderPairs()) answer.headers[name.toLower().toStdString()] = value.toStdString();
    call(std::move(answer));
}

}  // namespace veldpost::transport
