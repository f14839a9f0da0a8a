// Enrolling: one attempt to make this folder the home of one user, from an invitation to an open home.
//
//   read the invitation → fetch the CA it names (own thread) → make the vault (own thread) → ask the server
//   → make the store → whole
// Broken off anywhere, it takes back what it made; nothing that holds work exists before the last step.
#pragma once

#include "client/viewmodels/background.h"
#include "client/transport/http_transport.h"
#include "client/vault/vault.h"
#include "client/viewmodels/home_keeper.h"

#include <QObject>

#include <filesystem>

namespace veldpost::app {

struct Enrolled {
    std::unique_ptr<vault::Vault> vault;
    std::unique_ptr<engine::OpenHome> home;
};

class Enrolling : public QObject {
    Q_OBJECT

public:
    Enrolling(std::filesystem::path folder, const vault::Surroundings& around, viewmodels::Enrolment asked);

    // `done` comes once, later.
    void start(std::function<void(Result<Enrolled>)> done);

private:
    Status readInvitation();
    Status checkCaFile(const std::optional<Sha256>& named) const;
    void findCa();
    void makeVault();
    void askServer();
    Result<Enrolled> makeStore(const protocol::EnrolAnswer& answer);
    void end(Result<Enrolled> result);

    std::filesystem::path m_folder;
    vault::Surroundings m_around;
    viewmodels::Enrolment m_asked;
    std::string m_caPem;
    std::optional<Sha256> m_caToFetch;  // what the server's CA must be, where no file was given
    std::unique_ptr<transport::HttpTransport> m_transport;
    std::unique_ptr<vault::Vault> m_vault;
    std::optional<crypto::SigningKey> m_deviceKey;
    std::function<void(Result<Enrolled>)> m_done;
    viewmodels::Background m_background;
};

}  // namespace veldpost::app
