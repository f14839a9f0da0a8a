// lock, passphrase change, verify.
#include "client/cli/commands.h"
#include "client/cli/passphrase.h"
#include "client/engine/store_verify.h"

namespace veldpost::cli {

namespace {

Result<Answer> lock(Context&)
{
    return Answer{{{"locked", true}}, "Nothing stays unlocked between commands: every one asks for the passphrase.\n"};
}

Result<Answer> changePassphrase(Context& context, const std::string& newFile)
{
    VELDPOST_ASSIGN(const std::filesystem::path folder, context.homeFolder());
    VELDPOST_ASSIGN(const auto vault, vault::Vault::open(folder, context.surroundings()));
    VELDPOST_ASSIGN(const Passphrase current, readPassphrase(context.passphraseFile(), "Passphrase: "));
    VELDPOST_TRY(vault->unlock(current.text()));
    std::string userName;
    {
        const auto home = engine::OpenHome::open(vault->storeFile(), vault->dataKey(), context.clock(), context.random(),
                                                 engine::OpenFor::Delivery);
        VELDPOST_TRY(eraseIfWiped(*vault, home));
        if (!home.ok()) return home.error();
        userName = (*home)->identity().userName;
    }
    VELDPOST_ASSIGN(const Passphrase next, readNewPassphrase(newFile));
    const Status changed = vault->changePassphrase(current.text(), next.text(), userName);
    if (!changed.ok()) return asWrongUse(changed.error());
    return Answer{{{"changed", true}}, "The passphrase was changed.\n"};
}

Json badJson(const engine::BadRow& row)
{
    return {{"revision", row.revision ? Json(row.revision->text()) : Json(nullptr)},
            {"record", row.record ? Json(row.record->text()) : Json(nullptr)},
            {"case", row.caseId ? Json(row.caseId->text()) : Json(nullptr)},
            {"blob", row.blob ? Json(row.blob->text()) : Json(nullptr)},
            {"reason", row.reason}};
}

Result<Answer> verify(Context& context)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    VELDPOST_ASSIGN(const engine::StoreReport report, engine::verifyStore(unlocked.home->store()));
    Answer answer{{{"revisions", report.revisions}, {"blobs", report.blobs}, {"bad", Json::array()}},
                  std::to_string(report.revisions) + " revisions and " + std::to_string(report.blobs) +
                      " photos and documents checked\n", report.bad.empty() ? 0 : 1};
    Table table({"Bad", "Case", "Record", "Blob"});
    for (const engine::BadRow& row : report.bad) {
        answer.json["bad"].push_back(badJson(row));
        table.add({row.reason, row.caseId ? row.caseId->text() : "", row.record ? row.record->text() : "",
                   row.blob ? row.blob->text() : ""});
    }
    answer.text += table.text("All hashes, signatures, chains and states hold.");
    return answer;
}

}  // namespace

void addHomeCommands(CommandLine& line)
{
    line.command("verify", "Checks every hash, signature, chain and state of the local store", verify);
    line.command("lock", "Says how locking works here", lock);
    const auto newFile = std::make_shared<std::string>();
    CLI::App& group = line.group("passphrase", "The passphrase of the home");
    CLI::App& change = line.command(group, "change", "Takes another passphrase; the data stays as it is",
                                    [newFile](Context& context) { return changePassphrase(context, *newFile); });
    change.add_option("--new-passphrase-file", *newFile, "File with the new one; else it is asked for twice")
        ->type_name("FILE");
}

}  // namespace veldpost::cli
