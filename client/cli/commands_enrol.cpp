// enrol: makes this folder the home of one user on one device.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/passphrase.h"
#include "client/cli/server_link.h"
#include "client/transport/ca_from_server.h"
#include "client/transport/http_transport.h"
#include "client/vault/passphrase_policy.h"
#include "shared/calendar/zone.h"
#include "shared/protocol/invitation.h"

namespace veldpost::cli {

namespace {

struct EnrolOptions {
    std::string server;
    std::string code;
    std::string invitation;
    std::string caFile;
};

// Where to enrol, from either form of the command.
struct Invited {
    std::string url;
    std::string code;
    std::string caPem;
    std::optional<Sha256> caSha256;  // the CA is still to be had from the server
};

Error badUse(const char* title, const char* detail)
{
    return {ErrorKind::Usage, "wrong_use", title, detail};
}

// The CA file must be the one the invitation names, where it names one.
Status checkCaFile(const std::string& caPem, const std::optional<Sha256>& named)
{
    VELDPOST_ASSIGN(const Sha256 given, protocol::certificateFingerprint(caPem));
    if (!named || given == *named) return done();
    return Error{ErrorKind::Unreachable, "not_trusted", "The CA file is not the one the invitation names",
                 "Nothing was sent."};
}

Result<protocol::Invitation> readInvitation(const EnrolOptions& options)
{
    if (options.invitation.empty()) {
        if (options.server.empty() || options.code.empty())
            return badUse("Where to enrol?", "Give --server and --code, or --invite.");
        return protocol::Invitation{options.server, {}, options.code, {}};
    }
    const Error twice = badUse("Where to enrol is said twice", "Give --server and --code, or --invite.");
    if (!options.code.empty()) return twice;
    VELDPOST_ASSIGN(protocol::Invitation invitation, protocol::Invitation::parse(options.invitation));
    if (!options.server.empty() && !invitation.url.empty()) return twice;
    if (invitation.url.empty()) invitation.url = options.server;
    if (invitation.url.empty()) return badUse("The invitation names no server", "Give it with --server.");
    return invitation;
}

Result<Invited> readInvited(const EnrolOptions& options)
{
    VELDPOST_ASSIGN(const protocol::Invitation invitation, readInvitation(options));
    Invited invited{invitation.url, invitation.code, {}, invitation.caSha256};
    if (options.caFile.empty()) return invited;
    VELDPOST_ASSIGN(invited.caPem, readInput(options.caFile, kCaFileBytesMax));
    VELDPOST_TRY(checkCaFile(invited.caPem, invited.caSha256));
    invited.caSha256.reset();
    return invited;
}

// The way to the server; what is wrong with address or CA shows before anything is made.
struct Connection {
    ServerLink link;
    std::unique_ptr<engine::Transport> transport;

    Result<protocol::EnrolAnswer> ask(const std::string& code, const crypto::SigningKey& deviceKey)
    {
        auto answer = link.await<protocol::EnrolAnswer>(
            [&](auto done) { engine::enrol(*transport, code, deviceKey, std::move(done)); }, 0);
        VELDPOST_CHECK(answer.has_value());
        return std::move(*answer);
    }
};

engine::Identity identityOf(const protocol::EnrolAnswer& enrolled, const Invited& invited)
{
    engine::Identity identity;
    identity.certificate = enrolled.certificate;
    identity.serverKey = enrolled.serverKey;
    identity.recoveryKey = enrolled.recoveryKey;
    identity.role = enrolled.role;
    identity.userName = enrolled.userName;
    identity.serverUrl = invited.url;
    identity.caPem = invited.caPem;
    return identity;
}

// Everything between the first and the last step of a set-up. The device key lives in memory until the store has it:
// when the process dies in between, the home says that it was not set up, and the invitation is used.
Result<engine::Identity> setUp(Context& context, vault::Vault& vault, Connection& connection, const Invited& invited,
                               const Passphrase& passphrase)
{
    const crypto::SigningKey deviceKey = crypto::SigningKey::generate(context.random());
    VELDPOST_ASSIGN(const protocol::EnrolAnswer enrolled, connection.ask(invited.code, deviceKey));
    // Only now the name is known. Whoever took his own for a passphrase needs a new invitation.
    VELDPOST_TRY(vault::checkPassphrase(passphrase.text(), enrolled.userName));
    engine::Identity identity = identityOf(enrolled, invited);
    VELDPOST_ASSIGN(const auto home, engine::OpenHome::create(vault.storeFile(), vault.dataKey(), identity, deviceKey,
                                                              context.clock(), context.random(), engine::contactOf(enrolled)));
    VELDPOST_TRY(vault.sealToRecovery(enrolled.recoveryKey));
    return identity;
}

Result<Answer> enrol(Context& context, const EnrolOptions& options)
{
    VELDPOST_TRY(calendar::zoneReady());
    VELDPOST_ASSIGN(Invited invited, readInvited(options));
    Connection connection;
    if (invited.caSha256 && invited.url.starts_with("https:")) {
        VELDPOST_ASSIGN(invited.caPem, transport::caFromServer(invited.url, *invited.caSha256));
    }
    VELDPOST_ASSIGN(connection.transport, transport::HttpTransport::make(invited.url, invited.caPem));
    VELDPOST_ASSIGN(const std::filesystem::path folder, context.homeFolder());
    VELDPOST_ASSIGN(const Passphrase passphrase, readNewPassphrase(context.passphraseFile()));
    auto vault = vault::Vault::create(folder, passphrase.text(), "", context.surroundings());
    if (!vault.ok()) return asWrongUse(vault.error());
    const auto identity = setUp(context, **vault, connection, invited, passphrase);
    if (!identity.ok()) {
        VELDPOST_TRY((*vault)->abandonSetup());
        return asWrongUse(identity.error());
    }
    VELDPOST_TRY((*vault)->finishSetup());
    return Answer{{{"user", identity->user().text()},
                   {"device", identity->device().text()},
                   {"region", identity->region().text()},
                   {"role", identity->role},
                   {"name", identity->userName}},
                  "This device is set up for " + printable(identity->userName) + " (" + printable(identity->role) + ")\n"};
}

}  // namespace

void addEnrolCommand(CommandLine& line)
{
    const auto options = std::make_shared<EnrolOptions>();
    CLI::App& app = line.command("enrol", "Makes a new home with an invitation from an administrator",
                                 [options](Context& context) { return enrol(context, *options); });
    app.add_option("--server", options->server, "The server; plain http: for loopback addresses only")->type_name("URL");
    app.add_option("--code", options->code, "The one-time code")->type_name("CODE");
    app.add_option("--invite", options->invitation, "Both in one string")->type_name("S");
    app.add_option("--ca", options->caFile, "The region's CA certificate (PEM)")->type_name("FILE");
}

}  // namespace veldpost::cli
