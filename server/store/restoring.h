// Puts a backup in the place of a server's store, and keeps the replaced one aside.
//
//   DIR/restored.db         the new store while it is made: whatever happens until it is whole, the old one is in its place
//   DIR/restore.json        {"aside": name, "ledger": bool}: written when it is whole; from then on the files change places,
//                           and a crash in between is carried to its end by the next one who opens the folder
//   DIR/replaced-DATE.db    what was there before, with its WAL if it could not be opened any more
//
// REQUIRES, for both: the folder's lock is held, and nobody has its store open.
#pragma once

#include "server/engine/restore.h"
#include "server/engine/verify.h"
#include "server/store/sqlcipher_store.h"

namespace veldpost::store {

struct RestoreRequest {
    std::filesystem::path store;   // DIR/store.db; need not be there
    std::filesystem::path backup;
    const storage::Key& backupKey;
    const storage::Key& key;       // of the store from now on
    bool withoutLedger = false;    // begin a new ledger from what the backup says
};

struct Restored {
    server::EpochBegun epoch;
    std::filesystem::path replaced;       // empty: there was no store
    std::vector<server::Finding> oddities;  // told, and no reason to be without a server
};

// Errors, all before anything has changed places: store_missing, wrong_key_or_damaged, store_damaged, backup_damaged (a
// revision, signature, stamp or chain in it does not hold), ledger_missing, ledger_damaged, those of server::beginEpoch,
// disk_full, io_error.
Result<Restored> restore(const RestoreRequest& request, const Clock& clock, RandomSource& random);

// Carries a restore that was cut short to its end; nothing when there was none. Errors: restore_unfinished (Damaged: the
// note of it cannot be read), io_error.
Status finishRestore(const std::filesystem::path& store);

struct Move {
    std::filesystem::path from, to;
};
// What finishRestore() has still to move, in its order; for its tests.
Result<std::vector<Move>> movesLeft(const std::filesystem::path& store);

}  // namespace veldpost::store
