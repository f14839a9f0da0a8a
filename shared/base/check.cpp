#include "shared/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace veldpost {

void checkFailed(const char* expression, std::source_location where)
{
    // Only the code's own text: never a value, which could hold a record's words.
    std::fprintf(stderr, "veldpost: internal error: %s at %s:%u\n", expression, where.file_name(),
                 static_cast<unsigned>(where.line()));
    std::abort();
}

}  // namespace veldpost
