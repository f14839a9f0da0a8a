// note add, edit, retract, list.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/record_listing.h"
#include "client/engine/local_store.h"
#include "shared/model/records.h"

#include <algorithm>

namespace veldpost::cli {

namespace {

struct NoteOptions {
    std::string caseId;
    std::string record;
    std::string textFile;
    std::optional<std::string> reason;
    bool all = false;
};

Result<Answer> addNote(Context& context, const NoteOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(const std::string text, readNoteText(options.textFile));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    engine::Dossiers& dossiers = unlocked.dossiers();
    VELDPOST_ASSIGN(const engine::Saved saved, dossiers.add(caseId, model::kNote, dossiers.partFor(model::kNote),
                                                            model::Note{text}.toSet()));
    return savedAnswer(saved, "Note saved");
}

Result<Answer> editNote(Context& context, const NoteOptions& options)
{
    VELDPOST_ASSIGN(const std::string text, readNoteText(options.textFile));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const RecordRow row, recordOfKind(unlocked.dossiers(), options.record, model::kNote));
    VELDPOST_ASSIGN(const engine::Saved saved, unlocked.dossiers().edit(row.record, row.heads, model::Note{text}.toSet(),
                                                                        options.reason));
    Answer answer = savedAnswer(saved, "Note changed");
    // Whoever writes a new text has ended a conflict about it, and should know.
    const bool settles = std::find(row.conflicts.begin(), row.conflicts.end(), "text") != row.conflicts.end();
    answer.json["settled"] = settles ? Json::array({"text"}) : Json::array();
    if (settles) answer.text += "Several people had written different texts; this one stands instead of them.\n";
    return answer;
}

Result<Answer> retractNote(Context& context, const NoteOptions& options)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const RecordRow row, recordOfKind(unlocked.dossiers(), options.record, model::kNote));
    VELDPOST_ASSIGN(const engine::Saved saved, unlocked.dossiers().retract(row.record, options.reason.value_or("")));
    return savedAnswer(saved, "Note retracted");
}

// All the texts of a note whose text is in conflict: none of them is hidden.
Result<Json> textsOf(engine::OpenHome& home, const RecordRow& row)
{
    Json texts = Json::array();
    VELDPOST_ASSIGN(const auto nodes, home.store().liveNodes(row.key()));
    const revision::RecordState state = revision::stateOf(nodes);
    const auto found = state.fields.find("text");
    if (found == state.fields.end()) return texts;
    for (const revision::Candidate& candidate : found->second) texts.push_back(candidate.value);
    return texts;
}

Result<Json> noteJson(engine::OpenHome& home, const RecordRow& row)
{
    Json note = rowJson(row);
    VELDPOST_ASSIGN(const Json fields, shownFields(home, row));
    note["text"] = fields.value("text", Json(nullptr));
    if (!row.conflicts.empty()) {
        VELDPOST_ASSIGN(note["texts"], textsOf(home, row));
    }
    return note;
}

std::string noteText(const RecordRow& row, const Json& note)
{
    std::string out = clockText(row.atMs) + "  " + authorText(row) + "  " + safetyText(row) + marksText(row) + "\n  " +
                      row.record.text() + "\n";
    const Json texts = note.contains("texts") ? note["texts"] : Json::array({note["text"]});
    for (const Json& text : texts) {
        if (!text.is_string()) continue;
        std::string shown = printable(text.get_ref<const std::string&>(), true);
        shown.erase(shown.find_last_not_of('\n') + 1);
        out += shown + "\n";
    }
    return out + "\n";
}

Result<Answer> listNotes(Context& context, const NoteOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, allRecords(unlocked.dossiers(), caseId, model::kNote, options.all));
    Answer answer{{{"notes", Json::array()}}, rows.empty() ? "No notes.\n" : ""};
    for (const RecordRow& row : rows) {
        VELDPOST_ASSIGN(Json note, noteJson(*unlocked.home, row));
        answer.text += noteText(row, note);
        answer.json["notes"].push_back(std::move(note));
    }
    return answer;
}

CLI::Option& addTextFile(CLI::App& app, NoteOptions& options)
{
    return *app.add_option("--text-file", options.textFile, "File with the text (UTF-8, up to 64 KiB); - is standard input")
                ->required()
                ->type_name("F");
}

}  // namespace

void addNoteCommands(CommandLine& line)
{
    const auto options = std::make_shared<NoteOptions>();
    CLI::App& group = line.group("note", "Notes of a case");
    CLI::App& add = line.command(group, "add", "Writes a note",
                                 [options](Context& context) { return addNote(context, *options); });
    add.add_option("CASE", options->caseId, "The case")->required();
    addTextFile(add, *options);

    CLI::App& edit = line.command(group, "edit", "Changes a note; what it said before is kept",
                                  [options](Context& context) { return editNote(context, *options); });
    edit.add_option("RECORD", options->record, "The note")->required();
    addTextFile(edit, *options);
    edit.add_option("--reason", options->reason, "Why; needed to bring a retracted note back")->type_name("T");

    CLI::App& retract = line.command(group, "retract", "Takes a note back; what it said is kept",
                                     [options](Context& context) { return retractNote(context, *options); });
    retract.add_option("RECORD", options->record, "The note")->required();
    retract.add_option("--reason", options->reason, "Why")->required()->type_name("T");

    CLI::App& list = line.command(group, "list", "Lists the notes of a case, newest first",
                                  [options](Context& context) { return listNotes(context, *options); });
    list.add_option("CASE", options->caseId, "The case")->required();
    list.add_flag("--all", options->all, "Also retracted ones");
}

}  // namespace veldpost::cli
