// record history; search.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"

namespace veldpost::cli {

namespace {

Result<Answer> showHistory(Context& context, const std::string& id)
{
    VELDPOST_ASSIGN(const RecordId record, parseId<RecordId>(id, "RECORD"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, unlocked.dossiers().history(record));
    Json revisions = Json::array();
    Table table({"Written", "By", "Received", "Fields", "Revision"});
    for (const engine::RevisionRow& row : rows) {
        Json parents = Json::array();
        for (const RevisionId& parent : row.parents) parents.push_back(parent.text());
        std::vector<std::string> fields;
        if (row.payload.is_object())
            for (const auto& [name, value] : row.payload.at("set").items()) fields.push_back(printable(name));
        revisions.push_back({{"revision", row.revision.text()},
                             {"user", row.user.text()},
                             {"user_name", row.userName},
                             {"device", row.device.text()},
                             {"at", isoTime(row.atMs)},
                             {"received_at", isoTime(row.receivedAtMs)},
                             {"parents", std::move(parents)},
                             {"payload", row.payload}});
        table.add({clockText(row.atMs), row.userName.empty() ? row.user.text() : printable(row.userName),
                   row.receivedAtMs ? clockText(*row.receivedAtMs) : "not yet", joined(fields), row.revision.text()});
    }
    return Answer{{{"revisions", std::move(revisions)}}, table.text("No revisions.")};
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
