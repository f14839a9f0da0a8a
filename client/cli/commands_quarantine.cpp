// quarantine list, accept, decline: what waits for a person. view-as: what a colleague's device would get.
#include "client/cli/commands.h"
#include "client/cli/inputs.h"
#include "client/cli/server_link.h"
#include "client/transport/http_transport.h"

namespace veldpost::cli {

namespace {

using engine::WaitingEntry;

// A list is of use without the server as well: it is not waited for longer than a person would.
constexpr std::int64_t kRefreshMs = 10'000;
constexpr std::size_t kSnippetCharacters = 60;

struct QuarantineOptions {
    std::vector<std::string> revisions;
    std::string reason;
    std::string user;
};

// Asks the server, when it can be reached. Empty: it answered.
std::optional<Error> refresh(UnlockedHome& unlocked)
{
    ServerLink link;
    const engine::Identity& me = unlocked.home->identity();
    auto transport = transport::HttpTransport::make(me.serverUrl, me.caPem);
    if (!transport.ok()) return transport.error();
    engine::SyncEngine& engine = unlocked.home->connect(std::move(*transport));
    const auto asked = link.await<Unit>([&](auto done) { engine.refreshWaiting(std::move(done)); }, kRefreshMs);
    unlocked.home->disconnect();  // its transport needs the event loop's application
    if (asked) return asked->ok() ? std::nullopt : std::optional(asked->error());
    return Error{ErrorKind::Unreachable, "timed_out", "The server did not answer in time", ""};
}

std::string textOf(const WaitingEntry& entry)
{
    if (!entry.set.is_object()) return {};
    for (const char* field : {"title", "text", "name"}) {
        const auto it = entry.set.find(field);
        if (it != entry.set.end() && it->is_string()) return it->get<std::string>();
    }
    return {};
}

Json jsonOf(const WaitingEntry& entry)
{
    const auto orNull = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    const std::string text = textOf(entry);
    return {{"revision", entry.revision.text()},
            {"case", entry.caseId.text()},
            {"case_title", orNull(entry.caseTitle)},
            {"part", revision::partWord(entry.part)},
            {"record", entry.record.text()},
            {"kind", entry.kind},
            {"user", entry.user.text()},
            {"name", orNull(entry.userName)},
            {"device", entry.device.text()},
            {"at", isoTime(entry.atMs)},
            {"received_at", isoTime(entry.receivedAtMs)},
            {"reason", entry.reason},
            {"state", engine::waitStateWord(entry.state)},
            {"own", entry.own},
            {"may_decide", entry.mayDecide},
            {"text", orNull(text)},
            {"decided_by", entry.decidedBy ? Json(entry.decidedBy->text()) : Json(nullptr)},
            {"decided_at", isoTime(entry.decidedAtMs)},
            {"decision_reason", orNull(entry.decisionReason)},
            {"decision_on_its_way", orNull(entry.decisionOnItsWay)}};
}

std::string stateText(const WaitingEntry& entry)
{
    if (!entry.decisionOnItsWay.empty()) return entry.decisionOnItsWay + ", not synced";
    std::string text(engine::waitStateWord(entry.state));
    if (!entry.decisionReason.empty()) text += ": " + printable(entry.decisionReason);
    return text;
}

Result<Answer> list(Context& context)
{
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    const auto unreached = refresh(unlocked);
    VELDPOST_ASSIGN(const auto entries, unlocked.home->quarantine().entries());
    Json items = Json::array();
    Table table({"Revision", "From", "Kind", "Reason", "State", "Case", "Text"});
    for (const WaitingEntry& entry : entries) {
        items.push_back(jsonOf(entry));
        table.add({entry.revision.text(), entry.own ? "you" : printable(entry.userName), printable(entry.kind),
                   printable(entry.reason), stateText(entry),
                   entry.caseTitle.empty() ? entry.caseId.text() : printable(entry.caseTitle),
                   printable(textOf(entry).substr(0, kSnippetCharacters))});
    }
    std::string text = table.text("Nothing waits for a decision.");
    if (unreached) text += "As of the last sync: " + printable(unreached->title) + ".\n";
    return Answer{{{"items", std::move(items)}, {"fresh", !unreached.has_value()}}, std::move(text)};
}

bool isUnknown(const Error& error) { return error.type == "not_waiting"; }

// What was not heard of yet is asked for once.
Result<Answer> decide(Context& context, const QuarantineOptions& options, bool accepts)
{
    std::vector<RevisionId> ids;
    for (const std::string& text : options.revisions) {
        VELDPOST_ASSIGN(const RevisionId id, parseId<RevisionId>(text, "REVISION"));
        ids.push_back(id);
    }
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    const auto decideOnce = [&] {
        engine::Quarantine& quarantine = unlocked.home->quarantine();
        return accepts ? quarantine.accept(ids) : quarantine.decline(ids, options.reason);
    };
    auto saved = decideOnce();
    if (!saved.ok() && isUnknown(saved.error()) && !refresh(unlocked)) saved = decideOnce();
    if (!saved.ok()) return std::move(saved).error();
    Json decisions = Json::array();
    for (const engine::Saved& one : *saved)
        decisions.push_back({{"case", one.caseId.text()}, {"record", one.record.text()}, {"revision", one.revision.text()}});
    return Answer{{{"revisions", options.revisions}, {"verdict", accepts ? "accept" : "decline"}, {"decisions", decisions}},
                  std::string(accepts ? "Accepted" : "Declined") + "; in effect at the next sync\n"};
}

Json jsonOf(const engine::SeenCase& seen)
{
    std::map<std::string, std::int64_t> parts;
    Json records = Json::array();
    for (const engine::SeenRecord& record : seen.records) {
        const std::string part(revision::partWord(record.part));
        ++parts[part];
        records.push_back({{"record", record.record.text()},
                           {"part", part},
                           {"kind", record.kind},
                           {"revisions", record.revisions},
                           {"text", record.text ? Json(*record.text) : Json(nullptr)}});
    }
    return {{"case", seen.caseId.text()},
            {"title", seen.title ? Json(*seen.title) : Json(nullptr)},
            {"parts", parts},
            {"records", std::move(records)}};
}

Answer viewAnswer(const engine::ColleaguesView& view)
{
    Json cases = Json::array();
    Table table({"Case", "Title", "Kind", "Part", "Revisions", "Text"});
    std::int64_t records = 0;
    for (const engine::SeenCase& seen : view.cases) {
        cases.push_back(jsonOf(seen));
        records += static_cast<std::int64_t>(seen.records.size());
        for (const engine::SeenRecord& record : seen.records)
            table.add({seen.caseId.text(), printable(seen.title.value_or("")), printable(record.kind),
                       std::string(revision::partWord(record.part)), std::to_string(record.revisions),
                       printable(record.text.value_or("").substr(0, kSnippetCharacters))});
    }
    return {{{"user", view.user.text()},
             {"role", view.role},
             {"disabled", view.disabled},
             {"cases", std::move(cases)},
             {"counts", {{"cases", view.cases.size()}, {"records", records}, {"revisions", view.revisions}}}},
            table.text(view.disabled ? "This user is disabled and gets nothing." : "Nothing.")};
}

Result<Answer> viewAs(Context& context, const QuarantineOptions& options)
{
    VELDPOST_ASSIGN(const UserId user, parseId<UserId>(options.user, "--user"));
    VELDPOST_ASSIGN(UnlockedHome unlocked, context.openHome());
    ServerLink link;
    const engine::Identity& me = unlocked.home->identity();
    VELDPOST_ASSIGN(auto transport, transport::HttpTransport::make(me.serverUrl, me.caPem));
    engine::SyncEngine& engine = unlocked.home->connect(std::move(transport));
    auto view = link.await<engine::ColleaguesView>([&](auto done) { engine.viewAs(user, std::move(done)); }, 0);
    unlocked.home.reset();  // its transport needs the event loop's application
    VELDPOST_CHECK(view.has_value());
    if (!view->ok()) return std::move(*view).error();
    return viewAnswer(**view);
}

}  // namespace

void addQuarantineCommands(CommandLine& line)
{
    const auto options = std::make_shared<QuarantineOptions>();
    CLI::App& group = line.group("quarantine", "What the server holds back until somebody decides");
    line.command(group, "list", "Lists your own, and what you may know of others'", [](Context& context) { return list(context); });
    CLI::App& accept = line.command(group, "accept", "Lets it count under its author, with what stands on it",
                                    [options](Context& context) { return decide(context, *options, true); });
    accept.add_option("REVISION", options->revisions, "The revisions, as `quarantine list` gives them")->required();
    CLI::App& decline = line.command(group, "decline", "Keeps it out; its author is told why",
                                     [options](Context& context) { return decide(context, *options, false); });
    decline.add_option("REVISION", options->revisions, "The revisions")->required();
    decline.add_option("--reason", options->reason, "Why, for its author")->required()->type_name("T");
}

void addViewAsCommand(CommandLine& line)
{
    const auto options = std::make_shared<QuarantineOptions>();
    CLI::App& app = line.command("view-as", "What a colleague's device would get now; for coordinators",
                                 [options](Context& context) { return viewAs(context, *options); });
    app.add_option("--user", options->user, "The colleague, as `user list` gives it")->required()->type_name("U");
}

}  // namespace veldpost::cli
