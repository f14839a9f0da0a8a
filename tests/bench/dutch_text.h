// Texts that look like notes to a disk, a search index and a compressor: Dutch-like words, frequent and rare ones as
// in a real language (Zipf), no two texts alike.
#pragma once

#include "shared/base/random.h"

#include <string>
#include <vector>

namespace veldpost::bench {

class DutchText {
public:
    // The same seed gives the same vocabulary and the same texts.
    explicit DutchText(std::uint64_t seed);

    // Sentences of exactly `bytes` bytes.
    std::string note(std::size_t bytes);
    // A word as often as it stands in texts.
    const std::string& frequentWord();
    // A word of any rank, from the most frequent to the rarest.
    const std::string& anyWord();

private:
    std::size_t rankByFrequency();

    SeededRandom m_random;
    std::vector<std::string> m_words;       // by rank
    std::vector<double> m_upToRank;         // share of all text that words up to this rank make
};

}  // namespace veldpost::bench
