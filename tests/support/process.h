// A real process under test: started, known to be ready by what it prints, stopped by its own pid.
#pragma once

#include <QProcess>
#include <QStringList>

#include <optional>

namespace veldpost::testing {

struct Command {
    QString program;
    QStringList arguments;
    QByteArray readyPrefix;  // the line of standard output that says "ready" begins with this
    QStringList environment = {};  // NAME=value, beside its parent's
};

class Process {
public:
    Process() = default;
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // The ready line without its line end, or nothing: then error() says why, with what the process wrote.
    std::optional<QByteArray> start(const Command& command, int timeoutMs = 20'000);

    // Without waiting for a line; false when it could not be started.
    bool launch(const QString& program, const QStringList& arguments, int timeoutMs = 20'000);

    bool isRunning();
    qint64 pid() const { return m_process.processId(); }

    // SIGTERM; -1 when it did not end by itself in time (it is killed then) or ended by a signal.
    int stop(int timeoutMs = 20'000);
    // SIGKILL: what a power cut looks like to a process.
    void kill();
    // Waits for the end without asking for it; -1 as stop().
    int waitForEnd(int timeoutMs = 20'000);

    // Returns early when it writes or ends: for knocking at a port without spinning.
    void waitForOutput(int timeoutMs) { m_process.waitForReadyRead(timeoutMs); }

    // The signal that ended it; 0 while it runs or when it ended by itself.
    int endSignal() const;

    QString error() const { return m_error; }
    QByteArray standardError() { return m_errorOutput += m_process.readAllStandardError(); }

private:
    QProcess m_process;
    QByteArray m_errorOutput;
    QString m_error;
};

}  // namespace veldpost::testing
