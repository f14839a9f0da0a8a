#include "tests/crash/client_scenarios.h"

#include "client/engine/outbox.h"
#include "client/engine/store_verify.h"
#include "shared/storage/migrator.h"
#include "tests/crash/migration_scenario.h"
#include "tests/support/engine_fixture.h"
#include "tests/support/fake_blob_server.h"

namespace veldpost::crash {

namespace {

using namespace engine;
using revision::Json;
using revision::Part;

// A home with its identity, two cases (one own, one given by a colleague), and some work in them. Its store is made once;
// the steps find their way in any copy of it by what is kept here.
struct Setting {
    test::EngineFixture world;
    test::Writer owner = world.writer();
    test::Writer me = world.writer();
    RecordId caseRecord = world.newRecord();
    CaseId shared = revision::foundedCaseId(world.region, owner.user, caseRecord);
    RecordId membership = revision::membershipRecordId(shared, me.user);
    revision::SignedRevision founding = world.write(owner, shared, caseRecord, "case", Json{{"title", "Gedeeld"}});
    revision::SignedRevision grant = world.write(owner, shared, membership, "membership",
                                                 Json{{"user", me.user.text()}, {"right", "write"}});
    std::vector<revision::SignedRevision> colleagues;  // notes of the owner, not here yet
    revision::SignedRevision removal = {};
    CaseId own;
    RecordId note;
    std::vector<RevisionId> noteHeads;

    Setting()
    {
        for (int i = 0; i < 12; ++i)
            colleagues.push_back(world.write(owner, shared, world.newRecord(), "note", Json{{"text", std::string(700, 'n')}}));
        removal = world.write(owner, shared, membership, "membership", Json{{"right", "none"}}, {grant.id});
    }

    void make(const std::string& file)
    {
        Identity identity;
        identity.certificate = me.certificate;
        identity.serverKey = world.serverKey.publicKey();
        identity.role = "wijkteam";
        identity.userName = "Anna";
        auto home = OpenHome::create(file, test::EngineFixture::dataKey(), identity, me.key, world.clock, world.random);
        VELDPOST_CHECK(home.ok());
        OpenHome& h = **home;
        own = h.dossiers().createCase("Eigen")->caseId;
        const auto saved = h.dossiers().add(own, "note", Part::General, Json{{"text", "Eerste"}});
        note = saved->record;
        noteHeads = {saved->revision};
        VELDPOST_CHECK(Inbox(h.store(), h.drafts()).take(world.page(owner, {founding, grant}, "c1")).ok());
        VELDPOST_CHECK(h.dossiers().add(shared, "note", Part::General, Json{{"text", "Nog niet verstuurd"}}).ok());
        VELDPOST_CHECK(h.store().indexSome(100).ok());
    }
};

class HomeSubject final : public Subject {
public:
    HomeSubject(std::unique_ptr<SeededRandom> random, std::unique_ptr<OpenHome> home, const Setting& setting)
        : m_random(std::move(random)), m_home(std::move(home)), m_setting(setting)
    {
    }

    Status verify() override
    {
        VELDPOST_ASSIGN(const StoreReport report, verifyStore(m_home->store()));
        if (report.bad.empty()) return done();
        return Error{ErrorKind::Damaged, report.bad.front().reason, "", std::to_string(report.bad.size())};
    }

    Status goOn() override
    {
        VELDPOST_TRY(m_home->dossiers().add(m_setting.own, "note", Part::General, Json{{"text", "Daarna"}}));
        return verify();
    }

