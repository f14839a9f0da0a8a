// This home goes on as another device after a rekey (protocol §4): what the server lacks of its own work is signed again.
//
// Invariants: 1. One transaction: the home is wholly the one device or wholly the other. 2. Nothing is lost and nothing is
// changed but who signs and where it stands: payload, record, time and author stay, `replaces` names the old id. 3. What
// the server has stays under the old device's name.
#pragma once

#include "client/engine/local_store.h"

#include <set>

namespace veldpost::engine {

// Own work that no receipt covers, of all chains: what the server has to be asked about.
Result<std::vector<RevisionId>> workWithoutReceipt(LocalStore& store);

// `known`: of workWithoutReceipt(), what the server has. Answers how many revisions were signed again.
// REQUIRES: the certificate is of `key`, and was checked. Not in a transaction
Result<std::int64_t> goOnAs(LocalStore& store, const protocol::Certificate& certificate, const crypto::SigningKey& key,
                            const std::set<RevisionId>& known);

}  // namespace veldpost::engine
