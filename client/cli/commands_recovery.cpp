// passphrase recover; device recover, device requests.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/passphrase.h"
#include "client/cli/server_link.h"
#include "client/cli/server_question.h"
#include "client/engine/recovery.h"
#include "client/transport/http_transport.h"

namespace veldpost::cli {

namespace {

struct RecoverOptions {
    bool begin = false;
    bool finish = false;
    std::string newFile;
    std::string request;
    std::string code;
};

// The locked home and the way to its server.
struct LockedHome {
    std::filesystem::path folder;
    std::unique_ptr<vault::Vault> vault;
    ServerLink link;
    std::unique_ptr<engine::Transport> transport;
    std::optional<engine::Recovery> recovery;
};

Status open(Context& context, LockedHome& home)
{
    VELDPOST_ASSIGN(home.folder, context.homeFolder());
    VELDPOST_ASSIGN(home.vault, vault::Vault::open(home.folder, context.surroundings()));
    VELDPOST_ASSIGN(engine::ContactCard card, engine::readContactCard(home.folder));
    VELDPOST_ASSIGN(home.transport, transport::HttpTransport::make(card.serverUrl, card.caPem));
    home.recovery.emplace(home.folder, std::move(card), *home.transport, context.random());
    return done();
}

Result<Answer> begin(Context& context)
{
    LockedHome home;
    VELDPOST_TRY(open(context, home));
    VELDPOST_ASSIGN(const std::string copy, home.vault->recoveryCopy());
    auto begun = home.link.await<engine::RecoveryBegun>(
        [&](auto done) { home.recovery->begin(copy, std::move(done)); }, 0);
    VELDPOST_CHECK(begun.has_value());
    if (!begun->ok()) return std::move(*begun).error();
    const engine::RecoveryBegun& asked = **begun;
    return Answer{{{"request", asked.request.text()}, {"code", asked.code}, {"expires_at", isoTime(asked.expiresAtMs)}},
                  "Read this code to your coordinator, who knows you: " + asked.code + "\nHe needs the request too:            " +
                      asked.request.text() + "\nWhen he has approved: veldpostctl passphrase recover --finish\n"};
}

// The key is tried on the store before anything of the home is changed.
Result<std::string> userNameOf(Context& context, const vault::Vault& vault, const crypto::SecretBytes& dataKey)
{
    const auto home = engine::OpenHome::open(vault.storeFile(), dataKey, context.clock(), context.random(), engine::OpenFor::Delivery);
    if (home.ok()) return (*home)->identity().userName;
    if (home.error().type != "wrong_key_or_damaged") return home.error();
    return Error{ErrorKind::Failed, "recovery_wrong_key", "The key that came does not open this home",
                 "Nothing was changed. Begin a new recovery; if it happens again, the store or its key file is damaged."};
}

Result<Answer> finish(Context& context, const RecoverOptions& options)
{
    LockedHome home;
    VELDPOST_TRY(open(context, home));
    auto fetched = home.link.await<crypto::SecretBytes>([&](auto done) { home.recovery->fetch(std::move(done)); }, 0);
    VELDPOST_CHECK(fetched.has_value());
    if (!fetched->ok()) return std::move(*fetched).error();
    const crypto::SecretBytes& dataKey = **fetched;
    VELDPOST_ASSIGN(const std::string userName, userNameOf(context, *home.vault, dataKey));
    VELDPOST_ASSIGN(const Passphrase next, readNewPassphrase(options.newFile.empty() ? context.passphraseFile() : options.newFile));
    const Status recovered = home.vault->recover(dataKey, next.text(), userName);
    if (!recovered.ok()) return asWrongUse(recovered.error());
    auto ended = home.link.await<Unit>([&](auto done) { home.recovery->end(std::move(done)); }, 0);
    VELDPOST_CHECK(ended.has_value());
    const bool told = ended->ok();
    return Answer{{{"recovered", true}, {"server_told", told}},
                  "The new passphrase opens this home, with all that was in it.\n"};
}

Result<Answer> recover(Context& context, const RecoverOptions& options)
{
    if (options.begin == options.finish)
        return Error{ErrorKind::Usage, "wrong_use", "Begin or finish?", "Give --begin or --finish."};
    return options.begin ? begin(context) : finish(context, options);
}

Result<Answer> approve(Context& context, const RecoverOptions& options)
{
    VELDPOST_ASSIGN(const auto request, parseId<protocol::RecoveryId>(options.request, "--request"));
    const protocol::RecoveryApproval approval{request, options.code};
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_TRY(askServer(context, unlocked, [&](engine::ServerCalls& calls, engine::ServerCalls::Answered done) {
        calls.post("/v1/recovery/approve", revision::writeCbor(approval.toJson()), std::move(done));
    }));
    return Answer{{{"request", request.text()}, {"approved", true}}, "Approved: the device can be opened with a new passphrase.\n"};
}

Result<Answer> listRequests(Context& context)
{
    constexpr std::int64_t kTimeoutMs = 30'000;
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const Json json, askServer(context, unlocked, [&](engine::ServerCalls& calls, engine::ServerCalls::Answered done) {
        calls.get("/v1/recovery", kTimeoutMs, std::move(done));
    }));
    VELDPOST_ASSIGN(const auto waiting, protocol::recoveriesFrom(json));
    Json list = Json::array();
    Table table({"Request", "Device", "Asked", "Approved", "Name"});
    for (const protocol::RecoveryWaiting& one : waiting) {
        list.push_back({{"request", one.request.text()},
                        {"device", one.device.text()},
                        {"user", one.user.text()},
                        {"name", one.userName},
                        {"at", isoTime(one.atMs)},
                        {"expires_at", isoTime(one.expiresAtMs)},
                        {"approved", one.approved}});
        table.add({one.request.text(), one.device.text(), clockText(one.atMs), one.approved ? "yes" : "no", printable(one.userName)});
    }
    return Answer{{{"requests", std::move(list)}}, table.text("Nobody asks.")};
}

}  // namespace

void addRecoveryCommands(CommandLine& line)
{
    const auto options = std::make_shared<RecoverOptions>();
    CLI::App& app = line.command(line.group("passphrase", "The passphrase of the home"), "recover",
                                 "A forgotten passphrase: asks the region for help, and takes a new one",
                                 [options](Context& context) { return recover(context, *options); });
    app.add_flag("--begin", options->begin, "Asks, and shows the code for the coordinator");
    app.add_flag("--finish", options->finish, "Once he has approved: takes a new passphrase; nothing is lost");
    app.add_option("--new-passphrase-file", options->newFile, "File with the new one; else it is asked for twice")->type_name("FILE");

    CLI::App& group = line.group("device", "The region's devices (coordinators)");
    CLI::App& approving = line.command(group, "recover", "Lets a device whose passphrase was forgotten be opened again",
                                       [options](Context& context) { return approve(context, *options); });
    approving.add_option("--request", options->request, "As `device requests` lists it")->required()->type_name("R");
    approving.add_option("--code", options->code, "As the person reads it to you; never from a message")->required()->type_name("CODE");
    line.command(group, "requests", "Lists who asks for that", listRequests);
}

}  // namespace veldpost::cli
