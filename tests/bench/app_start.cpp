// The app, from the start of its process to its unlock screen, in a home that is set up and locked.
#include "tests/bench/child.h"
#include "tests/bench/workloads.h"

#include "client/vault/vault.h"
#include "tests/support/paths.h"

namespace veldpost::bench {

namespace {

// A key file whose passphrase costs what it costs everybody; nothing is unlocked here.
Status makeLockedHome(const std::filesystem::path& folder)
{
    const SystemClock clock;
    crypto::SystemRandom random;
    vault::ProcessSecretStore secrets;
    VELDPOST_ASSIGN(const auto made, vault::Vault::create(folder, "kersenbloesem aan de Waal", "Bench",
                                                          {clock, random, secrets}));
    const auto [identity, key] = makeOfflineIdentity({clock, random});
    {
        VELDPOST_TRY(engine::OpenHome::create(made->storeFile(), made->dataKey(), identity, key, clock, random));
    }
    return made->finishSetup();
}

}  // namespace

Result<std::vector<Figure>> runAppStart(Bench& bench)
{
    const std::string program = testing::builtProgram(QStringLiteral("veldpost")).toStdString();
    if (!std::filesystem::exists(program))
        return Error{ErrorKind::Failed, "skipped", "there is no veldpost beside this program", ""};
    const std::filesystem::path home = bench.folder() / "app";
    VELDPOST_TRY(makeLockedHome(home));
    VELDPOST_ASSIGN(const Json got, callChild({{"job", "app-start"}, {"program", program}, {"home", home.string()},
                                               {"starts", bench.scale().appStarts}}));
    return std::vector<Figure>{{"app_start_p50_ms", got.value("p50_ms", 0.0), "ms", atMost(700)},
                               {"app_start_peak_mb", got.value("peak_mb", 0.0), "MB"}};
}

}  // namespace veldpost::bench
