// case create, list, share, unshare, members; user list.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"

namespace veldpost::cli {

namespace {

struct CaseOptions {
    std::string caseId;
    std::string title;
    std::string user;
    std::string right = "write";
    std::string filter;
};

Result<Answer> createCase(Context& context, const CaseOptions& options)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const engine::Saved saved, unlocked.dossiers().createCase(options.title));
    return Answer{{{"case", saved.caseId.text()}, {"record", saved.record.text()}, {"revision", saved.revision.text()}},
                  "Case made: " + saved.caseId.text() + "\n"};
}

Result<Answer> listCases(Context& context, const CaseOptions& options)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, unlocked.dossiers().cases(options.filter));
    Json cases = Json::array();
    Table table({"Case", "Records", "Conflicts", "Not safe", "Last", "Title"});
    for (const engine::CaseRow& row : rows) {
        cases.push_back({{"case", row.caseId.text()},
                         {"title", row.title},
                         {"records", row.records},
                         {"conflicts", row.conflicts},
                         {"unsafe", row.unsafe},
                         {"waiting", row.waiting},
                         {"last_at", isoTime(row.lastAtMs)}});
        table.add({row.caseId.text(), std::to_string(row.records), std::to_string(row.conflicts),
                   std::to_string(row.unsafe), clockText(row.lastAtMs), printable(row.title)});
    }
    return Answer{{{"cases", std::move(cases)}}, table.text("No cases.")};
}

Result<Answer> setRight(Context& context, const CaseOptions& options, const std::string& right)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(const UserId user, parseId<UserId>(options.user, "--user"));
    if (right != "none" && right != "read" && right != "write" && right != "own")
        return Error{ErrorKind::Usage, "bad_right", "There is no such right", "--right: read, write or own"};
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    engine::Dossiers& dossiers = unlocked.dossiers();
    VELDPOST_ASSIGN(const engine::Saved saved,
                    right == "none" ? dossiers.unshare(caseId, user) : dossiers.share(caseId, user, right));
    return Answer{{{"case", caseId.text()},
                   {"user", user.text()},
                   {"right", right},
                   {"record", saved.record.text()},
                   {"revision", saved.revision.text()}},
                  right == "none" ? "No longer shared; in effect at the next sync\n"
                                  : "Shared (" + right + "); in effect at the next sync\n"};
}

Result<Answer> listMembers(Context& context, const CaseOptions& options)
{
    VELDPOST_ASSIGN(const CaseId caseId, parseId<CaseId>(options.caseId, "CASE"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, unlocked.dossiers().members(caseId));
    Json members = Json::array();
    Table table({"User", "Right", "Role", "Name"});
    for (const engine::Member& row : rows) {
        members.push_back({{"user", row.user.text()}, {"name", row.name}, {"role", row.role}, {"right", row.right}});
        table.add({row.user.text(), row.right, printable(row.role), printable(row.name)});
    }
    return Answer{{{"members", std::move(members)}}, table.text("No members.")};
}

Result<Answer> listUsers(Context& context)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const auto rows, unlocked.dossiers().users());
    Json users = Json::array();
    Table table({"User", "Role", "Name"});
    for (const engine::UserRow& row : rows) {
        users.push_back({{"user", row.user.text()}, {"name", row.name}, {"role", row.role}, {"disabled", row.disabled}});
        table.add({row.user.text(), printable(row.role), printable(row.name) + (row.disabled ? " [disabled]" : "")});
    }
    return Answer{{{"users", std::move(users)}}, table.text("Nobody is known yet: sync first.")};
}

void addShareCommands(CommandLine& line, CLI::App& group, const std::shared_ptr<CaseOptions>& options)
{
    CLI::App& share = line.command(group, "share", "Gives a user a right in a case, from the next sync on",
                                   [options](Context& context) { return setRight(context, *options, options->right); });
    share.add_option("CASE", options->caseId, "The case")->required();
    share.add_option("--user", options->user, "The user, as `user list` gives it")->required()->type_name("U");
    share.add_option("--right", options->right, "read, write (when nothing is said) or own")->type_name("R");

    CLI::App& unshare = line.command(group, "unshare", "Ends a user's right in a case, from the next sync on",
                                     [options](Context& context) { return setRight(context, *options, "none"); });
    unshare.add_option("CASE", options->caseId, "The case")->required();
    unshare.add_option("--user", options->user, "The user")->required()->type_name("U");
}

}  // namespace

void addCaseCommands(CommandLine& line)
{
    const auto options = std::make_shared<CaseOptions>();
    CLI::App& group = line.group("case", "Cases: make, list, share");
    CLI::App& create = line.command(group, "create", "Makes a case",
                                    [options](Context& context) { return createCase(context, *options); });
    create.add_option("--title", options->title, "Its title, up to 200 characters")->required()->type_name("T");
    CLI::App& list = line.command(group, "list", "Lists the cases on this device, newest work first",
                                  [options](Context& context) { return listCases(context, *options); });
    list.add_option("--filter", options->filter, "Only titles with these words")->type_name("TEXT");
    addShareCommands(line, group, options);
    CLI::App& members = line.command(group, "members", "Lists who has a right in a case",
                                     [options](Context& context) { return listMembers(context, *options); });
    members.add_option("CASE", options->caseId, "The case")->required();

    CLI::App& users = line.group("user", "The people of the region");
    line.command(users, "list", "Lists them, as last synced", [](Context& context) { return listUsers(context); });
}

}  // namespace veldpost::cli
