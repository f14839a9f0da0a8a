#include "tests/support/nginx_proxy.h"

#include "tests/support/free_port.h"
#include "tests/support/paths.h"

#include <QDeadlineTimer>
#include <QDir>

#include <pwd.h>
#include <unistd.h>

namespace veldpost::testing {
namespace {

constexpr int kStartMs = 10'000;
constexpr int kPortTries = 5;  // somebody else may take a free port before nginx does

QString userName()
{
    const passwd* entry = getpwuid(geteuid());
    return entry != nullptr ? QString::fromUtf8(entry->pw_name) : QStringLiteral("nobody");
}

}  // namespace

bool NginxProxy::start(const QString& upstream, const ProxyOptions& options)
{
    if (!m_folder.isValid()) return m_error = QStringLiteral("no folder"), false;
    if (!makeCertificates()) return false;
    if (!QDir(m_folder.path()).mkpath(QStringLiteral("run"))) return m_error = QStringLiteral("no run folder"), false;
    QString address = upstream;
    address.remove(QStringLiteral("http://"));
    for (int i = 0; i < kPortTries; ++i) {
        m_port = options.port == 0 ? freePort() : options.port;
        if (!writeConfiguration(address, options)) return false;
        if (startOnce()) return true;
    }
    return false;
}

void NginxProxy::stop()
{
    if (m_nginx) m_nginx->stop();
    m_nginx.reset();
}

bool NginxProxy::makeCertificates()
{
    if (!m_folder.read(QStringLiteral("server.pem")).isEmpty()) return true;
    Process maker;
    if (maker.launch(sourceFile(QStringLiteral("packaging/nginx/make-test-ca")), {m_folder.path()}) &&
        maker.waitForEnd() == 0)
        return true;
    m_error = QStringLiteral("make-test-ca: ") + maker.error() + QString::fromUtf8(maker.standardError());
    return false;
}

bool NginxProxy::writeConfiguration(const QString& upstream, const ProxyOptions& options)
{
    QFile file(sourceFile(QStringLiteral("packaging/nginx/veldpost.conf.in")));
    if (!file.open(QIODevice::ReadOnly)) return m_error = QStringLiteral("no nginx template"), false;
    // The workers keep the user of the test: another one could not enter the test's folder.
    const QMap<QString, QString> values{
        {QStringLiteral("USER"), userName()},
        {QStringLiteral("WORKERS"), QStringLiteral("1")},
        {QStringLiteral("RUNDIR"), m_folder.path(QStringLiteral("run"))},
        {QStringLiteral("LISTEN"), QStringLiteral("127.0.0.1:%1").arg(m_port)},
        {QStringLiteral("UPSTREAM"), upstream},
        {QStringLiteral("CERT"), m_folder.path(QStringLiteral("server.pem"))},
        {QStringLiteral("KEY"), m_folder.path(QStringLiteral("server.key"))},
        {QStringLiteral("ACCESS_LOG"), m_folder.path(QStringLiteral("access.log"))},
        {QStringLiteral("ERROR_LOG"), m_folder.path(QStringLiteral("error.log"))},
        {QStringLiteral("HEADER_TIMEOUT"), options.headerTimeout},
        {QStringLiteral("BODY_TIMEOUT"), options.bodyTimeout},
        {QStringLiteral("CONNECTIONS_PER_IP"), QString::number(options.connectionsPerIp)}};
    QString text = QString::fromUtf8(file.readAll());
    for (auto it = values.begin(); it != values.end(); ++it)
        text.replace(QLatin1Char('@') + it.key() + QLatin1Char('@'), it.value());
    if (!options.speaksAs.isEmpty())
        text.replace(QStringLiteral("proxy_pass "), QStringLiteral("rewrite ^/v1/(.*)$ /%1/$1 break;\n            proxy_pass ").arg(options.speaksAs));
    if (options.logsWarnings)
        text.replace(QStringLiteral("error.log crit;"), QStringLiteral("error.log warn;"));
    if (m_folder.write(QStringLiteral("nginx.conf"), text.toUtf8())) return true;
    m_error = QStringLiteral("cannot write nginx.conf");
    return false;
}

bool NginxProxy::startOnce()
{
    m_nginx = std::make_unique<Process>();
    const bool launched = m_nginx->launch(
        systemProgram(QStringLiteral("nginx")),
        {QStringLiteral("-e"), m_folder.path(QStringLiteral("error.log")), QStringLiteral("-p"), m_folder.path(),
         QStringLiteral("-c"), m_folder.path(QStringLiteral("nginx.conf"))});
    if (!launched) return m_error = m_nginx->error(), false;
    // nginx prints nothing when it is ready: knocking is the only way to know.
    const QDeadlineTimer deadline(kStartMs);
    while (!deadline.hasExpired() && m_nginx->isRunning()) {
        if (accepts(m_port, 200)) return true;
        m_nginx->waitForOutput(20);
    }
    m_error = QStringLiteral("nginx did not start: ") + QString::fromUtf8(m_nginx->standardError()) +
              QString::fromUtf8(m_folder.read(QStringLiteral("error.log")));
    m_nginx->stop();
    return false;
}

}  // namespace veldpost::testing
