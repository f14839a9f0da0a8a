// veldpostctl: everything the app does, from a terminal.
#include "client/cli/commands.h"
#include "client/vault/process_guard.h"

#include <csignal>

int main(int argc, char** argv)
{
    using namespace veldpost::cli;
    // A reader that went away is told by the failed write, with an exit code.
    std::signal(SIGPIPE, SIG_IGN);
    const veldpost::Status guarded = veldpost::vault::guardProcess();
    if (!guarded.ok()) {
        writeProblem(guarded.error(), false);
        return exitCodeOf(guarded.error().kind);
    }
    CommandLine line;
    addEnrolCommand(line);
    addHomeCommands(line);
    addCaseCommands(line);
    addPersonCommands(line);
    addNoteCommands(line);
    addHuisverbodCommands(line);
    addInjuryCommands(line);
    addPhotoCommands(line);
    addRecordCommands(line);
    addConflictCommands(line);
    addExportCommand(line);
    addSyncCommands(line);
    addDeviceCommands(line);
    addRecoveryCommands(line);
    addUnsentCommands(line);
    addQuarantineCommands(line);
    addViewAsCommand(line);
    addCalculatorCommands(line);
    return line.run(argc, argv);
}
