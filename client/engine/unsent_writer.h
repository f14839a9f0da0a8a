// Writes what the server does not have into a file that only the region's server can read (protocol/unsent_file.h).
#pragma once

#include "client/engine/outbox.h"
#include "shared/protocol/wipe.h"

#include <filesystem>

namespace veldpost::engine {

struct UnsentWritten {
    std::int64_t revisions = 0;
    std::int64_t files = 0;  // photos and documents, all bytes of each
    Sha256 sha256;  // of the file
};

// The name of the file in a home's folder.
std::filesystem::path unsentFileOf(const std::filesystem::path& folder, const DeviceId& device);

// Whole and on the disk when it answers, in the place of one that was there; on an error or a crash before that, none is.
// Errors: disk_full, io_error, store_not_accessible, those of the store.
Result<UnsentWritten> writeUnsent(LocalStore& store, const protocol::WipeOrder& order, RandomSource& random,
                                  const std::filesystem::path& file);

}  // namespace veldpost::engine
