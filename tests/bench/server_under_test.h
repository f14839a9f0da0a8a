// veldpost-server as a process: made, filled by admin commands, started, asked for its memory, stopped.
#pragma once

#include "tests/bench/figures.h"

#include "shared/base/result.h"
#include "tests/support/process.h"

#include <filesystem>
#include <memory>

namespace veldpost::bench {

class ServerUnderTest {
public:
    explicit ServerUnderTest(std::filesystem::path data) : m_data(std::move(data)) {}

    static std::string program();
    // Empty when the program is there; else why nothing can be measured with it.
    static std::string missing();

    const std::filesystem::path& data() const { return m_data; }

    Status init();
    Status addRegion();
    Result<std::string> addUser(const std::string& name, const std::string& role);  // the user's id
    Result<std::string> invite(const std::string& user);                           // a device's code

    Status start();
    // Ends it by SIGTERM; what it took in memory at most is kept.
    Status stop();
    // Ends it by SIGKILL, as a power cut would look to it.
    void kill();
    double nowMb() const;  // what it holds in memory
    // What `admin verify` counts; error `server_failed` when something is bad.
    Result<std::int64_t> verifiedRevisions();
    std::string url() const { return m_url; }
    std::uint16_t port() const;
    double peakMb() const { return m_peakMb; }  // of those ended so far

private:
    Result<Json> command(const std::vector<std::string>& words);
    Result<Json> admin(std::vector<std::string> words);

    std::filesystem::path m_data;
    std::unique_ptr<testing::Process> m_process;
    std::string m_url;
    double m_peakMb = 0;
};

}  // namespace veldpost::bench
