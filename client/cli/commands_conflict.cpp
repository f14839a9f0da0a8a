// conflict list, resolve.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/record_listing.h"
#include "shared/model/field_text.h"
#include "shared/model/kind_rules.h"

namespace veldpost::cli {

namespace {

using engine::ConflictField;
using engine::ConflictValue;
using engine::RecordConflict;

struct ConflictOptions {
    std::string caseId;
    std::string record;
    std::vector<std::string> takes;
    std::vector<std::string> sets;
    std::vector<std::string> shownOn;
    std::string reason;
};

Json authorJson(const engine::ValueAuthor& author)
{
    return {{"revision", author.revision.text()},
            {"user", author.user.text()},
            {"user_name", author.userName.empty() ? Json(nullptr) : Json(author.userName)},
            {"at", isoTime(author.atMs)}};
}

// {"revision","user","user_name","at","value","also"}: `also` who else wrote just this.
Json valueJson(const ConflictValue& value)
{
    Json json = authorJson(value.by.front());
    json["value"] = value.value;
    json["also"] = Json::array();
    for (std::size_t i = 1; i < value.by.size(); ++i) json["also"].push_back(authorJson(value.by[i]));
    return json;
}

// `before` is null also when it was in conflict then; `before_values` has all there were.
Json fieldJson(const ConflictField& field)
{
    Json values = Json::array();
    for (const ConflictValue& value : field.values) values.push_back(valueJson(value));
    return {{"field", field.field},
            {"values", std::move(values)},
            {"before", field.before.size() == 1 ? field.before.front() : Json(nullptr)},
            {"before_values", field.before}};
}

Json conflictJson(const RecordConflict& conflict)
{
    Json fields = Json::array();
    for (const ConflictField& field : conflict.fields) fields.push_back(fieldJson(field));
    Json heads = Json::array();
    for (const RevisionId& head : conflict.heads) heads.push_back(head.text());
    return {{"record", conflict.row.record.text()},
            {"case", conflict.row.caseId.text()},
            {"kind", conflict.row.kind},
            {"part", std::string(revision::partWord(conflict.row.part))},
            {"heads", std::move(heads)},
            {"fields", std::move(fields)}};
}

std::string valueText(const Json& value)
{
    if (value.is_null()) return "(cleared)";
    return printable(value.is_string() ? value.get<std::string>() : value.dump());
}

std::string fieldText(const ConflictField& field)
{
    std::string out = "  " + printable(field.field) + "\n";
    for (const Json& before : field.before) out += "    before: " + valueText(before) + "\n";
    for (const ConflictValue& value : field.values) {
        out += "    " + valueText(value.value) + "\n";
        for (const engine::ValueAuthor& by : value.by)
            out += "      " + clockText(by.atMs) + "  " + (by.userName.empty() ? by.user.text() : printable(by.userName)) +
                   "  --take " + printable(field.field) + "=" + by.revision.text() + "\n";
    }
    return out;
}

Result<Answer> listConflicts(Context& context, const ConflictOptions& options)
{
    std::optional<CaseId> caseId;
    if (!options.caseId.empty()) {
        VELDPOST_ASSIGN(caseId, parseId<CaseId>(options.caseId, "--case"));
    }
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto conflicts, unlocked.home->conflicts().all(caseId));
    Answer answer{{{"conflicts", Json::array()}}, conflicts.empty() ? "No conflicts.\n" : ""};
    for (const RecordConflict& conflict : conflicts) {
        answer.json["conflicts"].push_back(conflictJson(conflict));
        answer.text += conflict.row.kind + " " + conflict.row.record.text() + " of case " + conflict.row.caseId.text() + "\n";
        for (const ConflictField& field : conflict.fields) answer.text += fieldText(field);
    }
    return answer;
}

// FIELD=…, cut at the first "=".
Result<std::pair<std::string, std::string>> pairOf(const std::string& argument, const char* option)
{
    const std::size_t at = argument.find('=');
    if (at == std::string::npos || at == 0)
        return Error{ErrorKind::Usage, "bad_choice", "The choice was not understood", std::string(option) + " FIELD=VALUE"};
    return std::pair(argument.substr(0, at), argument.substr(at + 1));
}

Error chosenTwice()
{
    return {ErrorKind::Usage, "chosen_twice", "For one field two values were chosen", "each field once"};
}

Result<engine::Choice> choiceOf(const ConflictOptions& options, const std::string& kind)
{
    engine::Choice choice;
    for (const std::string& head : options.shownOn) {
        VELDPOST_ASSIGN(const RevisionId id, parseId<RevisionId>(head, "--shown-on"));
        choice.shownOn.push_back(id);
    }
    for (const std::string& take : options.takes) {
        VELDPOST_ASSIGN(const auto pair, pairOf(take, "--take"));
        VELDPOST_ASSIGN(const RevisionId id, parseId<RevisionId>(pair.second, "--take FIELD=REVISION"));
        if (!choice.takes.emplace(pair.first, id).second) return chosenTwice();
    }
    for (const std::string& set : options.sets) {
        VELDPOST_ASSIGN(const auto pair, pairOf(set, "--set"));
        if (choice.sets.contains(pair.first)) return chosenTwice();
        VELDPOST_ASSIGN(choice.sets[pair.first], model::parseFieldText(kind, pair.first, pair.second));
    }
    choice.reason = options.reason;
    return choice;
}

Result<Answer> resolveConflict(Context& context, const ConflictOptions& options)
{
    VELDPOST_ASSIGN(const RecordId record, parseId<RecordId>(options.record, "RECORD"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const RecordRow row, unlocked.dossiers().record(record));
    if (row.needsNewerApp || model::findKind(row.kind) == nullptr)
        return Error{ErrorKind::Failed, "needs_newer_app", "This record was written by a newer version", row.kind};
    VELDPOST_ASSIGN(const engine::Choice choice, choiceOf(options, row.kind));
    VELDPOST_ASSIGN(const engine::Saved saved, unlocked.home->conflicts().resolve(row.key(), choice));
    VELDPOST_ASSIGN(const RecordRow now, unlocked.dossiers().record(row.key()));
    Answer answer = savedAnswer(saved, "Chosen");
    answer.json["still_in_conflict"] = now.conflicts;
    if (!now.conflicts.empty()) answer.text += "Still in conflict: " + printable(joined(now.conflicts)) + "\n";
    return answer;
}

}  // namespace

void addConflictCommands(CommandLine& line)
{
    const auto options = std::make_shared<ConflictOptions>();
    CLI::App& group = line.group("conflict", "What several people wrote at once, and the choice between it");
    CLI::App& list = line.command(group, "list", "Every field in conflict, with all its values and what it said before",
                                  [options](Context& context) { return listConflicts(context, *options); });
    list.add_option("--case", options->caseId, "Only of this case")->type_name("CASE");

    CLI::App& resolve = line.command(group, "resolve", "Decides fields of a record, with the reason; the others stay open",
                                     [options](Context& context) { return resolveConflict(context, *options); });
    resolve.add_option("RECORD", options->record, "The record")->required();
    resolve.add_option("--take", options->takes, "The value that this revision gave the field; more than once for more fields")
        ->type_name("FIELD=REVISION")
        ->allow_extra_args(false);
    resolve.add_option("--set", options->sets, "A value of your own, as text or JSON; nothing behind the = clears the field")
        ->type_name("FIELD=VALUE")
        ->allow_extra_args(false);
    resolve.add_option("--shown-on", options->shownOn,
                       "A head of `conflict list` the choice was made on; else all there are now. More than once for more heads")
        ->type_name("REVISION")
        ->allow_extra_args(false);
    resolve.add_option("--reason", options->reason, "Why")->required()->type_name("T");
}

}  // namespace veldpost::cli
