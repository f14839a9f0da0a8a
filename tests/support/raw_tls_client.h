// Sends any bytes over TLS, well-formed or not, and says what came back: what an HTTP library would never send.
#pragma once

#include <QByteArray>
#include <QSslSocket>
#include <QString>

namespace veldpost::testing {

struct RawAnswer {
    int status = 0;       // of the first answer; 0: there was none
    int answers = 0;      // how many answers were in the bytes: two to one request mean smuggling
    bool closed = false;  // the other side ended the connection
    QByteArray bytes;

    QByteArray body() const;
    // A client's fault, a version or coding nobody here speaks, or an end without a word.
    bool refused() const
    {
        return (status >= 400 && status < 500) || status == 501 || status == 505 || (status == 0 && closed);
    }
};

class RawTlsClient {
public:
    // False: error() says why.
    bool connectTo(quint16 port, const QString& caFile, QSsl::SslProtocol protocol = QSsl::TlsV1_3OrLater,
                   int timeoutMs = 5'000);

    // False when the other side would not take all of it (it may have answered and closed already).
    bool send(const QByteArray& bytes, int timeoutMs = 10'000);

    // Until a whole answer has come, the connection ends, or the time is over.
    RawAnswer receive(int timeoutMs = 10'000);

    void close() { m_socket.abort(); }
    QString error() const { return m_socket.errorString(); }

private:
    QSslSocket m_socket;
};

// One request on a connection of its own.
RawAnswer exchange(quint16 port, const QString& caFile, const QByteArray& bytes, int timeoutMs = 10'000);

}  // namespace veldpost::testing
