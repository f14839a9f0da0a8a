// Result<T>: a value or an Error, for everything that may happen: offline, bad input, disk full, wrong passphrase.
#pragma once

#include "shared/base/check.h"

#include <string>
#include <utility>
#include <variant>

namespace veldpost {

// What kind of trouble it is; the command line's exit code and the HTTP status follow from it.
enum class ErrorKind {
    Failed,       // not done; the problem says why (exit 1)
    Usage,        // wrong use (exit 2)
    Locked,       // wrong passphrase, not enrolled, lease over, revoked (exit 3)
    Unreachable,  // server not reached or not trusted (exit 4)
    NotFound,     // absent, or may not be seen: the two are never told apart (exit 1)
    Malformed,    // bytes that are not what they should be (exit 1)
    Conflict,     // fork, epoch, already there (exit 1)
    TooLarge,     // over a limit (exit 1)
    Busy,         // try again later (exit 1)
    Damaged,      // a store or file that fails its checks (exit 1)
};

// A problem. `type` is stable and scriptable ("wrong_passphrase"); `title` says it in one line;
// `detail` says what to do or where. None of the three ever holds the text of a record.
struct Error {
    ErrorKind kind = ErrorKind::Failed;
    std::string type;
    std::string title;
    std::string detail;
};

struct Unit {};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_value(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_value(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_value.index() == 0; }
    explicit operator bool() const { return ok(); }

    // REQUIRES: ok()
    T& value() & { VELDPOST_CHECK(ok()); return std::get<0>(m_value); }
    const T& value() const& { VELDPOST_CHECK(ok()); return std::get<0>(m_value); }
    T&& value() && { VELDPOST_CHECK(ok()); return std::get<0>(std::move(m_value)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    // REQUIRES: !ok()
    const Error& error() const& { VELDPOST_CHECK(!ok()); return std::get<1>(m_value); }
    Error&& error() && { VELDPOST_CHECK(!ok()); return std::get<1>(std::move(m_value)); }

private:
    std::variant<T, Error> m_value;
};

// A Result without a value: done, or an Error.
using Status = Result<Unit>;
inline Status done() { return Unit{}; }

}  // namespace veldpost

// Evaluates a Result; returns its Error from the calling function, or goes on. For Status and for discarded values.
#define VELDPOST_TRY(expr) \
    do { \
        if (auto tryResult_ = (expr); !tryResult_.ok()) return std::move(tryResult_).error(); \
    } while (false)

// VELDPOST_ASSIGN(auto x, f()): x takes the value, or the calling function returns the Error.
#define VELDPOST_ASSIGN_CAT2(a, b) a##b
#define VELDPOST_ASSIGN_CAT(a, b) VELDPOST_ASSIGN_CAT2(a, b)
#define VELDPOST_ASSIGN_IMPL(tmp, decl, expr) \
    auto tmp = (expr); \
    if (!tmp.ok()) return std::move(tmp).error(); \
    decl = std::move(tmp).value()
#define VELDPOST_ASSIGN(decl, expr) VELDPOST_ASSIGN_IMPL(VELDPOST_ASSIGN_CAT(assignResult_, __COUNTER__), decl, expr)
