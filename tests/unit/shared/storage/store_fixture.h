// What the storage tests share: a temporary folder, keys, a small table.
#pragma once

#include "shared/storage/database.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <array>

namespace veldpost::storage {

inline Key testKey(std::uint8_t fill = 7)
{
    std::array<std::uint8_t, Key::kBytes> bytes;
    bytes.fill(fill);
    return Key(bytes);
}

class StoreFolder {
public:
    std::filesystem::path path(const char* name = "store.db") const
    {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    QString file(const char* suffix = "") const
    {
        return QString::fromStdString(path().string()) + QLatin1String(suffix);
    }
    QByteArray bytes(const char* suffix = "") const
    {
        QFile f(file(suffix));
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    void write(const QByteArray& content, const char* suffix = "") const
    {
        QFile f(file(suffix));
        QVERIFY(f.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(f.write(content), content.size());
    }

private:
    QTemporaryDir m_dir;
};

// The value of a Result, or an abort that says why not.
template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

template <typename T>
QString typeOf(const Result<T>& result)
{
    return result.ok() ? QStringLiteral("ok") : QString::fromStdString(result.error().type);
}

inline std::unique_ptr<Database> createNotes(const StoreFolder& folder, const Options& options = {})
{
    auto db = must(Database::open(folder.path(), testKey(), OpenMode::Create, options));
    must(db->exec("CREATE TABLE note (seq INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE) STRICT"));
    return db;
}

inline std::unique_ptr<Database> reopen(const StoreFolder& folder)
{
    return must(Database::open(folder.path(), testKey(), OpenMode::Existing));
}

inline std::int64_t countNotes(Database& db)
{
    Statement count = must(db.prepare("SELECT count(*) FROM note"));
    must(count.step());
    return count.int64(0);
}

}  // namespace veldpost::storage
