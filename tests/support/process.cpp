#include "tests/support/process.h"

#include <QDeadlineTimer>

namespace veldpost::testing {

Process::~Process()
{
    if (isRunning()) stop();
}

bool Process::launch(const QString& program, const QStringList& arguments, int timeoutMs)
{
    m_process.start(program, arguments);
    if (m_process.waitForStarted(timeoutMs)) return true;
    m_error = program + QStringLiteral(": ") + m_process.errorString();
    return false;
}

std::optional<QByteArray> Process::start(const Command& command, int timeoutMs)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& variable : command.environment)
        environment.insert(variable.section(QLatin1Char('='), 0, 0), variable.section(QLatin1Char('='), 1));
    m_process.setProcessEnvironment(environment);
    if (!launch(command.program, command.arguments, timeoutMs)) return std::nullopt;
    QDeadlineTimer deadline(timeoutMs);
    m_process.setReadChannel(QProcess::StandardOutput);
    for (;;) {
        while (m_process.canReadLine()) {
            const QByteArray line = m_process.readLine().trimmed();
            if (line.startsWith(command.readyPrefix)) return line;
        }
        if (deadline.hasExpired() || !isRunning()) break;
        m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
    }
    m_error = command.program + (isRunning() ? QStringLiteral(": not ready in time; it wrote: ")
                                             : QStringLiteral(": ended instead of getting ready; it wrote: ")) +
              QString::fromUtf8(standardError());
    if (isRunning()) kill();
    return std::nullopt;
}

bool Process::isRunning() { return m_process.state() != QProcess::NotRunning; }

int Process::stop(int timeoutMs)
{
    m_process.terminate();
    return waitForEnd(timeoutMs);
}

void Process::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

int Process::waitForEnd(int timeoutMs)
{
    if (isRunning() && !m_process.waitForFinished(timeoutMs)) {
        m_error = QStringLiteral("it did not end in time");
        kill();
        return -1;
    }
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

int Process::endSignal() const
{
    const bool ended = m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::CrashExit;
    return ended ? m_process.exitCode() : 0;
}

}  // namespace veldpost::testing
