// A folder of the test's own, gone with it.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QTemporaryDir>

namespace veldpost::testing {

class TestFolder {
public:
    TestFolder() : m_dir(QStringLiteral("/tmp/veldpost-test-XXXXXX")) {}

    bool isValid() const { return m_dir.isValid(); }
    QString path() const { return m_dir.path(); }
    QString path(const QString& name) const { return m_dir.filePath(name); }

    bool write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush();
    }

    // Empty when there is no such file.
    QByteArray read(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_dir;
};

}  // namespace veldpost::testing
