#include "client/vault/passphrase_policy.h"

#include "client/vault/common_passphrases.h"
#include "shared/crypto/secret.h"
#include "shared/revision/json.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace veldpost::vault {

namespace {

constexpr std::size_t kDistinctMin = 5;

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::size_t codePoints(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// Lower case, letters and digits only: "Welkom-bij de GGD!" and "welkombijdeggd" are one guess.
std::string simplified(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (isLetter(c) || isDigit(c)) out.push_back(c);
    }
    return out;
}

std::string_view withoutDigitsAround(std::string_view text)
{
    while (!text.empty() && isDigit(text.back())) text.remove_suffix(1);
    while (!text.empty() && isDigit(text.front())) text.remove_prefix(1);
    return text;
}

// Digits and signs that stand for letters: w3lk0m is welkom.
std::string withLettersBack(std::string_view text)
{
    std::string out(text);
    for (char& c : out) {
        if (c == '0') c = 'o';
        else if (c == '1') c = 'i';
        else if (c == '3') c = 'e';
        else if (c == '4') c = 'a';
        else if (c == '5') c = 's';
        else if (c == '7') c = 't';
    }
    return out;
}

std::string withoutDigits(std::string_view text)
{
    std::string out(text);
    std::erase_if(out, isDigit);
    return out;
}

bool isListed(std::string_view text)
{
    const std::span<const std::string_view> list = commonPassphrases();
    return std::ranges::binary_search(list, text);
}

// Two of the list behind each other: "welkom" and "zomer".
bool isListedPair(std::string_view text)
{
    for (std::size_t cut = 1; cut < text.size(); ++cut)
        if (isListed(text.substr(0, cut)) && isListed(text.substr(cut))) return true;
    return false;
}

// Length of the smallest piece that, repeated (the last time perhaps in part), gives the text.
std::size_t smallestPeriod(std::string_view text)
{
    std::vector<std::size_t> border(text.size(), 0);
    for (std::size_t i = 1; i < text.size(); ++i) {
        std::size_t k = border[i - 1];
        while (k > 0 && text[i] != text[k]) k = border[k - 1];
        border[i] = text[i] == text[k] ? k + 1 : 0;
    }
    return text.empty() ? 0 : text.size() - border.back();
}

bool areNeighbours(char a, char b)
{
    constexpr std::array<std::string_view, 15> kRuns = {
        "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz", "2wsx", "3edc",
        "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "0p"};
    if (a == b) return true;
    for (const std::string_view run : kRuns)
        for (std::size_t i = 1; i < run.size(); ++i)
            if ((run[i - 1] == a && run[i] == b) || (run[i - 1] == b && run[i] == a)) return true;
    return false;
}

// Three of four steps go to a neighbour in the alphabet, the digits or on the keyboard.
bool isWalk(std::string_view text)
{
    if (text.size() < 2) return false;
    std::size_t steps = 0;
    for (std::size_t i = 1; i < text.size(); ++i) steps += areNeighbours(text[i - 1], text[i]) ? 1 : 0;
    return steps * 4 >= (text.size() - 1) * 3;
}

std::size_t distinctCharacters(std::string_view text)
{
    std::string sorted(text);
    std::ranges::sort(sorted);
    const auto count = static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
    crypto::wipeText(sorted);
    return count;
}

// What stays when the numbers are taken out, wherever they stand: Welkom2024Welkom is one word twice.
bool areCommonWords(std::string_view words)
{
    if (words.size() < kDistinctMin) return false;  // then it is the digits that count
    return smallestPeriod(words) * 2 <= words.size() || isListed(words) || isListedPair(words);
}

bool isName(std::string_view simple, std::string_view userName)
{
    const std::string name = simplified(userName);
    if (name.size() < 3) return false;
    std::string_view core = withoutDigitsAround(simple);
    while (core.starts_with(name)) core.remove_prefix(name.size());
    return core.empty();
}

bool isCommon(std::string_view passphrase, std::string_view userName)
{
    std::string simple = simplified(passphrase);
    std::string letters = withLettersBack(simple);
    std::string words = withoutDigits(simple);
    const std::string_view core = withoutDigitsAround(simple);
    const std::size_t period = smallestPeriod(simple);
    const bool isRepeated = period * 2 <= simple.size();
    const bool common = distinctCharacters(passphrase) < kDistinctMin || simple.size() < kDistinctMin || isRepeated ||
                        isWalk(simple) || isName(simple, userName) || isListed(simple) || isListed(core) ||
                        isListed(letters) || isListed(withLettersBack(core)) || areCommonWords(words);
    crypto::wipeText(simple);
    crypto::wipeText(letters);
    crypto::wipeText(words);
    return common;
}

Error refused(const char* type, const char* detail)
{
    return {ErrorKind::Failed, type, "This passphrase cannot be used", detail};
}

}  // namespace

Status checkPassphrase(std::string_view passphrase, std::string_view userName)
{
    if (passphrase.size() > kPassphraseBytesMax)
        return refused("passphrase_too_long", "It may have at most 1024 bytes.");
    if (!revision::isValidUtf8(passphrase)) return refused("passphrase_not_text", "It is not valid UTF-8 text.");
    if (codePoints(passphrase) < kPassphraseCharactersMin)
        return refused("passphrase_too_short", "It needs at least 15 characters; a few unrelated words are good.");
    if (isCommon(passphrase, userName))
        return refused("passphrase_common",
                       "It is among the first that anybody would try; take a few unrelated words.");
    return done();
}

}  // namespace veldpost::vault
