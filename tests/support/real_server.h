// veldpost-server as a process of its own, in a folder of its own.
#pragma once

#include "tests/support/cli_process.h"
#include "tests/support/process.h"
#include "tests/support/test_folder.h"

#include <memory>

namespace veldpost::testing {

class RealServer {
public:
    // A new server with a region RR. False: why() says it.
    bool start()
    {
        const CliResult made = run({QStringLiteral("init"), QStringLiteral("--json"), QStringLiteral("--data"), data()});
        if (made.exitCode != 0) return fail(made.err);
        return serve(QStringLiteral("127.0.0.1:0")) &&
               admin({QStringLiteral("region"), QStringLiteral("add"), QStringLiteral("--code"), QStringLiteral("RR"),
                      QStringLiteral("--name"), QStringLiteral("Rijnmond")}).exitCode == 0;
    }

    // On the same address again; `environment`: NAME=value, beside ours.
    bool restart(const QStringList& environment = {}) { return serve(address(), environment); }
    void kill() { m_process->kill(); }
    int stop(int timeoutMs = 20'000) { return m_process->stop(timeoutMs); }
    bool isRunning() { return m_process->isRunning(); }
    int endSignal() const { return m_process->endSignal(); }  // 0: it runs, or ended by itself
    qint64 pid() const { return m_process->pid(); }

    CliResult admin(const QStringList& command) const
    {
        return run(QStringList{QStringLiteral("admin"), QStringLiteral("--json"), QStringLiteral("--data"), data()} + command);
    }
    static CliResult run(const QStringList& arguments)
    {
        return runProgram(QStringLiteral("veldpost-server"), {.arguments = arguments});
    }

    QString url() const { return m_url; }
    QString address() const { return m_url.mid(m_url.indexOf(QStringLiteral("//")) + 2); }
    quint16 port() const { return m_url.section(QLatin1Char(':'), -1).toUShort(); }
    QString data() const { return m_folder.path(QStringLiteral("server")); }
    QString why() const { return m_why; }

private:
    bool serve(const QString& listen, const QStringList& environment = {})
    {
        m_process = std::make_unique<Process>();
        const auto line = m_process->start({builtProgram(QStringLiteral("veldpost-server")),
                                            {QStringLiteral("serve"), QStringLiteral("--data"), data(), QStringLiteral("--listen"), listen},
                                            "{\"listening\"", environment});
        if (!line) return fail(m_process->error().toUtf8());
        m_url = QJsonDocument::fromJson(*line).object().value(QStringLiteral("listening")).toString();
        return true;
    }
    bool fail(const QByteArray& why)
    {
        m_why = QString::fromUtf8(why);
        return false;
    }

    TestFolder m_folder;
    std::unique_ptr<Process> m_process;
    QString m_url;
    QString m_why;
};

}  // namespace veldpost::testing
