// libsodium must be initialised once before anything of this folder runs; every entry point does so itself.
#pragma once

namespace veldpost::crypto {

// Safe to call from any thread, any number of times.
void ensureReady();

}  // namespace veldpost::crypto
