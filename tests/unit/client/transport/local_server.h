// A server of a few lines for the tests of the transport, and how to ask it.
#pragma once

#include "client/transport/http_transport.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest/QtTest>

#include <optional>

namespace veldpost::test {

using engine::HttpAnswer;
using engine::HttpRequest;
using transport::HttpTransport;

// A server of a few lines: keeps what it was sent, answers what it was told.
class LocalServer : public QObject {
public:
    explicit LocalServer(QTcpServer* server) : m_server(server)
    {
        m_server->setParent(this);
        QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            QTcpSocket* socket = m_server->nextPendingConnection();
            ++connections;
            QObject::connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            // Behind TLS the request may be here already.
            if (socket->bytesAvailable() > 0) read(socket);
        });
        listens = m_server->listen(QHostAddress::LocalHost);
    }

    std::string url(const char* scheme, const char* host = "127.0.0.1") const
    {
        return std::string(scheme) + "://" + host + ":" + std::to_string(m_server->serverPort());
    }

    QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Type: application/cbor\r\nContent-Length: 2\r\n\r\nok";
    QByteArray received;
    int connections = 0;
    bool listens = false;

private:
    void read(QTcpSocket* socket)
    {
        received += socket->readAll();
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0) return;
        const qsizetype mark = received.indexOf("Content-Length: ");
        const qsizetype body = mark < 0 ? 0 : received.mid(mark + 16, received.indexOf("\r\n", mark) - mark - 16).toInt();
        if (received.size() < end + 4 + body) return;
        if (!answer.isEmpty()) socket->write(answer);
    }

    QTcpServer* m_server;
};

inline Result<HttpAnswer> ask(HttpTransport& transport, HttpRequest request)
{
    std::optional<Result<HttpAnswer>> answer;
    transport.send(std::move(request), [&](Result<HttpAnswer> got) { answer.emplace(std::move(got)); });
    VELDPOST_CHECK(!answer);  // never before send() has returned
    [&] { QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 20'000); }();
    return answer ? *answer : Result<HttpAnswer>(Error{ErrorKind::Failed, "no_answer", "", ""});
}

inline HttpRequest get(const char* path)
{
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    return request;
}

}  // namespace veldpost::test
