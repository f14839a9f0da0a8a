// Plays every file of the folders named on the command line, and each cut short and with a byte changed.
#include "tests/fuzz/fuzz.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

std::string contents(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Each input also as a broken line would leave it, and with one byte turned over: enough to walk the refusals.
bool play(const std::string& bytes)
{
    const bool taken = veldpost::fuzz::fuzz(bytes);
    const std::size_t step = bytes.size() / 64 + 1;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        veldpost::fuzz::fuzz(std::string_view(bytes).substr(0, at));
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ 0x20);
        veldpost::fuzz::fuzz(changed);
    }
    return taken;
}

}  // namespace

int main(int argc, char** argv)
{
    int played = 0, taken = 0;
    for (int i = 1; i < argc; ++i)
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            taken += play(contents(entry.path())) ? 1 : 0;
            ++played;
        }
    std::printf("%d inputs, %d taken\n", played, taken);
    // A corpus of which everything is refused, or nothing, leads nowhere.
    const bool both = taken > 0 && taken < played;
    if (!both) std::fprintf(stderr, "inputs that are taken and inputs that are refused are needed\n");
    return both ? 0 : 1;
}
