#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace veldpost::testing {

// A loopback port nobody listens on now; 0 when the system has none. For programs that cannot be asked to pick one.
inline quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost, 0) ? probe.serverPort() : quint16(0);
}

inline bool accepts(quint16 port, int timeoutMs)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected(timeoutMs);
}

}  // namespace veldpost::testing
