// The server as a process: opens the folder, answers requests until it is told to stop.
#pragma once

#include "server/app/config.h"
#include "server/app/data_folder.h"

#include <string>

namespace veldpost::app {

struct ServeOptions {
    std::string listen = "127.0.0.1:8470";
    bool behindProxy = false;  // allows an address that is not this machine's own
    std::string config;        // a file; empty: server.toml in the server's folder, when there is one
};

// Writes {"listening": url} on standard output when ready, and returns after SIGTERM or SIGINT when everything under
// way has been answered. Errors: not_loopback, bad_listen, bad_config (Usage), cannot_listen, store_in_use, and those of the store.
// REQUIRES: no thread has been started yet
Status serve(const DataFolder& folder, const ServeOptions& options);

}  // namespace veldpost::app
