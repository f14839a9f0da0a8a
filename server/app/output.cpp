#include "server/app/output.h"

#include <algorithm>
#include <iostream>

namespace veldpost::app {

namespace {

std::string shown(const AdminJson& value)
{
    if (value.is_null()) return "-";
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_string()) return value.get<std::string>();
    return value.dump(-1, ' ', false, AdminJson::error_handler_t::replace);
}

// Columns named by the first row's keys, as wide as their widest value.
void printTable(const AdminJson& rows)
{
    std::vector<std::string> keys;
    for (const auto& [key, value] : rows.front().items()) keys.push_back(key);
    std::vector<std::size_t> widths;
    for (const std::string& key : keys) {
        std::size_t width = key.size();
        for (const AdminJson& row : rows) width = std::max(width, shown(row.value(key, AdminJson())).size());
        widths.push_back(width);
    }
    const auto line = [&](auto textOf) {
        std::string out;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::string text = textOf(keys[i]);
            out.append(text).append(widths[i] + 2 - text.size(), ' ');
        }
        std::cout << out.substr(0, out.find_last_not_of(' ') + 1) << "\n";
    };
    line([](const std::string& key) { return key; });
    for (const AdminJson& row : rows) line([&](const std::string& key) { return shown(row.value(key, AdminJson())); });
}

void printForPeople(const AdminJson& answer)
{
    for (const auto& [key, value] : answer.items()) {
        const bool isTable = value.is_array() && !value.empty() && value.front().is_object();
        if (isTable) printTable(value);
        else if (value.is_array() && value.empty()) std::cout << key << ": none\n";
        else std::cout << key << ": " << shown(value) << "\n";
    }
    std::cout.flush();
}

}  // namespace

int exitCodeOf(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Usage: return 2;
    case ErrorKind::Locked: return 3;
    case ErrorKind::Unreachable: return 4;
    default: return 1;
    }
}

void printAnswer(const AdminJson& answer, bool json)
{
    if (json) std::cout << answer.dump(-1, ' ', false, AdminJson::error_handler_t::replace) << std::endl;
    else printForPeople(answer);
}

int printProblem(const Error& error, bool json)
{
    if (json) {
        const AdminJson problem{
            {"problem", {{"type", error.type}, {"title", error.title}, {"detail", error.detail}}}};
        std::cerr << problem.dump(-1, ' ', false, AdminJson::error_handler_t::replace) << std::endl;
    } else {
        std::cerr << "veldpost-server: " << error.title;
        if (!error.detail.empty()) std::cerr << ": " << error.detail;
        std::cerr << std::endl;
    }
    return exitCodeOf(error);
}

}  // namespace veldpost::app
