// The commands of veldpost-server, their options and help.
#pragma once

namespace veldpost::app {

// Runs the command that was asked for; answers the exit code.
int runCommandLine(int argc, char** argv);

}  // namespace veldpost::app
