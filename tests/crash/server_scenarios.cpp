#include "tests/crash/server_scenarios.h"

#include "server/engine/verify.h"
#include "server/store/ledger_file.h"
#include "shared/storage/content_hash.h"
#include "tests/crash/disk_recorder.h"
#include "tests/unit/server/engine/file_fixture.h"

#include <filesystem>

namespace veldpost::crash {

namespace {

using namespace server;

constexpr std::size_t kFileBytes = 300'000;
constexpr std::size_t kPieceBytes = 128 * 1024;

// A server with an owner and a member of a case, an office and two others, and what they are going to send: signed
// before, so that every trial sends the same. Its store is made once; the trials work on copies.
struct House {
    ServerWorld world;
    TestDevice owner{world, addUser(world, "Owner", Role::Wijkteam)};
    TestDevice member{world, addUser(world, "Member", Role::Wijkteam)};
    TestDevice office{world, addUser(world, "Office", Role::Coordinator)};
    TestDevice other{world, addUser(world, "Other", Role::Wijkteam)};
    TestDevice leaver{world, addUser(world, "Leaver", Role::Wijkteam)};
    UserId newcomer = addUser(world, "Newcomer", Role::Wijkteam);
    std::string newcomersCode = must(world.engine->admin().invite(newcomer)).code;
    crypto::SigningKey newcomersKey = crypto::SigningKey::generate(world.random);
    Written founding = owner.foundCase("Familie");
    CaseId caseId = founding.header.caseId;
    Written grant = owner.share(caseId, member.user(), model::Right::Write);
    Written first = owner.note(caseId, "Eerste");
    std::vector<Written> owners, members, late;
    Written removal, decision, declining, naming, others;
    std::string file = fileBytes(kFileBytes);
    BlobAddress address = addressOf(caseId, file);
    Files store, ledger;

    House()
    {
        owner.push({founding, grant, first});
        for (int i = 0; i < 6; ++i) owners.push_back(owner.note(caseId, std::string(900, 'o')));
        owners.push_back(owner.edit(first, "Eerste, anders"));
        members = {member.note(caseId, "Van het lid"), member.edit(first, "Eerste, nog anders")};
        naming = nameFile(owner, first, address, kFileBytes);
        removal = owner.share(caseId, member.user(), model::Right::None, {grant.id});
        late = {member.note(caseId, "Te laat"), member.note(caseId, "Ook te laat")};
        decision = decide(late[0], "accept");
        declining = decide(late[1], "decline", "Dubbel");
        others = other.foundCase("Elders");
        const std::string path = world.folder.path().toStdString() + "/store.db";
        world.engine.reset();
        world.store.reset();
        store = readFiles(path);
        ledger = readFiles(store::ledgerBeside(path));
    }

    Written decide(const Written& what, const char* verdict, const std::optional<std::string>& reason = {})
    {
        return office.write({caseId, Part::General, office.newRecord(), model::kDecision,
                             {{"revisions", {what.id.text()}}, {"verdict", verdict}}, {}, reason});
    }
};

using Setup = std::shared_ptr<House>;

class ServerSubject final : public Subject {
public:
    ServerSubject(std::string file, Setup house, std::unique_ptr<SeededRandom> random, std::unique_ptr<store::SqlcipherStore> store,
                  std::unique_ptr<Engine> engine)
        : m_file(std::move(file)), m_house(std::move(house)), m_random(std::move(random)), m_store(std::move(store)), m_engine(std::move(engine))
    {
    }

    Status verify() override
    {
        VELDPOST_TRY(m_store->checkMedium());
        VELDPOST_ASSIGN(const auto view, m_store->view());
        VELDPOST_ASSIGN(const VerifyReport report, verifyStore(*view, m_engine->keys()));
        if (report.bad.empty()) return done();
        return Error{ErrorKind::Damaged, report.bad.front().what, "", report.bad.front().why};
    }

    Status goOn() override
    {
        VELDPOST_TRY(push(m_house->other, {m_house->others}, Outcome::Stored));
        return verify();
    }

    // Sent again after a failure, some of it may have been stored before.
    Status push(const TestDevice& from, const std::vector<Written>& revisions, Outcome expected)
    {
        protocol::RevisionPageWriter page;
        for (const Written& rev : revisions) page.add(rev);
        Result<protocol::PushAnswer> answer = Error{};
        m_engine->intake().push(from.session, page.take(), [&](auto a) { answer = std::move(a); });
        if (!answer.ok()) return answer.error();
        for (const auto& result : answer->results)
            if (result.outcome != expected && result.outcome != Outcome::Already)
                return Error{ErrorKind::Failed, std::string(outcomeWord(result.outcome)), result.reason, ""};
        return done();
    }

    // A copy beside the running store: whole, and all that the store held before the log says that it was made.
    Status backup()
    {
        const std::string copy = m_file + ".backup";
        std::filesystem::remove(copy);
        VELDPOST_ASSIGN(const Sha256 before, contentIn(m_file));
        VELDPOST_TRY(m_engine->admin().backup(copy));
        VELDPOST_ASSIGN(const Sha256 copied, contentIn(copy));
        return copied == before ? done() : Status(Error{ErrorKind::Failed, "backup_differs", "", ""});
    }

