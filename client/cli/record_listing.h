// What all lists of records share.
#pragma once

#include "client/cli/app_context.h"
#include "client/cli/output.h"

namespace veldpost::cli {

using engine::RecordRow;

// All of a kind in a case, newest first. Errors: `unknown_case`.
Result<std::vector<RecordRow>> allRecords(engine::Dossiers& dossiers, const CaseId& caseId, const std::string& kind,
                                          bool withRetracted);

// A record of this kind. Errors: `bad_id`, `unknown_record`, `wrong_kind` (Usage).
Result<RecordRow> recordOfKind(engine::Dossiers& dossiers, const std::string& id, const std::string& kind);

// What the record shows; of a field in conflict the value that is shown on every device.
Result<Json> shownFields(engine::OpenHome& home, const RecordRow& row);

// A text field for people; empty when it is absent or, against its kind's rules, no text.
std::string fieldText(const Json& fields, const char* key);

// A code, or null.
Json reasonJson(const engine::ItemStanding& standing);
// In the words of engine::itemStates(): "on this device", "waiting for you: two people …".
std::string standingText(const engine::ItemStanding& standing);

// {"record","author","author_id","at","edited_at","safe","state","state_reason","safe_since","conflict","conflicts","retracted",
// "needs_newer_app"}: author is a name, empty while the directory has not told it.
Json rowJson(const RecordRow& row);
std::string safetyText(const RecordRow& row);  // standingText, with since when it is safe
std::string authorText(const RecordRow& row);
// Marks behind a line for people: conflict, retracted, needs a newer app. Empty for most.
std::string marksText(const RecordRow& row);

// {"record","revision"}
Answer savedAnswer(const engine::Saved& saved, const std::string& what);

}  // namespace veldpost::cli
