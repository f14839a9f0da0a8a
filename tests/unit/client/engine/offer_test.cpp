// What a device gives to a restored server: what that lacks, once an epoch, proved, and nothing that is not its to give.
#include "scripted_home.h"

#include "client/engine/inbox.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;
using test::Scripted;
using test::textAnswer;

namespace {

// A home that read a colleague's case, each revision with the server's stamp.
struct Offering : Scripted {
    test::Writer other = world.writer();
    RecordId caseRecord = world.newRecord();
    CaseId caseId = revision::foundedCaseId(world.region, other.user, caseRecord);
    std::vector<SignedRevision> theirs{world.write(other, caseId, caseRecord, "case", Json{{"title", "Gedeeld"}})};
    crypto::SecretBytes stampKey = crypto::SecretBytes::random(32, world.random);
    std::optional<Result<SyncSummary>> result;

    explicit Offering(int notes)
    {
        for (int i = 0; i < notes; ++i)
            theirs.push_back(world.write(other, caseId, world.newRecord(), "note", Json{{"text", std::to_string(i)}}));
        read(other, theirs);
    }

    void read(const test::Writer& author, const std::vector<SignedRevision>& revisions)
    {
        auto page = world.page(author, revisions);
        for (auto& item : page.revisions) item.stamp = protocol::makeStamp(stampKey, item.revision.id, *item.receivedAtMs);
        VELDPOST_CHECK(Inbox(home->store(), home->drafts()).take(page).ok());
    }
    void begin()
    {
        result.reset();
        sync.syncOnce([this](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        openSession();
    }
    std::vector<protocol::OfferedChain> asked() const
    {
        return protocol::OfferAsk::fromJson(server->body()).value().chains;
    }
    void want(std::int64_t index, std::vector<protocol::PlaceRange> missing, const std::vector<DeviceId>& unknown = {})
    {
        VELDPOST_CHECK(server->asked("/v1/offer/ask"));
        server->answer(protocol::OfferWish{{{index, std::move(missing)}}, unknown, epoch}.toJson());
    }
    // What the offer under way holds.
    std::vector<protocol::ReceivedRevision> offered() const
    {
        VELDPOST_CHECK(server->path() == "/v1/offer");
        const Json body = server->body();
        auto items = protocol::readRevisionPage(body["revisions"]).value();
        std::vector<protocol::ReceivedRevision> out;
        for (auto& item : items) out.push_back(std::move(item).value());
        return out;
    }
    std::vector<std::int64_t> offeredPlaces() const
    {
        std::vector<std::int64_t> places;
        for (const auto& item : offered()) places.push_back(item.revision.header.n);
        return places;
    }
    void takeAll()
    {
        protocol::OfferAnswer answer;
        answer.epoch = epoch;
        answer.results.assign(offered().size(), {protocol::Outcome::Stored, "", {}, {}});
        server->answer(answer.toJson());
    }
    void problem(int status, const char* type)
    {
        server->answer(textAnswer(status, std::string(R"({"type":")") + type + R"(","title":"x","detail":""})", true));
    }
    QString errorType() const
    {
        return result && !result->ok() ? QString::fromStdString(result->error().type) : QString();
    }
};

using Places = std::vector<std::int64_t>;

}  // namespace

class OfferTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheServerLacks_isGivenOnceAnEpoch_withItsStampAndItsAuthorsCertificate()
    {
        Offering s(2);
        s.begin();
        QVERIFY(s.server->asked("/v1/offer/ask"));
        QCOMPARE(s.asked().size(), std::size_t{1});
        QVERIFY(s.asked()[0].chain == s.theirs[0].header.chain() && s.asked()[0].n == 3 && s.asked()[0].id == s.theirs[2].id);
        s.want(0, {{2, 2}}, {s.other.device});
        QCOMPARE(s.offeredPlaces(), Places{2});
        const auto item = s.offered().at(0);
        QVERIFY(item.revision.id == s.theirs[1].id && item.revision.payloadBytes == s.theirs[1].payloadBytes);
        QVERIFY(protocol::stampHolds(s.stampKey, item.revision.id, *item.receivedAtMs, *item.stamp));
        const Json body = s.server->body();
        const Json& certificates = body["certificates"];
        QCOMPARE(certificates.size(), std::size_t{1});
        QVERIFY(protocol::certificateFrom(certificates[0])->device == s.other.device);
        s.takeAll();
        s.page("c1", false);
        QVERIFY(s.result && s.result->ok());
        s.begin();
        s.page("c2", false);
        s.epoch = "e2";
        s.begin();
        QVERIFY(s.server->asked("/v1/offer/ask"));
        s.want(0, {{1, 3}});
        QCOMPARE(s.offeredPlaces(), (Places{1, 2, 3}));
        const Json again = s.server->body();
        QVERIFY(again["certificates"].empty());
    }

    // It says who may see what.
    void regionsDossier_goesFirst()
    {
        Offering s(0);
        test::Writer office = s.world.writer();
        const CaseId dossier = *CaseId::fromBytes(s.world.region.bytes());
        s.read(office, {s.world.write(office, dossier, s.world.newRecord(), "setting", Json{{"a", 1}})});
        s.begin();
        QCOMPARE(s.asked().size(), std::size_t{1});
        QVERIFY(s.asked()[0].chain.caseId == dossier);
        s.want(0, {{1, 1}});
        s.takeAll();
        QVERIFY(s.server->asked("/v1/offer/ask"));
        QCOMPARE(s.asked().size(), std::size_t{1});
        QVERIFY(s.asked()[0].chain.caseId == s.caseId);
    }

    void manyChains_areAskedAfterInPages()
    {
        Offering s(0);
        constexpr int kMore = 1'100;
        for (int i = 0; i < kMore; ++i) {
            const RecordId record = s.world.newRecord();
            s.other.n = 0;
            s.read(s.other, {s.world.write(s.other, revision::foundedCaseId(s.world.region, s.other.user, record), record, "case",
                                           Json{{"title", "Zaak"}})});
        }
        s.begin();
        std::set<CaseId> cases;
        int pages = 0;
        for (; s.server->asked("/v1/offer/ask") && pages < 5; ++pages) {
            for (const auto& chain : s.asked()) cases.insert(chain.chain.caseId);
            s.nothingMissing();
        }
        QCOMPARE(pages, 2);
        QCOMPARE(cases.size(), std::size_t{kMore + 1});
        QVERIFY(s.server->asked("/v1/pull"));
    }

    void ownWorkThatDoesNotCount_isNotOffered()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        QVERIFY(s.home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}}).ok());
        QVERIFY(s.home->store().setStatus(s.idAt(caseId, 2), RevisionStatus::Quarantined, "not_member").ok());
        s.sync.syncOnce([](const Result<SyncSummary>&) {});
        s.openSession();
        protocol::PushAnswer held;
        held.epoch = s.epoch;
        held.results = {{protocol::Outcome::Stored, "", s.world.clock.nowMs(), protocol::Stamp()},
                        {protocol::Outcome::Quarantined, "not_member", s.world.clock.nowMs(), {}}};
        held.receipts = {{caseId, Part::General, 2, s.idAt(caseId, 2)}};
        s.server->answer(held.toJson());
        QVERIFY(s.server->asked("/v1/offer/ask"));
        const auto asked = protocol::OfferAsk::fromJson(s.server->body())->chains;
        QVERIFY(asked.size() == 1 && asked[0].n == 1);
    }

    void oneThatTheServerCannotRead_isFoundByHalving_andKeepsNoOtherBack()
    {
        Offering s(3);
        s.begin();
        s.want(0, {{1, 4}});
        QCOMPARE(s.offeredPlaces(), (Places{1, 2, 3, 4}));
        s.problem(413, "too_large");
        QCOMPARE(s.offeredPlaces(), (Places{1, 2}));
        s.problem(400, "malformed_message");
        QCOMPARE(s.offeredPlaces(), Places{1});
        s.problem(400, "malformed_message");
        QCOMPARE(s.offeredPlaces(), (Places{2, 3, 4}));
        s.takeAll();
        s.page("c1", false);
        QVERIFY(s.result && s.result->ok());
    }

    void serverThatDoesNotKnowTheQuestion_isLeftAlone()
    {
        Offering s(1);
        s.begin();
        s.problem(404, "not_found");
        s.page("c1", false);
        QVERIFY(s.result && s.result->ok());
    }

    void lineThatBreaks_goesOnInTheNextRound_withWhatIsStillMissing()
    {
        Offering s(2);
        s.begin();
        s.want(0, {{1, 3}});
        s.server->fail("server_not_reached");
        QCOMPARE(s.errorType(), QStringLiteral("server_not_reached"));
        s.begin();
        s.want(0, {{3, 3}});
        QCOMPARE(s.offeredPlaces(), Places{3});
    }

    void answerForAnotherNumber_isNotBelieved()
    {
        Offering s(2);
        s.begin();
        s.want(0, {{1, 3}});
        s.server->answer(protocol::OfferAnswer{{{protocol::Outcome::Stored, "", {}, {}}}, s.epoch}.toJson());
        QCOMPARE(s.errorType(), QStringLiteral("malformed_message"));
        s.begin();
        s.want(7, {{1, 1}});
        QCOMPARE(s.errorType(), QStringLiteral("malformed_message"));
    }

    // A purge deleted what a restored server lacks: what comes behind it goes up all the same, and its receipt is asked
    // for when somebody else has filled the hole.
    void ownChainWithAHole_isOfferedAroundIt_whileTheServerGivesNoNewName()
    {
        Scripted s;
        const CaseId caseId = s.home->dossiers().createCase("A")->caseId;
        for (int i = 0; i < 2; ++i) QVERIFY(s.home->dossiers().add(caseId, "note", Part::General, Json{{"text", "x"}}).ok());
        const revision::ChainKey chain{s.home->identity().device(), caseId, Part::General};
        QVERIFY(s.home->store().db().run("DELETE FROM revisions WHERE case_id = ? AND n = 2", caseId).ok());
        QVERIFY(s.home->store().noteChain(chain, 3, "hole").ok());
        std::optional<Result<SyncSummary>> result;
        const auto begin = [&] {
            result.reset();
            s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
            s.openSession();
            if (s.server->asked("/v1/have")) s.server->answer(protocol::HaveAnswer{{}, "", s.epoch, {}}.toJson());
            QVERIFY(s.server->asked("/v1/rekey"));
            HttpAnswer busy{429, R"({"type":"too_many_requests","title":"Too many","status":429})"};
            busy.json = true;
            s.server->answer(busy);
        };
        begin();
        s.server->answer(protocol::OfferWish{{{0, {{2, 3}}}}, {}, s.epoch}.toJson());
        const Json body = s.server->body();
        const auto revisions = protocol::readRevisionPage(body["revisions"]).value();
        QCOMPARE(revisions.size(), std::size_t{1});
        QVERIFY(revisions[0]->revision.id == s.idAt(caseId, 3));
        protocol::OfferAnswer taken{{{protocol::Outcome::Stored, "", s.world.clock.nowMs(), protocol::Stamp()}}, s.epoch};
        s.server->answer(taken.toJson());
        s.page("c1", false);
        QVERIFY(result && !result->ok());
        QCOMPARE(QString::fromStdString(result->error().type), QStringLiteral("too_many_requests"));
        begin();
        s.nothingMissing();  // only this chain is asked after; somebody has brought the place 2
        s.page("c1", false);
        QVERIFY(result && !result->ok());
        QCOMPARE(QString::fromStdString(result->error().type), QStringLiteral("receipt_outdated"));
        result.reset();
        s.sync.syncOnce([&](Result<SyncSummary> summary) { result.emplace(std::move(summary)); });
        s.server->answer(protocol::ChallengeAnswer{"abc"}.toJson());
        protocol::SessionAnswer session;
        session.token = "t";
        session.expiresInMs = 900'000;
        session.epoch = s.epoch;
        s.server->answer(session.toJson());
        QVERIFY(s.server->asked("/v1/have"));
        s.server->answer(protocol::HaveAnswer{{{caseId, Part::General, 3, s.idAt(caseId, 3)}}, "", s.epoch}.toJson());
        s.pushed(caseId, 3);  // how it stands was never heard: it is sent again
        s.page("c1", false);
        QVERIFY(result.has_value());
        if (!result->ok()) QFAIL(result->error().type.c_str());
        QCOMPARE(readSyncStatus(s.home->store())->unsafeRevisions, std::int64_t{0});
        QVERIFY((*result)->allSafe);
    }
};

QTEST_APPLESS_MAIN(OfferTest)
#include "offer_test.moc"
