// huisverbod add, extend, withdraw, list, import.
#include "client/cli/commands.h"
#include "client/cli/huisverbod_import.h"
#include "client/cli/huisverbod_records.h"
#include "client/cli/inputs.h"

namespace veldpost::cli {

namespace {

using calendar::Moment;
using engine::Part;

struct HuisverbodOptions {
    std::string caseId;
    std::string record;
    std::string imposed;
    std::optional<std::string> ends;
    std::optional<std::string> municipality;
    std::optional<std::string> ecli;
    std::string until;
    std::string decided;
    std::string at;
    std::string file;
    bool all = false;
};

Json termsJson(const model::HuisverbodSummary& summary)
{
    return {{"imposed_at", summary.imposedAt.text()},
            {"ends_at", summary.endsAt.text()},
            {"computed_ends_at", summary.computedEndsAt.text()},
            {"latest_end_at", summary.latestEndAt.text()},
            {"extended_end_at", isoTime(summary.extendedEndAt)},
            {"state", std::string(summary.state)},
            {"precision", std::string(summary.precision)},
            {"problems", summary.problems}};
}

// A record whose fields cannot be read (a newer version's, or conflicts that leave no imposing) is listed all the same.
Json unreadTermsJson()
{
    Json terms{{"problems", Json::array({"not_readable"})}};
    for (const char* key : {"imposed_at", "ends_at", "computed_ends_at", "latest_end_at", "extended_end_at", "state",
                            "precision"})
        terms[key] = nullptr;
    return terms;
}

Result<Moment> nowOf(const Context& context)
{
    return Moment::fromUtcMs(context.clock().nowMs());
}

void sayTerms(Answer& answer, const model::HuisverbodSummary& summary)
{
    answer.text += "Ends " + clockText(summary.endsAt) + "; at latest, when extended, " + clockText(summary.latestEndAt) + "\n";
    if (!summary.problems.empty()) answer.text += "Look at: " + joined(summary.problems) + "\n";
}

Result<Answer> addHuisverbod(Context& context, const HuisverbodOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(const Moment imposed, parseMoment(options.imposed, "--imposed"));
    VELDPOST_ASSIGN(const auto ends, parseMoment(options.ends, "--ends"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    model::Huisverbod huisverbod{imposed, ends, {}, options.municipality, options.ecli, {}, {}, {}, {}, {}, {}};
    VELDPOST_ASSIGN(const engine::Saved saved,
                    unlocked.dossiers().add(caseId, model::kHuisverbod, Part::General, huisverbod.toSet()));
    VELDPOST_ASSIGN(const Moment now, nowOf(context));
    const model::HuisverbodSummary summary = model::summarise(huisverbod, {}, now);
    Answer answer = savedAnswer(saved, "Huisverbod saved");
    answer.json.update(termsJson(summary));
    sayTerms(answer, summary);
    return answer;
}

Result<HuisverbodRecord> huisverbodOf(engine::OpenHome& home, const RecordRow& row)
{
    VELDPOST_ASSIGN(auto records, huisverbodenOf(home, row.caseId));
    for (HuisverbodRecord& record : records)
        if (record.row.key() == row.key()) return std::move(record);
    return Error{ErrorKind::NotFound, "unknown_record", "There is no such record on this device", ""};
}

// Saves an event of a huisverbod and says what the terms are now.
Result<Answer> addEvent(Context& context, const std::string& id, model::HuisverbodEvent event)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const RecordRow row, recordOfKind(unlocked.dossiers(), id, model::kHuisverbod));
    event.huisverbod = row.record;
    VELDPOST_ASSIGN(const HuisverbodRecord before, huisverbodOf(*unlocked.home, row));
    VELDPOST_ASSIGN(const model::Huisverbod huisverbod, model::Huisverbod::from(before.fields));
    // With the event as it was typed: a clock time that does not exist, or comes twice, is known only here.
    std::vector<model::HuisverbodEvent> events = eventsOf(before);
    events.push_back(event);
    VELDPOST_ASSIGN(const Moment now, nowOf(context));
    const model::HuisverbodSummary summary = model::summarise(huisverbod, events, now);
    VELDPOST_ASSIGN(const engine::Saved saved,
                    unlocked.dossiers().add(row.caseId, model::kHuisverbodEvent, Part::General, event.toSet()));
    Answer answer = savedAnswer(saved, event.event == "extension" ? "Extension saved" : "Withdrawal saved");
    answer.json["huisverbod"] = row.record.text();
    answer.json["event"] = event.event;
    answer.json.update(termsJson(summary));
    sayTerms(answer, summary);
    return answer;
}

Result<Answer> extendHuisverbod(Context& context, const HuisverbodOptions& options)
{
    model::HuisverbodEvent event;
    event.event = "extension";
    VELDPOST_ASSIGN(event.until, parseMoment(options.until, "--until"));
    VELDPOST_ASSIGN(event.decidedAt, parseMoment(options.decided, "--decided"));
    return addEvent(context, options.record, std::move(event));
}

Result<Answer> withdrawHuisverbod(Context& context, const HuisverbodOptions& options)
{
    model::HuisverbodEvent event;
    event.event = "withdrawal";
    VELDPOST_ASSIGN(event.at, parseMoment(options.at, "--at"));
    return addEvent(context, options.record, std::move(event));
}

void addListed(const HuisverbodRecord& record, const Moment& now, Json& list, Table& table)
{
    Json item = rowJson(record.row);
    for (const char* key : {"municipality", "ecli"}) item[key] = record.fields.value(key, Json(nullptr));
    item["events"] = record.eventRows.size();
    const auto huisverbod = model::Huisverbod::from(record.fields);
    if (huisverbod.ok() && !record.row.needsNewerApp) {
        const auto summary = model::summarise(*huisverbod, eventsOf(record), now);
        item.update(termsJson(summary));
        table.add({record.row.record.text(), clockText(summary.imposedAt), clockText(summary.endsAt),
                   std::string(summary.state), safetyText(record.row),
                   fieldText(record.fields, "municipality") + marksText(record.row) +
                       (summary.problems.empty() ? "" : " (" + joined(summary.problems) + ")")});
    } else {
        item.update(unreadTermsJson());
        table.add({record.row.record.text(), "?", "?", "?", safetyText(record.row), marksText(record.row)});
    }
    list.push_back(std::move(item));
}

Result<Answer> listHuisverboden(Context& context, const HuisverbodOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto records, huisverbodenOf(*unlocked.home, caseId));
    VELDPOST_ASSIGN(const Moment now, nowOf(context));
    Json list = Json::array();
    Table table({"Record", "Imposed", "Ends", "State", "Safety", "Municipality"});
    for (const HuisverbodRecord& record : records)
        if (options.all || !record.row.retracted) addListed(record, now, list, table);
    return Answer{{{"huisverboden", std::move(list)}}, table.text("No huisverboden.")};
}

Result<Answer> importFile(Context& context, const HuisverbodOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(const std::string file, readInput(options.file, kRulingsFileBytesMax));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    return importRulings(*unlocked.home, caseId, file);
}

void addWritingCommands(CommandLine& line, CLI::App& group, const std::shared_ptr<HuisverbodOptions>& options)
{
    CLI::App& add = line.command(group, "add", "Records a huisverbod",
                                 [options](Context& context) { return addHuisverbod(context, *options); });
    add.add_option("CASE", options->caseId, "The case")->required();
    add.add_option("--imposed", options->imposed, "When it was imposed")->required()->type_name("T");
    add.add_option("--ends", options->ends, "The end as the decision states it")->type_name("T");
    add.add_option("--municipality", options->municipality, "Municipality")->type_name("M");
    add.add_option("--ecli", options->ecli, "ECLI of a ruling on it")->type_name("E");

    CLI::App& extend = line.command(group, "extend", "Records that it was extended",
                                    [options](Context& context) { return extendHuisverbod(context, *options); });
    extend.add_option("RECORD", options->record, "The huisverbod")->required();
    extend.add_option("--until", options->until, "The new end")->required()->type_name("T");
    extend.add_option("--decided", options->decided, "When that was decided")->required()->type_name("T");

    CLI::App& withdraw = line.command(group, "withdraw", "Records that it was withdrawn; retracts nothing",
                                      [options](Context& context) { return withdrawHuisverbod(context, *options); });
    withdraw.add_option("RECORD", options->record, "The huisverbod")->required();
    withdraw.add_option("--at", options->at, "From when")->required()->type_name("T");
}

}  // namespace

void addHuisverbodCommands(CommandLine& line)
{
    const auto options = std::make_shared<HuisverbodOptions>();
    CLI::App& group = line.group("huisverbod", "Huisverboden (Wet tijdelijk huisverbod) of a case");
    addWritingCommands(line, group, options);
    CLI::App& list = line.command(group, "list", "Lists them with their terms",
                                  [options](Context& context) { return listHuisverboden(context, *options); });
    list.add_option("CASE", options->caseId, "The case")->required();
    list.add_flag("--all", options->all, "Also retracted ones");
    CLI::App& import = line.command(group, "import", "Takes in a file of published rulings, whole or not at all",
                                    [options](Context& context) { return importFile(context, *options); });
    import.add_option("CASE", options->caseId, "The case")->required();
    import.add_option("FILE", options->file, "The file; - is standard input")->required();
}

}  // namespace veldpost::cli
