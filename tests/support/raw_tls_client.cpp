#include "tests/support/raw_tls_client.h"

#include <QDeadlineTimer>
#include <QSslConfiguration>

namespace veldpost::testing {
namespace {

constexpr qint64 kSliceBytes = 64 * 1024;

// The size of a whole answer at the front of `bytes`; 0 as long as it is not all there or its length is not said.
qsizetype wholeAnswer(const QByteArray& bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0) return 0;
    const QByteArray head = bytes.left(headEnd + 2).toLower();
    const qsizetype field = head.indexOf("\r\ncontent-length:");
    if (field < 0) return 0;
    const qsizetype begin = field + 17;
    const qsizetype length = head.mid(begin, head.indexOf("\r\n", begin) - begin).trimmed().toLongLong();
    const qsizetype size = headEnd + 4 + length;
    return bytes.size() >= size ? size : 0;
}

}  // namespace

QByteArray RawAnswer::body() const
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    return headEnd < 0 ? QByteArray() : bytes.mid(headEnd + 4);
}

bool RawTlsClient::connectTo(quint16 port, const QString& caFile, QSsl::SslProtocol protocol, int timeoutMs)
{
    QSslConfiguration configuration;
    configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
    configuration.setProtocol(protocol);
    m_socket.setSslConfiguration(configuration);
    m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    return m_socket.waitForEncrypted(timeoutMs);
}

bool RawTlsClient::send(const QByteArray& bytes, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    for (qsizetype sent = 0; sent < bytes.size(); sent += kSliceBytes) {
        if (m_socket.state() != QAbstractSocket::ConnectedState) return false;
        m_socket.write(bytes.mid(sent, kSliceBytes));
        while (m_socket.bytesToWrite() > 0 || m_socket.encryptedBytesToWrite() > 0) {
            if (!m_socket.waitForBytesWritten(static_cast<int>(deadline.remainingTime()))) return false;
        }
    }
    return true;
}

RawAnswer RawTlsClient::receive(int timeoutMs)
{
    RawAnswer answer;
    const QDeadlineTimer deadline(timeoutMs);
    for (;;) {
        answer.bytes += m_socket.readAll();
        answer.closed = m_socket.state() != QAbstractSocket::ConnectedState;
        if (answer.closed || wholeAnswer(answer.bytes) > 0 || deadline.hasExpired()) break;
        m_socket.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
    }
    if (answer.bytes.startsWith("HTTP/1.1 ")) answer.status = answer.bytes.mid(9, 3).toInt();
    answer.answers = static_cast<int>(answer.bytes.count("HTTP/1.1 "));
    return answer;
}

RawAnswer exchange(quint16 port, const QString& caFile, const QByteArray& bytes, int timeoutMs)
{
    RawTlsClient client;
    if (!client.connectTo(port, caFile)) return {};
    // Not all of a hostile request needs to be taken for there to be an answer.
    static_cast<void>(client.send(bytes, timeoutMs));
    return client.receive(timeoutMs);
}

}  // namespace veldpost::testing
