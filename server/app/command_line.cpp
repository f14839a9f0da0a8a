#include "server/app/command_line.h"

#include "server/app/admin_socket.h"
#include "server/app/ca_fingerprint.h"
#include "server/app/output.h"
#include "server/app/qr_png.h"
#include "server/app/serve.h"
#include "shared/model/text.h"
#include "shared/protocol/limits.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <span>

namespace veldpost::app {

namespace {

using Answer = Result<AdminJson>;

constexpr char kFooter[] = "--json, with every command: answer with one JSON object";

// What the options were set to.
struct Arguments {
    bool json = false;
    std::string data;
    ServeOptions serve;
    std::string code, name, region, role, user, device, caseId, url, caFile, qrFile, file, keyFile, request;
    bool wipe = false;
    bool withoutLedger = false;
    std::optional<std::int64_t> hours;
};

class Program {
public:
    Program();
    int run(int argc, char** argv);

private:
    using Action = std::function<Answer()>;

    CLI::App* command(CLI::App& parent, const std::string& name, const std::string& about, Action action);
    CLI::App* group(CLI::App& parent, const std::string& name, const std::string& about);
    void addRegionCommands(CLI::App& admin);
    void addUserCommands(CLI::App& admin);
    void addDeviceCommands(CLI::App& admin);
    void addRecoveryCommands(CLI::App& admin);
    void addLeaseCommand(CLI::App& admin);
    void addStoreCommands(CLI::App& admin);
    Answer init();
    Answer runAdminHere(const AdminJson& request);
    Answer admin(AdminJson request);
    Answer invite();
    Answer revoke();
    Answer lease();
    Answer verify();
    Answer restore();
    Answer exportKey();
    int usageProblem(const CLI::ParseError& error, int argc, char** argv);

    DataFolder folder() const { return DataFolder(m_args.data); }

