// The tables of a device's store. Every column is said here; the SQL is in schema.cpp.
//
// revisions   one row a revision this device holds
//   seq          arrival order here; the integer key, so that encryption costs one page, not a random one
//   id           SHA-256 of the header
//   record, case_id, part, kind, device, user, n, at_ms   copies from the header, for look-ups
//   header, payload, signature                             the bytes; payload NULL once destroyed
//   received_at, stamp   as the server said; NULL on own work until its answer
//   status       0 counts · 1 quarantined at the server · 2 declined · 3 refused by the server · 4 held: a parent
//                is not here yet · 5 leaving: own work in a case that was taken away, here only until the server has
//                it. Only 0 counts in states and heads
//   reason       the server's word for 1 to 3, and for a 5 that it refused
//   checked      1: its own signature was verified here · 0: vouched for by a later one of its chain
// records     what a record says now: a copy of revision::stateOf, rebuilt from revisions at any time
//   rid          second of first_at << 10 | a number: search walks it backwards to give the newest first
//   record, case_id, part, kind   the record's key: only together are they one record
//   first_at, first_id   (at, id) of the first revision: the order of lists
//   last_at, author, last_author, revisions
//   only_seq     the one revision of a record never edited: its payload is the state; else NULL
//   state        {"f": fields with one value, "c": fields in conflict with all values, "h": heads}; NULL beside only_seq
//   conflicts    number of fields in conflict · retracted 0/1 · newer 0/1: needs a newer app
//   indexed      0: the search index does not know this state yet
// records_fts  which words stand where (rowid = rid): folded words (model::foldedWords), no text, no places in it, with
//              the first letters indexed too
// chains       newest place of every chain seen: device, case_id, part, n, id. Outlives a purge
// receipts     of this device's own chains: what the server holds in the epoch of meta.epoch
// certificates device → certificate bytes and signature, checked against the server key before they got here
// people       the region's users: name, role, disabled; from the region's own dossier
// drafts       what is being typed: fields is JSON, opened_on the heads, reason why an edit is made
// purged       of this device's own chains: up to which n a purge has deleted rows
// waiting      what the server holds for a person's decision (waiting_rows.h). own 1: of this device; outlives a purge,
//              without what it says · 0: of others, as listed by the server in `round`; payload where this user may see it
//   reason       the server's word · state 0 waiting, 1 declined, 2 accepted · may_decide: as the server said
//   decided_by, decided_at, decision_reason   whose decision it was · decision, verdict: one made here and not answered yet
// chain_notes  gaps, forks and hidden places found in chains, for people to look at. Of an own chain: `fork` and
//              `behind`, found in the server's answers: this store is a copy or was set back; `hole`: a restored server
//              lacks what was deleted here with its case. Such a chain is not pushed on
// blobs        photos and documents by their address (case_id, part, sha256): known of, on their way here, or here
//   bytes, here  size, and how many of them are here from the first on
//   whole        1: all are here and their hash is the address
//   own          1: added on this device
//   held         1: the server said, in this epoch, that it has all bytes and has verified them
//   leaving      1: own, of a case that was taken away: shown no more, here only until the server has it
//   upload       where tus goes on with it; NULL: not begun
// blob_pieces  the bytes as captured, 128 KiB a row, the last one shorter; piece = blob << 10 | number from 0
// blob_previews  small pictures made from them; jpeg NULL: none can be made
// blob_refs    which record of kind blob_ref names which blob and belongs to which record: from the records
// meta         name → value: identity, cursor, epoch, last_sync_at; offered: the epoch for which offer.h is
//              done; lease_until, trusted_time, deliver_only: lease.h;
//              wipe_order, wipe_receipt, wipe_done: wiper.h
#pragma once

#include "shared/storage/migrator.h"

#include <span>

namespace veldpost::engine {

std::span<const storage::Migration> clientMigrations();

}  // namespace veldpost::engine
