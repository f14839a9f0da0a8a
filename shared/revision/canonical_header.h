// Reads a version 1 header straight from its canonical bytes: RFC 8785 leaves one spelling and one order of keys, so
// a reader that follows them proves the form while it reads. Every stored revision passes here each time it is read.
#pragma once

#include "shared/revision/header.h"

namespace veldpost::revision {

// The header, when `bytes` are the canonical bytes of a valid version 1 header without `enc`; else nothing, and the
// general reader says what it is or what is wrong with it.
// Invariant: what this accepts, the general reader accepts with the same result.
std::optional<Header> readCanonicalHeader(std::string_view bytes);

}  // namespace veldpost::revision
