#include "client/cli/record_listing.h"

#include "client/cli/inputs.h"
#include "client/engine/local_store.h"
#include "shared/model/kind_rules.h"

namespace veldpost::cli {

namespace {
constexpr std::int64_t kPageRows = 500;
}

Result<std::vector<RecordRow>> allRecords(engine::Dossiers& dossiers, const CaseId& caseId, const std::string& kind,
                                          bool withRetracted)
{
    VELDPOST_TRY(dossiers.caseRow(caseId));
    std::vector<RecordRow> all;
    engine::RecordQuery query{caseId, kind, withRetracted, kPageRows, {}};
    for (;;) {
        VELDPOST_ASSIGN(auto page, dossiers.records(query));
        const bool last = page.size() < static_cast<std::size_t>(kPageRows);
        for (RecordRow& row : page) all.push_back(std::move(row));
        if (last) return all;
        query.after = all.back().record;
    }
}

Result<RecordRow> recordOfKind(engine::Dossiers& dossiers, const std::string& id, const std::string& kind)
{
    VELDPOST_ASSIGN(const RecordId record, parseId<RecordId>(id, "RECORD"));
    VELDPOST_ASSIGN(RecordRow row, dossiers.record(record));
    if (row.kind != kind)
        return Error{ErrorKind::Usage, "wrong_kind", "The record is of another kind", "it is of kind " + row.kind};
    return row;
}

Result<Json> shownFields(engine::OpenHome& home, const RecordRow& row)
{
    if (row.conflicts.empty() || row.needsNewerApp) return row.fields;
    VELDPOST_ASSIGN(const auto nodes, home.store().liveNodes(row.key()));
    if (nodes.empty()) return row.fields;
    return model::shownFields(revision::stateOf(nodes));
}

std::string fieldText(const Json& fields, const char* key)
{
    const auto it = fields.find(key);
    return it != fields.end() && it->is_string() ? printable(it->get_ref<const std::string&>()) : std::string();
}

Json reasonJson(const engine::ItemStanding& standing)
{
    return standing.reason.empty() ? Json(nullptr) : Json(standing.reason);
}

std::string standingText(const engine::ItemStanding& standing)
{
    std::string text(engine::wordsOf(standing.state).nameEn);
    if (!standing.reason.empty()) text += ": " + std::string(engine::wordsOfReason(standing.reason).nameEn);
    return text;
}

Json rowJson(const RecordRow& row)
{
    return {{"record", row.record.text()},
            {"author", row.authorName.empty() ? Json(nullptr) : Json(row.authorName)},
            {"author_id", row.author.text()},
            {"at", isoTime(row.atMs)},
            {"edited_at", isoTime(row.lastAtMs)},
            {"safe", row.safe},
            {"state", std::string(engine::stateCode(row.standing.state))},
            {"state_reason", reasonJson(row.standing)},
            {"safe_since", isoTime(row.safeSinceMs)},
            {"conflict", !row.conflicts.empty()},
            {"conflicts", row.conflicts},
            {"retracted", row.retracted},
            {"needs_newer_app", row.needsNewerApp}};
}

std::string safetyText(const RecordRow& row)
{
    std::string text = standingText(row.standing);
    if (row.safe && row.safeSinceMs) text += (row.standing.reason.empty() ? " since " : "; safe since ") + clockText(*row.safeSinceMs);
    return text;
}

std::string authorText(const RecordRow& row)
{
    return row.authorName.empty() ? row.author.text() : printable(row.authorName);
}

std::string marksText(const RecordRow& row)
{
    std::string marks;
    if (!row.conflicts.empty()) marks += " [conflict]";
    if (row.retracted) marks += " [retracted]";
    if (row.needsNewerApp) marks += " [needs a newer app]";
    return marks;
}

Answer savedAnswer(const engine::Saved& saved, const std::string& what)
{
    return {{{"record", saved.record.text()}, {"revision", saved.revision.text()}},
            what + ": record " + saved.record.text() + "\n"};
}

}  // namespace veldpost::cli
