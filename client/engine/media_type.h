// What kind of file it is, from its first bytes. A name says nothing: it is whatever somebody called it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace veldpost::engine {

// A media type ("image/jpeg") of the few that people attach to a dossier; nothing for all others.
std::optional<std::string> mediaTypeOf(std::string_view firstBytes);

}  // namespace veldpost::engine
