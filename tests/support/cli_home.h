// A server with one region, and the homes of its users, as a person at a terminal has them.
#pragma once

#include "tests/support/real_server.h"

#include <QJsonArray>

namespace veldpost::testing {

inline QString word(const char* text) { return QString::fromUtf8(text); }

inline constexpr char kPassphrase[] = "vier losse woorden bij elkaar";

// On a loopback port.
class Region : public RealServer {
public:
    QJsonObject admin(const QStringList& command) const { return RealServer::admin(command).json(); }
    QString addUser(const QString& name, const char* role) const
    {
        return admin({word("user"), word("add"), word("--region"), word("RR"), word("--name"), name, word("--role"), word(role)})
            .value(word("user"))
            .toString();
    }
    QJsonObject invite(const QString& user, const QStringList& more = {}) const
    {
        return admin(QStringList{word("device"), word("invite"), word("--user"), user} + more);
    }
};

// One user's home on one device.
class Home {
public:
    Home() { m_folder.write(word("passphrase"), kPassphrase); }

    CliResult enrol(const QStringList& how) const { return run(QStringList{word("enrol")} + how); }
    CliResult enrolBare(Region& region, const QString& user) const
    {
        return enrol({word("--server"), region.url(), word("--code"), region.invite(user).value(word("code")).toString()});
    }
    CliResult run(const QStringList& arguments, const QByteArray& input = {}, const QStringList& environment = {}) const
    {
        return runCli({arguments + common() + QStringList{word("--json")}, input, environment});
    }
    QStringList common() const
    {
        return {word("--home"), m_folder.path(word("home")), word("--passphrase-file"), m_folder.path(word("passphrase"))};
    }
    QString newCase(const char* title) const
    {
        return run({word("case"), word("create"), word("--title"), word(title)}).json().value(word("case")).toString();
    }
    CliResult addNote(const QString& caseId, const QByteArray& text) const
    {
        return run({word("note"), word("add"), caseId, word("--text-file"), word("-")}, text);
    }
    QJsonObject note(const QString& caseId) const
    {
        return run({word("note"), word("list"), caseId}).json().value(word("notes")).toArray().at(0).toObject();
    }
    QJsonObject sync() const { return run({word("sync"), word("--timeout"), word("60")}).json(); }
    bool isThere() const { return QFile::exists(m_folder.path(word("home/vault.json"))); }

private:
    TestFolder m_folder;
};

}  // namespace veldpost::testing