    Engine& engine() { return *m_engine; }
    store::SqlcipherStore& store() { return *m_store; }

private:
    static Result<Sha256> contentIn(const std::string& file)
    {
        VELDPOST_ASSIGN(const auto reader, storage::Database::openReader(file, fixtureKey()));
        VELDPOST_TRY(reader->verify());
        return storage::contentHash(*reader);
    }

    const std::string m_file;
    const Setup m_house;
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<store::SqlcipherStore> m_store;
    std::unique_ptr<Engine> m_engine;
};

Step step(std::string name, std::function<Status(ServerSubject&)> act)
{
    return {std::move(name), [act = std::move(act)](Subject& s) { return act(static_cast<ServerSubject&>(s)); }};
}

template <typename T>
Status only(const Result<T>& result)
{
    return result.ok() ? done() : Status(result.error());
}

Scenario scenario(std::string name, const Setup& house, std::vector<Step> steps)
{
    const auto open = [house](const std::string& file, int start) -> Result<std::unique_ptr<Subject>> {
        auto random = std::make_unique<SeededRandom>(static_cast<std::uint64_t>(1000 + start));
        VELDPOST_ASSIGN(auto store, store::SqlcipherStore::open(file, fixtureKey(), house->world.clock));
        VELDPOST_ASSIGN(auto engine, Engine::open(*store, house->world.clock, *random, Engine::Mode::Inline));
        return std::unique_ptr<Subject>(
            new ServerSubject(file, house, std::move(random), std::move(store), std::move(engine)));
    };
    return {std::move(name), std::make_shared<const storage::Key>(fixtureKey()),
            [house](const std::string& file) {
                writeFiles(file, house->store);
                writeFiles(store::ledgerBeside(file), house->ledger);
            },
            open, std::move(steps), [house](const std::string& file) { writeFiles(store::ledgerBeside(file), house->ledger); }};
}

Scenario pushing(const Setup& house)
{
    return scenario("push", house,
        {step("notes and an edit", [house](ServerSubject& s) { return s.push(house->owner, house->owners, Outcome::Stored); }),
         step("a conflict", [house](ServerSubject& s) { return s.push(house->member, house->members, Outcome::Stored); }),
         step("an answer that was lost", [house](ServerSubject& s) { return s.push(house->owner, house->owners, Outcome::Already); })});
}

Status pull(ServerSubject& s, const TestDevice& device)
{
    Result<std::string> answer = Error{};
    PullSink sink;
    sink.encode = [](const protocol::PullPage& page) { return revision::canonicalText(page.toJson()); };
    sink.send = [&](Result<std::string> body) { answer = std::move(body); };
    s.engine().feed().pull(device.session, {{}, protocol::kPageRevisionsMax, 0}, std::move(sink));
    return only(answer);
}

Scenario pulling(const Setup& house)
{
    return scenario("pull", house,
        {step("a first sync", [house](ServerSubject& s) { return pull(s, house->member); }),
         step("the office's", [house](ServerSubject& s) { return pull(s, house->office); })});
}

Scenario deciding(const Setup& house)
{
    return scenario("decide", house,
        {step("a member is removed", [house](ServerSubject& s) -> Status {
             VELDPOST_TRY(s.push(house->owner, house->owners, Outcome::Stored));
             VELDPOST_TRY(s.push(house->owner, {house->naming}, Outcome::Stored));
             return s.push(house->owner, {house->removal}, Outcome::Stored);
         }),
         step("and sends what was unsent", [house](ServerSubject& s) -> Status {
             VELDPOST_TRY(s.push(house->member, house->members, Outcome::Quarantined));
             return s.push(house->member, house->late, Outcome::Quarantined);
         }),
         step("one is accepted", [house](ServerSubject& s) { return s.push(house->office, {house->decision}, Outcome::Stored); }),
         step("one is declined", [house](ServerSubject& s) { return s.push(house->office, {house->declining}, Outcome::Stored); })});
}

Scenario enrolling(const Setup& house)
{
    const auto enrol = [house](ServerSubject& s) {
        Result<protocol::EnrolAnswer> answer = Error{};
        s.engine().accounts().enrol({house->newcomersCode, house->newcomersKey.publicKey()}, "trial",
                                    [&](auto a) { answer = std::move(a); });
        return only(answer);
    };
    const auto session = [house](ServerSubject& s) -> Status {
        Accounts& accounts = s.engine().accounts();
        VELDPOST_ASSIGN(const auto challenge, accounts.challenge({house->other.id()}, "trial"));
        const auto signature = house->other.key().signFor(crypto::Purpose::Session,
                                                          protocol::sessionBytes(house->other.id(), challenge.challenge));
        return only(accounts.openSession({house->other.id(), challenge.challenge, signature}, "trial"));
    };
    return scenario("enrol", house, {step("a device is enrolled", enrol), step("another opens a session", session)});
}

Scenario administering(const Setup& house)
{
    return scenario("administer", house,
        {step("a user", [](ServerSubject& s) { return only(s.engine().admin().addUser("RR", "Nieuw", Role::Wijkteam)); }),
         step("an invitation", [house](ServerSubject& s) { return only(s.engine().admin().invite(house->newcomer)); }),
         step("another role", [house](ServerSubject& s) { return s.engine().admin().setRole(house->member.user(), Role::Vertrouwensarts); }),
         step("a revoked device", [house](ServerSubject& s) { return s.engine().admin().revokeDevice(house->leaver.id()); }),
         step("a wipe order", [house](ServerSubject& s) { return only(s.engine().admin().wipeDevice(house->member.id(), 24)); }),
         step("a lease", [](ServerSubject& s) { return s.engine().admin().setLease(Role::Wijkteam, 24); }),
         step("a disabled user", [house](ServerSubject& s) { return s.engine().admin().disableUser(house->member.user()); })});
}

// The next piece of the upload from wherever it stands, as a client that lost its answer would send it.
Status sendPiece(ServerSubject& s, const House& house)
{
    Uploads& uploads = s.engine().uploads();
    VELDPOST_ASSIGN(const UploadRow row, begin(uploads, house.owner, house.address, kFileBytes));
    if (row.isFinished()) return done();
    return only(append(uploads, house.owner, row.id, row.offset,
                       std::string_view(house.file).substr(static_cast<std::size_t>(row.offset), kPieceBytes)));
}

Scenario uploading(const Setup& house)
{
    const auto piece = [house](ServerSubject& s) { return sendPiece(s, *house); };
    const auto read = [house](ServerSubject& s) {
        Result<BlobPiece> out = Error{};
        s.engine().blobs().read(house->member.session, house->address, {}, [&](auto p) { out = std::move(p); });
        return only(out);
    };
    return scenario("upload", house,
        {step("a piece", piece), step("the next", piece), step("the last", piece),
         step("the record that names it", [house](ServerSubject& s) -> Status {
             VELDPOST_TRY(s.push(house->owner, house->owners, Outcome::Stored));
             return s.push(house->owner, {house->naming}, Outcome::Stored);
         }),
         step("read by a member", read)});
}

Scenario checkpointing(const Setup& house)
{
    return scenario("checkpoint", house,
        {step("notes", [house](ServerSubject& s) { return s.push(house->owner, house->owners, Outcome::Stored); }),
         step("the log is copied into the file", [](ServerSubject& s) { return s.store().checkMedium(); }),
         step("into the log's beginning", [house](ServerSubject& s) { return s.push(house->member, house->members, Outcome::Stored); })});
}

Scenario backingUp(const Setup& house)
{
    return scenario("backup", house,
        {step("notes", [house](ServerSubject& s) { return s.push(house->owner, house->owners, Outcome::Stored); }),
         step("a backup", [](ServerSubject& s) { return s.backup(); }),
         step("and on", [house](ServerSubject& s) { return s.push(house->member, house->members, Outcome::Stored); })});
}

// The ledger alone: what it answered for is in force after whatever happens.
class LedgerSubject final : public Subject {
public:
    explicit LedgerSubject(std::unique_ptr<store::LedgerFile> ledger) : m_ledger(std::move(ledger)) {}

