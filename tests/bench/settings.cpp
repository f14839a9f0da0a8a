#include "tests/bench/settings.h"

#include "tests/bench/workloads.h"

#include <algorithm>

namespace veldpost::bench {

namespace {

Error badOption(const std::string& detail)
{
    return {ErrorKind::Usage, "bad_option", "veldpost-bench does not know this option; see --help", detail};
}

Status readOnly(const std::string& list, Settings& settings)
{
    for (std::size_t from = 0; from <= list.size();) {
        const std::size_t to = std::min(list.find(',', from), list.size());
        const std::string name = list.substr(from, to - from);
        if (findWorkload(name) == nullptr) return badOption("there is no workload \"" + name + "\"");
        settings.only.push_back(name);
        from = to + 1;
    }
    return done();
}

Status readScale(const std::string& name, Settings& settings)
{
    const Scale* scale = findScale(name);
    if (scale == nullptr) return badOption("--scale is full or tiny");
    settings.scale = *scale;
    return done();
}

Status readValue(const std::string& option, const std::string& value, Settings& settings)
{
    if (option == "--only") return readOnly(value, settings);
    if (option == "--scale") return readScale(value, settings);
    if (option == "--folder") settings.folder = value;
    else if (option == "--child") settings.childJob = value;
    else return badOption(option);
    return done();
}

}  // namespace

const Scale& fullScale()
{
    static const Scale scale{.name = "full", .isJudged = true, .saves = 500, .notesOfOpenCase = 5'000,
                             .notesSearched = 100'000, .queries = 200, .notesSynced = 10'000, .casesSynced = 20,
                             .liveRounds = 200, .liveRoundsDelayed = 100, .ingestConnections = 32,
                             .ingestPagesOfTen = 80, .ingestPagesOfOne = 250, .appStarts = 5,
                             .loadDevices = 500, .loadSeconds = 300, .loadPerSecond = 1'000,
                             .firstSyncs = 100, .firstSyncNotes = 2'000, .waiters = 2'000,
                             .fairDevices = 30, .fairPages = 10, .fairRounds = 2};
    return scale;
}

const Scale& tinyScale()
{
    static const Scale scale{.name = "tiny", .isJudged = false, .saves = 10, .notesOfOpenCase = 40,
                             .notesSearched = 80, .queries = 10, .notesSynced = 40, .casesSynced = 2,
                             .liveRounds = 5, .liveRoundsDelayed = 3, .ingestConnections = 2,
                             .ingestPagesOfTen = 2, .ingestPagesOfOne = 5, .appStarts = 1,
                             .loadDevices = 4, .loadSeconds = 1, .loadPerSecond = 80,
                             .firstSyncs = 3, .firstSyncNotes = 30, .waiters = 5,
                             .fairDevices = 3, .fairPages = 1, .fairRounds = 1};
    return scale;
}

const Scale* findScale(std::string_view name)
{
    for (const Scale* scale : {&fullScale(), &tinyScale()})
        if (scale->name == name) return scale;
    return nullptr;
}

Result<Settings> readSettings(const std::vector<std::string>& arguments)
{
    Settings settings;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& option = arguments[i];
        if (option == "--json") settings.json = true;
        else if (option == "--help" || option == "-h") settings.help = true;
        else if (i + 1 == arguments.size()) return badOption(option);
        else VELDPOST_TRY(readValue(option, arguments[++i], settings));
    }
    return settings;
}

std::string helpText()
{
    std::string text =
        "veldpost-bench [--json] [--only NAME,…] [--scale full|tiny] [--folder DIR]\n"
        "\n"
        "Measures Veldpost: clients and server as processes of their own, encrypted stores, loopback HTTP.\n"
        "\n"
        "  --json          one JSON object instead of a table\n"
        "  --only NAME,…   only these workloads\n"
        "  --scale tiny    a few dozen notes, to see that all of it works; targets are not judged then\n"
        "  --folder DIR    where the stores are made (default /var/tmp); take a disk, not a memory file system\n"
        "\n"
        "Workloads:\n";
    for (const Workload& workload : workloads())
        text += "  " + workload.name + std::string(14 - workload.name.size(), ' ') + workload.about + "\n";
    text += "\nA target that is not met is reported, and does not change the exit code: 0 when every workload ran,\n"
            "1 when one could not, 2 for wrong use.\n";
    return text;
}

}  // namespace veldpost::bench
