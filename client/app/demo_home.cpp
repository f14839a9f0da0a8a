#include "client/app/demo_home.h"

#include "client/app/demo_story.h"
#include "client/vault/vault.h"

namespace veldpost::app {

namespace {

// Of the demo's own region: a server key that signs a few certificates and is then forgotten.
engine::Identity demoIdentity(const crypto::SigningKey& serverKey, const crypto::SigningKey& deviceKey, std::int64_t nowMs,
                              RandomSource& random)
{
    protocol::Certificate fields;
    fields.region = makeUuid7<RegionId>(nowMs, random);
    fields.device = makeUuid7<DeviceId>(nowMs, random);
    fields.user = makeUuid7<UserId>(nowMs, random);
    fields.key = deviceKey.publicKey();
    fields.issuedAtMs = nowMs;
    fields.epoch = "demo";
    engine::Identity identity;
    identity.certificate = protocol::issueCertificate(std::move(fields), serverKey);
    identity.serverKey = serverKey.publicKey();
    identity.role = "wijkteam";
    identity.userName = "Sanne de Wit";
    return identity;
}

}  // namespace

Status makeDemoHome(const std::filesystem::path& folder, const std::string& passphrase, StoryClock& clock,
                    RandomSource& random)
{
    vault::ProcessSecretStore secrets;
    VELDPOST_ASSIGN(const auto vault, vault::Vault::create(folder, passphrase, "Sanne de Wit", {clock, random, secrets}));
    const crypto::SigningKey serverKey = crypto::SigningKey::generate(random);
    const crypto::SigningKey deviceKey = crypto::SigningKey::generate(random);
    VELDPOST_ASSIGN(const auto home,
                    engine::OpenHome::create(vault->storeFile(), vault->dataKey(),
                                             demoIdentity(serverKey, deviceKey, clock.nowMs(), random), deviceKey, clock, random));
    const Status told = tellDemoStory(*home, serverKey, clock, random);
    clock.backToPresent();
    VELDPOST_TRY(told);
    return vault->finishSetup();
}

}  // namespace veldpost::app