    Status verify() override
    {
        VELDPOST_TRY(m_ledger->checkMedium());
        return m_ledger->every([](const LastingEntry&) { return true; });
    }
    Status goOn() override { return add("more"); }
    Status add(const std::string& key)
    {
        const LastingEntry entry{"used_code", key, std::string(3000, 'b')};
        return only(m_ledger->append(std::span(&entry, 1)));
    }

private:
    std::unique_ptr<store::LedgerFile> m_ledger;
};

Scenario lasting()
{
    const auto open = [](const std::string& file, storage::OpenMode mode) {
        const FakeClock clock;
        return store::LedgerFile::open(file, fixtureKey(), mode, clock);
    };
    const auto add = [](const char* key) {
        return Step{key, [key](Subject& s) { return static_cast<LedgerSubject&>(s).add(key); }};
    };
    return {"ledger", std::make_shared<const storage::Key>(fixtureKey()),
            [open](const std::string& file) { VELDPOST_CHECK(LedgerSubject(must(open(file, storage::OpenMode::Create))).add("first").ok()); },
            [open](const std::string& file, int) -> Result<std::unique_ptr<Subject>> {
                VELDPOST_ASSIGN(auto ledger, open(file, storage::OpenMode::Existing));
                return std::unique_ptr<Subject>(new LedgerSubject(std::move(ledger)));
            },
            {add("second"), add("third"), add("fourth")}};
}

}  // namespace

std::vector<Scenario> serverScenarios()
{
    const auto house = std::make_shared<House>();
    return {pushing(house), pulling(house), deciding(house), enrolling(house),
            administering(house), uploading(house), checkpointing(house), backingUp(house), lasting()};
}

}  // namespace veldpost::crash
