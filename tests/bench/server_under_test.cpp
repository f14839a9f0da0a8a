#include "tests/bench/server_under_test.h"

#include "shared/protocol/fields.h"
#include "tests/bench/machine.h"
#include "tests/support/paths.h"

#include <QUrl>

#include <algorithm>

namespace veldpost::bench {

namespace {

constexpr const char* kRegionCode = "BE";

Error serverFailed(const std::string& detail)
{
    return {ErrorKind::Failed, "server_failed", "veldpost-server did not do what it should", detail};
}

QStringList listOf(const std::vector<std::string>& words)
{
    QStringList list;
    for (const std::string& word : words) list.append(QString::fromStdString(word));
    return list;
}

Result<Json> parsed(const QByteArray& line)
{
    Json json = Json::parse(line.begin(), line.end(), nullptr, false);
    if (json.is_discarded() || !json.is_object()) return serverFailed("its answer is no JSON object");
    return json;
}

}  // namespace

std::string ServerUnderTest::program()
{
    return testing::builtProgram(QStringLiteral("veldpost-server")).toStdString();
}

std::string ServerUnderTest::missing()
{
    return std::filesystem::exists(program()) ? "" : "there is no veldpost-server beside this program";
}

Result<Json> ServerUnderTest::command(const std::vector<std::string>& words)
{
    constexpr int kCommandMsMax = 600'000;  // verify of some hundred thousand revisions checks each signature
    testing::Process process;
    const auto line = process.start({QString::fromStdString(program()), listOf(words), "{"}, kCommandMsMax);
    if (!line) return serverFailed(process.error().toStdString());
    if (process.waitForEnd() != 0) return serverFailed(process.standardError().toStdString());
    return parsed(*line);
}

Result<Json> ServerUnderTest::admin(std::vector<std::string> words)
{
    const std::vector<std::string> before{"admin", "--data", m_data.string()};
    words.insert(words.begin(), before.begin(), before.end());
    words.push_back("--json");
    return command(words);
}

Status ServerUnderTest::init()
{
    VELDPOST_TRY(command({"init", "--data", m_data.string(), "--json"}));
    return done();
}

Status ServerUnderTest::addRegion()
{
    VELDPOST_TRY(admin({"region", "add", "--code", kRegionCode, "--name", "Bench"}));
    return done();
}

Result<std::string> ServerUnderTest::addUser(const std::string& name, const std::string& role)
{
    VELDPOST_ASSIGN(const Json answer, admin({"user", "add", "--region", kRegionCode, "--name", name, "--role", role}));
    return protocol::textField(answer, "user");
}

Result<std::string> ServerUnderTest::invite(const std::string& user)
{
    VELDPOST_ASSIGN(const Json answer, admin({"device", "invite", "--user", user}));
    return protocol::textField(answer, "code");
}

Status ServerUnderTest::start()
{
    m_process = std::make_unique<testing::Process>();
    const auto line = m_process->start({QString::fromStdString(program()),
                                        listOf({"serve", "--data", m_data.string(), "--listen", "127.0.0.1:0"}),
                                        "{\"listening\""});
    if (!line) return serverFailed(m_process->error().toStdString());
    VELDPOST_ASSIGN(const Json ready, parsed(*line));
    VELDPOST_ASSIGN(m_url, protocol::textField(ready, "listening"));
    return done();
}

void ServerUnderTest::kill()
{
    VELDPOST_CHECK(m_process != nullptr);
    m_peakMb = std::max(m_peakMb, bench::peakMb(m_process->pid()));
    m_process->kill();
    m_process.reset();
}

double ServerUnderTest::nowMb() const
{
    VELDPOST_CHECK(m_process != nullptr);
    return bench::residentMb(m_process->pid());
}

Result<std::int64_t> ServerUnderTest::verifiedRevisions()
{
    VELDPOST_ASSIGN(const Json answer, admin({"verify"}));
    VELDPOST_ASSIGN(const Json* bad, protocol::arrayField(answer, "bad"));
    if (!bad->empty()) return serverFailed("verify: " + bad->dump());
    return protocol::integerField(answer, "revisions");
}

std::uint16_t ServerUnderTest::port() const
{
    return static_cast<std::uint16_t>(QUrl(QString::fromStdString(m_url)).port());
}

Status ServerUnderTest::stop()
{
    VELDPOST_CHECK(m_process != nullptr);
    m_peakMb = std::max(m_peakMb, bench::peakMb(m_process->pid()));
    const int code = m_process->stop();
    const std::string said = m_process->standardError().toStdString();
    m_process.reset();
    return code == 0 ? done() : Status(serverFailed("it did not end well: " + said));
}

}  // namespace veldpost::bench
