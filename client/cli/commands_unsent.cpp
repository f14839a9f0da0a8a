// quarantine import: gives in what a wiped device could not deliver.
#include "client/cli/commands.h"
#include "client/cli/server_link.h"
#include "client/engine/server_calls.h"
#include "client/engine/unsent_reader.h"
#include "client/transport/http_transport.h"

namespace veldpost::cli {

namespace {

using protocol::UnsentAnswer;

Result<UnsentAnswer> giveIn(ServerLink& link, engine::ServerCalls& calls, const protocol::UnsentRequest& request)
{
    auto answer = link.await<Json>(
        [&](auto done) { calls.post("/v1/unsent", revision::writeCbor(request.toJson()), std::move(done)); }, 0);
    VELDPOST_CHECK(answer.has_value());
    if (!answer->ok()) return std::move(*answer).error();
    return UnsentAnswer::fromJson(**answer);
}

Result<UnsentAnswer> giveInAll(ServerLink& link, engine::ServerCalls& calls, engine::UnsentReader& file)
{
    UnsentAnswer sum;
    for (;;) {
        VELDPOST_ASSIGN(const auto request, file.next());
        if (!request) break;
        VELDPOST_ASSIGN(const UnsentAnswer answer, giveIn(link, calls, *request));
        sum.stored += answer.stored;
        sum.already += answer.already;
        sum.quarantined += answer.quarantined;
        sum.refused += answer.refused;
        sum.files += answer.files;
        sum.end = answer.end;
    }
    if (sum.end) return sum;
    return Error{ErrorKind::Malformed, "bad_unsent_file", "The file is cut off",
                 "What came before its end was taken. Import the whole file: nothing is taken twice."};
}

Result<Answer> import(Context& context, const std::string& path)
{
    VELDPOST_ASSIGN(engine::UnsentReader file, engine::UnsentReader::open(path));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    const engine::Identity& me = unlocked.home->identity();
    ServerLink link;
    VELDPOST_ASSIGN(const auto transport, transport::HttpTransport::make(me.serverUrl, me.caPem));
    engine::ServerCalls calls(unlocked.home->store(), *transport, context.clock());
    VELDPOST_ASSIGN(const UnsentAnswer sum, giveInAll(link, calls, file));
    const std::int64_t imported = sum.stored + sum.quarantined;
    return Answer{{{"device", file.head().device.text()},
                   {"imported", imported},
                   {"already", sum.already},
                   {"quarantined", sum.quarantined},
                   {"refused", sum.refused},
                   {"files", sum.files}},
                  std::to_string(imported) + " taken, " + std::to_string(sum.already) + " were there already, " +
                      std::to_string(sum.refused) + " refused; " + std::to_string(sum.quarantined) +
                      " wait for a decision; " + std::to_string(sum.files) + " files\n"};
}

}  // namespace

void addUnsentCommands(CommandLine& line)
{
    const auto path = std::make_shared<std::string>();
    CLI::App& app = line.command(line.group("quarantine", "What waits at the server for somebody to decide"), "import",
                                 "Gives in the sealed file of a wiped device (coordinators)",
                                 [path](Context& context) { return import(context, *path); });
    app.add_option("FILE", *path, "unsent-….veldpost")->required();
}

}  // namespace veldpost::cli
