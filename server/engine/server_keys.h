// What makes a server this server: its signing key, its stamp key and its epoch. Made by init, kept in the encrypted
// store, in memory while it runs.
#pragma once

#include "server/engine/store.h"

namespace veldpost::server {

struct ServerKeys {
    crypto::SigningKey signing;
    crypto::SecretBytes stampKey;  // 32 bytes
    std::string epoch;             // a UUID: a restored server has a new one
    std::string auditSource;       // "veldpost-server " + epoch

    // Writes new ones. REQUIRES: the store has none
    static Status make(Change& change, RandomSource& random, std::int64_t nowMs);
    // Another epoch from now on; the keys stay. REQUIRES: made
    static Status renewEpoch(Change& change, RandomSource& random, std::int64_t nowMs);
    // Error `store_damaged` when one is missing.
    static Result<ServerKeys> load(View& view);
};

}  // namespace veldpost::server
