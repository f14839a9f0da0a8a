#include "tests/bench/bench_home.h"

#include "client/transport/http_transport.h"

#include <QEventLoop>

#include <optional>

namespace veldpost::bench {

namespace {

crypto::SecretBytes benchKey()
{
    const std::array<std::uint8_t, 32> bytes{0xbe, 0x4c};
    return crypto::SecretBytes(bytes);
}

std::filesystem::path storeFile(const std::filesystem::path& folder)
{
    return folder / "store.db";
}

Result<std::unique_ptr<engine::OpenHome>> createHome(const std::filesystem::path& folder,
                                                     const engine::Identity& identity, const crypto::SigningKey& key,
                                                     const Surroundings& around)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error{ErrorKind::Failed, "io_error", "A folder could not be made", error.message()};
    return engine::OpenHome::create(storeFile(folder), benchKey(), identity, key, around.clock, around.random);
}

Result<protocol::EnrolAnswer> askToEnrol(engine::Transport& transport, const std::string& code,
                                         const crypto::SigningKey& key)
{
    QEventLoop loop;
    std::optional<Result<protocol::EnrolAnswer>> answer;
    engine::enrol(transport, code, key, [&](Result<protocol::EnrolAnswer> got) {
        answer.emplace(std::move(got));
        loop.quit();
    });
    if (!answer) loop.exec();  // bounded: the transport answers or times out
    VELDPOST_CHECK(answer.has_value());
    return std::move(*answer);
}

}  // namespace

std::pair<engine::Identity, crypto::SigningKey> makeOfflineIdentity(const Surroundings& around)
{
    const crypto::SigningKey server = crypto::SigningKey::generate(around.random);
    crypto::SigningKey device = crypto::SigningKey::generate(around.random);
    const std::int64_t nowMs = around.clock.nowMs();
    protocol::Certificate fields;
    fields.region = makeUuid7<RegionId>(nowMs, around.random);
    fields.user = makeUuid7<UserId>(nowMs, around.random);
    fields.device = makeUuid7<DeviceId>(nowMs, around.random);
    fields.key = device.publicKey();
    fields.issuedAtMs = nowMs;
    fields.epoch = "bench";
    engine::Identity identity;
    identity.certificate = protocol::issueCertificate(fields, server);
    identity.serverKey = server.publicKey();
    identity.role = "wijkteam";
    identity.userName = "Bench";
    return {std::move(identity), std::move(device)};
}

Result<std::unique_ptr<engine::OpenHome>> makeOfflineHome(const std::filesystem::path& folder, const Surroundings& around)
{
    const auto [identity, key] = makeOfflineIdentity(around);
    return createHome(folder, identity, key, around);
}

Result<std::unique_ptr<engine::OpenHome>> enrolHome(const std::filesystem::path& folder, const std::string& serverUrl,
                                                    const std::string& code, const Surroundings& around)
{
    const crypto::SigningKey key = crypto::SigningKey::generate(around.random);
    VELDPOST_ASSIGN(const auto transport, makeTransport(serverUrl));
    VELDPOST_ASSIGN(const protocol::EnrolAnswer answer, askToEnrol(*transport, code, key));
    engine::Identity identity;
    identity.certificate = answer.certificate;
    identity.serverKey = answer.serverKey;
    identity.recoveryKey = answer.recoveryKey;
    identity.role = answer.role;
    identity.userName = answer.userName;
    identity.serverUrl = serverUrl;
    return createHome(folder, identity, key, around);
}

Result<std::unique_ptr<engine::OpenHome>> openHome(const std::filesystem::path& folder, const Surroundings& around)
{
    return engine::OpenHome::open(storeFile(folder), benchKey(), around.clock, around.random);
}

Result<std::unique_ptr<engine::Transport>> makeTransport(const std::string& serverUrl)
{
    VELDPOST_ASSIGN(auto made, transport::HttpTransport::make(serverUrl, ""));
    return std::unique_ptr<engine::Transport>(std::move(made));
}

}  // namespace veldpost::bench
