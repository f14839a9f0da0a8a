// The server store's tables. Every column is said here; the queries are in queries.cpp and sqlcipher_change.cpp.
//
//   setting      name → value: signing_seed, stamp_key (hex), epoch, audit_end, ledger_entries (how many the ledger beside
//                the store had at the last commit that added to it)
//   region       number: short for the 16 bytes in revision rows; last_seq: the order's counter
//   person       users of all regions, derived from the region dossiers; is_server: the region's own author; *_since: the
//                commits that gave the part, or the whole region, by a role; lost_*: what a role gave once and gives no more
//   device       certificate as signed, and what the server knows about the device itself
//   invitation   code_hash: SHA-256 of the code, see engine/accounts.h
//   chain        number: short for (device, case, part); n, head: the last place without a gap before it (0 and zeros:
//                the first is missing); last: the highest place held, which is n unless something waits behind a gap
//   revision     one row each, in order of arrival: an integer rowid, because a random 32-byte key as primary key costs
//                an encrypted page write a row. seq: place in the region's order, also of quarantined ones.
//                standing 0 live, 1 quarantined, 2 declined. decision: the one that declined or released it;
//                proven 1: it counted before a restore, as its stamp or the ledger says
//   dossier      cases and who founded them
//   member, loss derived from membership revisions
//   turn         derived from role revisions: a user had another role before
//   audit        the log; hash over the row before
//   blob_content, blob_chunk  bytes of files: see blob_tables.h. discarded: waits to be erased
//   blob         a file that is whole: its address, length, content; seal: see engine/blobs.h
//   blob_sender  which devices have sent it
//   blob_name    live revisions that say it belongs to their case
//   upload       a file on its way, of one device; content is that of the blob when at_byte = bytes
#pragma once

#include "shared/storage/migrator.h"

#include <span>

namespace veldpost::store {

std::span<const storage::Migration> migrations();

}  // namespace veldpost::store