    CLI::App m_app{"The Veldpost server: keeps a region's dossiers and brings them to those who may see them."};
    Arguments m_args;
    Action m_chosen;
    CLI::App* m_table = nullptr;
    std::function<bool()> m_folderNeeded;
    bool m_foundBad = false;
};

Program::Program()
{
    m_app.fallthrough();
    m_app.require_subcommand(1);
    m_app.add_flag("--json", m_args.json, "Answer with one JSON object");
    CLI::App* make = command(m_app, "init", "Make a server in a new folder", [this] { return init(); });
    make->add_option("--data", m_args.data, "The server's folder")->required();
    CLI::App* answering = command(m_app, "serve", "Answer requests until told to stop", [this]() -> Answer {
        VELDPOST_TRY(serve(folder(), m_args.serve));
        return AdminJson();
    });
    answering->add_option("--data", m_args.data, "The server's folder")->required();
    answering->add_option("--listen", m_args.serve.listen, "Address and port; port 0 picks one")->capture_default_str();
    answering->add_option("--config", m_args.serve.config, "Settings (default: server.toml in the server's folder, if it is there)");
    answering->add_flag("--behind-proxy", m_args.serve.behindProxy, "Allow an address that is not this machine's own");
    CLI::App* ask = group(m_app, "admin", "Regions, users, devices, log and copies; with the server running or not");
    // The access table stands in the program, not in a folder.
    m_folderNeeded = [this, ask] { return ask->parsed() && !m_table->parsed(); };
    ask->add_option("--data", m_args.data, "The server's folder");
    m_table = command(*ask, "access-table", "Which role sees which part of a case", [] { return Answer(accessTable()); });
    addRegionCommands(*ask);
    addUserCommands(*ask);
    addDeviceCommands(*ask);
    addRecoveryCommands(*ask);
    addLeaseCommand(*ask);
    addStoreCommands(*ask);
}

CLI::App* Program::command(CLI::App& parent, const std::string& name, const std::string& about, Action action)
{
    CLI::App* out = parent.add_subcommand(name, about);
    out->fallthrough();
    out->footer(kFooter);
    out->parse_complete_callback([this, action = std::move(action)] { m_chosen = action; });
    return out;
}

CLI::App* Program::group(CLI::App& parent, const std::string& name, const std::string& about)
{
    CLI::App* out = parent.add_subcommand(name, about);
    out->fallthrough();
    out->footer(kFooter);
    out->require_subcommand(1);
    return out;
}

void Program::addRegionCommands(CLI::App& adminGroup)
{
    CLI::App* regions = group(adminGroup, "region", "Regions");
    CLI::App* add = command(*regions, "add", "Add a region", [this] {
        return admin({{"command", "region_add"}, {"code", m_args.code}, {"name", m_args.name}});
    });
    add->add_option("--code", m_args.code, "A short code, as RR")->required();
    add->add_option("--name", m_args.name, "Its name")->required();
    command(*regions, "list", "List the regions", [this] { return admin({{"command", "region_list"}}); });
}

void Program::addUserCommands(CLI::App& adminGroup)
{
    CLI::App* users = group(adminGroup, "user", "Users");
    CLI::App* add = command(*users, "add", "Add a user", [this] {
        return admin({{"command", "user_add"}, {"region", m_args.region}, {"name", m_args.name}, {"role", m_args.role}});
    });
    add->add_option("--region", m_args.region, "The region's code")->required();
    add->add_option("--name", m_args.name, "The user's name")->required();
    add->add_option("--role", m_args.role, "wijkteam, vertrouwensarts, coordinator or auditor")
        ->required()
        ->check(CLI::IsMember({"wijkteam", "vertrouwensarts", "coordinator", "auditor"}));
    command(*users, "list", "List the users", [this] { return admin({{"command", "user_list"}}); });
    CLI::App* role = command(*users, "role", "Give a user another role: what it shows comes, what it hides is taken away", [this] {
        return admin({{"command", "user_role"}, {"user", m_args.user}, {"role", m_args.role}});
    });
    role->add_option("--user", m_args.user, "The user's id")->required();
    role->add_option("--role", m_args.role, "wijkteam, vertrouwensarts, coordinator or auditor")
        ->required()
        ->check(CLI::IsMember({"wijkteam", "vertrouwensarts", "coordinator", "auditor"}));
    CLI::App* disable = command(*users, "disable", "Let none of a user's devices read any more",
                                [this] { return admin({{"command", "user_disable"}, {"user", m_args.user}}); });
    disable->add_option("--user", m_args.user, "The user's id")->required();
}

void Program::addDeviceCommands(CLI::App& adminGroup)
{
    CLI::App* devices = group(adminGroup, "device", "Devices");
    CLI::App* add = command(*devices, "invite", "Make a code that enrols one device, once, within 24 hours",
                            [this] { return invite(); });
    add->add_option("--user", m_args.user, "The user's id")->required();
    add->add_option("--url", m_args.url, "Where the server is reached, as https://veldpost.example");
    add->add_option("--ca", m_args.caFile, "PEM file of the CA to trust");
    add->add_option("--qr", m_args.qrFile, "Write the invitation as a QR code to this PNG file");
    command(*devices, "list", "List the devices", [this] { return admin({{"command", "device_list"}}); });
    CLI::App* gone = command(*devices, "revoke", "Let a device deliver what it has, and read nothing any more",
                             [this] { return revoke(); });
    gone->add_option("--device", m_args.device, "The device's id")->required();
    CLI::Option* wipe = gone->add_flag("--wipe", m_args.wipe, "It also erases itself, once it has delivered all it holds");
    gone->add_option("--deadline", m_args.hours,
                     "Hours after which what cannot be delivered is sealed into a file instead: 0 to 744, 24 if not said")
        ->needs(wipe);
}

void Program::addRecoveryCommands(CLI::App& adminGroup)
{
    CLI::App* recovery = group(adminGroup, "recovery", "Forgotten passphrases");
    command(*recovery, "list", "List who asks for a device's key", [this] { return admin({{"command", "recovery_list"}}); });
    CLI::App* approve = command(*recovery, "approve", "Let a device have its key; the code is read to you by its user", [this] {
        return admin({{"command", "recovery_approve"}, {"request", m_args.request}, {"code", m_args.code}});
    });
    approve->add_option("--request", m_args.request, "The request's id")->required();
    approve->add_option("--code", m_args.code, "As the person reads it to you")->required();
}

void Program::addLeaseCommand(CLI::App& adminGroup)
{
    CLI::App* lease = command(adminGroup, "lease", "How long a device may be read from without contact, by role",
                              [this] { return this->lease(); });
    CLI::Option* role = lease->add_option("--role", m_args.role, "wijkteam, vertrouwensarts, coordinator or auditor")
                            ->check(CLI::IsMember({"wijkteam", "vertrouwensarts", "coordinator", "auditor"}));
    CLI::Option* hours = lease->add_option("--hours", m_args.hours, "1 to 744; without it, what is set is shown");
    role->needs(hours);
    hours->needs(role);
}

void Program::addStoreCommands(CLI::App& adminGroup)
{
    command(adminGroup, "verify", "Check every hash, signature, chain and the audit log", [this] { return verify(); });
    CLI::App* log = command(adminGroup, "audit", "Who did what when in a case",
                            [this] { return admin({{"command", "audit"}, {"case", m_args.caseId}}); });
    log->add_option("--case", m_args.caseId, "The case's id")->required();
    CLI::App* copy = command(adminGroup, "backup", "A consistent encrypted copy; opens with this server's key", [this] {
        return admin({{"command", "backup"}, {"file", std::filesystem::absolute(m_args.file).string()}});
    });
    copy->add_option("FILE", m_args.file, "The copy; must not be there yet")->required();
    CLI::App* back = command(adminGroup, "restore", "Put a backup in the store's place; the server must be stopped",
                             [this] { return restore(); });
    back->add_option("FILE", m_args.file, "The backup")->required();
    back->add_option("--key", m_args.keyFile, "The key the backup opens with, as key export saved it");
    back->add_flag("--without-ledger", m_args.withoutLedger,
                   "Go on though the ledger is lost: who was let go after the backup may come back");
    CLI::App* key = group(adminGroup, "key", "The key of the store and its backups");
    CLI::App* out = command(*key, "export", "Save the key elsewhere", [this] { return exportKey(); });
    out->add_option("FILE", m_args.file, "The copy; must not be there yet")->required();
}

Answer Program::init()
{
    SystemClock clock;
    crypto::SystemRandom random;
    VELDPOST_ASSIGN(const std::string epoch, folder().make(clock, random));
    return AdminJson{{"epoch", epoch}};
}

Answer Program::runAdminHere(const AdminJson& request)
{
    SystemClock clock;
    crypto::SystemRandom random;
    VELDPOST_ASSIGN(const OpenStore open, OpenStore::open(folder(), clock));
    VELDPOST_ASSIGN(const auto engine, server::Engine::open(*open.store, clock, random, server::Engine::Mode::Inline));
    return runAdmin(*engine, request);
}

// In the server that runs, else here: there is never a second writer.
Answer Program::admin(AdminJson request)
{
    // On its way to the running server what is no UTF-8 would turn into something that was not typed.
    for (const auto& [key, value] : request.items()) {
        if (!value.is_string()) continue;
        auto clean = model::cleanText(value.get_ref<const std::string&>());
        if (!clean.ok()) return Error{ErrorKind::Usage, clean.error().type, clean.error().title, "--" + key};
    }
    Answer there = askRunningServer(folder().socketFile(), request);
    if (there.ok() || there.error().type != "no_server_running") return there;
    return runAdminHere(request);
}

Answer Program::invite()
{
    std::error_code failure;
    // Before there is an invitation that nobody would see.
    if (!m_args.qrFile.empty() && std::filesystem::exists(m_args.qrFile, failure))
        return Error{ErrorKind::Conflict, "file_exists", "There is a file of this name already", "It was left as it is."};
    std::string fingerprint;
    if (!m_args.caFile.empty()) {
        VELDPOST_ASSIGN(fingerprint, caFingerprint(m_args.caFile));
    }
    VELDPOST_ASSIGN(AdminJson answer, admin({{"command", "device_invite"}, {"user", m_args.user}, {"url", m_args.url},
                                             {"ca_sha256", fingerprint}}));
    if (!m_args.qrFile.empty()) VELDPOST_TRY(writeQrPng(answer["invite"].get<std::string>(), m_args.qrFile));
    return answer;
}

Answer Program::revoke()
{
    if (m_args.wipe)
        return admin({{"command", "device_wipe"}, {"device", m_args.device},
                      {"hours", m_args.hours.value_or(protocol::kWipeHoursDefault)}});
    return admin({{"command", "device_revoke"}, {"device", m_args.device}});
}

Answer Program::lease()
{
    if (!m_args.hours) return admin({{"command", "lease_list"}});
    return admin({{"command", "lease_set"}, {"role", m_args.role}, {"hours", *m_args.hours}});
}

Answer Program::verify()
{
    VELDPOST_ASSIGN(AdminJson answer, admin({{"command", "verify"}}));
    m_foundBad = !answer["bad"].empty();
    return answer;
}

Answer Program::restore()
{
    SystemClock clock;
    crypto::SystemRandom random;
    VELDPOST_ASSIGN(const store::Restored done,
                    folder().restore({m_args.file, m_args.keyFile, m_args.withoutLedger}, clock, random));
    AdminJson bad = AdminJson::array();
    for (const server::Finding& finding : done.oddities)
        bad.push_back({{"what", finding.what}, {"which", finding.which}, {"why", finding.why}});
    return AdminJson{{"epoch", done.epoch.epoch},
                     {"replaced", done.replaced.empty() ? AdminJson() : AdminJson(done.replaced.string())},
                     {"in_force", done.epoch.inForce},
                     {"bad", std::move(bad)}};
}

Answer Program::exportKey()
{
    VELDPOST_TRY(folder().exportKey(m_args.file));
    return AdminJson{{"file", m_args.file}};
}

int Program::usageProblem(const CLI::ParseError& error, int argc, char** argv)
{
    if (error.get_exit_code() == 0) return m_app.exit(error);  // --help
    const std::span<char*> words(argv, static_cast<std::size_t>(argc));
    const bool json = std::any_of(words.begin(), words.end(), [](const char* word) { return std::string_view(word) == "--json"; });
    return printProblem({ErrorKind::Usage, "wrong_use", "The command is not used so", error.what()}, json);
}

int Program::run(int argc, char** argv)
{
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return usageProblem(error, argc, argv);
    }
    if (m_folderNeeded() && m_args.data.empty())
        return printProblem({ErrorKind::Usage, "wrong_use", "The command is not used so", "--data is required"}, m_args.json);
    const Answer answer = m_chosen();
    if (!answer.ok()) return printProblem(answer.error(), m_args.json);
    if (!answer->is_null()) printAnswer(*answer, m_args.json);
    return m_foundBad ? 1 : 0;
}

}  // namespace

int runCommandLine(int argc, char** argv)
{
    return Program().run(argc, argv);
}

}  // namespace veldpost::app
