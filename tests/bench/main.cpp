// veldpost-bench: see helpText() in settings.cpp.
#include "tests/bench/child.h"
#include "tests/bench/machine.h"
#include "tests/bench/workloads.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

namespace veldpost::bench {

namespace {

constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;

int say(const Error& error)
{
    std::fprintf(stderr, "%s (%s)\n", error.title.c_str(), error.detail.c_str());
    return error.kind == ErrorKind::Usage ? kExitUsage : kExitFailed;
}

// Figures of a slow build or of a few notes are no figures.
std::string whyUnjudged(const Settings& settings)
{
    if (std::string_view(VELDPOST_BENCH_BUILD) != "Release") return "this is not a release build";
    if (!settings.scale.isJudged) return "the scale is " + settings.scale.name;
    return "";
}

int runBench(const Settings& settings)
{
    const QTemporaryDir folder(QString::fromStdString(settings.folder + "/veldpost-bench-XXXXXX"));
    if (!folder.isValid()) return say({ErrorKind::Usage, "bad_option", "The folder cannot be used", settings.folder});
    Report report;
    auto machine = describeMachine(folder.path().toStdString());
    if (!machine.ok()) return say(machine.error());
    report.machine = *machine;
    report.scale = settings.scale.name;
    report.unjudged = whyUnjudged(settings);
    Bench bench(settings, folder.path().toStdString());
    for (const Workload& workload : workloads()) {
        const auto& only = settings.only;
        if (!only.empty() && std::find(only.begin(), only.end(), workload.name) == only.end()) continue;
        std::fprintf(stderr, "%s …\n", workload.name.c_str());
        report.outcomes.push_back(runWorkload(workload, bench));
    }
    std::printf("%s\n", settings.json ? report.json().dump(2).c_str() : report.table().c_str());
    const bool allRan = std::all_of(report.outcomes.begin(), report.outcomes.end(),
                                    [](const Outcome& outcome) { return outcome.problem.empty(); });
    return allRan ? 0 : kExitFailed;
}

}  // namespace

int run(const std::vector<std::string>& arguments)
{
    const auto settings = readSettings(arguments);
    if (!settings.ok()) return say(settings.error());
    if (settings->help) {
        std::printf("%s", helpText().c_str());
        return 0;
    }
    return settings->childJob.empty() ? runBench(*settings) : runChild(settings->childJob);
}

}  // namespace veldpost::bench

int main(int argc, char** argv)
{
    // The app is started without a screen where there is none.
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QCoreApplication app(argc, argv);
    return veldpost::bench::run({argv + 1, argv + argc});
}
