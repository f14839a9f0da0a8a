// person add, list.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/record_listing.h"
#include "shared/model/records.h"

namespace veldpost::cli {

namespace {

struct PersonOptions {
    std::string caseId;
    std::string name;
    std::optional<std::string> born;
    std::optional<std::string> role;
    bool all = false;
};

Result<Answer> addPerson(Context& context, const PersonOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    engine::Dossiers& dossiers = unlocked.dossiers();
    const model::Person person{options.name, options.born, options.role};
    VELDPOST_ASSIGN(const engine::Saved saved,
                    dossiers.add(caseId, model::kPerson, dossiers.partFor(model::kPerson), person.toSet()));
    return savedAnswer(saved, "Person saved");
}

Result<Answer> listPersons(Context& context, const PersonOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, allRecords(unlocked.dossiers(), caseId, model::kPerson, options.all));
    Json persons = Json::array();
    Table table({"Record", "Born", "Role", "Safety", "Name"});
    for (const RecordRow& row : rows) {
        VELDPOST_ASSIGN(const Json fields, shownFields(*unlocked.home, row));
        Json person = rowJson(row);
        for (const char* key : {"name", "born", "role"}) person[key] = fields.value(key, Json(nullptr));
        table.add({row.record.text(), fieldText(fields, "born"), fieldText(fields, "role"), safetyText(row),
                   fieldText(fields, "name") + marksText(row)});
        persons.push_back(std::move(person));
    }
    return Answer{{{"persons", std::move(persons)}}, table.text("No persons.")};
}

}  // namespace

void addPersonCommands(CommandLine& line)
{
    const auto options = std::make_shared<PersonOptions>();
    CLI::App& group = line.group("person", "People a case is about");
    CLI::App& add = line.command(group, "add", "Adds a person to a case",
                                 [options](Context& context) { return addPerson(context, *options); });
    add.add_option("CASE", options->caseId, "The case")->required();
    add.add_option("--name", options->name, "Name")->required()->type_name("N");
    add.add_option("--born", options->born, "YYYY-MM-DD, YYYY-MM or YYYY")->type_name("D");
    add.add_option("--role", options->role, "Such as child, mother, father; any word")->type_name("R");
    CLI::App& list = line.command(group, "list", "Lists the people of a case",
                                  [options](Context& context) { return listPersons(context, *options); });
    list.add_option("CASE", options->caseId, "The case")->required();
    list.add_flag("--all", options->all, "Also retracted ones");
}

}  // namespace veldpost::cli