    OpenHome& home() { return *m_home; }

private:
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<OpenHome> m_home;
    const Setting& m_setting;
};

// A home that a wipe has come to the end of: the vault is to be erased with all of it, and nobody opens it any more.
class WipedSubject final : public Subject {
public:
    Status verify() override { return done(); }
    Status goOn() override { return done(); }
};

using Setup = std::shared_ptr<Setting>;

Step step(std::string name, std::function<Status(OpenHome&)> act)
{
    return {std::move(name), [act = std::move(act)](Subject& s) { return act(static_cast<HomeSubject&>(s).home()); }};
}

// Drops the value of a Result: what counts here is whether it was answered as done.
template <typename T>
Status only(const Result<T>& result)
{
    return result.ok() ? done() : Status(result.error());
}

Scenario scenario(std::string name, const Setup& setup, std::vector<Step> steps)
{
    const auto open = [setup](const std::string& file, int start) -> Result<std::unique_ptr<Subject>> {
        auto random = std::make_unique<SeededRandom>(static_cast<std::uint64_t>(1000 + start));
        VELDPOST_ASSIGN(auto home, OpenHome::open(file, test::EngineFixture::dataKey(), setup->world.clock, *random));
        return std::unique_ptr<Subject>(new HomeSubject(std::move(random), std::move(home), *setup));
    };
    return {std::move(name), std::make_shared<const storage::Key>(test::EngineFixture::dataKey()), [setup](const std::string& file) { setup->make(file); },
            open, std::move(steps)};
}

Scenario saving()
{
    const auto setup = std::make_shared<Setting>();
    const auto add = [setup](OpenHome& h, const std::string& text) {
        return only(h.dossiers().add(setup->own, "note", Part::General, Json{{"text", text}}));
    };
    const Json bruise{{"type", "bruise"}, {"place", {{"region", "cheek"}, {"laterality", "left"}}}};
    return scenario("save", setup,
        {step("a short note", [add](OpenHome& h) { return add(h, "Kort"); }),
         step("a note of 60,000 letters", [add](OpenHome& h) { return add(h, std::string(60'000, 'l')); }),
         step("an injury", [setup, bruise](OpenHome& h) { return only(h.dossiers().add(setup->own, "injury", Part::General, bruise)); }),
         step("a new case", [](OpenHome& h) { return only(h.dossiers().createCase("Nieuw")); })});
}

Scenario editing()
{
    const auto setup = std::make_shared<Setting>();
    const auto edit = [setup](OpenHome& h, const char* text) {
        return only(h.dossiers().edit(setup->note, setup->noteHeads, Json{{"text", text}}, "reden"));
    };
    return scenario("edit", setup,
        {step("an edit", [edit](OpenHome& h) { return edit(h, "Tweede"); }),
         step("a second edit of the same heads: a conflict", [edit](OpenHome& h) { return edit(h, "Derde"); }),
         step("a retraction", [setup](OpenHome& h) { return only(h.dossiers().retract(setup->note, "vergissing")); }),
         step("the search index", [](OpenHome& h) { return only(h.store().indexSome(100)); })});
}

Scenario drafting()
{
    const auto setup = std::make_shared<Setting>();
    const auto keep = [setup](OpenHome& h, const std::string& text) -> Status {
        VELDPOST_ASSIGN(const auto drafts, h.drafts().all());
        if (!drafts.empty()) {
            Draft again = drafts.front();
            again.fields = Json{{"text", text}};
            return h.drafts().keep(again);
        }
        VELDPOST_ASSIGN(Draft draft, h.drafts().openNew(setup->own, "note"));
        draft.fields = Json{{"text", text}};
        return h.drafts().keep(draft);
    };
    return scenario("draft", setup,
        {step("a pause in typing", [keep](OpenHome& h) { return keep(h, "Half"); }),
         step("another pause", [keep](OpenHome& h) { return keep(h, "Half getypt en dan"); }),
         step("done", [](OpenHome& h) -> Status {
             VELDPOST_ASSIGN(const auto drafts, h.drafts().all());
             if (drafts.empty()) return Error{ErrorKind::Failed, "no_draft", "", ""};
             return only(h.drafts().finish(drafts.front()));
         })});
}

Scenario pulling()
{
    const auto setup = std::make_shared<Setting>();
    const auto page = [setup](OpenHome& h, std::size_t from, std::size_t count, const char* cursor) {
        const auto& all = setup->colleagues;
        const auto first = all.begin() + static_cast<std::ptrdiff_t>(from);
        return only(Inbox(h.store(), h.drafts()).take(
            setup->world.page(setup->owner, {first, first + static_cast<std::ptrdiff_t>(count)}, cursor)));
    };
    return scenario("apply_page", setup,
        {step("a page", [page](OpenHome& h) { return page(h, 0, 8, "c2"); }),
         step("the next", [page](OpenHome& h) { return page(h, 8, 4, "c3"); }),
         step("the search index", [](OpenHome& h) { return only(h.store().indexSome(100)); }),
         step("signatures in idle time", [](OpenHome& h) { return only(checkSomeSignatures(h.store(), 100)); })});
}

// As the server would answer for all that is in the outbox.
Status acknowledge(OpenHome& h, protocol::Outcome outcome, const std::string& reason)
{
    Outbox outbox(h.store());
    VELDPOST_ASSIGN(const auto sent, outbox.next(100, 1 << 20));
    protocol::PushAnswer answer;
    answer.results.assign(sent.size(), {outcome, reason, 1'790'000'000'000, {}});
    for (const auto& rev : sent) answer.receipts.push_back({rev.header.caseId, rev.header.part, rev.header.n, rev.id});
    return only(outbox.take(sent, answer));
}

Scenario pushing()
{
    const auto setup = std::make_shared<Setting>();
    return scenario("push_answer", setup,
        {step("all stored", [](OpenHome& h) { return acknowledge(h, protocol::Outcome::Stored, ""); }),
         step("one more note", [setup](OpenHome& h) {
             return only(h.dossiers().add(setup->shared, "note", Part::General, Json{{"text", "Nog een"}}));
         }),
         step("quarantined", [](OpenHome& h) { return acknowledge(h, protocol::Outcome::Quarantined, "not_member"); }),
         step("a new epoch", [](OpenHome& h) -> Status {
             VELDPOST_ASSIGN(auto tx, h.store().db().begin());
             VELDPOST_TRY(h.store().clearReceipts());
             return tx.commit();
         })});
}

Scenario purging()
{
    const auto setup = std::make_shared<Setting>();
    return scenario("purge", setup,
        {step("a draft in the case", [setup](OpenHome& h) -> Status {
             VELDPOST_ASSIGN(Draft draft, h.drafts().openNew(setup->shared, "note"));
             draft.fields = Json{{"text", "half"}};
             return h.drafts().keep(draft);
         }),
         step("the case is taken away", [setup](OpenHome& h) {
             auto page = setup->world.page(setup->owner, {}, "c9");
             page.purges = {{setup->shared, {Part::General, Part::Medical, Part::Reporter}, setup->removal}};
             return only(Inbox(h.store(), h.drafts()).take(page));
         }),
         step("what was unsent is delivered", [](OpenHome& h) {
             return acknowledge(h, protocol::Outcome::Quarantined, "not_member");
         })});
}

// One whole sync with a server that is new at each try.
Status syncWith(OpenHome& h, test::FakeBlobServer server)
{
    auto made = std::make_unique<test::FakeBlobLine>(server);
    auto* const line = made.get();
    std::optional<Result<SyncSummary>> ended;
    h.connect(std::move(made)).syncOnce([&](Result<SyncSummary> summary) { ended.emplace(std::move(summary)); });
    line->run();
    VELDPOST_CHECK(ended.has_value());
    const Result<SyncSummary> end = std::move(*ended);
    h.disconnect();
    return only(end);
}

Scenario photographing()
{
    const auto setup = std::make_shared<Setting>();
    const auto photo = std::make_shared<const std::string>(140'000, 'p');
    const auto theirs = std::make_shared<const std::string>(140'000, 't');
    test::Writer other = setup->world.writer();
    const RecordId caseRecord = setup->world.newRecord();
    const CaseId caseId = revision::foundedCaseId(setup->world.region, other.user, caseRecord);
    const protocol::BlobAddress address{caseId, Part::General, crypto::sha256(*theirs)};
    const auto founding = setup->world.write(other, caseId, caseRecord, "case", Json{{"title", "Met foto"}});
    const auto ref = setup->world.write(other, caseId, setup->world.newRecord(), "blob_ref",
                                        Json{{"record", founding.header.record.text()}, {"sha256", address.sha256.text()},
                                             {"bytes", static_cast<std::int64_t>(theirs->size())}});
    const auto page = std::make_shared<const protocol::PullPage>(setup->world.page(other, {founding, ref}, "c2"));
    return scenario("photo", setup,
        {step("a photo is added", [setup, photo](OpenHome& h) {
             MemorySource source(*photo);
             return only(h.blobs().add({setup->own, Part::General, "note", setup->note}, source, "foto.jpg"));
         }),
         step("and goes up, piece by piece", [](OpenHome& h) { return syncWith(h, {}); }),
         step("a colleague's is named", [page](OpenHome& h) { return only(Inbox(h.store(), h.drafts()).take(*page)); }),
         step("and comes down, piece by piece", [address, theirs](OpenHome& h) {
             test::FakeBlobServer server;
             server.blobs[address] = *theirs;
             return syncWith(h, std::move(server));
         })});
}

// Until the receipt was taken all is here, or at the server; then nothing is opened any more.
Scenario wiping()
{
    const auto setup = std::make_shared<Setting>();
    const auto wipe = [setup](OpenHome& h) -> Status {
        protocol::WipeOrder fields{setup->world.region, setup->me.device, crypto::sha256("nonce"),
                                   setup->world.clock.nowMs(), setup->world.clock.nowMs() + 86'400'000, {}, {}};
        test::FakeBlobServer server;
        server.wipe = protocol::issueWipeOrder(std::move(fields), setup->world.serverKey);
        const Status end = syncWith(h, std::move(server));
        return !end.ok() && end.error().type == "wiped" ? done() : end;
    };
    Scenario out = scenario("wipe", setup,
        {step("a draft", [setup](OpenHome& h) -> Status {
             VELDPOST_ASSIGN(Draft draft, h.drafts().openNew(setup->own, "note"));
             draft.fields = Json{{"text", "half"}};
             return h.drafts().keep(draft);
         }),
         step("the order is carried out", wipe)});
    out.open = [setup](const std::string& file, int start) -> Result<std::unique_ptr<Subject>> {
        auto random = std::make_unique<SeededRandom>(static_cast<std::uint64_t>(1000 + start));
        auto home = OpenHome::open(file, test::EngineFixture::dataKey(), setup->world.clock, *random, OpenFor::Delivery);
        if (!home.ok() && home.error().type == "wiped") return std::unique_ptr<Subject>(new WipedSubject);
        if (!home.ok()) return home.error();
        return std::unique_ptr<Subject>(new HomeSubject(std::move(random), std::move(*home), *setup));
    };
    return out;
}

Scenario checkpointing()
{
    const auto setup = std::make_shared<Setting>();
    const auto add = [setup](OpenHome& h, const char* text) {
        return only(h.dossiers().add(setup->own, "note", Part::General, Json{{"text", text}}));
    };
    return scenario("checkpoint", setup,
        {step("a note", [add](OpenHome& h) { return add(h, "Een"); }),
         step("the log is copied into the file", [](OpenHome& h) { return h.store().db().checkpoint(); }),
         step("a note into the log's beginning", [add](OpenHome& h) { return add(h, "Twee"); }),
         step("and again", [](OpenHome& h) { return h.store().db().checkpoint(); })});
}

}  // namespace

std::vector<Scenario> clientScenarios()
{
    return {saving(), editing(), drafting(), pulling(), pushing(), purging(), photographing(), wiping(), checkpointing(),
            migrationScenario()};
}

}  // namespace veldpost::crash
