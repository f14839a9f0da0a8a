// Memory of the store is overwritten before it is given back. Private to this folder.
#pragma once

namespace veldpost::storage {

// Puts a layer over SQLite's allocator that overwrites every block when it is freed, so that decrypted pages do not
// stay in the heap after a lock. Once a process, before anything else of SQLite is used.
void installWipingAllocator();

}  // namespace veldpost::storage
