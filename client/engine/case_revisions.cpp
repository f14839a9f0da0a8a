#include "client/engine/case_revisions.h"

namespace veldpost::engine {

Result<std::vector<StoredRevision>> revisionsOfCase(LocalStore& store, const CaseId& caseId)
{
    std::vector<RevisionId> ids;
    {
        VELDPOST_ASSIGN(storage::Statement s,
                        store.db().prepare("SELECT id FROM revisions WHERE case_id = ? ORDER BY device, part, n"));
        s.bindAll(caseId);
        for (;;) {
            VELDPOST_ASSIGN(const bool more, s.step());
            if (!more) break;
            ids.push_back(s.hash<RevisionId>(0));
        }
    }
    if (ids.empty()) return Error{ErrorKind::NotFound, "unknown_case", "There is no such case on this device", ""};
    std::vector<StoredRevision> revisions;
    revisions.reserve(ids.size());
    for (const RevisionId& id : ids) {
        VELDPOST_ASSIGN(auto row, store.revision(id));
        VELDPOST_CHECK(row.has_value());  // one thread, no writer between
        revisions.push_back(std::move(*row));
    }
    return revisions;
}

}  // namespace veldpost::engine
