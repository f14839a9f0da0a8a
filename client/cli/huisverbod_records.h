// A huisverbod with its events, out of the records of a case.
#pragma once

#include "client/cli/record_listing.h"
#include "shared/model/huisverbod.h"

namespace veldpost::cli {

struct HuisverbodRecord {
    RecordRow row;
    Json fields;                                           // as shown
    std::vector<std::pair<RecordRow, Json>> eventRows;     // oldest first, retracted ones too
};

// All of a case, retracted ones too, newest first.
Result<std::vector<HuisverbodRecord>> huisverbodenOf(engine::OpenHome& home, const CaseId& caseId);

// The events that are not retracted and can be read.
std::vector<model::HuisverbodEvent> eventsOf(const HuisverbodRecord& record);

}  // namespace veldpost::cli
