// Many who wait for one thing: each has a line of his own, and the lines take turns. Whoever asks a hundred times as
// often as others waits behind himself, not they behind him.
//
// Invariants: 1. The items of a line leave it in the order they came. 2. A line whose turn may come waits at most for one
// turn of each other line, however long those are. 3. A line has at most `turnsAtOnce` turns that are not over.
// Threads: none of its own; its owner guards it.
#pragma once

#include "shared/base/check.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <utility>

namespace veldpost::server {

// Counted, not timed: what shows that turns are fair on a fast machine shows it on a slow one.
struct TurnCounts {
    std::uint64_t given = 0;
    std::uint64_t waited = 0;      // turns that others had while a line stood ready, all lines together
    std::uint64_t waitedMost = 0;  // the most that one of them waited
    std::uint64_t refused = 0;     // had no room in their line, or in the queue
};

struct FairLimits {
    std::size_t all = std::numeric_limits<std::size_t>::max();      // items that wait
    std::size_t perLine = std::numeric_limits<std::size_t>::max();  // of one line
    std::size_t turnsAtOnce = 1;
};

enum class Place { Taken, LineFull, QueueFull };

template <typename Key, typename Item>
class FairQueue {
public:
    explicit FairQueue(FairLimits limits = {}) : m_limits(limits) { VELDPOST_CHECK(limits.turnsAtOnce > 0); }

    // Takes `item` only when it says Taken.
    Place push(const Key& key, Item&& item)
    {
        const auto known = m_lines.find(key);
        const bool lineFull = known != m_lines.end() && known->second.items.size() >= m_limits.perLine;
        if (lineFull || m_size >= m_limits.all) {
            ++m_counts.refused;
            return lineFull ? Place::LineFull : Place::QueueFull;
        }
        Line& line = m_lines[key];
        line.items.push_back(std::move(item));
        ++m_size;
        makeReady(key, line);
        return Place::Taken;
    }

    std::size_t size() const { return m_size; }
    // Whether there is a turn to give: a queue may hold items of lines only that have all their turns.
    bool ready() const { return !m_ready.empty(); }
    std::size_t waitingOf(const Key& key) const
    {
        const auto line = m_lines.find(key);
        return line == m_lines.end() ? 0 : line->second.items.size();
    }
    const TurnCounts& counts() const { return m_counts; }

    // Whose turn is next. REQUIRES: ready()
    const Item& next() const { return m_lines.at(m_ready.front().key).items.front(); }

    // Gives that turn, which lasts until end(). REQUIRES: ready()
    std::pair<Key, Item> begin()
    {
        VELDPOST_CHECK(ready());
        const Ready turn = m_ready.front();
        m_ready.pop_front();
        const std::uint64_t waited = m_counts.given++ - turn.since;
        m_counts.waited += waited;
        m_counts.waitedMost = std::max(m_counts.waitedMost, waited);
        Line& line = m_lines.at(turn.key);
        line.isReady = false;
        std::pair<Key, Item> out(turn.key, std::move(line.items.front()));
        line.items.pop_front();
        ++line.turns;
        --m_size;
        makeReady(turn.key, line);
        return out;
    }

    // REQUIRES: as many begin() of this key went before
    void end(const Key& key)
    {
        const auto it = m_lines.find(key);
        VELDPOST_CHECK(it != m_lines.end() && it->second.turns > 0);
        Line& line = it->second;
        --line.turns;
        if (line.turns == 0 && line.items.empty()) m_lines.erase(it);
        else makeReady(key, line);
    }

private:
    struct Line {
        std::deque<Item> items;
        std::size_t turns = 0;  // begun and not over
        bool isReady = false;
    };
    struct Ready {
        Key key;
        std::uint64_t since;  // turns given until then
    };

    void makeReady(const Key& key, Line& line)
    {
        if (line.isReady || line.items.empty() || line.turns >= m_limits.turnsAtOnce) return;
        line.isReady = true;
        m_ready.push_back({key, m_counts.given});
    }

    const FairLimits m_limits;
    std::map<Key, Line> m_lines;
    std::deque<Ready> m_ready;  // in the order of their turns
    std::size_t m_size = 0;
    TurnCounts m_counts;
};

}  // namespace veldpost::server
