// injury add, list.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/record_listing.h"
#include "shared/model/injury.h"

namespace veldpost::cli {

namespace {

struct InjuryOptions {
    std::string caseId;
    std::string file;
    bool all = false;
};

Result<Answer> addInjury(Context& context, const InjuryOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(const std::string file, readInput(options.file, kInjuryFileBytesMax));
    VELDPOST_ASSIGN(const model::Injury injury, model::injuryFromFile(file));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    engine::Dossiers& dossiers = unlocked.dossiers();
    const engine::Part part = dossiers.partFor(model::kInjury);
    VELDPOST_ASSIGN(const engine::Saved saved, dossiers.add(caseId, model::kInjury, part, injury.toSet()));
    Answer answer = savedAnswer(saved, "Injury saved");
    answer.json["part"] = std::string(revision::partWord(part));
    return answer;
}

std::string sizeText(const model::Injury& injury)
{
    std::string text;
    for (const auto& side : {injury.lengthMm, injury.widthMm, injury.depthMm})
        if (side) text += (text.empty() ? "" : "x") + std::to_string(*side);
    return text.empty() ? text : text + " mm";
}

Result<Answer> listInjuries(Context& context, const InjuryOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, allRecords(unlocked.dossiers(), caseId, model::kInjury, options.all));
    Json injuries = Json::array();
    Table table({"Record", "Written", "By", "Type", "Where", "Size", "Safety"});
    for (const RecordRow& row : rows) {
        VELDPOST_ASSIGN(const Json fields, shownFields(*unlocked.home, row));
        const auto injury = model::Injury::from(fields);
        Json item = injury.ok() ? model::injuryToFile(*injury) : Json{{"type", nullptr}, {"region", nullptr}};
        item.update(rowJson(row));
        item["part"] = std::string(revision::partWord(row.part));
        table.add({row.record.text(), clockText(row.atMs), authorText(row), injury.ok() ? injury->type : "?",
                   injury.ok() ? injury->region + (injury->laterality ? ", " + *injury->laterality : "") : "?",
                   injury.ok() ? sizeText(*injury) : "", safetyText(row) + marksText(row)});
        injuries.push_back(std::move(item));
    }
    return Answer{{{"injuries", std::move(injuries)}}, table.text("No injuries.")};
}

}  // namespace

void addInjuryCommands(CommandLine& line)
{
    const auto options = std::make_shared<InjuryOptions>();
    CLI::App& group = line.group("injury", "Injury findings of a case: what was seen, no conclusion");
    CLI::App& add = line.command(group, "add", "Records a finding from a JSON file",
                                 [options](Context& context) { return addInjury(context, *options); });
    add.add_option("CASE", options->caseId, "The case")->required();
    add.add_option("--from", options->file, "The file; unknown keys are refused; - is standard input")
        ->required()
        ->type_name("FILE");
    CLI::App& list = line.command(group, "list", "Lists the findings, newest first",
                                  [options](Context& context) { return listInjuries(context, *options); });
    list.add_option("CASE", options->caseId, "The case")->required();
    list.add_flag("--all", options->all, "Also retracted ones");
}

}  // namespace veldpost::cli
