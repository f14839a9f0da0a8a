// Makes a store that was copied in the past the server's store of today (protocol §5, "new epoch").
//
// Invariant: it is one transaction. Before it nobody may be answered from the store; after it the ledger is in force, the
// epoch is a new one, and the server writes as a new device.
#pragma once

#include "server/engine/store.h"
#include "shared/base/clock.h"
#include "shared/base/random.h"

namespace veldpost::server {

struct EpochBegun {
    std::string epoch;
    std::int64_t inForce = 0;  // revisions of the ledger
};

enum class LedgerUse {
    InForce,  // what stands in the ledger holds
    Anew,     // the ledger is empty and begins with what the store itself says
};

// Where the log of the store that is replaced ended: "number hash"; what the first entry of the new epoch names.
Result<std::string> auditHead(View& view);

// Errors: those of bringInForce (lasting.h) and of the store.
Result<EpochBegun> beginEpoch(Store& store, LedgerUse use, const std::string& replacedHead, const Clock& clock,
                              RandomSource& random);

}  // namespace veldpost::server
