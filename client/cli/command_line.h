// The commands, their options and help; runs the one that was asked for.
//
// Invariants: 1. With --json standard output holds one JSON object or nothing. 2. Every command has --help, --json,
// --home and --passphrase-file. 3. An argument is never repeated in a problem: it may be a record's text.
#pragma once

#include "client/cli/app_context.h"
#include "client/cli/output.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace veldpost::cli {

using Action = std::function<Result<Answer>(Context& context)>;

class CommandLine {
public:
    CommandLine();

    // A word with commands under it, as `case`.
    CLI::App& group(const std::string& name, const std::string& about);
    // A command of its own, as `status`; or one of a group, as `case list`. Its arguments are added by the caller.
    CLI::App& command(const std::string& name, const std::string& about, Action action);
    CLI::App& command(CLI::App& group, const std::string& name, const std::string& about, Action action);

    // The program's exit code.
    int run(int argc, char** argv);

private:
    void addCommonOptions(CLI::App& app);
    int parseProblem(const CLI::ParseError& error, int argc, char** argv);

    CLI::App m_app;
    Context m_context;
    Action m_chosen;
};

}  // namespace veldpost::cli
