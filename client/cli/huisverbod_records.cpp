#include "client/cli/huisverbod_records.h"

#include <algorithm>

namespace veldpost::cli {

Result<std::vector<HuisverbodRecord>> huisverbodenOf(engine::OpenHome& home, const CaseId& caseId)
{
    VELDPOST_ASSIGN(auto rows, allRecords(home.dossiers(), caseId, model::kHuisverbod, true));
    VELDPOST_ASSIGN(auto events, allRecords(home.dossiers(), caseId, model::kHuisverbodEvent, true));
    std::reverse(events.begin(), events.end());
    std::vector<HuisverbodRecord> out;
    for (RecordRow& row : rows) {
        VELDPOST_ASSIGN(Json fields, shownFields(home, row));
        out.push_back({std::move(row), std::move(fields), {}});
    }
    for (RecordRow& event : events) {
        VELDPOST_ASSIGN(Json fields, shownFields(home, event));
        const std::string of = fieldText(fields, "huisverbod");
        const auto owner = std::find_if(out.begin(), out.end(), [&](const auto& h) { return h.row.record.text() == of; });
        if (owner != out.end()) owner->eventRows.emplace_back(std::move(event), std::move(fields));
    }
    return out;
}

std::vector<model::HuisverbodEvent> eventsOf(const HuisverbodRecord& record)
{
    std::vector<model::HuisverbodEvent> events;
    for (const auto& [row, fields] : record.eventRows) {
        if (row.retracted || row.needsNewerApp) continue;
        auto event = model::HuisverbodEvent::from(fields);
        if (event.ok()) events.push_back(std::move(event).value());
    }
    return events;
}

}  // namespace veldpost::cli
