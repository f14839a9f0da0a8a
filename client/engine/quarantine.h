// What waits for a person: read here, decided here. A decision is a revision of its own, signed on this device; it takes
// effect when the server has it and finds that this user may decide.
#pragma once

#include "client/engine/dossiers.h"
#include "client/engine/waiting_rows.h"

namespace veldpost::engine {

struct WaitingEntry {
    RevisionId revision;
    CaseId caseId;
    std::string caseTitle;  // empty: the case is not on this device
    Part part = Part::General;
    RecordId record;
    std::string kind;
    UserId user;
    std::string userName;
    DeviceId device;
    std::int64_t atMs = 0;
    std::optional<std::int64_t> receivedAtMs;
    std::string reason;  // the server's word; not_member: an orphan
    WaitState state = WaitState::Waiting;
    bool own = false;        // of this device
    bool mayDecide = false;  // as the server said last
    // What it sets; null where this user may not see the part, and of own work in a case that was taken away.
    Json set = nullptr;
    std::optional<UserId> decidedBy;
    std::string decidedByName;
    std::optional<std::int64_t> decidedAtMs;
    std::string decisionReason;
    std::string decisionOnItsWay;  // accept, decline: decided here, and not answered yet; else empty
};

class Quarantine {
public:
    Quarantine(LocalStore& store, Dossiers& dossiers, const Clock& clock, RandomSource& random)
        : m_store(store), m_dossiers(dossiers), m_clock(clock), m_random(random)
    {
    }

    // Own work first, then in the order in which the server got it; as known since the last sync.
    Result<std::vector<WaitingEntry>> entries();
    // Those that others sent and this user may decide on now.
    Result<std::int64_t> countToDecide();

    // One decision for each part of a case, up to 64 revisions in each; all saved, or none. `reason` is needed to
    // decline. Errors: `not_waiting` for what is not known to wait (Failed: sync first), `not_decidable` for what nobody
    // can accept (detail: the revision), `may_not_decide`, `rule_broken`, those of the store.
    Result<std::vector<Saved>> accept(const std::vector<RevisionId>& revisions);
    Result<std::vector<Saved>> decline(const std::vector<RevisionId>& revisions, const std::string& reason);

    // Takes an own entry that was decided off the list: its user has read it. Error `not_decided`.
    Status dismiss(const RevisionId& revision);

private:
    Result<std::vector<Saved>> decide(const std::vector<RevisionId>& revisions, const std::string& verdict,
                                      const std::optional<std::string>& reason);
    Result<Saved> decideOn(const std::vector<WaitingEntry>& batch, const std::string& verdict,
                           const std::optional<std::string>& reason);

    LocalStore& m_store;
    Dossiers& m_dossiers;
    const Clock& m_clock;
    RandomSource& m_random;
};

}  // namespace veldpost::engine
