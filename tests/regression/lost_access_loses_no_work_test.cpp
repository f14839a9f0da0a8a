// Symptom: a colleague took a case from a tablet while its user was writing in it: the half-written note and what had
// not been sent yet were gone, on the device and everywhere.
// Cause: a purge deleted every row and every draft of the case, whatever the receipt said (protocol §2, §7).
#include "client/engine/outbox.h"
#include "client/engine/store_verify.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

// A home that was given a case, has sent one note of two, and loses the case.
struct Removed {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("anna");
    test::Writer owner = world.writer();
    RecordId caseRecord = world.newRecord();
    CaseId caseId = revision::foundedCaseId(world.region, owner.user, caseRecord);
    RecordId membership = revision::membershipRecordId(caseId, home->identity().user());
    revision::SignedRevision founding = world.write(owner, caseId, caseRecord, "case", Json{{"title", "A"}});
    revision::SignedRevision grant = world.write(owner, caseId, membership, "membership",
                                                 Json{{"user", home->identity().user().text()}, {"right", "write"}});
    revision::SignedRevision removal = {};
    Outbox outbox{home->store()};

    Removed()
    {
        VELDPOST_CHECK(take(world.page(owner, {founding, grant})).ok());
        note("verstuurd");
        acknowledge();
        note("nog niet verstuurd");
    }

    Result<Inbox::Taken> take(const protocol::PullPage& page) { return Inbox(home->store(), home->drafts()).take(page); }
    RecordId note(const std::string& text)
    {
        return home->dossiers().add(caseId, "note", Part::General, Json{{"text", text}})->record;
    }
    void draft(const std::string& kind, const Json& fields)
    {
        Draft made = home->drafts().openNew(caseId, kind).value();
        made.fields = fields;
        VELDPOST_CHECK(home->drafts().keep(made).ok());
    }
    std::vector<revision::SignedRevision> waiting() { return outbox.next(100, 1 << 20).value(); }
    void acknowledge(protocol::Outcome outcome = protocol::Outcome::Stored)
    {
        const auto sent = waiting();
        protocol::PushAnswer answer;
        answer.results.assign(sent.size(), {outcome, outcome == protocol::Outcome::Stored ? "" : "not_member", {}, {}});
        answer.receipts = {{caseId, Part::General, sent.back().header.n, sent.back().id}};
        VELDPOST_CHECK(outbox.take(sent, answer).ok());
    }
    void loseTheCase()
    {
        removal = world.write(owner, caseId, membership, "membership", Json{{"right", "none"}}, {grant.id});
        auto page = world.page(owner, {}, "c2");
        page.purges = {{caseId, {Part::General, Part::Medical, Part::Reporter}, removal}};
        VELDPOST_CHECK(take(page).ok());
    }
    std::int64_t rowsLeft()
    {
        auto s = home->store().db().prepare("SELECT count(*) FROM revisions WHERE case_id = ?");
        s->bindAll(caseId);
        VELDPOST_CHECK(s->step().ok());
        return s->int64(0);
    }
};

std::string textOf(const revision::SignedRevision& rev)
{
    return Json::parse(rev.payloadBytes)["set"].value("text", "");
}

QString problemsOf(OpenHome& home)
{
    QStringList words;
    const auto report = verifyStore(home.store());
    for (const auto& bad : report->bad) words << QString::fromStdString(bad.reason);
    return words.join(QLatin1Char(' '));
}

}  // namespace

class LostAccessLosesNoWorkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unsentNote_isSentAfterTheCaseWasTaken_andOnlyThenGoes()
    {
        Removed r;
        r.loseTheCase();
        QVERIFY(r.home->dossiers().cases()->empty());
        QVERIFY(r.home->dossiers().search("verstuurd")->hits.empty());
        QCOMPARE(r.rowsLeft(), std::int64_t(1));
        QCOMPARE(r.outbox.count().value(), std::int64_t(1));
        QCOMPARE(textOf(r.waiting().at(0)), std::string("nog niet verstuurd"));
        r.acknowledge(protocol::Outcome::Quarantined);
        QCOMPARE(r.rowsLeft(), std::int64_t(0));
        QCOMPARE(r.outbox.count().value(), std::int64_t(0));
        QCOMPARE(problemsOf(*r.home), QString());
    }

    void draftOfANote_becomesARevision()
    {
        Removed r;
        r.draft("note", Json{{"text", "half getypt"}});
        r.loseTheCase();
        QVERIFY(r.home->drafts().all()->empty());
        const auto sent = r.waiting();
        QCOMPARE(sent.size(), std::size_t(2));
        QCOMPARE(textOf(sent[1]), std::string("half getypt"));
        QCOMPARE(sent[1].header.kind, std::string("note"));
    }

    void draftOfAnEdit_becomesARevisionOfItsRecord()
    {
        Removed r;
        const RecordId record = r.note("eerste");
        Draft draft = r.home->drafts().openEdit(record).value();
        draft.fields["text"] = "verbeterd";
        QVERIFY(r.home->drafts().keep(draft).ok());
        r.loseTheCase();
        const auto sent = r.waiting();
        QCOMPARE(sent.back().header.record, record);
        QCOMPARE(sent.back().header.parents.size(), std::size_t(1));
        QCOMPARE(textOf(sent.back()), std::string("verbeterd"));
    }

    void draftThatNoRulePasses_becomesANoteWithAllOfIt()
    {
        Removed r;
        r.draft("injury", Json{{"remarks", "striem op de rug"}});
        r.loseTheCase();
        const auto sent = r.waiting();
        QCOMPARE(sent.back().header.kind, std::string("note"));
        QVERIFY(QString::fromStdString(textOf(sent.back())).contains(QStringLiteral("striem op de rug")));
    }

    void draftWithPartsAsTyped_becomesItsRecord_whenEachHasItsValue()
    {
        Removed r;
        r.draft("huisverbod", Json{{"imposed_at", "2026-11-23T21:30:00+01:00"}, {"imposed_at.day", "23-11-2026"},
                                   {"imposed_at.clock", "21:30"}});
        r.draft("huisverbod", Json{{"imposed_at.day", "23-11-20"}});  // half a date: all there is of it
        r.loseTheCase();
        std::multiset<std::string> kinds;
        for (const auto& rev : r.waiting()) kinds.insert(rev.header.kind);
        QCOMPARE(kinds, (std::multiset<std::string>{"huisverbod", "note", "note"}));
        QVERIFY(QString::fromStdString(textOf(r.waiting().back()) + textOf(r.waiting()[1])).contains(QStringLiteral("23-11-20")));
    }

    void draftLongerThanANote_withBlankStretches_holdsNothingUp()
    {
        Removed r;
        Draft draft = r.home->drafts().openNew(r.caseId, "injury").value();
        draft.fields = Json{{"remarks", std::string(60'000, ' ') + "striem" + std::string(30'000, 'x')}};
        draft.reason = "omdat";
        QVERIFY(r.home->drafts().keep(draft).ok());
        r.loseTheCase();
        QVERIFY(r.home->dossiers().cases()->empty());
        std::string all;
        for (const auto& rev : r.waiting()) all += textOf(rev);
        QVERIFY(all.find("striem") != std::string::npos && all.find("omdat") != std::string::npos);
    }

    void textStillInAForm_isAskedForBeforeTheCaseGoes()
    {
        Removed r;
        r.home->store().aboutToPurge = [&](const CaseId& lost) {
            QCOMPARE(lost, r.caseId);
            r.draft("note", Json{{"text", "de laatste woorden"}});
        };
        r.loseTheCase();
        QCOMPARE(textOf(r.waiting().back()), std::string("de laatste woorden"));
    }

    void refusedWork_isShownAgain_whenTheCaseIsGivenAgain()
    {
        Removed r;
        const auto sent = r.waiting();
        protocol::PushAnswer answer;
        answer.results.assign(sent.size(), {protocol::Outcome::Refused, "bad_signature", {}, {}});
        QVERIFY(r.outbox.take(sent, answer).ok());
        r.loseTheCase();
        const auto again = r.world.write(r.owner, r.caseId, r.membership, "membership", Json{{"right", "write"}},
                                         {r.removal.id});
        QVERIFY(r.take(r.world.page(r.owner, {r.founding, r.grant, r.removal, again}, "c3")).ok());
        const auto notes = r.home->dossiers().records({r.caseId, "note", true, 10, {}});
        QCOMPARE(notes->size(), std::size_t(1));
        QCOMPARE(notes->front().standing.state, ItemState::Waiting);
        QCOMPARE(r.home->dossiers().caseRow(r.caseId)->waiting, std::int64_t(1));
    }

    // A server restored to before what was delivered and deleted here: the chain waits, and nothing else does.
    void placeDeletedHereAndLostThere_stopsItsChainAlone()
    {
        Removed r;
        r.acknowledge();
        r.loseTheCase();
        const auto again = r.world.write(r.owner, r.caseId, r.membership, "membership", Json{{"right", "write"}},
                                         {r.removal.id});
        QVERIFY(r.take(r.world.page(r.owner, {r.founding, r.grant, r.removal, again}, "c3")).ok());
        r.note("na de herstelde server");
        const auto other = r.home->dossiers().createCase("B");
        QVERIFY(r.home->store().clearReceipts().ok());
        const auto sent = r.waiting();
        QCOMPARE(sent.size(), std::size_t(2));
        protocol::PushAnswer answer;
        for (const auto& rev : sent)
            answer.results.push_back({rev.header.caseId == r.caseId ? protocol::Outcome::Refused : protocol::Outcome::Stored,
                                      rev.header.caseId == r.caseId ? "gap" : "", {}, {}});
        const auto otherHead = r.home->store().chainHead({r.home->identity().device(), other->caseId, Part::General});
        answer.receipts = {{other->caseId, Part::General, otherHead->n, otherHead->id}};
        const auto taken = r.outbox.take(sent, answer);
        QVERIFY(taken.ok() && !taken->askAnew);
        QVERIFY(r.waiting().empty());
        QCOMPARE(r.outbox.count().value(), std::int64_t(1));
    }

    void emptyDraft_isDropped()
    {
        Removed r;
        r.draft("note", Json::object());
        r.loseTheCase();
        QCOMPARE(r.waiting().size(), std::size_t(1));
        QVERIFY(r.home->drafts().all()->empty());
    }

    void caseGivenAgain_bringsWhatWasLeavingBack()
    {
        Removed r;
        r.loseTheCase();
        const auto again = r.world.write(r.owner, r.caseId, r.membership, "membership", Json{{"right", "write"}},
                                         {r.removal.id});
        QVERIFY(r.take(r.world.page(r.owner, {r.founding, r.grant, r.removal, again}, "c3")).ok());
        const auto notes = r.home->dossiers().records({r.caseId, "note", true, 10, {}});
        QCOMPARE(notes->size(), std::size_t(1));
        QCOMPARE(notes->front().fields.at("text").get<std::string>(), std::string("nog niet verstuurd"));
        QCOMPARE(notes->front().standing.state, ItemState::OnDevice);
        r.acknowledge();
        QCOMPARE(r.rowsLeft(), std::int64_t(5));
        QCOMPARE(problemsOf(*r.home), QString());
    }

    void everythingSent_nothingIsLeft()
    {
        Removed r;
        r.acknowledge();
        r.loseTheCase();
        QCOMPARE(r.rowsLeft(), std::int64_t(0));
        QCOMPARE(problemsOf(*r.home), QString());
    }
};

QTEST_APPLESS_MAIN(LostAccessLosesNoWorkTest)
#include "lost_access_loses_no_work_test.moc"
