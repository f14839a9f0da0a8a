// Our programs for the terminal as processes: what they answer, what they say, how they end.
#pragma once

#include "tests/support/paths.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace veldpost::testing {

struct CliResult {
    int exitCode = -1;  // -1: it did not end by itself
    int signal = 0;     // that ended it; 0 for none
    QByteArray out;
    QByteArray err;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QJsonObject problem() const
    {
        return QJsonDocument::fromJson(err).object().value(QStringLiteral("problem")).toObject();
    }
    QString problemType() const { return problem().value(QStringLiteral("type")).toString(); }
};

struct CliRun {
    QStringList arguments;
    QByteArray input = {};
    QStringList environment = {};  // NAME=value, beside a clean one
    int timeoutMs = 60'000;
};

inline CliResult runProgram(const QString& name, const CliRun& run)
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    for (const QString& variable : run.environment)
        environment.insert(variable.section(QLatin1Char('='), 0, 0), variable.section(QLatin1Char('='), 1));
    process.setProcessEnvironment(environment);
    process.start(builtProgram(name), run.arguments);
    CliResult result;
    if (!process.waitForStarted()) {
        result.err = process.errorString().toUtf8();
        return result;
    }
    process.write(run.input);
    process.closeWriteChannel();
    if (!process.waitForFinished(run.timeoutMs)) {
        process.kill();
        process.waitForFinished();
        return result;
    }
    if (process.exitStatus() == QProcess::NormalExit) result.exitCode = process.exitCode();
    else result.signal = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

inline CliResult runCli(const CliRun& run) { return runProgram(QStringLiteral("veldpostctl"), run); }

}  // namespace veldpost::testing
