#include "tests/bench/dutch_text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace veldpost::bench {

namespace {

constexpr std::size_t kVocabulary = 20'000;
// Zipf-Mandelbrot: share of rank r ~ 1 / (r + 2.7); the 2.7 flattens the top as in written Dutch.
constexpr double kFlattening = 2.7;

constexpr const char* kCommon[] = {
    "de", "het", "een", "van", "en", "in", "is", "zij", "hij", "dat", "op", "niet", "met", "te", "voor", "was", "aan",
    "er", "ook", "naar", "bij", "om", "maar", "heeft", "door", "over", "uit", "nog", "als", "haar", "zijn", "wordt",
    "kinderen", "moeder", "vader", "gesprek", "thuis", "vandaag", "gisteren", "school", "politie", "veilig", "huis",
    "kind", "afspraak", "gebeld", "bezoek", "vertelt", "zegt", "wil", "kan", "moet", "gaat", "week", "dagen", "avond",
    "ochtend", "huisarts", "letsel", "arm", "been", "blauwe", "plek", "ruzie", "bang", "rustig", "buren", "melding",
    "verbod", "partner", "dochter", "zoon", "opvang", "plan", "hulp", "geslagen", "geduwd", "gezien", "gehoord", "café"};
constexpr const char* kBegin[] = {"be", "ge", "ver", "ont", "her", "op", "af", "uit", "in", "aan", "door", "over", "mis",
                                  "voor", "na", "om", "onder", "tegen", "weer", "samen", ""};
constexpr const char* kStem[] = {"lei", "zorg", "werk", "huis", "kind", "woon", "spreek", "loop", "staan", "hand", "bloed",
                                 "slag", "kamer", "deur", "raam", "straat", "wijk", "taak", "plaats", "stel", "draag",
                                 "vraag", "schrijf", "breng", "houd", "zoek", "vind", "leg", "zet", "trek", "druk", "oog",
                                 "kneus", "schaaf", "steek", "brand", "val", "stoot", "vreem", "école", "coördin", "reïn"};
constexpr const char* kEnd[] = {"en", "ing", "ingen", "heid", "lijk", "lijke", "er", "ster", "t", "de", "den", "baar",
                                "loos", "s", "je", "tjes", "sel", "atie", ""};

template <std::size_t N>
const char* oneOf(const char* const (&list)[N], RandomSource& random)
{
    return list[random.below(N)];
}

std::string madeWord(RandomSource& random)
{
    std::string word = std::string(oneOf(kBegin, random)) + oneOf(kStem, random);
    if (random.below(3) == 0) word += oneOf(kStem, random);
    return word + oneOf(kEnd, random);
}

std::vector<std::string> vocabulary(RandomSource& random)
{
    std::vector<std::string> words(std::begin(kCommon), std::end(kCommon));
    std::set<std::string> known(words.begin(), words.end());
    // Some 700,000 words can be made; the bound only says that this ends.
    for (std::size_t tries = 0; words.size() < kVocabulary && tries < 20 * kVocabulary; ++tries) {
        std::string word = madeWord(random);
        if (known.insert(word).second) words.push_back(std::move(word));
    }
    return words;
}

// Cuts to `bytes` without splitting a letter; what is missing then is filled with full stops.
void cutTo(std::string& text, std::size_t bytes)
{
    std::size_t end = std::min(bytes, text.size());
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    text.resize(end);
    text.append(bytes - end, '.');
}

}  // namespace

DutchText::DutchText(std::uint64_t seed) : m_random(seed), m_words(vocabulary(m_random))
{
    double sum = 0;
    for (std::size_t rank = 0; rank < m_words.size(); ++rank)
        m_upToRank.push_back(sum += 1 / (static_cast<double>(rank) + 1 + kFlattening));
    for (double& share : m_upToRank) share /= sum;
}

std::size_t DutchText::rankByFrequency()
{
    const double point = static_cast<double>(m_random.next64() >> 11) * 0x1p-53;
    const auto at = std::upper_bound(m_upToRank.begin(), m_upToRank.end(), point);
    return std::min<std::size_t>(static_cast<std::size_t>(at - m_upToRank.begin()), m_words.size() - 1);
}

const std::string& DutchText::frequentWord()
{
    return m_words[rankByFrequency()];
}

const std::string& DutchText::anyWord()
{
    const double point = static_cast<double>(m_random.next64() >> 11) * 0x1p-53;
    const double rank = std::pow(static_cast<double>(m_words.size()), point) - 1;
    return m_words[std::min(static_cast<std::size_t>(rank), m_words.size() - 1)];
}

std::string DutchText::note(std::size_t bytes)
{
    std::string text;
    text.reserve(bytes + 64);
    while (text.size() < bytes) {
        const std::uint64_t words = 4 + m_random.below(12);
        for (std::uint64_t i = 0; i < words; ++i) {
            text += frequentWord();
            if (m_random.below(40) == 0) text.append(" ").append(std::to_string(m_random.below(3000)));
            text += i + 1 < words ? " " : ". ";
        }
    }
    cutTo(text, bytes);
    return text;
}

}  // namespace veldpost::bench
