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

Json rowJson(const RecordRow& row)
{
    return {{"record", row.record.text()},
            {"author", row.authorName.empty() ? Json(nullptr) : Json(row.authorName)},
            {"author_id", row.author.text()},
            {"at", isoTime(row.atMs)},
            {"edited_at", isoTime(row.lastAtMs)},
            {"safe", row.safety == engine::Safety::Safe},
            {"safety", std::string(engine::safetyWord(row.safety))},
            {"safe_since", isoTime(row.safeSinceMs)},
            {"conflict", !row.conflicts.empty()},
            {"conflicts", row.conflicts},
            {"retracted", row.retracted},
            {"needs_newer_app", row.needsNewerApp}};
}

std::string safetyText(const RecordRow& row)
{
    switch (row.safety) {
    case engine::Safety::Safe: return row.safeSinceMs ? "safe since " + clockText(*row.safeSinceMs) : "safe";
    case engine::Safety::OnDevice: return "not yet safe";
    case engine::Safety::Waiting: return "waits at the server";
    }
    VELDPOST_CHECK(false);
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
