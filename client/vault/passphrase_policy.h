// Which passphrases are good enough.
#pragma once

#include "shared/base/result.h"

#include <string_view>

namespace veldpost::vault {

inline constexpr std::size_t kPassphraseCharactersMin = 15;  // NIST SP 800-63B-4, a single factor
inline constexpr std::size_t kPassphraseBytesMax = 1024;

// Length in Unicode code points, no rules about kinds of characters, refused when it is among what anybody would try
// first: a list (data/common_passphrases.txt), one piece repeated, runs of the alphabet or the keyboard, few different
// characters, the user's own name. Errors (Failed): passphrase_not_text (not UTF-8), passphrase_too_short,
// passphrase_too_long, passphrase_common. No part of the passphrase is in them.
Status checkPassphrase(std::string_view passphrase, std::string_view userName);

}  // namespace veldpost::vault
