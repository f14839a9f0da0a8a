// What a restore must not undo (protocol §5): who was let go stays out, though the backup knows him as a colleague.
// It stands in the ledger beside the store, which a restore does not replace.
//
//   kind       key                      body
//   server     the server's public key  {}                                 whose ledger it is; the first entry
//   code       hash of an invitation's code                      {}        it was used
//   wipe       hash of the order        the order                          of a device, see wipes.h
//   wiped      the device               {"receipt": receipt, "at": ms}     it has erased itself
//   revision   the revision's id        {"h": header, "p": payload, "s": signature, "r": received_at, "t": stamp,
//                                        "c": {"bytes", "signature"}}      with its author's certificate
//
// A revision that lowers a right or role, disables or revokes goes in with its whole record, so that the record's state
// after a restore is what it was. What raises something alone comes back from the devices.
#pragma once

#include "server/engine/ledger.h"
#include "server/engine/server_keys.h"

namespace veldpost::server {

namespace lasting {
inline constexpr char kServer[] = "server";
inline constexpr char kCode[] = "code";
inline constexpr char kWipe[] = "wipe";
inline constexpr char kWiped[] = "wiped";
inline constexpr char kRevision[] = "revision";
}  // namespace lasting

// Called for each revision that became live, in its transaction, after its effects.
Status keepIfItLowers(Change& change, const StoredRevision& live);
Status keepUsedCode(Change& change, const Sha256& codeHash);
Status keepWipe(Change& change, const WipeRow& wipe);

// Brings every entry of the ledger in force: revisions are taken back into their chains, with whoever wrote them; used
// codes are used, and devices that were to be wiped still are. Answers how many revisions there were. Errors: ledger_of_another_server (Conflict), ledger_damaged,
// ledger_too_new (an entry of a kind that a newer server wrote).
Result<std::int64_t> bringInForce(Store& withLedger, Change& change, Ledger& ledger, const ServerKeys& keys,
                                  std::int64_t nowMs);

// What the store's own revisions would have put into its ledger: for a ledger that is begun anew.
Status keepAllThatLowers(Change& change, const ServerKeys& keys);

}  // namespace veldpost::server
