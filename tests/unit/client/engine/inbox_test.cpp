#include "tests/support/engine_fixture.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::engine;
using revision::Json;

// A home that reads, and a colleague whose pages it gets.
struct Reading {
    test::EngineFixture world;
    std::unique_ptr<OpenHome> home = world.home("lezer");
    test::Writer other = world.writer();
    RecordId caseRecord = world.newRecord();
    CaseId caseId = revision::foundedCaseId(world.region, other.user, caseRecord);
    revision::SignedRevision founding = world.write(other, caseId, caseRecord, "case", Json{{"title", "Gedeeld"}});

    Result<Inbox::Taken> take(const protocol::PullPage& page) { return Inbox(home->store(), home->drafts()).take(page); }
    std::string cursor() { return home->store().meta("cursor")->value_or(""); }
};

class InboxTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void page_isTakenWhole_withItsCursor()
    {
        Reading r;
        const auto note = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "hallo"}});
        const auto taken = r.take(r.world.page(r.other, {r.founding, note}));
        QVERIFY(taken.ok());
        QCOMPARE(taken->revisions, std::int64_t(2));
        QCOMPARE(r.cursor(), std::string("c1"));
        const auto row = r.home->dossiers().record(note.header.record);
        QCOMPARE(row->standing.state, ItemState::Safe);
        QVERIFY(row->safeSinceMs.has_value());
        // The same page again changes nothing.
        QCOMPARE(r.take(r.world.page(r.other, {r.founding, note}))->revisions, std::int64_t(0));
    }

    void forgedAnything_costsTheWholePage_data()
    {
        QTest::addColumn<int>("what");
        QTest::newRow("payload changed") << 0;
        QTest::newRow("signature of the last in the chain changed") << 1;
        QTest::newRow("author not the certificate's user") << 2;
        QTest::newRow("certificate by another server") << 3;
        QTest::newRow("unknown device") << 4;
    }
    void forgedAnything_costsTheWholePage()
    {
        QFETCH(int, what);
        Reading r;
        auto note = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "hallo"}});
        auto page = r.world.page(r.other, {r.founding, note});
        auto& last = page.revisions.back().revision;
        if (what == 0) last.payloadBytes[last.payloadBytes.size() - 4] ^= 1;
        if (what == 1) last.signature = r.founding.signature;
        if (what == 2) {
            last.header.user = r.home->identity().user();
            last = revision::signRevision(last.header, last.payloadBytes, r.other.key);
        }
        if (what == 3) {
            SeededRandom evil(99);
            page.certificates = {protocol::issueCertificate(r.other.certificate, crypto::SigningKey::generate(evil))};
        }
        if (what == 4) page.certificates.clear();
        const auto taken = r.take(page);
        QVERIFY(!taken.ok());
        QCOMPARE(QString::fromStdString(taken.error().type), QStringLiteral("not_trusted_page"));
        QCOMPARE(r.cursor(), std::string());
        QVERIFY(r.home->dossiers().cases()->empty());
    }

    void middleSignature_isVouchedFor_andFoundInIdleTime()
    {
        Reading r;
        auto first = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "een"}});
        const auto second = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "twee"}});
        first.signature = second.signature;
        QVERIFY(r.take(r.world.page(r.other, {r.founding, first, second})).ok());
        const auto checked = checkSomeSignatures(r.home->store(), 100);
        QVERIFY(!checked.ok());
        QCOMPARE(QString::fromStdString(checked.error().detail), QString::fromStdString(first.id.text()));
    }

    void gapInAChain_isNoted()
    {
        Reading r;
        const auto hidden = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "verborgen"}});
        const auto shown = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "hier"}});
        QVERIFY(r.take(r.world.page(r.other, {r.founding, shown})).ok());
        QCOMPARE(notes(r), QStringLiteral("gap"));
        QVERIFY(!r.home->dossiers().record(hidden.header.record).ok());
    }

    void signedStub_fillsTheGap()
    {
        Reading r;
        const auto hidden = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "wacht"}});
        const auto shown = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "hier"}});
        auto page = r.world.page(r.other, {r.founding, shown});
        protocol::Stub stub{r.world.region, hidden.header.chain(), hidden.header.n, hidden.id, {}};
        stub.signature = r.world.serverKey.signFor(crypto::Purpose::Withheld, stub.signedBytes());
        page.stubs = {stub};
        QVERIFY(r.take(page).ok());
        QCOMPARE(notes(r), QString());
        // Accepted later, it comes behind the head and counts.
        QVERIFY(r.take(r.world.page(r.other, {hidden}, "c2")).ok());
        QVERIFY(r.home->dossiers().record(hidden.header.record).ok());
        QCOMPARE(notes(r), QString());
    }

    void fork_isNoted_theFirstStays()
    {
        Reading r;
        test::Writer copy{r.other.user, r.other.device, crypto::SigningKey(r.other.key.seed()), r.other.certificate,
                          r.other.n, r.other.last};
        const auto here = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "hier"}});
        const auto fork = r.world.write(copy, r.caseId, r.world.newRecord(), "note", Json{{"text", "daar"}});
        QVERIFY(r.take(r.world.page(r.other, {r.founding, here})).ok());
        QVERIFY(r.take(r.world.page(r.other, {fork}, "c2")).ok());
        QCOMPARE(notes(r), QStringLiteral("fork"));
        QVERIFY(r.home->dossiers().record(here.header.record).ok());
    }

    void twoOfOnePlaceInOnePage_areAFork_andThePageIsTaken()
    {
        Reading r;
        test::Writer copy{r.other.user, r.other.device, crypto::SigningKey(r.other.key.seed()), r.other.certificate,
                          r.other.n, r.other.last};
        const auto here = r.world.write(r.other, r.caseId, r.world.newRecord(), "note", Json{{"text", "hier"}});
        const auto fork = r.world.write(copy, r.caseId, r.world.newRecord(), "note", Json{{"text", "daar"}});
        QVERIFY(r.take(r.world.page(r.other, {r.founding, here, fork})).ok());
        QCOMPARE(notes(r), QStringLiteral("fork"));
        QCOMPARE(r.cursor(), std::string("c1"));
        QVERIFY(r.home->dossiers().record(here.header.record).ok());
        QVERIFY(!r.home->dossiers().record(fork.header.record).ok());
    }

    void childBeforeParent_isHeld_untilItComes()
    {
        Reading r;
        const RecordId record = r.world.newRecord();
        auto second = r.world.writer();
        const auto first = r.world.write(r.other, r.caseId, record, "note", Json{{"text", "een"}});
        const auto child = r.world.write(second, r.caseId, record, "note", Json{{"text", "twee"}}, {first.id});
        QVERIFY(r.take(r.world.page(r.other, {r.founding})).ok());
        QVERIFY(r.take(r.world.page(second, {child}, "c2")).ok());
        QVERIFY(!r.home->dossiers().record(record).ok());
        QVERIFY(r.take(r.world.page(r.other, {first}, "c3")).ok());
        QCOMPARE(r.home->dossiers().record(record)->fields.at("text").get<std::string>(), std::string("twee"));
    }

    void purge_needsTheSignedRemoval()
    {
        Reading r;
        QVERIFY(r.take(r.world.page(r.other, {r.founding})).ok());
        const UserId me = r.home->identity().user();
        const RecordId membership = revision::membershipRecordId(r.caseId, me);
        const auto grant = r.world.write(r.other, r.caseId, membership, "membership",
                                         Json{{"user", me.text()}, {"right", "write"}});
        const auto removal = r.world.write(r.other, r.caseId, membership, "membership", Json{{"right", "none"}}, {grant.id});
        auto page = r.world.page(r.other, {}, "c2");
        page.purges = {{r.caseId, {Part::General, Part::Medical, Part::Reporter}, grant}};
        QVERIFY(!r.take(page).ok());
        QCOMPARE(r.home->dossiers().cases()->size(), std::size_t(1));
        page.purges.front().cause = removal;
        const auto taken = r.take(page);
        QVERIFY(taken.ok());
        QCOMPARE(taken->purgedCases, std::int64_t(1));
        QVERIFY(r.home->dossiers().cases()->empty());
    }

private:
    static QString notes(Reading& r)
    {
        auto s = r.home->store().db().prepare("SELECT group_concat(what) FROM chain_notes");
        return s->step().ok() ? QString::fromUtf8(s->text(0).data(), static_cast<int>(s->text(0).size())) : QStringLiteral("error");
    }
};

QTEST_APPLESS_MAIN(InboxTest)
#include "inbox_test.moc"
