// What happened, in words: hashed always, kept or printed on demand. The same seed gives the same words.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace veldpost::sync {

class Trace {
public:
    // Told every line as it comes, for a person who looks at one seed.
    std::function<void(std::string_view)> onLine;

    void add(std::int64_t atMs, std::string_view what)
    {
        mix(std::to_string(atMs));
        mix(what);
        ++m_lines;
        if (onLine) onLine("+" + std::to_string(atMs) + " ms  " + std::string(what));
    }
    std::uint64_t hash() const { return m_hash; }
    std::int64_t lines() const { return m_lines; }

private:
    // FNV-1a: it need not hold against anybody.
    void mix(std::string_view text)
    {
        for (const char c : text) m_hash = (m_hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3ULL;
        m_hash = (m_hash ^ 0xff) * 0x100000001b3ULL;
    }

    std::uint64_t m_hash = 0xcbf29ce484222325ULL;
    std::int64_t m_lines = 0;
};

}  // namespace veldpost::sync
