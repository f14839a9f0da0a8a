#include "tests/sync/bugs/bug.h"

#include "tests/sync/world.h"

#include <fstream>

namespace veldpost::sync {

using engine::HttpAnswer;
using engine::HttpRequest;

namespace {

bool isPull(const HttpRequest& request, const HttpAnswer& answer)
{
    return answer.status == 200 && request.path.starts_with("/v1/pull");
}

// One revision of a page never leaves the server.
class SkipsARevision final : public WireTap {
public:
    std::int64_t onServed(std::size_t, const HttpRequest& request, HttpAnswer& answer) override
    {
        constexpr int kEvery = 7;
        if (!isPull(request, answer) || ++m_pages % kEvery != 0) return 0;
        const auto json = protocol::readMessage(answer.body, answer.cbor);
        auto page = json.ok() ? protocol::PullPage::fromJson(*json) : Result<protocol::PullPage>(json.error());
        if (!page.ok() || page->revisions.size() < 2) return 0;
        page->revisions.pop_back();
        answer.body = revision::writeCbor(page->toJson());
        answer.cbor = true;
        return 0;
    }

private:
    int m_pages = 0;
};

// Two devices that ask together get one answer.
class MixesAnswersUp final : public WireTap {
public:
    std::int64_t onServed(std::size_t, const HttpRequest& request, HttpAnswer& answer) override
    {
        constexpr int kEvery = 9;
        if (!isPull(request, answer)) return 0;
        if (++m_pages % kEvery == 0 && !m_last.empty()) answer.body = m_last;
        else if (answer.cbor) m_last = answer.body;
        return 0;
    }

private:
    int m_pages = 0;
    std::string m_last;
};

template <typename Tap>
std::unique_ptr<WireTap> tap(World&)
{
    return std::make_unique<Tap>();
}

void letHomesLie(World& w)
{
    for (const auto& client : w.clients()) client->disk.liesAboutSync = true;
}

void letServerLie(World& w)
{
    w.server().disk().liesAboutSync = true;
}

// What a careless log line does.
void writeLog(World& w, int step)
{
    constexpr int kAtStep = 60;
    SimClient& client = w.anyClient();
    const auto caseId = step == kAtStep && client.isOpen() ? w.anyCase(client) : std::nullopt;
    if (!caseId) return;
    std::ofstream log(w.folder() + "/errors.log", std::ios::app);
    log << "could not show: " << w.canary(*caseId, revision::Part::General) << "\n";
}

// Something that no seed decides.
void askTheWorldOutside(World& w, int step)
{
    static int played = 0;
    constexpr int kAtStep = 10;
    if (step == kAtStep) w.say("outside it is " + std::to_string(++played));
}

constexpr Bug kBugs[] = {
    {.name = "homes_lie_about_sync", .checker = "I1", .begin = letHomesLie, .needs = FaultKind::ClientKilled},
    {.name = "server_lies_about_sync", .checker = "I1", .begin = letServerLie, .needs = FaultKind::ServerKilledAfterCommit},
    {.name = "draft_is_lost", .checker = "I1",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON drafts WHEN length(NEW.fields) % 2 = 0"
                    " BEGIN DELETE FROM drafts WHERE draft = NEW.draft; END"},
    {.name = "payload_changes", .checker = "I2",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON revisions WHEN NEW.seq % 23 = 5 AND NEW.payload IS NOT NULL"
                    " BEGIN UPDATE revisions SET payload = CAST(CAST(payload AS TEXT) || ' ' AS BLOB) WHERE seq = NEW.seq; END"},
    {.name = "state_goes_by_arrival", .checker = "I2",
     .inEveryHome = "CREATE TRIGGER bug AFTER UPDATE OF conflicts ON records WHEN NEW.conflicts > 0 AND NEW.rid % 2 = 0"
                    " BEGIN UPDATE records SET conflicts = 0, state = json_set(state, '$.c', json('{}')) WHERE rid = NEW.rid; END"},
    {.name = "comes_into_effect_twice", .checker = "I3",
     .atServer = "CREATE TRIGGER bug AFTER INSERT ON revision WHEN NEW.arrival % 31 = 0"
                 " BEGIN UPDATE revision SET seq = NEW.seq WHERE arrival = NEW.arrival - 5 AND region = NEW.region"
                 " AND standing = 0; END"},
    {.name = "cursor_goes_back", .checker = "I4",
     .inEveryHome = "CREATE TRIGGER bug AFTER UPDATE ON meta"
                    " WHEN NEW.name = 'cursor' AND CAST(NEW.value AS TEXT) LIKE 'v1.%.%7'"
                    " BEGIN UPDATE meta SET value = CAST(substr(CAST(NEW.value AS TEXT), 1, 40) || '1' AS BLOB)"
                    " WHERE name = 'cursor'; END"},
    {.name = "skips_a_revision", .checker = "I4", .onTheWire = tap<SkipsARevision>},
    {.name = "child_before_parent", .checker = "I5",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON revisions WHEN NEW.seq % 5 = 3 AND NEW.status = 0"
                    " BEGIN UPDATE revisions SET status = 4 WHERE seq = NEW.seq; END"},
    {.name = "half_a_page", .checker = "I6",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON revisions WHEN NEW.seq % 19 = 7 AND NEW.received_at IS NOT NULL"
                    " BEGIN DELETE FROM revisions WHERE seq = NEW.seq; END"},
    {.name = "retracted_comes_back", .checker = "I7",
     .inEveryHome = "CREATE TRIGGER bug AFTER UPDATE OF retracted ON records WHEN NEW.retracted = 1"
                    " BEGIN UPDATE records SET retracted = 0 WHERE rid = NEW.rid; END"},
    {.name = "one_value_wins", .checker = "I8",
     .inEveryHome = "CREATE TRIGGER bug AFTER UPDATE OF conflicts ON records WHEN NEW.conflicts > 0"
                    " BEGIN UPDATE records SET conflicts = 0, state = json_set(state, '$.c', json('{}')) WHERE rid = NEW.rid; END"},
    {.name = "receipt_is_forgotten", .checker = "I9",
     .inEveryHome = "CREATE TRIGGER bug BEFORE INSERT ON receipts WHEN (SELECT count(*) FROM receipts) > 1"
                    " BEGIN SELECT RAISE(IGNORE); END"},
    {.name = "answers_mixed_up", .checker = "I10", .onTheWire = tap<MixesAnswersUp>},
    {.name = "removal_is_ignored", .checker = "I10",
     .atServer = "CREATE TRIGGER bug BEFORE UPDATE OF right ON member WHEN NEW.right < OLD.right"
                 " BEGIN SELECT RAISE(IGNORE); END"},
    {.name = "signature_changes", .checker = "I11",
     .atServer = "CREATE TRIGGER bug AFTER INSERT ON revision WHEN NEW.arrival % 37 = 0"
                 " BEGIN UPDATE revision SET signature = zeroblob(64) WHERE arrival = NEW.arrival; END"},
    {.name = "audit_row_is_missing", .checker = "I12",
     .atServer = "CREATE TRIGGER bug BEFORE INSERT ON audit WHEN NEW.number % 41 = 17 BEGIN SELECT RAISE(IGNORE); END"},
    {.name = "audit_row_is_edited", .checker = "I12",
     .atServer = "CREATE TRIGGER bug AFTER INSERT ON audit WHEN NEW.number % 43 = 17"
                 " BEGIN UPDATE audit SET entry = replace(entry, 'pull', 'push') WHERE number = NEW.number; END"},
    {.name = "wipe_takes_the_outbox", .checker = "I1",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON meta WHEN NEW.name = 'wipe_order'"
                    " BEGIN DELETE FROM revisions WHERE received_at IS NULL; END",
     .needs = FaultKind::WipeOrdered},
    {.name = "called_safe_too_early", .checker = "I16",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON blobs WHEN NEW.own = 1 AND NEW.blob % 2 = 1"
                    " BEGIN UPDATE blobs SET held = 1 WHERE blob = NEW.blob; END"},
    {.name = "file_is_not_fetched", .checker = "I16",
     .inEveryHome = "CREATE TRIGGER bug AFTER INSERT ON blob_refs BEGIN DELETE FROM blob_refs WHERE record = NEW.record; END"},
    {.name = "text_in_a_log", .checker = "I13", .atStep = writeLog},
    {.name = "chance_without_seed", .checker = "I14", .atStep = askTheWorldOutside},
};

}  // namespace

std::span<const Bug> bugs()
{
    return kBugs;
}

const Bug* findBug(std::string_view name)
{
    for (const Bug& bug : kBugs)
        if (bug.name == name) return &bug;
    return nullptr;
}

void plant(storage::Sql sql, const std::string& file, const storage::Key& key)
{
    const auto db = storage::Database::open(file, key, storage::OpenMode::Existing);
    VELDPOST_CHECK(db.ok());
    VELDPOST_CHECK((*db)->exec(sql).ok());
}

}  // namespace veldpost::sync
