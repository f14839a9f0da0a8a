// Fixed-width decimal fields of date and time texts: no sign, no blank, no locale.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace veldpost::calendar {

// The number in text[at, at + width), or nullopt when it is not all digits or not all there.
inline std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width)
{
    if (at > text.size() || text.size() - at < width) return std::nullopt;
    int number = 0;
    for (const char c : text.substr(at, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

// Appends `number` with leading zeros. REQUIRES: 0 ≤ number < 10^width
inline void appendDigits(std::string& text, int number, int width)
{
    std::string reversed;
    for (int i = 0; i < width; ++i, number /= 10) reversed.push_back(static_cast<char>('0' + number % 10));
    text.append(reversed.rbegin(), reversed.rend());
}

}  // namespace veldpost::calendar
