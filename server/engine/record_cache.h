// The states of the records that were edited last, so that the next edit of one does not read all its revisions again:
// without this one device that edits one record a thousand times holds up the region's writer for everybody.
//
// Invariants: 1. A state held here is that of all live revisions of the record. 2. What is held stays below some tens
// of megabytes, whatever is sent. The committer clears it when a transaction comes to nothing.
#pragma once

#include "server/engine/store.h"
#include "shared/revision/record_state.h"

#include <map>

namespace veldpost::server {

class RecordCache {
public:
    // Null when it is not held. Valid until the next call.
    const revision::RecordState* find(const RecordKey& key) const;
    void put(const RecordKey& key, revision::RecordState state);
    // A revision of the record became live. One that stands on all heads is followed, another one makes it forget.
    void follow(const revision::SignedRevision& live, const revision::Json& set);
    void clear() { m_entries.clear(); }

private:
    struct Entry {
        revision::RecordState state;
        std::size_t bytes = 0;
    };

    std::map<RecordKey, Entry> m_entries;
};

}  // namespace veldpost::server
