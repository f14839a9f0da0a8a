// Makes `import Veldpost.ViewModels` work in a program that links this library: nothing else names the types in C++, so
// the linker would leave their registration out.
#pragma once

namespace veldpost::viewmodels {

void registerTypes();

}  // namespace veldpost::viewmodels
