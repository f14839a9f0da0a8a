// What a device's store holds, read by SQL of our own.
#pragma once

#include "client/engine/local_store.h"
#include "tests/sync/world.h"

namespace veldpost::sync {

struct LocalRow {
    RevisionId id;
    CaseId caseId;
    revision::Part part = revision::Part::General;
    std::string header;
    std::string payload;
    std::string signature;
    bool counts = false;  // in states and heads
};

// Every revision of the store.
std::vector<LocalRow> localRows(SimClient& client);
std::set<RevisionId> localIds(SimClient& client, bool onlyCounting);

// Whether it is a decision on what a restored server lacks and nobody has any more: it waits there for good, and who was
// given it before goes on counting it.
bool decidesOnNothing(World& world, const MirrorRevision& waiting);

// A device that may read nothing any more keeps what it has and gets nothing new: the last judgement passes it over.
bool isBarred(World& world, const SimClient& client);

// What the client should hold at the end: every live revision its user may see.
std::map<RevisionId, const MirrorRevision*> dueTo(World& world, const SimClient& client);

// The model's state of every record that a user of the client may see, without memberships and what is not version 1.
std::map<revision::RecordKey, ModelState> dueStates(World& world, const SimClient& client);

// All rows the app would show of a case's records; case records and memberships are not among them.
std::vector<engine::RecordRow> shownRows(SimClient& client);

}  // namespace veldpost::sync
