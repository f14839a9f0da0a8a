// record history; search.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/record_listing.h"

#include <algorithm>

namespace veldpost::cli {

namespace {

// [{"field","values":[{"revision","value"}]}]: what this revision chose between.
Json settledJson(const engine::RevisionRow& row)
{
    Json out = Json::array();
    for (const revision::FieldConflict& conflict : row.settled) {
        Json values = Json::array();
        for (const revision::Candidate& candidate : conflict.values)
            values.push_back({{"revision", candidate.revisions.front().text()}, {"value", candidate.value}});
        out.push_back({{"field", conflict.field}, {"values", std::move(values)}});
    }
    return out;
}

Json historyJson(const engine::RevisionRow& row)
{
    Json parents = Json::array();
    for (const RevisionId& parent : row.parents) parents.push_back(parent.text());
    return {{"revision", row.revision.text()},
            {"user", row.user.text()},
            {"user_name", row.userName},
            {"device", row.device.text()},
            {"at", isoTime(row.atMs)},
            {"received_at", isoTime(row.receivedAtMs)},
            {"safe", row.standing.state == engine::ItemState::Safe},
            {"state", std::string(engine::stateCode(row.standing.state))},
            {"state_reason", reasonJson(row.standing)},
            {"parents", std::move(parents)},
            {"settled", settledJson(row)},
            {"payload", row.payload}};
}

// The fields it sets; a "!" where it chose between values of several people.
std::string fieldsText(const engine::RevisionRow& row)
{
    std::vector<std::string> fields;
    if (!row.payload.is_object()) return {};
    for (const auto& [name, value] : row.payload.at("set").items()) {
        const bool chose = std::any_of(row.settled.begin(), row.settled.end(),
                                       [&](const auto& conflict) { return conflict.field == name; });
        fields.push_back(printable(name) + (chose ? "!" : ""));
    }
    return joined(fields);
}

std::string reasonText(const engine::RevisionRow& row)
{
    return row.payload.is_object() ? fieldText(row.payload, "reason") : std::string();
}

Result<Answer> showHistory(Context& context, const std::string& id)
{
    VELDPOST_ASSIGN(const RecordId record, parseId<RecordId>(id, "RECORD"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, unlocked.dossiers().history(record));
    Json revisions = Json::array();
    Table table({"Written", "By", "State", "Sets", "Reason", "Revision"});
    for (const engine::RevisionRow& row : rows) {
        revisions.push_back(historyJson(row));
        table.add({clockText(row.atMs), row.userName.empty() ? row.user.text() : printable(row.userName),
                   standingText(row.standing), fieldsText(row), reasonText(row), row.revision.text()});
    }
    std::string text = table.text("No revisions.");
    if (std::any_of(rows.begin(), rows.end(), [](const auto& row) { return !row.settled.empty(); }))
        text += "\n! chose between what several people had written\n";
    return Answer{{{"revisions", std::move(revisions)}}, std::move(text)};
}

struct SearchOptions {
    std::string text;
    std::int64_t limit = 50;
};

Result<Answer> searchText(Context& context, const SearchOptions& options)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto found, unlocked.dossiers().search(options.text, options.limit));
    Json hits = Json::array();
    Table table({"Written", "Kind", "Case", "Record", "Text"});
    for (const engine::SearchHit& hit : found.hits) {
        hits.push_back({{"case", hit.caseId.text()},
                        {"record", hit.record.text()},
                        {"kind", hit.kind},
                        {"snippet", hit.snippet},
                        {"at", isoTime(hit.atMs)}});
        table.add({clockText(hit.atMs), printable(hit.kind), hit.caseId.text(), hit.record.text(), printable(hit.snippet)});
    }
    std::string text = table.text("Nothing found.");
    if (found.more) text += "\nThere is more: add a word, or raise --limit.";
    return Answer{{{"hits", std::move(hits)}, {"more", found.more}}, std::move(text)};
}

}  // namespace

void addRecordCommands(CommandLine& line)
{
    const auto argument = std::make_shared<std::string>();
    CLI::App& group = line.group("record", "Any record");
    CLI::App& history = line.command(group, "history", "Every revision of a record, oldest first",
                                     [argument](Context& context) { return showHistory(context, *argument); });
    history.add_option("RECORD", *argument, "The record")->required();
    const auto options = std::make_shared<SearchOptions>();
    CLI::App& search = line.command("search", "Finds words in all cases of this device, newest first",
                                    [options](Context& context) { return searchText(context, *options); });
    search.add_option("TEXT", options->text, "Words; the last one may be a beginning")->required();
    search.add_option("--limit", options->limit, "How many at most")->check(CLI::Range(1, 10'000))->capture_default_str();
}

}  // namespace veldpost::cli
