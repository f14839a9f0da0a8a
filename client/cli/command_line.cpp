#include "client/cli/command_line.h"

#include <string_view>

namespace veldpost::cli {

namespace {

constexpr char kAbout[] = "Veldpost from a terminal: the dossiers of one user's encrypted home, online or not.";
constexpr char kExitCodes[] =
    "\nExit codes: 0 done, 1 not done, 2 wrong use, 3 locked (wrong passphrase, not enrolled, revoked),\n"
    "4 server not reached or not trusted (local work is saved).\n"
    "Times are YYYY-MM-DDTHH:MM on the clock of Amsterdam, or with an offset; YYYY-MM-DD where only the day is known.";

// Before the arguments were understood, this is how the answer is wanted.
bool wantsJson(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--") return false;
        if (std::string_view(argv[i]) == "--json") return true;
    }
    return false;
}

// What was wrong, without the words that were typed.
std::string whyNotParsed(const CLI::ParseError& error)
{
    if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return "there is an argument this command does not take";
    if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) return "an option needs a whole number";
    return error.what();
}

}  // namespace

CommandLine::CommandLine() : m_app(kAbout, "veldpostctl")
{
    m_app.require_subcommand(1);
    m_app.set_version_flag("--version", "veldpostctl " VELDPOST_VERSION);
    m_app.footer(kExitCodes);
    addCommonOptions(m_app);
}

void CommandLine::addCommonOptions(CLI::App& app)
{
    GlobalOptions& options = m_context.options;
    app.add_flag("--json", options.json, "One JSON object on standard output; problems as one on standard error")
        ->group("Always");
    app.add_option("--home", options.home, "Folder of the encrypted home")->type_name("DIR")->group("Always");
    app.add_option("--passphrase-file", options.passphraseFile,
                   "File with the passphrase; else VELDPOST_PASSPHRASE_FILE names it, else it is asked for")
        ->type_name("FILE")
        ->group("Always");
}

CLI::App& CommandLine::group(const std::string& name, const std::string& about)
{
    // One group may be added to from several files.
    const auto known = m_app.get_subcommands([&](const CLI::App* app) { return app->get_name() == name; });
    if (!known.empty()) return *known.front();
    CLI::App& app = *m_app.add_subcommand(name, about);
    app.require_subcommand(1);
    return app;
}

CLI::App& CommandLine::command(const std::string& name, const std::string& about, Action action)
{
    return command(m_app, name, about, std::move(action));
}

CLI::App& CommandLine::command(CLI::App& group, const std::string& name, const std::string& about, Action action)
{
    CLI::App& app = *group.add_subcommand(name, about);
    addCommonOptions(app);
    app.callback([this, action = std::move(action)] { m_chosen = action; });
    return app;
}

int CommandLine::parseProblem(const CLI::ParseError& error, int argc, char** argv)
{
    if (error.get_exit_code() == 0) return m_app.exit(error);  // --help, --version
    writeProblem({ErrorKind::Usage, "wrong_use", "The command was not understood", whyNotParsed(error)},
                 wantsJson(argc, argv));
    return exitCodeOf(ErrorKind::Usage);
}

int CommandLine::run(int argc, char** argv)
{
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return parseProblem(error, argc, argv);
    }
    VELDPOST_CHECK(m_chosen != nullptr);
    const bool json = m_context.options.json;
    const Result<Answer> answer = m_chosen(m_context);
    if (!answer.ok()) {
        writeProblem(answer.error(), json);
        return exitCodeOf(answer.error().kind);
    }
    const Status written = writeAnswer(*answer, json);
    if (!written.ok()) {
        writeProblem(written.error(), json);
        return exitCodeOf(written.error().kind);
    }
    return answer->exitCode;
}

}  // namespace veldpost::cli
