// deadline …, screen …: pure calculators, without a home.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "shared/calendar/calculators.h"
#include "shared/model/body_region.h"

namespace veldpost::cli {

namespace {

using calendar::Date;
using calendar::Moment;

struct CalculatorOptions {
    std::string from;
    std::optional<std::string> until;
    std::optional<int> days;
    std::string on;
    std::vector<std::string> findings;
};

Result<Answer> huisverbod(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Moment imposed, parseMoment(options.from, "--imposed"));
    VELDPOST_ASSIGN(const auto until, parseMoment(options.until, "--extended-until"));
    VELDPOST_ASSIGN(const auto terms, calendar::deadlineHuisverbod(imposed, until, options.days));
    Answer answer{{{"imposed_at", terms.imposedAt.text()},
                   {"ends_at", terms.endsAt.text()},
                   {"latest_end_at", terms.latestEndAt.text()},
                   {"extended_end_at", isoTime(terms.extendedEndAt)},
                   {"problems", terms.problems}},
                  "Imposed     " + clockText(terms.imposedAt) + "\nEnds        " + clockText(terms.endsAt) +
                      "\nAt latest   " + clockText(terms.latestEndAt) + "\n"};
    if (imposed.isDay()) answer.json["precision"] = "day";
    if (terms.extendedEndAt) answer.text += "Extended to " + clockText(*terms.extendedEndAt) + "\n";
    if (!terms.problems.empty()) answer.text += "Look at     " + joined(terms.problems) + "\n";
    return answer;
}

// Named only where there is one.
Answer withDoubts(Answer answer, const calendar::Doubts& problems)
{
    if (problems.empty()) return answer;
    answer.json["problems"] = problems;
    answer.text += "Look at     " + joined(problems) + "\n";
    return answer;
}

Answer dueOn(const calendar::DueOn& due)
{
    return withDoubts({{{"due_on", due.dueOn.text()}}, "Due on " + due.dueOn.text() + "\n"}, due.problems);
}

Result<Answer> triage(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Date received, parseDate(options.from, "--received"));
    return dueOn(calendar::deadlineTriage(received));
}

Result<Answer> investigation(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Date decided, parseDate(options.from, "--decided"));
    return dueOn(calendar::deadlineInvestigation(decided));
}

Result<Answer> inform(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Date recorded, parseDate(options.from, "--recorded"));
    return dueOn(calendar::deadlineInform(recorded));
}

Result<Answer> hearing(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Date requested, parseDate(options.from, "--requested"));
    const calendar::HearingDeadline due = calendar::deadlineHearing(requested);
    return withDoubts({{{"due_on_statute", due.dueOnStatute.text()}, {"due_on_practice", due.dueOnPractice.text()}},
                       "Due on " + due.dueOnStatute.text() + " (Algemene termijnenwet), " + due.dueOnPractice.text() +
                           " (three working days)\n"},
                      due.problems);
}

Result<Answer> monitoring(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Date from, parseDate(options.from, "--from"));
    const calendar::MonitoringDeadline due = calendar::deadlineMonitoring(from);
    return Answer{{{"at_3_months", due.at3Months.text()}, {"at_12_months", due.at12Months.text()}},
                  "At 3 months " + due.at3Months.text() + ", at 12 months " + due.at12Months.text() + "\n"};
}

Result<Answer> reachable(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Moment imposed, parseMoment(options.from, "--imposed"));
    const Moment due = calendar::deadlineReachable(imposed).dueAt;
    Answer answer{{{"due_at", due.text()}}, "Due at " + clockText(due) + "\n"};
    if (due.isDay()) answer.json["precision"] = "day";
    return answer;
}

