// Who takes part: a region with its people and their enrolled devices, made once a process and copied for each world.
#pragma once

#include "client/engine/open_home.h"
#include "shared/model/records.h"

#include <QtCore/QTemporaryDir>

#include <string>
#include <vector>

namespace veldpost::sync {

struct Member {
    std::string name;   // of the device: a second one of a person has a number behind it
    std::string person;
    model::Role role;
    UserId user;
    DeviceId device;
};

class Cast {
public:
    Cast();

    const std::vector<Member>& members() const { return m_members; }
    std::int64_t foundedAtMs() const { return m_foundedAtMs; }
    // Empties the folder and puts fresh stores there: server.db with its ledger and, for each member, its file.
    void lay() const;
    std::string serverFile() const { return path("server.db"); }
    std::string fileOf(const Member& member) const { return path(member.name + ".db"); }
    std::string folder() const { return m_folder.path().toStdString(); }

    static crypto::SecretBytes homeKey();

private:
    std::string path(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }
    void enrolAll();
    void remember(const std::string& file);

    QTemporaryDir m_folder;
    std::int64_t m_foundedAtMs = 0;
    std::vector<Member> m_members;
    std::vector<std::pair<std::string, std::string>> m_files;  // path → bytes
};

}  // namespace veldpost::sync
