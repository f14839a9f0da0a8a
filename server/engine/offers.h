// What devices bring back after a restore: revisions of any device this server ever certified (protocol §5).
//
// Invariants: 1. A revision is taken only with its author's signature, and an author who is not known here only on a
// certificate this server signed. 2. One whose stamp holds counts again under its old time, and its right is not judged
// anew; one without is judged like any other. 3. Places may be brought before those that lead to them.
#pragma once

#include "server/engine/committer.h"
#include "server/engine/rate_limiter.h"
#include "server/engine/session.h"
#include "shared/protocol/offer.h"

namespace veldpost::server {

class Offers {
public:
    Offers(Store& store, Committer& committer, const ServerKeys& keys, const Clock& clock);

    // What of these chains is missing. Of a case that the asker may not see he learns no more than he knows: all of a
    // chain is wanted, unless he names the very revision that is here. REQUIRES: not the committer's thread
    Result<protocol::OfferWish> ask(const Session& session, const protocol::OfferAsk& request);

    using Done = std::function<void(Result<protocol::OfferAnswer>)>;
    // `body`: an offer's. One result an item, in order; durable when `done` runs. Errors: malformed_message, too_large,
    // too_many_requests (Busy: as at a push), and those of the store.
    void take(const Session& session, const revision::Json& body, Done done);

private:
    Store& m_store;
    Committer& m_committer;
    const ServerKeys& m_keys;
    RateLimiter m_waiting;  // by device, for what is left in quarantine
};

}  // namespace veldpost::server
