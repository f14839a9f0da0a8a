// Fills a home with notes as if somebody had saved them, many to a commit: what is measured afterwards reads or sends
// them, and saving them one by one would only cost time here.
#pragma once

#include "client/engine/open_home.h"

namespace veldpost::bench {

struct Filling {
    std::int64_t cases = 1;
    std::int64_t notes = 0;  // in all; spread evenly, case after case
    std::size_t noteBytes = 0;
    std::uint64_t seed = 1;
};

// The cases made, with their notes signed, chained, shown in lists and searchable.
Result<std::vector<CaseId>> fillHome(engine::OpenHome& home, const Filling& filling, const Clock& clock,
                                     RandomSource& random);

}  // namespace veldpost::bench
