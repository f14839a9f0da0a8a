// What a store is put through: production code, step by step, on a store that was prepared before.
#pragma once

#include "shared/base/result.h"
#include "shared/storage/key.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace veldpost::crash {

// One store with the code that works on it, as a process would have it open.
class Subject {
public:
    virtual ~Subject() = default;
    // All that the store can say of itself. Error: what is wrong.
    virtual Status verify() = 0;
    // Some more work of the same kind: a store that came through takes it.
    virtual Status goOn() = 0;
};

struct Step {
    std::string name;
    // Ok: the caller was told that it is done. Deterministic: on two copies of a store it does the same.
    std::function<Status(Subject&)> act;
};

struct Scenario {
    std::string name;
    std::shared_ptr<const storage::Key> key;
    std::function<void(const std::string& file)> prepare;  // makes the store
    // As a program starts: `start` counts the starts, so that each draws other random numbers.
    std::function<Result<std::unique_ptr<Subject>>(const std::string& file, int start)> open;
    std::vector<Step> steps;
    // Puts other files beside the store back to how prepare() made them; they are written whole before the store is, so
    // that after a crash they may be ahead of it. Empty: there are none.
    std::function<void(const std::string& file)> resetBeside = {};
};

}  // namespace veldpost::crash
