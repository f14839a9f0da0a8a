// What the whole process does so that its memory does not reach a disk.
#pragma once

#include "shared/base/result.h"

namespace veldpost::vault {

// No core files, no reading of this process's memory by others of the same user. Called first in main() of every
// program that opens a vault.
Status guardProcess();

}  // namespace veldpost::vault
