// UnkeptDrafts: what was typed and the disk would not take. It stays in memory until the disk does; while the app is
// locked it is sealed under a key that only the next unlock brings back.
#pragma once

#include "client/engine/drafts.h"

#include <string>
#include <vector>

namespace veldpost::viewmodels {

class HomeKeeper;

class UnkeptDrafts {
public:
    void hold(engine::Draft draft) { m_open.push_back(std::move(draft)); }
    bool empty() const { return m_open.empty() && m_sealed.empty(); }

    // Before the keys go; nothing to do where nothing is held. REQUIRES: the keeper is unlocked
    void seal(HomeKeeper& keeper);
    // After unlocking. What cannot be opened stays sealed.
    void open(HomeKeeper& keeper);
    // Stores what is open as drafts. True when at least one went to the disk.
    bool store(engine::Drafts& drafts, const Clock& clock, RandomSource& random);

private:
    std::vector<engine::Draft> m_open;
    std::vector<std::string> m_sealed;
};

}  // namespace veldpost::viewmodels
