// What anybody would try first.
#pragma once

#include <span>
#include <string_view>

namespace veldpost::vault {

// The entries of data/common_passphrases.txt, put into the program by the build; sorted, lower case, letters and
// digits only.
std::span<const std::string_view> commonPassphrases();

}  // namespace veldpost::vault
