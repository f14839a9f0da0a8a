#include "tests/sync/checkers/checker.h"

namespace veldpost::sync {

Checkers allCheckers()
{
    Checkers out;
    for (const auto make : {makeI01, makeI02, makeI03, makeI04, makeI05, makeI06, makeI07, makeI08, makeI09, makeI10, makeI11,
                            makeI12, makeI13, makeI15, makeI16})
        out.push_back(make());
    return out;
}

}  // namespace veldpost::sync
