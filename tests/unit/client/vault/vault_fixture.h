// What the vault tests share: a temporary home, a clock, seeded randomness and cheap keys.
#pragma once

#include "client/vault/vault.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

namespace veldpost::vault {

inline constexpr char kPassphrase[] = "vier natte schapen op de dijk";
inline constexpr char kOther[] = "een groene fiets zonder zadel";

template <typename T>
QString typeOf(const Result<T>& result)
{
    return result.ok() ? QStringLiteral("ok") : QString::fromStdString(result.error().type);
}

template <typename T>
T must(Result<T> result)
{
    if (!result.ok()) qFatal("%s: %s", result.error().type.c_str(), result.error().detail.c_str());
    return std::move(result).value();
}

class Home {
public:
    std::filesystem::path folder() const { return std::filesystem::path(m_dir.path().toStdString()) / "home"; }
    QString file(const char* name) const { return QString::fromStdString((folder() / name).string()); }
    QByteArray bytes(const char* name) const
    {
        QFile f(file(name));
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    void write(const char* name, const QByteArray& content) const
    {
        std::filesystem::create_directories(folder());
        QFile f(file(name));
        QVERIFY(f.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(f.write(content), content.size());
    }
    Surroundings around() { return {clock, random, secrets}; }

    // A whole home; the store is a stand-in, since the vault never opens it.
    std::unique_ptr<Vault> create()
    {
        auto vault = must(Vault::create(folder(), kPassphrase, "anna", around(), KeyCost::cheapForTests()));
        write("store.db", "the store");
        must(vault->finishSetup());
        return vault;
    }
    std::unique_ptr<Vault> open() { return must(Vault::open(folder(), around())); }

    FakeClock clock;
    SeededRandom random{20260401};
    ProcessSecretStore secrets;

private:
    QTemporaryDir m_dir;
};

}  // namespace veldpost::vault
