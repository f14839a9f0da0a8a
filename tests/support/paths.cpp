#include "tests/support/paths.h"

#include <QStandardPaths>

namespace veldpost::testing {
namespace {

// The environment wins, so that an installed or moved build can be tested too.
QString folder(const char* variable, const char* built)
{
    const QString fromEnvironment = qEnvironmentVariable(variable);
    return fromEnvironment.isEmpty() ? QString::fromUtf8(built) : fromEnvironment;
}

}  // namespace

QString builtProgram(const QString& name)
{
    return folder("VELDPOST_BIN", VELDPOST_BUILT_BIN) + QLatin1Char('/') + name;
}

QString sourceFile(const QString& relative)
{
    return folder("VELDPOST_SOURCE", VELDPOST_BUILT_SOURCE) + QLatin1Char('/') + relative;
}

QString systemProgram(const QString& name)
{
    const QString found = QStandardPaths::findExecutable(name);
    if (!found.isEmpty()) return found;
    return QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")});
}

}  // namespace veldpost::testing
