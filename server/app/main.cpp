#include "server/app/command_line.h"

int main(int argc, char** argv)
{
    return veldpost::app::runCommandLine(argc, argv);
}
