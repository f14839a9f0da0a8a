// What an administrator may set, in TOML:
//
//   [quota]
//   requests_per_minute = 3000   # of one device; 0: no bound
//   megabytes_per_day = 8192     # of one device, of 10^6 bytes; 0: no bound
//
// What is not set is as above. A word that is not known is an error: a setting that is misspelt would be none.
#pragma once

#include "server/engine/quotas.h"

#include <filesystem>

namespace veldpost::app {

struct Config {
    server::QuotaLimits quotas;
};

// Error `bad_config` (Usage): which setting, and what it may be; or the file cannot be read.
Result<Config> readConfig(const std::filesystem::path& file);
Result<Config> readConfigIfThere(const std::filesystem::path& file);  // without a file: nothing is set

}  // namespace veldpost::app
