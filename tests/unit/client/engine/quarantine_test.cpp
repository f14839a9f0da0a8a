// What waits for a person, on the device: own work that was held back, what others sent, decisions, and what a purge takes.
#include "client/engine/outbox.h"
#include "client/engine/quarantine.h"
#include "client/engine/store_verify.h"
#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

namespace {

struct Office {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("carla", "coordinator");
    test::Writer other = world.writer();
    RecordId caseRecord = world.newRecord();
    CaseId caseId = revision::foundedCaseId(world.region, other.user, caseRecord);
    revision::SignedRevision founding = world.write(other, caseId, caseRecord, "case", Json{{"title", "Gezin"}});
    revision::SignedRevision orphan = world.write(other, caseId, world.newRecord(), "note", Json{{"text", "wees"}});
    std::int64_t round = 0;

    Office() { VELDPOST_CHECK(take(world.page(other, {founding})).ok()); }

    Result<Inbox::Taken> take(const protocol::PullPage& page) { return Inbox(home->store(), home->drafts()).take(page); }

    protocol::WaitingItem item(const revision::SignedRevision& rev, bool withPayload = true) const
    {
        protocol::WaitingItem out{{rev, world.clock.nowMs(), {}}, "not_member", false, true, {}};
        if (!withPayload) out.item.revision.payloadBytes.clear();
        return out;
    }

    // As the fetcher takes a last page.
    Status heard(const std::vector<protocol::WaitingItem>& items, const std::vector<protocol::OwnStanding>& own = {})
    {
        protocol::QuarantineAnswer answer;
        answer.certificates = {other.certificate};
        answer.items = items;
        VELDPOST_ASSIGN(storage::Transaction tx, home->store().db().begin());
        VELDPOST_TRY(takeWaitingItems(home->store(), answer, ++round));
        for (const auto& standing : own) VELDPOST_TRY(takeOwnStanding(home->store(), standing));
        VELDPOST_TRY(endWaitingRound(home->store(), round));
        return tx.commit();
    }

    std::vector<WaitingEntry> entries() { return home->quarantine().entries().value(); }

    // The server answers the outbox, each with this outcome and reason.
    void acknowledge(protocol::Outcome outcome, const std::string& reason)
    {
        Outbox outbox(home->store());
        const auto sent = outbox.next(100, 1 << 20).value();
        protocol::PushAnswer answer;
        answer.results.assign(sent.size(), {outcome, reason, world.clock.nowMs(), {}});
        for (const auto& rev : sent) answer.receipts.push_back({rev.header.caseId, rev.header.part, rev.header.n, rev.id});
        VELDPOST_CHECK(outbox.take(sent, answer).ok());
    }
};

QString typeOf(const Result<std::vector<Saved>>& result)
{
    return result.ok() ? QStringLiteral("ok") : QString::fromStdString(result.error().type);
}

}  // namespace

class QuarantineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatTheServerLists_isShownWithItsWords_andGoesWhenItIsListedNoMore()
    {
        Office o;
        QVERIFY(o.heard({o.item(o.orphan)}).ok());
        const auto entries = o.entries();
        QCOMPARE(entries.size(), std::size_t(1));
        QCOMPARE(entries[0].set.at("text").get<std::string>(), std::string("wees"));
        QCOMPARE(entries[0].caseTitle, std::string("Gezin"));
        QVERIFY(!entries[0].own && entries[0].mayDecide && entries[0].state == WaitState::Waiting);
        QCOMPARE(o.home->quarantine().countToDecide().value(), std::int64_t(1));
        QVERIFY(o.heard({}).ok());
        QVERIFY(o.entries().empty());
    }

    void withoutAPayload_thereAreNoWords()
    {
        Office o;
        QVERIFY(o.heard({o.item(o.orphan, false)}).ok());
        QVERIFY(o.entries()[0].set.is_null());
        QCOMPARE(o.entries()[0].kind, std::string("note"));
    }

    void forgedItem_isNotTaken()
    {
        Office o;
        auto forged = o.item(o.orphan);
        forged.item.revision.payloadBytes[forged.item.revision.payloadBytes.size() - 4] ^= 1;
        QCOMPARE(QString::fromStdString(o.heard({forged}).error().type), QStringLiteral("not_trusted_page"));
        auto unsigned_ = o.item(o.orphan);
        unsigned_.item.revision.signature = o.founding.signature;
        QCOMPARE(QString::fromStdString(o.heard({unsigned_}).error().type), QStringLiteral("not_trusted_page"));
        QVERIFY(o.entries().empty());
    }

    void decision_isASignedRevision_madeWithoutANetwork()
    {
        Office o;
        QVERIFY(o.heard({o.item(o.orphan)}).ok());
        QCOMPARE(typeOf(o.home->quarantine().decline({o.orphan.id}, "")), QStringLiteral("rule_broken"));
        const auto saved = o.home->quarantine().accept({o.orphan.id});
        QVERIFY(saved.ok());
        const auto sent = Outbox(o.home->store()).next(10, 1 << 20).value();
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(sent[0].header.kind, std::string("decision"));
        QVERIFY(sent[0].header.caseId == o.caseId && sent[0].id == saved->front().revision);
        const Json set = Json::parse(sent[0].payloadBytes)["set"];
        QCOMPARE(set["revisions"], Json{o.orphan.id.text()});
        QCOMPARE(o.entries()[0].decisionOnItsWay, std::string("accept"));
        QCOMPARE(o.home->quarantine().countToDecide().value(), std::int64_t(0));
        // It is no record of the dossier's that anybody looks for.
        QVERIFY(o.home->dossiers().records({o.caseId, "", true, 10, {}})->empty());
        QCOMPARE(o.home->dossiers().caseRow(o.caseId)->records, std::int64_t(0));
        QVERIFY(verifyStore(o.home->store())->bad.empty());
    }

    void decision_inACaseThatIsNotHere_isMadeAllTheSame()
    {
        Office o;
        test::Writer away = o.world.writer();
        const RecordId record = o.world.newRecord();
        const CaseId caseId = revision::foundedCaseId(o.world.region, away.user, record);
        const auto founding = o.world.write(away, caseId, record, "case", Json{{"title", "Elders"}});
        const auto note = o.world.write(away, caseId, o.world.newRecord(), "note", Json{{"text", "x"}});
        QVERIFY(o.take(o.world.page(away, {}, "c2")).ok());  // his certificate
        QVERIFY(o.heard({o.item(note), o.item(founding)}).ok());
        const auto saved = o.home->quarantine().accept({note.id, founding.id});
        // The founding is decided on first and by itself: nothing in the case can count before it.
        QCOMPARE(saved->size(), std::size_t(2));
        const auto sent = Outbox(o.home->store()).next(10, 1 << 20).value();
        QCOMPARE(Json::parse(sent[0].payloadBytes)["set"]["revisions"], Json{founding.id.text()});
    }

    void whatNobodyCanAccept_isSaidAtOnce()
    {
        Office o;
        const auto grant = o.world.write(o.other, o.caseId, o.world.newRecord(), "membership", Json{{"right", "own"}});
        auto large = o.item(o.orphan);
        large.reason = "too_large";
        QVERIFY(o.heard({o.item(grant), large}).ok());
        QCOMPARE(typeOf(o.home->quarantine().accept({grant.id})), QStringLiteral("not_decidable"));
        QCOMPARE(typeOf(o.home->quarantine().accept({o.orphan.id})), QStringLiteral("not_decidable"));
        QCOMPARE(typeOf(o.home->quarantine().decline({o.orphan.id, grant.id}, "nee")), QStringLiteral("ok"));
        QCOMPARE(typeOf(o.home->quarantine().accept({o.founding.id})), QStringLiteral("not_waiting"));
    }

    void whoMayNot_isToldSo()
    {
        Office o;
        auto foreign = o.item(o.orphan);
        foreign.mayDecide = false;
        QVERIFY(o.heard({foreign}).ok());
        QCOMPARE(typeOf(o.home->quarantine().accept({o.orphan.id})), QStringLiteral("may_not_decide"));
    }

    void declined_mayBeAccepted_andNotDeclinedAgain()
    {
        Office o;
        auto declined = o.item(o.orphan);
        declined.declined = true;
        declined.decision = protocol::DecisionNote{o.other.user, 7, "dubbel"};
        QVERIFY(o.heard({declined}).ok());
        QCOMPARE(o.entries()[0].decisionReason, std::string("dubbel"));
        QCOMPARE(typeOf(o.home->quarantine().decline({o.orphan.id}, "nee")), QStringLiteral("not_waiting"));
        QCOMPARE(typeOf(o.home->quarantine().accept({o.orphan.id})), QStringLiteral("ok"));
    }

    void decisionThatIsHeldBack_opensWhatItWasAbout()
    {
        Office o;
        QVERIFY(o.heard({o.item(o.orphan)}).ok());
        QVERIFY(o.home->quarantine().accept({o.orphan.id}).ok());
        o.acknowledge(protocol::Outcome::Quarantined, "not_decidable");
        const auto entries = o.entries();
        QCOMPARE(entries.size(), std::size_t(2));
        QVERIFY(entries[0].own && entries[0].kind == "decision" && entries[0].reason == "not_decidable");
        QVERIFY(entries[1].decisionOnItsWay.empty());
    }

    void ownWork_isCountedUntilDecided_andItsAuthorLearnsHow()
    {
        Office o;
        const auto note = o.home->dossiers().add(o.caseId, "note", Part::General, Json{{"text", "te laat"}}).value();
        o.acknowledge(protocol::Outcome::Quarantined, "not_member");
        QCOMPARE(readSyncStatus(o.home->store())->quarantined, std::int64_t(1));
        QCOMPARE(o.entries()[0].set.at("text").get<std::string>(), std::string("te laat"));
        QCOMPARE(ownToAskAfter(o.home->store()).value(), std::vector<RevisionId>{note.revision});
        QVERIFY(!o.home->quarantine().dismiss(note.revision).ok());
        QVERIFY(o.heard({}, {{note.revision, protocol::OwnState::Declined, "not_member",
                              protocol::DecisionNote{o.other.user, 9, "dubbel"}}}).ok());
        QCOMPARE(readSyncStatus(o.home->store())->quarantined, std::int64_t(0));
        QVERIFY(o.entries()[0].state == WaitState::Declined);
        QCOMPARE(o.entries()[0].decisionReason, std::string("dubbel"));
        QVERIFY(o.home->store().revision(note.revision).value()->status == RevisionStatus::Declined);
        QVERIFY(verifyStore(o.home->store())->bad.empty());
        // Accepted after all: it comes with the others' and counts.
        const auto rev = o.home->store().revision(note.revision).value()->revision;
        auto page = o.world.page(o.other, {rev}, "c3");
        QVERIFY(o.take(page).ok());
        QVERIFY(o.entries()[0].state == WaitState::Accepted);
        QCOMPARE(o.home->dossiers().records({o.caseId, "note", true, 10, {}})->size(), std::size_t(1));
        QVERIFY(o.heard({}, {{note.revision, protocol::OwnState::Accepted, "not_member",
                              protocol::DecisionNote{o.other.user, 11, ""}}}).ok());
        QVERIFY(ownToAskAfter(o.home->store())->empty());
        QVERIFY(o.home->quarantine().dismiss(note.revision).ok());
        QVERIFY(o.entries().empty());
    }

    void whatCountsByItself_leavesNoEntry()
    {
        Office o;
        const auto note = o.home->dossiers().add(o.caseId, "note", Part::General, Json{{"text", "vroeg"}}).value();
        o.acknowledge(protocol::Outcome::Quarantined, "no_grant_known");
        QVERIFY(o.heard({}, {{note.revision, protocol::OwnState::Counts, "", {}}}).ok());
        QVERIFY(o.entries().empty());
        // A server that took it at once in a new order sends it to nobody but the others: the word is all that comes.
        QVERIFY(o.home->store().revision(note.revision).value()->status == RevisionStatus::Live);
        QCOMPARE(o.home->dossiers().records({o.caseId, "note", true, 10, {}})->at(0).heads,
                 std::vector<RevisionId>{note.revision});
    }

    // What is taken away leaves an own orphan's name behind, not its words; of others' nothing.
    void purge_takesOthersEntries_andTheWordsOfOwnOnes()
    {
        Office o;
        const auto note = o.home->dossiers().add(o.caseId, "note", Part::General, Json{{"text", "te laat"}}).value();
        o.acknowledge(protocol::Outcome::Quarantined, "not_member");
        QVERIFY(o.heard({o.item(o.orphan)}).ok());
        {
            auto tx = o.home->store().db().begin();
            QVERIFY(o.home->store().purge(o.caseId, Part::General).ok());
            QVERIFY(tx->commit().ok());
        }
        const auto entries = o.entries();
        QCOMPARE(entries.size(), std::size_t(1));
        QVERIFY(entries[0].revision == note.revision && entries[0].set.is_null() && entries[0].caseTitle.empty());
        QCOMPARE(readSyncStatus(o.home->store())->quarantined, std::int64_t(1));
    }

    void rolePurge_takesThePartInEveryCaseButTheKept_andProvesWhoseRoleItWas()
    {
        Office o;
        test::Writer another = o.world.writer();
        const RecordId record = o.world.newRecord();
        const CaseId kept = revision::foundedCaseId(o.world.region, another.user, record);
        const auto founding = o.world.write(another, kept, record, "case", Json{{"title", "Blijft"}});
        QVERIFY(o.take(o.world.page(another, {founding}, "c2")).ok());
        const auto dossier = *CaseId::fromBytes(o.world.region.bytes());
        const auto roleOf = [&](const UserId& user) {
            test::Writer server = o.world.writer();
            auto role = o.world.write(server, dossier, *RecordId::fromBytes(user.bytes()), "role",
                                      Json{{"user", user.text()}, {"role", "wijkteam"}});
            return std::pair(std::move(server), std::move(role));
        };
        const auto [server, mine] = roleOf(o.home->identity().user());
        const auto [server2, foreign] = roleOf(o.other.user);
        auto page = o.world.page(server2, {}, "c3");
        page.purges = {{dossier, {Part::General}, foreign, {kept}}};
        QCOMPARE(QString::fromStdString(o.take(page).error().type), QStringLiteral("not_trusted_page"));
        QCOMPARE(o.home->dossiers().cases()->size(), std::size_t(2));
        std::set<CaseId> told;
        o.home->store().aboutToPurge = [&](const CaseId& lost) { told.insert(lost); };
        page = o.world.page(server, {mine}, "c3");
        page.purges = {{dossier, {Part::General}, mine, {kept}}};
        const auto taken = o.take(page);
        QVERIFY(taken.ok());
        QCOMPARE(taken->purgedCases, std::int64_t(1));
        QCOMPARE(told, std::set<CaseId>{o.caseId});
        const auto left = o.home->dossiers().cases();
        QCOMPARE(left->size(), std::size_t(1));
        QVERIFY(left->front().caseId == kept);
        QCOMPARE(o.home->identity().role, std::string("wijkteam"));
        o.home.reset();
        o.home = o.world.reopen("carla").value();
        QCOMPARE(o.home->identity().role, std::string("wijkteam"));
        QVERIFY(verifyStore(o.home->store())->bad.empty());
    }

    // The mark and what comes behind it may be on two pages.
    void stubAtTheEndOfAPage_isRemembered()
    {
        Office o;
        const auto later = o.world.write(o.other, o.caseId, o.world.newRecord(), "note", Json{{"text", "later"}});
        auto page = o.world.page(o.other, {}, "c2");
        protocol::Stub stub{o.world.region, o.orphan.header.chain(), o.orphan.header.n, o.orphan.id, {}};
        stub.signature = o.world.serverKey.signFor(crypto::Purpose::Withheld, stub.signedBytes());
        page.stubs = {stub};
        QVERIFY(o.take(page).ok());
        QVERIFY(o.take(o.world.page(o.other, {later}, "c3")).ok());
        QVERIFY(verifyStore(o.home->store())->bad.empty());
        QVERIFY(o.take(o.world.page(o.other, {o.orphan}, "c4")).ok());
        QVERIFY(verifyStore(o.home->store())->bad.empty());
        QCOMPARE(o.home->dossiers().records({o.caseId, "note", true, 10, {}})->size(), std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(QuarantineTest)
#include "quarantine_test.moc"
