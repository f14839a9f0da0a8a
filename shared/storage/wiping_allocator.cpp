#include "shared/storage/wiping_allocator.h"

#include "shared/base/check.h"
#include "shared/crypto/secret.h"
#include "shared/storage/sqlite_api.h"

#include <algorithm>
#include <cstring>
#include <mutex>

namespace veldpost::storage {

namespace {

sqlite3_mem_methods g_real{};

void wipingFree(void* block)
{
    if (!block) return;
    crypto::wipeMemory(block, static_cast<std::size_t>(g_real.xSize(block)));
    g_real.xFree(block);
}

void* wipingRealloc(void* block, int bytes)
{
    const int had = g_real.xSize(block);
    if (bytes <= had && bytes > had / 2) return block;
    void* fresh = g_real.xMalloc(bytes);
    if (!fresh) return nullptr;
    std::memcpy(fresh, block, static_cast<std::size_t>(std::min(had, bytes)));
    wipingFree(block);
    return fresh;
}

}  // namespace

void installWipingAllocator()
{
    static std::once_flag once;
    std::call_once(once, [] {
        VELDPOST_CHECK(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &g_real) == SQLITE_OK);
        VELDPOST_CHECK(g_real.xMalloc && g_real.xFree && g_real.xSize);
        sqlite3_mem_methods wiping = g_real;
        wiping.xFree = wipingFree;
        wiping.xRealloc = wipingRealloc;
        VELDPOST_CHECK(sqlite3_config(SQLITE_CONFIG_MALLOC, &wiping) == SQLITE_OK);
    });
}

}  // namespace veldpost::storage
