// What was measured: values with their units, beside what they should be.
#pragma once

#include "shared/revision/json.h"

#include <optional>
#include <string>
#include <vector>

namespace veldpost::bench {

using revision::Json;

enum class Bound { AtLeast, AtMost };

struct Target {
    Bound bound;
    double value;
};
inline Target atLeast(double value) { return {Bound::AtLeast, value}; }
inline Target atMost(double value) { return {Bound::AtMost, value}; }

struct Figure {
    std::string name;  // with its unit last: "save_p95_ms"
    double value = 0;
    std::string unit;
    std::optional<Target> target = {};

    std::optional<bool> met() const;  // without a target: nothing
};

// One workload's outcome.
struct Outcome {
    std::string workload;
    double loadBefore = 0;  // processes that wanted to run, average of the last minute
    double seconds = 0;     // the workload took, with its set-up
    std::vector<Figure> figures;
    std::string skipped;  // why it was not run; empty: it ran
    std::string problem;  // why it could not be finished; empty: it was
};

struct Machine {
    int cores = 0;
    std::string cpu;
    std::string fileSystem;  // of the folder the stores are in
    double fsyncMs = 0;      // median of one 8 KiB write with fdatasync there
    double loadBefore = 0;
};

struct Report {
    Machine machine;
    std::string scale;
    std::string unjudged;  // why no target is judged; empty: they are
    std::vector<Outcome> outcomes;

    Json json() const;
    std::string table() const;
};

// Nearest rank: the smallest value that `percent` of them do not exceed. REQUIRES: values not empty
double percentile(std::vector<double> values, double percent);

}  // namespace veldpost::bench
