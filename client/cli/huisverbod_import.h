// Published rulings into a case: each becomes a huisverbod with its events.
#pragma once

#include "client/cli/app_context.h"
#include "client/cli/output.h"

namespace veldpost::cli {

// `file` is the whole content. Nothing is written before all of it could be read. Run again it doubles nothing: a
// ruling that is there whole is refused as `already_there`; one whose import broke off is completed.
// {"imported","resumed","flagged":[{"ecli","problems",…}],"refused":[{"ecli","reason",…}]}
// Errors: those of model::readRulings and of saving; what was imported before an error stays, whole.
Result<Answer> importRulings(engine::OpenHome& home, const CaseId& caseId, std::string_view file);

}  // namespace veldpost::cli
