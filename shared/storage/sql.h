// SQL text that the compiler has seen.
#pragma once

#include <cstddef>
#include <string_view>

namespace veldpost::storage {

// A statement's text. It can be made from a constant expression only, so that no SQL is ever put together from
// values at run time: values go in by bind(). For "one of these ids" bind a JSON array and use json_each(?).
class Sql {
public:
    template <std::size_t N>
    consteval Sql(const char (&text)[N]) : m_text(text, N - 1) {}
    consteval Sql(std::string_view text) : m_text(text) {}

    constexpr std::string_view text() const { return m_text; }

private:
    std::string_view m_text;
};

}  // namespace veldpost::storage
