// Mistakes put in on purpose, to see that each is found by the checker that is there for it. They work from outside: a
// trigger in a store of the world, a hand on the wire, a disk that lies. The programs know nothing of them.
#pragma once

#include "shared/storage/database.h"
#include "shared/storage/sql.h"
#include "tests/sync/fault_kinds.h"
#include "tests/sync/network.h"

#include <span>

namespace veldpost::sync {

class World;

struct Bug {
    std::string_view name;
    std::string_view checker;                             // that must find it
    storage::Sql inEveryHome = "";                        // put into the stores before anything starts
    storage::Sql atServer = "";
    std::unique_ptr<WireTap> (*onTheWire)(World&) = nullptr;
    void (*begin)(World&) = nullptr;
    void (*atStep)(World&, int step) = nullptr;
    std::optional<FaultKind> needs = {};                  // comes often in its histories
};

std::span<const Bug> bugs();
const Bug* findBug(std::string_view name);  // null: there is none of that name

// REQUIRES: nobody has the store open
void plant(storage::Sql sql, const std::string& file, const storage::Key& key);

}  // namespace veldpost::sync