// REGION[:patterned]; a region of the body map stands for the one the screening rule names.
Result<calendar::BruiseFinding> parseFinding(const std::string& text)
{
    calendar::BruiseFinding finding;
    const std::size_t colon = text.find(':');
    finding.region = text.substr(0, colon);
    if (colon != std::string::npos) {
        if (text.substr(colon + 1) != "patterned")
            return Error{ErrorKind::Usage, "bad_finding", "A finding is REGION or REGION:patterned", "--finding"};
        finding.patterned = true;
    }
    const model::BodyRegion* region = model::findBodyRegion(finding.region);
    if (!calendar::isScreenedRegion(finding.region) && region != nullptr) finding.region = region->screenedAs;
    return finding;
}

Result<Answer> ten4facesp(const CalculatorOptions& options)
{
    VELDPOST_ASSIGN(const Date born, parseDate(options.from, "--born"));
    VELDPOST_ASSIGN(const Date on, parseDate(options.on, "--on"));
    std::vector<calendar::BruiseFinding> findings;
    for (const std::string& text : options.findings) {
        VELDPOST_ASSIGN(calendar::BruiseFinding finding, parseFinding(text));
        findings.push_back(std::move(finding));
    }
    VELDPOST_ASSIGN(const calendar::Ten4Facesp screened, calendar::screenTen4Facesp(born, on, findings));
    const char* verdict = !screened.applies ? "TEN-4-FACESp does not apply"
                          : screened.positive ? "TEN-4-FACESp is positive: a signal, no diagnosis; consult"
                                              : "TEN-4-FACESp is negative";
    const std::string why = screened.reasons.empty() ? "" : " (" + joined(screened.reasons) + ")";
    return Answer{{{"applies", screened.applies}, {"positive", screened.positive}, {"reasons", screened.reasons}},
                  verdict + why + "\n"};
}

class DeadlineGroup {
public:
    explicit DeadlineGroup(CommandLine& line)
        : m_line(line), m_group(line.group("deadline", "Terms by Dutch law; needs no home"))
    {
    }

    using Calculator = Result<Answer> (*)(const CalculatorOptions&);
    CLI::App& add(const char* name, const char* about, const char* option, const char* type, Calculator calculator)
    {
        CLI::App& app = m_line.command(m_group, name, about,
                                       [calculator, o = m_options](Context&) { return calculator(*o); });
        app.add_option(option, m_options->from, "When it runs from")->required()->type_name(type);
        return app;
    }
    CalculatorOptions& options() { return *m_options; }

private:
    CommandLine& m_line;
    CLI::App& m_group;
    std::shared_ptr<CalculatorOptions> m_options = std::make_shared<CalculatorOptions>();
};

void addScreening(CommandLine& line)
{
    const auto options = std::make_shared<CalculatorOptions>();
    CLI::App& group = line.group("screen", "Screening rules; needs no home");
    CLI::App& app = line.command(group, "ten4facesp", "TEN-4-FACESp for bruises of children under four",
                                 [options](Context&) { return ten4facesp(*options); });
    app.add_option("--born", options->from, "Day of birth")->required()->type_name("D");
    app.add_option("--on", options->on, "Day of the findings")->required()->type_name("D");
    app.add_option("--finding", options->findings, "A bruise; once for each")->type_name("REGION[:patterned]");
}

}  // namespace

void addCalculatorCommands(CommandLine& line)
{
    DeadlineGroup group(line);
    CLI::App& ban = group.add("huisverbod", "Ten days, at most four weeks, same clock time", "--imposed", "T", huisverbod);
    ban.add_option("--extended-until", group.options().until, "The end of an extension")->type_name("T");
    ban.add_option("--extension-days", group.options().days, "Or its days, from the computed end on")->type_name("N");
    group.add("triage", "Five working days", "--received", "D", triage);
    group.add("hearing", "Three days (Atw); three working days", "--requested", "D", hearing);
    group.add("investigation", "Ten weeks (Atw)", "--decided", "D", investigation);
    group.add("inform", "Four weeks (Atw)", "--recorded", "D", inform);
    group.add("monitoring", "Three and twelve months", "--from", "D", monitoring);
    group.add("reachable", "24 elapsed hours", "--imposed", "T", reachable);
    addScreening(line);
}

}  // namespace veldpost::cli
