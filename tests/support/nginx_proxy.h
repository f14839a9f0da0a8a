// nginx with the project's own template in front of a server under test, with a throw-away CA.
#pragma once

#include "tests/support/process.h"
#include "tests/support/test_folder.h"

#include <QMap>

#include <memory>

namespace veldpost::testing {

struct ProxyOptions {
    QString headerTimeout = QStringLiteral("5s");
    QString bodyTimeout = QStringLiteral("10s");
    int connectionsPerIp = 256;
    quint16 port = 0;           // 0: a free one
    QString speaksAs = {};      // "v2": whatever is asked by /v1/ the server is asked by /v2/
    bool logsWarnings = false;  // never with real data: the lines quote requests
};

class NginxProxy {
public:
    NginxProxy() = default;
    ~NginxProxy() { stop(); }
    NginxProxy(const NginxProxy&) = delete;
    NginxProxy& operator=(const NginxProxy&) = delete;

    // `upstream`: address:port, with or without "http://" before it. False: error() says why.
    bool start(const QString& upstream, const ProxyOptions& options = {});
    void stop();

    quint16 port() const { return m_port; }
    QString url() const { return QStringLiteral("https://127.0.0.1:%1").arg(m_port); }
    QString caFile() const { return m_folder.path(QStringLiteral("ca.pem")); }
    QByteArray errorLog() const { return m_folder.read(QStringLiteral("error.log")); }
    QByteArray accessLog() const { return m_folder.read(QStringLiteral("access.log")); }
    const TestFolder& folder() const { return m_folder; }
    QString error() const { return m_error; }

private:
    bool makeCertificates();
    bool writeConfiguration(const QString& upstream, const ProxyOptions& options);
    bool startOnce();

    TestFolder m_folder;
    std::unique_ptr<Process> m_nginx;
    quint16 m_port = 0;
    QString m_error;
};

}  // namespace veldpost::testing
