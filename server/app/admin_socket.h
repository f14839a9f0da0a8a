// How admin commands reach the server that runs: one JSON line there, one back, over a 0600 Unix socket in its folder.
// Only the user the server runs as can open it; what it says is done as an administrator.
#pragma once

#include "server/app/admin_service.h"

#include <atomic>
#include <filesystem>
#include <thread>

namespace veldpost::app {

class AdminSocket {
public:
    // Listens until it goes; one command at a time, on a thread of its own. The engine outlives it.
    // Errors: admin_socket_failed (the folder's path is too long for a socket, or cannot be written).
    static Result<std::unique_ptr<AdminSocket>> listen(const std::filesystem::path& path, server::Engine& engine);
    ~AdminSocket();
    AdminSocket(const AdminSocket&) = delete;
    AdminSocket& operator=(const AdminSocket&) = delete;

private:
    AdminSocket(std::filesystem::path path, int listening, int wake, server::Engine& engine);
    void loop();
    void serve(int connection);

    const std::filesystem::path m_path;
    const int m_listening;
    const int m_wake;  // an eventfd: written once, to end the loop
    server::Engine& m_engine;
    std::thread m_thread;
};

// Sends one command to the server that runs. Error `no_server_running` when nobody listens there.
Result<AdminJson> askRunningServer(const std::filesystem::path& path, const AdminJson& request);

}  // namespace veldpost::app
