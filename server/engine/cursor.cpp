#include "server/engine/cursor.h"

#include <charconv>

namespace veldpost::server {

namespace {

Error malformed()
{
    return {ErrorKind::Malformed, "malformed_cursor", "The cursor is not one this server gave", ""};
}

std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t dot = text.find('.');
        out.push_back(text.substr(0, dot));
        if (dot == std::string_view::npos) return out;
        text.remove_prefix(dot + 1);
    }
}

Result<Seq> number(std::string_view text)
{
    Seq value = 0;
    const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (bad != std::errc() || end != text.data() + text.size() || text.empty() || value < 0) return malformed();
    return value;
}

}  // namespace

std::string Cursor::text() const
{
    std::string out = "v1.";
    out.append(epoch).append(".").append(std::to_string(seq));
    if (!backFill) return out;
    out.append(".").append(backFill->caseId.text());
    out.append(".").append(std::to_string(backFill->position));
    out.append(".").append(std::to_string(backFill->until));
    if (backFill->byRole) out.append(".r");
    return out;
}

Result<Cursor> Cursor::parse(std::string_view text)
{
    if (text.size() > 200) return malformed();
    const auto parts = split(text);
    const bool known = parts.size() == 3 || parts.size() == 6 || (parts.size() == 7 && parts[6] == "r");
    if (!known || parts[0] != "v1") return malformed();
    Cursor out;
    out.epoch = parts[1];
    VELDPOST_ASSIGN(out.seq, number(parts[2]));
    if (parts.size() == 3) return out;
    const auto caseId = CaseId::parse(parts[3]);
    if (!caseId) return malformed();
    BackFill running{*caseId, 0, 0, parts.size() == 7};
    VELDPOST_ASSIGN(running.position, number(parts[4]));
    VELDPOST_ASSIGN(running.until, number(parts[5]));
    out.backFill = running;
    return out;
}

}  // namespace veldpost::server
