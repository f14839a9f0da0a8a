// The way to the server on Qt Network. TLS 1.3 only, and no trust but in the CA given at enrolment.
//
// Thread rule: the thread of its event loop. No redirects, no proxy, no cookies, no cache, nothing of the system's
// trust. Plain http is taken for loopback addresses only.
#pragma once

#include "client/engine/transport.h"

#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QSslConfiguration>

#include <memory>
#include <set>

class QNetworkReply;

namespace veldpost::transport {

class HttpTransport final : public engine::Transport {
public:
    // Errors (Usage): `bad_server_url`, `plain_http_refused`, `bad_ca` when https has no readable CA.
    static Result<std::unique_ptr<HttpTransport>> make(const std::string& serverUrl, const std::string& caPem);
    ~HttpTransport() override;

    void send(engine::HttpRequest request, Done done) override;
    void cancelAll() override;

private:
    HttpTransport(QUrl base, QSslConfiguration tls);
    QNetworkReply* start(const QNetworkRequest& out, const engine::HttpRequest& request);
    void answered(QNetworkReply* reply, const Done& done);

    QUrl m_base;
    QSslConfiguration m_tls;
    QNetworkAccessManager m_network;
    std::set<QNetworkReply*> m_open;
};

}  // namespace veldpost::transport
