#include "tests/bench/figures.h"

#include "shared/base/check.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace veldpost::bench {

namespace {

std::string number(double value)
{
    char text[32];
    const double size = std::abs(value);
    std::snprintf(text, sizeof text, "%.*f", size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3, value);
    return text;
}

std::string targetText(const Figure& figure)
{
    if (!figure.target) return "";
    return (figure.target->bound == Bound::AtLeast ? "≥ " : "≤ ") + number(figure.target->value);
}

std::string verdict(const Figure& figure, const std::string& unjudged)
{
    if (!figure.target) return "";
    if (!unjudged.empty()) return "not judged";
    return *figure.met() ? "met" : "NOT met";
}

Json figureJson(const Figure& figure, const std::string& unjudged)
{
    Json json{{"name", figure.name}, {"value", figure.value}, {"unit", figure.unit}, {"target", nullptr},
              {"target_is", nullptr}, {"met", nullptr}};
    if (!figure.target) return json;
    json["target"] = figure.target->value;
    json["target_is"] = figure.target->bound == Bound::AtLeast ? "at_least" : "at_most";
    if (unjudged.empty()) json["met"] = *figure.met();
    return json;
}

Json textOrNull(const std::string& text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

Json outcomeJson(const Outcome& outcome, const std::string& unjudged)
{
    Json figures = Json::array();
    for (const Figure& figure : outcome.figures) figures.push_back(figureJson(figure, unjudged));
    return {{"workload", outcome.workload}, {"load_before", outcome.loadBefore}, {"seconds", outcome.seconds},
            {"figures", std::move(figures)}, {"skipped", textOrNull(outcome.skipped)},
            {"problem", textOrNull(outcome.problem)}};
}

// Columns count characters, not bytes: "≥" is three bytes wide in memory and one on a screen.
std::string padded(const std::string& text, std::size_t width, bool right)
{
    const auto shown = static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
    const std::string space(shown < width ? width - shown : 0, ' ');
    return right ? space + text : text + space;
}

std::string row(const std::string& name, const std::string& value, const std::string& unit, const std::string& target,
                const std::string& judged)
{
    return padded(name, 38, false) + padded(value, 10, true) + "  " + padded(unit, 12, false) +
           padded(target, 10, true) + "  " + judged + "\n";
}

}  // namespace

std::optional<bool> Figure::met() const
{
    if (!target) return std::nullopt;
    return target->bound == Bound::AtLeast ? value >= target->value : value <= target->value;
}

Json Report::json() const
{
    Json list = Json::array();
    for (const Outcome& outcome : outcomes) list.push_back(outcomeJson(outcome, unjudged));
    return {{"machine", {{"cores", machine.cores}, {"cpu", machine.cpu}, {"file_system", machine.fileSystem},
                         {"fsync_p50_ms", machine.fsyncMs}, {"load_before", machine.loadBefore}}},
            {"scale", scale}, {"not_judged", textOrNull(unjudged)}, {"workloads", std::move(list)}};
}

std::string Report::table() const
{
    std::string text = machine.cpu + ", " + std::to_string(machine.cores) + " cores, load " +
                       number(machine.loadBefore) + ", stores on " + machine.fileSystem + " (fsync " +
                       number(machine.fsyncMs) + " ms), scale " + scale + "\n";
    if (!unjudged.empty()) text += "Targets are not judged: " + unjudged + "\n";
    text.append("\n").append(row("figure", "value", "unit", "target", ""));
    for (const Outcome& outcome : outcomes) {
        text += "\n" + outcome.workload + "  (load before " + number(outcome.loadBefore) + ", took " +
                number(outcome.seconds) + " s)\n";
        if (!outcome.skipped.empty()) text += "  skipped: " + outcome.skipped + "\n";
        if (!outcome.problem.empty()) text += "  could not be finished: " + outcome.problem + "\n";
        for (const Figure& figure : outcome.figures)
            text += row("  " + figure.name, number(figure.value), figure.unit, targetText(figure),
                        verdict(figure, unjudged));
    }
    return text;
}

double percentile(std::vector<double> values, double percent)
{
    VELDPOST_CHECK(!values.empty());
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100.0 * static_cast<double>(values.size())));
    return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

}  // namespace veldpost::bench
