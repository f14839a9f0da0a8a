// After the server was restored: gives it what it lacks of what is here, whoever wrote it (protocol §5), with the server's
// own stamps as the proof that it counted. The author's tablet may be gone.
//
// Asked chain by chain, the region's dossier first (it says who may see what), so that only what is missing travels. Own
// chains that have a hole (what a purge deleted, and the restored server lacks) go this way too, until it is filled.
// Nothing here makes anything "safe": only the receipts of the device's own chains say that.
#pragma once

#include "client/engine/server_calls.h"
#include "shared/protocol/offer.h"

#include <deque>
#include <map>
#include <set>

namespace veldpost::engine {

class Offerer {
public:
    Offerer(LocalStore& store, ServerCalls& calls) : m_store(store), m_calls(calls) {}

    // Once for each epoch, and for what has a hole each time; else nothing but `done`. A server that does not know the
    // question is left alone. Error `receipt_outdated` when a hole was filled. REQUIRES: not running
    void run(const std::string& epoch, std::function<void(Status)> done);

private:
    using Row = protocol::ReceivedRevision;
    struct Place {
        revision::ChainKey chain;
        std::vector<protocol::PlaceRange> missing;
    };

    void begin();
    void ask();
    void take(const protocol::OfferWish& wish);
    void send();
    void answered(const Result<Json>& json, const std::vector<Row>& sent);
    void finish(Status status);
    Result<std::vector<protocol::OfferedChain>> nextChains();
    Result<std::vector<Row>> nextRows();
    Status readChain(Place& place, std::vector<Row>& rows, std::size_t& bytes);
    Result<std::string> encode(const std::vector<Row>& rows);
    Status closeHoles(const protocol::OfferWish& wish);

    LocalStore& m_store;
    ServerCalls& m_calls;
    std::function<void(Status)> m_done;
    std::string m_epoch;
    bool m_onlyHoles = false;
    bool m_inDossier = true;
    bool m_anyClosed = false;  // a hole was filled: the chain's receipt is asked anew
    std::optional<revision::ChainKey> m_after;  // the last chain asked after
    std::vector<protocol::OfferedChain> m_asked;
    std::deque<Place> m_wanted;  // still to be sent, of m_asked
    std::set<DeviceId> m_unknown;
    std::size_t m_limit = 0;
};

}  // namespace veldpost::engine
