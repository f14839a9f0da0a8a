// Where a reader is in his region's order. Opaque to clients; text of [0-9a-z.-].
//
//   cursor = "v1." epoch "." seq [ "." case "." position "." until [ ".r" ] ]
//
// seq: all places up to it are done. case, position, until: a back-fill that is running: the case's places after
// `position` and up to `until` are still owed; r: and after this case those with greater ids, since a new role gave them.
// Invariant: along the pages of one reader (seq, case of a role's back-fill, position) only grows.
#pragma once

#include "server/engine/store.h"

namespace veldpost::server {

struct BackFill {
    CaseId caseId;
    Seq position = 0;
    Seq until = 0;
    bool byRole = false;
};

struct Cursor {
    std::string epoch;
    Seq seq = 0;
    std::optional<BackFill> backFill;

    std::string text() const;
    // Error `malformed_cursor`.
    static Result<Cursor> parse(std::string_view text);
};

}  // namespace veldpost::server
