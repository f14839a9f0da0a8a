#include "server/app/config.h"

#include <CLI/CLI.hpp>

#include <charconv>
#include <fstream>

namespace veldpost::app {

namespace {

constexpr std::int64_t kBytesPerMegabyte = 1'000'000;

Error badConfig(std::string detail)
{
    return {ErrorKind::Usage, "bad_config", "A setting of the server is not valid", std::move(detail)};
}

Result<std::int64_t> numberOf(const CLI::ConfigItem& item, std::int64_t most)
{
    const std::string text = item.inputs.size() == 1 ? item.inputs.front() : "";
    std::int64_t value = -1;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc() && end == text.data() + text.size() && value >= 0 && value <= most) return value;
    return badConfig(item.fullname() + " is a whole number from 0 to " + std::to_string(most));
}

Status set(Config& config, const CLI::ConfigItem& item)
{
    constexpr std::int64_t most = 1'000'000'000;
    const std::string name = item.fullname();
    if (name == "quota.requests_per_minute") {
        VELDPOST_ASSIGN(config.quotas.requestsPerMinute, numberOf(item, most));
        return done();
    }
    if (name == "quota.megabytes_per_day") {
        VELDPOST_ASSIGN(const std::int64_t megabytes, numberOf(item, most));
        config.quotas.bytesPerDay = megabytes * kBytesPerMegabyte;
        return done();
    }
    return badConfig(name + " is not known");
}

// The library's own mark of where a section begins and ends.
bool isSection(const CLI::ConfigItem& item) { return item.name == "++" || item.name == "--"; }

Result<std::vector<CLI::ConfigItem>> itemsOf(std::istream& in)
{
    try {
        return CLI::ConfigTOML().from_config(in);
    } catch (const std::exception& e) {
        return badConfig(e.what());
    }
}

}  // namespace

Result<Config> readConfig(const std::filesystem::path& file)
{
    std::ifstream in(file);
    if (!in) return badConfig(file.filename().string() + " cannot be read");
    VELDPOST_ASSIGN(const auto items, itemsOf(in));
    if (in.bad()) return badConfig(file.filename().string() + " cannot be read");
    Config config;
    for (const CLI::ConfigItem& item : items)
        if (!isSection(item)) VELDPOST_TRY(set(config, item));
    return config;
}

Result<Config> readConfigIfThere(const std::filesystem::path& file)
{
    std::error_code failure;
    const bool isThere = std::filesystem::exists(file, failure);
    if (failure) return badConfig(file.filename().string() + " cannot be read");
    return isThere ? readConfig(file) : Config();
}

}  // namespace veldpost::app
