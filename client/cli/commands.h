// Every group of commands adds itself; one file a group.
#pragma once

#include "client/cli/command_line.h"

namespace veldpost::cli {

void addEnrolCommand(CommandLine& line);
void addHomeCommands(CommandLine& line);        // lock, passphrase change, verify
void addCaseCommands(CommandLine& line);        // case …, user list
void addPersonCommands(CommandLine& line);
void addNoteCommands(CommandLine& line);
void addHuisverbodCommands(CommandLine& line);
void addInjuryCommands(CommandLine& line);
void addPhotoCommands(CommandLine& line);
void addRecordCommands(CommandLine& line);      // record history, search
void addConflictCommands(CommandLine& line);    // conflict list, resolve
void addExportCommand(CommandLine& line);
void addQuarantineCommands(CommandLine& line);  // quarantine list, accept, decline
void addViewAsCommand(CommandLine& line);
void addSyncCommands(CommandLine& line);        // sync, status
void addDeviceCommands(CommandLine& line);      // device list, device revoke
void addRecoveryCommands(CommandLine& line);    // passphrase recover, device recover, device requests
void addUnsentCommands(CommandLine& line);      // quarantine import
void addCalculatorCommands(CommandLine& line);  // deadline …, screen …

}  // namespace veldpost::cli
