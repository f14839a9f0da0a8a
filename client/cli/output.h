// What a command says: one JSON object for scripts, or text for people; problems go to standard error.
#pragma once

#include "shared/base/result.h"
#include "shared/calendar/moment.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace veldpost::cli {

using Json = nlohmann::json;

struct Answer {
    Json json = Json::object();
    std::string text;  // for people; ends with a line end
    int exitCode = 0;
};

// contract: 0 done, 1 not done, 2 wrong use, 3 locked, 4 server not reached or not trusted.
int exitCodeOf(ErrorKind kind);

// Error `output_not_written` when standard output does not take it (a full disk, a closed pipe).
Status writeAnswer(const Answer& answer, bool asJson);
// One line at once, for commands that go on. Only for people.
void writeLine(const std::string& line);
void writeProblem(const Error& error, bool asJson);

// Text of a record on a terminal: control characters (which could move the cursor or hide a line) become U+FFFD.
// Line ends stay only when `lines`.
std::string printable(std::string_view text, bool lines = false);

// ISO 8601 with the offset of Amsterdam; null for what no calendar shows.
Json isoTime(std::int64_t atMs);
Json isoTime(const std::optional<std::int64_t>& atMs);
Json isoTime(const std::optional<calendar::Moment>& moment);
// `2026-12-03 21:30` on the clock of Amsterdam; a day stays a day.
std::string clockText(std::int64_t atMs);
std::string clockText(const calendar::Moment& moment);

// Columns as wide as their widest cell, two blanks between them; the last one is not filled up.
class Table {
public:
    explicit Table(std::vector<std::string> headings) : m_rows{std::move(headings)} {}
    void add(std::vector<std::string> cells) { m_rows.push_back(std::move(cells)); }
    // `none` when there is no row.
    std::string text(const std::string& none) const;

private:
    std::vector<std::vector<std::string>> m_rows;
};

std::string joined(const std::vector<std::string>& words);

}  // namespace veldpost::cli
