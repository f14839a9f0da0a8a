#include "client/engine/blob_carrying.h"

#include <charconv>

namespace veldpost::engine {

std::optional<std::int64_t> numberField(const HttpAnswer& answer, std::string_view name)
{
    const std::string_view text = answer.header(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

Result<BlobEnd> refusedEnd(const HttpAnswer& answer)
{
    const Error problem = problemOf(answer);
    const bool aboutEverything = problem.kind == ErrorKind::Unreachable || problem.kind == ErrorKind::Locked ||
                                 problem.kind == ErrorKind::Busy || answer.status < 400 || answer.status >= 500;
    if (aboutEverything) return problem;
    return BlobEnd{false, problem};
}

}  // namespace veldpost::engine
