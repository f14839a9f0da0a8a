// The part of verify.h that is about files: every byte is hashed again.
#pragma once

#include "server/engine/verify.h"

namespace veldpost::server {

// Adds to the report. Holds a megabyte at a time.
Status verifyBlobs(View& view, const ServerKeys& keys, VerifyReport& report);

}  // namespace veldpost::server
