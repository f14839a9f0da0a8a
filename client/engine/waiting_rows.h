// The rows of what waits for a person's decision: own work, and what others sent that this user may know of. What the
// server says of it is kept here, so that it can be read and decided on without a network.
//
// Invariants: 1. An own row outlives a purge, without what it says, until it was decided. 2. Others' rows go with the
// case's part when it is taken away, and when the server lists them no more.
#pragma once

#include "client/engine/local_store.h"
#include "shared/protocol/messages.h"

namespace veldpost::engine {

enum class WaitState { Waiting = 0, Declined = 1, Accepted = 2 };
std::string_view waitStateWord(WaitState state);  // "waiting", "declined", "accepted"

// All REQUIRE: in a transaction.

// The server holds an own revision back. `reason` "declined": somebody has decided so before.
Status noteOwnWaiting(LocalStore& store, const SignedRevision& rev, const std::string& reason,
                      const std::optional<std::int64_t>& receivedAtMs);
// The server has it, and how it stands was never heard here: it is asked after.
Status noteOwnUnanswered(LocalStore& store, const SignedRevision& rev);
// It came from the server as one that counts.
Status noteOwnCounts(LocalStore& store, const RevisionId& id);
// What a purge takes with it. All parts of all others' rows of the case.
Status dropOthersWaiting(LocalStore& store, const CaseId& caseId, Part part);

// Own ones of which the server is asked how they stand.
Result<std::vector<RevisionId>> ownToAskAfter(LocalStore& store);
Status takeOwnStanding(LocalStore& store, const protocol::OwnStanding& standing);

// A page of others' (and of the user's other devices'). Error `not_trusted_page` when a certificate, hash or signature
// does not hold. Rows that `round` does not touch are gone after endWaitingRound(round).
Status takeWaitingItems(LocalStore& store, const protocol::QuarantineAnswer& answer, std::int64_t round);
Status endWaitingRound(LocalStore& store, std::int64_t round);

// Whether the server is to be asked again: something was withheld or decided, or own work waits.
Status setWaitingStale(LocalStore& store);
Result<bool> waitingIsStale(LocalStore& store);

// Own revisions the server holds for a decision, here or purged.
Result<std::int64_t> countOwnWaiting(LocalStore& store);

}  // namespace veldpost::engine
