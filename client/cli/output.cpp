#include "client/cli/output.h"

#include "shared/model/text.h"

#include <algorithm>
#include <cstdio>

namespace veldpost::cli {

namespace {

constexpr char kReplacement[] = "\xef\xbf\xbd";

// C1 controls (U+0080…U+009F) and the marks that turn the direction of writing (U+202A…202E, U+2066…2069).
bool isHiddenControl(std::string_view rest)
{
    const auto byte = [&](std::size_t i) { return i < rest.size() ? static_cast<unsigned char>(rest[i]) : 0u; };
    if (byte(0) == 0xc2) return byte(1) >= 0x80 && byte(1) <= 0x9f;
    if (byte(0) != 0xe2) return false;
    return (byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) ||
           (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9);
}

std::string problemLine(const Error& error)
{
    std::string line = "veldpostctl: " + error.title;
    if (!error.detail.empty()) line += ": " + error.detail;
    return printable(line) + " [" + error.type + "]";
}

}  // namespace

int exitCodeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage: return 2;
    case ErrorKind::Locked: return 3;
    case ErrorKind::Unreachable: return 4;
    default: return 1;
    }
}

Status writeAnswer(const Answer& answer, bool asJson)
{
    const std::string out = asJson ? answer.json.dump() + "\n" : answer.text;
    const bool whole = std::fwrite(out.data(), 1, out.size(), stdout) == out.size();
    if (whole && std::fflush(stdout) == 0) return done();
    return Error{ErrorKind::Failed, "output_not_written", "Standard output did not take the answer", ""};
}

void writeLine(const std::string& line)
{
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

void writeProblem(const Error& error, bool asJson)
{
    const Json json{{"problem", {{"type", error.type}, {"title", error.title}, {"detail", error.detail}}}};
    // A path or an argument may be in a detail and need not be UTF-8.
    const std::string out = asJson ? json.dump(-1, ' ', false, Json::error_handler_t::replace) : problemLine(error);
    std::fputs((out + "\n").c_str(), stderr);
}

std::string printable(std::string_view text, bool lines)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n' && lines) out.push_back('\n');
        else if (c == '\n' || c == '\t') out.push_back(' ');
        else if (c < 0x20 || c == 0x7f) out += kReplacement;
        else if (isHiddenControl(text.substr(i))) {
            out += kReplacement;
            i += c == 0xc2 ? 1 : 2;
        } else out.push_back(text[i]);
    }
    return out;
}

Json isoTime(std::int64_t atMs)
{
    const auto moment = calendar::Moment::fromUtcMs(atMs);
    return moment.ok() ? Json(moment->text()) : Json(nullptr);
}

Json isoTime(const std::optional<std::int64_t>& atMs)
{
    return atMs ? isoTime(*atMs) : Json(nullptr);
}

Json isoTime(const std::optional<calendar::Moment>& moment)
{
    return moment ? Json(moment->text()) : Json(nullptr);
}

std::string clockText(std::int64_t atMs)
{
    const auto moment = calendar::Moment::fromUtcMs(atMs);
    return moment.ok() ? clockText(*moment) : "?";
}

std::string clockText(const calendar::Moment& moment)
{
    std::string text = moment.text();
    if (moment.isDay()) return text;
    text.resize(16);  // YYYY-MM-DDTHH:MM
    text[10] = ' ';
    return text;
}

std::string Table::text(const std::string& none) const
{
    if (m_rows.size() < 2) return none + "\n";
    std::vector<std::size_t> widths(m_rows.front().size(), 0);
    for (const auto& row : m_rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], model::countCharacters(row[i]));
    std::string out;
    for (const auto& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size()) out.append(widths[i] + 2 - model::countCharacters(row[i]), ' ');
        }
        out.erase(out.find_last_not_of(' ') + 1);
        out.push_back('\n');
    }
    return out;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

}  // namespace veldpost::cli
