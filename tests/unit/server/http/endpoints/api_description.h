// Reads what the tests need of openapi.yaml: its own, regular layout (two spaces a level), not YAML at large.
#pragma once

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <set>
#include <string>

namespace veldpost::http {

class ApiDescription {
public:
    static ApiDescription load()
    {
        QFile file(qEnvironmentVariable("VELDPOST_SOURCE", QStringLiteral(".")) + QStringLiteral("/server/http/openapi.yaml"));
        if (!file.open(QIODevice::ReadOnly)) qFatal("openapi.yaml cannot be read; set VELDPOST_SOURCE");
        ApiDescription out;
        out.m_lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
        return out;
    }

    // "GET /v1/users users The region's user directory"
    std::set<std::string> operations() const
    {
        std::set<std::string> out;
        QString path, method, name;
        for (const QString& line : section(QStringLiteral("paths:"))) {
            if (line.startsWith(QStringLiteral("  /"))) path = line.trimmed().chopped(1);
            else if (isMethod(line)) method = line.trimmed().chopped(1).toUpper();
            else if (line.startsWith(QStringLiteral("      operationId: "))) name = line.mid(19);
            else if (line.startsWith(QStringLiteral("      summary: ")))
                out.insert((method + QLatin1Char(' ') + path + QLatin1Char(' ') + name + QLatin1Char(' ') + line.mid(15)).toStdString());
        }
        return out;
    }

    bool asksForSession(const std::string& operation) const
    {
        bool inside = false;
        for (const QString& line : section(QStringLiteral("paths:"))) {
            if (line.startsWith(QStringLiteral("      operationId: "))) inside = line.mid(19).toStdString() == operation;
            if (inside && line == QStringLiteral("      security: []")) return false;
        }
        return true;
    }

    std::set<std::string> required(const char* schema) const
    {
        std::set<std::string> out;
        for (const QString& line : linesOf(schema)) {
            if (!line.startsWith(QStringLiteral("      required: ["))) continue;
            for (const QString& key : line.mid(17).chopped(1).split(QStringLiteral(", "))) out.insert(key.toStdString());
        }
        return out;
    }

    std::set<std::string> properties(const char* schema) const
    {
        std::set<std::string> out;
        static const QRegularExpression key(QStringLiteral("^        ([a-z_]+):"));
        for (const QString& line : linesOf(schema))
            if (const auto match = key.match(line); match.hasMatch()) out.insert(match.captured(1).toStdString());
        return out;
    }

private:
    static bool isMethod(const QString& line)
    {
        static const QRegularExpression method(QStringLiteral("^    (get|head|post|patch|delete|options):$"));
        return method.match(line).hasMatch();
    }

    // The lines below a top-level key, up to the next one.
    QStringList section(const QString& key) const
    {
        QStringList out;
        bool inside = false;
        for (const QString& line : m_lines) {
            if (!line.isEmpty() && line[0] != QLatin1Char(' ')) inside = line == key;
            else if (inside) out.append(line);
        }
        return out;
    }

    QStringList linesOf(const char* schema) const
    {
        QStringList out;
        bool inside = false;
        for (const QString& line : section(QStringLiteral("components:"))) {
            if (line.size() > 4 && line.startsWith(QStringLiteral("    ")) && line[4] != QLatin1Char(' '))
                inside = line.trimmed() == QLatin1String(schema) + QLatin1Char(':');
            else if (inside) out.append(line);
        }
        return out;
    }

    QStringList m_lines;
};

}  // namespace veldpost::http
