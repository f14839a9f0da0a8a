// What devices bring back to a server that was restored: whose, with which proof, in which order, and what stays out.
#include "restore_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

using Items = std::vector<protocol::ReceivedRevision>;

// What a device holds after all its pulls: as it came, with stamps.
struct Bag {
    Items items;
    std::map<DeviceId, protocol::Certificate> certificates;

    void pull(TestDevice& device)
    {
        for (auto& page : device.pullAll()) {
            for (auto& item : page.revisions) items.push_back(std::move(item));
            for (auto& certificate : page.certificates) certificates.emplace(certificate.device, certificate);
        }
    }
    const protocol::ReceivedRevision& of(const Written& rev) const
    {
        for (const auto& item : items)
            if (item.revision.id == rev.id) return item;
        qFatal("not in the bag");
    }
    std::vector<protocol::Certificate> authors() const
    {
        std::vector<protocol::Certificate> out;
        for (const auto& [id, certificate] : certificates) out.push_back(certificate);
        return out;
    }
};

protocol::OfferWish ask(ServerWorld& world, const TestDevice& device, const Items& items)
{
    std::map<revision::ChainKey, protocol::OfferedChain> last;
    for (const auto& item : items) {
        const revision::Header& header = item.revision.header;
        auto& chain = last[header.chain()];
        if (header.n > chain.n) chain = {header.chain(), header.n, item.revision.id};
    }
    protocol::OfferAsk request;
    for (const auto& [key, chain] : last) request.chains.push_back(chain);
    // As it goes over the wire.
    const auto read = must(protocol::OfferAsk::fromJson(must(protocol::readMessage(revision::writeCbor(request.toJson()), true))));
    return must(world.engine->offers().ask(device.session, read));
}

Result<protocol::OfferAnswer> tryOffer(ServerWorld& world, const TestDevice& device, const Items& items,
                                       const std::vector<protocol::Certificate>& certificates = {})
{
    protocol::RevisionPageWriter page;
    for (const auto& item : items) page.add(item.revision, item.receivedAtMs, item.stamp);
    const Json body = must(protocol::readMessage(revision::writeCbor(protocol::offerJson(certificates, std::move(page))), true));
    Result<protocol::OfferAnswer> out = Error{};
    world.engine->offers().take(device.session, body, [&](auto answer) { out = std::move(answer); });
    return out;
}

// "stored", "already", "quarantined:reason" or "refused:reason" of each.
QStringList offer(ServerWorld& world, const TestDevice& device, const Items& items,
                  const std::vector<protocol::Certificate>& certificates = {})
{
    QStringList out;
    for (const auto& result : must(tryOffer(world, device, items, certificates)).results)
        out << QString::fromUtf8(outcomeWord(result.outcome).data()) +
                   (result.reason.empty() ? QString() : QLatin1Char(':') + QString::fromStdString(result.reason));
    return out;
}

std::optional<StoredRevision> stored(ServerWorld& world, const Written& rev)
{
    return must(must(world.store->view())->revision(rev.id));
}

std::int64_t headOf(ServerWorld& world, const Written& rev)
{
    return must(must(world.store->view())->chainHead(rev.header.chain())).n;
}

std::map<std::string, int> auditCodes(ServerWorld& world)
{
    std::map<std::string, int> codes;
    must(must(world.store->view())->everyAudit([&](const AuditRow& row) {
        ++codes[Json::parse(row.entry)["event"]["code"].get<std::string>()];
        return true;
    }));
    return codes;
}

// Anna's case, shared with Bram, who writes in it, and a backup of all that.
struct Shared {
    ServerWorld world;
    TestDevice anna{world, addUser(world, "Anna", Role::Wijkteam)};
    TestDevice bram{world, addUser(world, "Bram", Role::Wijkteam)};
    TestDevice stranger{world, addUser(world, "Stranger", Role::Wijkteam)};
    Written founding = anna.foundCase("Zaak");
    CaseId caseId = founding.header.caseId;
    Written grant = anna.share(caseId, bram.user(), Right::Write);
    std::string file;
    Bag bag;  // Bram's

    Shared()
    {
        anna.push({founding, grant});
        bag.pull(bram);
        file = backup(world);
        world.clock.advanceMs(1'000);
    }

    void setBack()
    {
        world.clock.advanceMs(60'000);
        must(restore(world, file));
        for (TestDevice* device : {&anna, &bram, &stranger}) {
            device->begin();
            device->cursor.clear();
        }
    }
};

}  // namespace

class OffersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readersCopy_comesBackUnderItsOldTime_forEverybody_andIsAskedForOnce()
    {
        Shared s;
        const Written lost = s.anna.note(s.caseId, "Het kind slaapt.");
        s.anna.push({lost});
        s.bag.pull(s.bram);
        s.setBack();
        QVERIFY(!stored(s.world, lost));
        const auto wish = ask(s.world, s.bram, s.bag.items);
        QCOMPARE(wish.epoch, s.world.engine->epoch());
        QCOMPARE(wish.wanted.size(), std::size_t{1});
        QCOMPARE(wish.wanted[0].missing.size(), std::size_t{1});
        QCOMPARE(wish.wanted[0].missing[0].from, std::int64_t{3});
        QCOMPARE(wish.wanted[0].missing[0].to, std::int64_t{3});
        QVERIFY(wish.unknown.empty());
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(lost)}), QStringList{QStringLiteral("stored")});
        QCOMPARE(stored(s.world, lost)->receivedAtMs, *s.bag.of(lost).receivedAtMs);
        QVERIFY(stored(s.world, lost)->stamp == *s.bag.of(lost).stamp);
        QVERIFY(ask(s.world, s.bram, s.bag.items).wanted.empty());
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(lost)}), QStringList{QStringLiteral("already")});
        QCOMPARE(s.bram.pullIds(), (std::vector<RevisionId>{s.founding.id, s.grant.id, lost.id}));
        // Its author's receipt says so too, and only his.
        const auto have = must(s.world.engine->lookups().have(s.anna.session, {}));
        QCOMPARE(have.receipts.at(0).n, std::int64_t{3});
        QVERIFY(must(s.world.engine->lookups().have(s.bram.session, {})).receipts.empty());
        QCOMPARE(findingsOf(s.world), 0u);
        auto codes = auditCodes(s.world);
        QCOMPARE(codes["offer"], 2);
        QCOMPARE(codes["offer_ask"], 2);
    }

    // Enrolled, given the case and at work, all after the backup.
    void authorUnknownHere_comesWithHisCertificate_andWithNoOther()
    {
        Shared s;
        const UserId dirkId = addUser(s.world, "Dirk", Role::Wijkteam);
        TestDevice dirk(s.world, dirkId);
        const Written given = s.anna.share(s.caseId, dirkId, Right::Write);
        s.anna.push({given});
        const Written note = dirk.note(s.caseId, "van Dirk");
        dirk.push({note});
        s.bag.pull(s.bram);
        s.setBack();
        const auto unknown = ask(s.world, s.bram, s.bag.items).unknown;
        QVERIFY(std::find(unknown.begin(), unknown.end(), dirk.id()) != unknown.end());
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(note)}), QStringList{QStringLiteral("refused:no_certificate")});
        SeededRandom evil(99);
        const auto forged = protocol::issueCertificate(dirk.enrolment.certificate, crypto::SigningKey::generate(evil));
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(note)}, {forged}), QStringList{QStringLiteral("refused:no_certificate")});
        QCOMPARE(offer(s.world, s.bram, s.bag.items, s.bag.authors()).filter(QStringLiteral("refused")), QStringList());
        QVERIFY(stored(s.world, note)->standing == Standing::Live);
        QCOMPARE(must(must(s.world.store->view())->user(dirkId))->name, std::string("Dirk"));
        dirk.begin();
        QCOMPARE(dirk.pushOne(dirk.note(s.caseId, "gaat verder")), QStringLiteral("stored"));
        QCOMPARE(findingsOf(s.world), 0u);
    }

    // Before anybody has offered anything of his.
    void deviceEnrolledAfterTheBackup_isLetInByItsCertificateAlone()
    {
        Shared s;
        TestDevice dirk(s.world, addUser(s.world, "Dirk", Role::Wijkteam));
        s.setBack();
        Accounts& accounts = s.world.engine->accounts();
        const auto attempt = [&](const std::optional<protocol::Certificate>& certificate, const crypto::SigningKey& key) {
            const std::string text = must(accounts.challenge({dirk.id()}, "test")).challenge;
            protocol::SessionRequest request{dirk.id(), text, key.signFor(crypto::Purpose::Session, protocol::sessionBytes(dirk.id(), text))};
            request.certificate = certificate;
            return typeOf(accounts.openSession(request, "test"));
        };
        SeededRandom evil(99);
        const auto thief = crypto::SigningKey::generate(evil);
        auto ofTheThief = dirk.enrolment.certificate;
        ofTheThief.key = thief.publicKey();
        QCOMPARE(attempt({}, dirk.key()), QStringLiteral("not_enrolled"));
        QCOMPARE(attempt(dirk.enrolment.certificate, thief), QStringLiteral("not_enrolled"));
        QCOMPARE(attempt(protocol::issueCertificate(ofTheThief, thief), thief), QStringLiteral("not_enrolled"));
        QCOMPARE(attempt(s.anna.enrolment.certificate, dirk.key()), QStringLiteral("not_enrolled"));
        QVERIFY(!must(must(s.world.store->view())->device(dirk.id())));
        QCOMPARE(attempt(dirk.enrolment.certificate, dirk.key()), QStringLiteral("ok"));
        QCOMPARE(attempt({}, dirk.key()), QStringLiteral("ok"));
        QCOMPARE(auditCodes(s.world)["readmit"], 1);
    }

    void placesInAnyOrder_joinWhenTheGapIsFilled()
    {
        Shared s;
        std::vector<Written> notes;
        for (int i = 0; i < 4; ++i) notes.push_back(s.anna.note(s.caseId, "n"));
        s.anna.push(notes);
        s.bag.pull(s.bram);
        s.setBack();
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(notes[3]), s.bag.of(notes[1])}).join(QLatin1Char(' ')), QStringLiteral("stored stored"));
        QCOMPARE(headOf(s.world, s.founding), std::int64_t{2});
        const auto missing = ask(s.world, s.bram, s.bag.items).wanted.at(0).missing;
        QCOMPARE(missing.size(), std::size_t{2});
        QVERIFY(missing[0].from == 3 && missing[0].to == 3 && missing[1].from == 5 && missing[1].to == 5);
        // Of its own chain the author is told what his receipt says.
        QCOMPARE(must(s.world.engine->lookups().have(s.anna.session, {})).receipts.at(0).n, std::int64_t{2});
        offer(s.world, s.bram, {s.bag.of(notes[0])});
        QCOMPARE(headOf(s.world, s.founding), std::int64_t{4});
        offer(s.world, s.bram, {s.bag.of(notes[2])});
        QCOMPARE(headOf(s.world, s.founding), std::int64_t{6});
        QCOMPARE(findingsOf(s.world), 0u);
    }

    void editBeforeItsNote_waitsForIt()
    {
        Shared s;
        const Written note = s.anna.note(s.caseId, "eerst");
        s.anna.push({note});
        s.bag.pull(s.bram);
        const Written edit = s.bram.edit(note, "dan");
        s.bram.push({edit});
        s.bag.pull(s.anna);
        s.setBack();
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(edit)}), QStringList{QStringLiteral("quarantined:unknown_parent")});
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(note)}), QStringList{QStringLiteral("stored")});
        QVERIFY(stored(s.world, edit)->standing == Standing::Live);
        QCOMPARE(findingsOf(s.world), 0u);
    }

    // What he wrote while he might is his work still; what bears no proof of that is judged by what he may today.
    void workOfAColleagueLetGo_countsWithItsStampOnly()
    {
        Shared s;
        const Written note = s.bram.note(s.caseId, "van Bram");
        s.bram.push({note});
        Bag annas;
        annas.pull(s.anna);
        s.anna.push({s.anna.share(s.caseId, s.bram.user(), Right::None, {s.grant.id})});
        s.setBack();
        auto bare = annas.of(note), bent = annas.of(note);
        bare.stamp.reset();
        bent.receivedAtMs = *bent.receivedAtMs - 1;
        for (const auto& item : {bare, bent})
            QVERIFY(offer(s.world, s.anna, {item}).at(0).endsWith(QStringLiteral("not_member")));
        QVERIFY(stored(s.world, note)->standing == Standing::Quarantined);
        offer(s.world, s.anna, {annas.of(note)});
        QVERIFY(stored(s.world, note)->standing == Standing::Live);
        QCOMPARE(stored(s.world, note)->receivedAtMs, *annas.of(note).receivedAtMs);
        // He himself stays out.
        QCOMPARE(s.bram.pushOne(s.bram.note(s.caseId, "toch")), QStringLiteral("quarantined:not_member"));
        QCOMPARE(findingsOf(s.world), 0u);
    }

    void ofACaseHeMayNotSee_theAskerLearnsNoMoreThanHeKnows()
    {
        Shared s;
        auto guess = s.bag.of(s.grant);
        for (const std::int64_t n : {std::int64_t{1}, std::int64_t{2}, std::int64_t{9}}) {
            guess.revision.header.n = n;
            guess.revision.id = n == 1 ? s.grant.id : s.founding.id;
            const auto wish = ask(s.world, s.stranger, {guess});
            QCOMPARE(wish.wanted.size(), std::size_t{1});
            QVERIFY(wish.wanted[0].missing.size() == 1 && wish.wanted[0].missing[0].from == 1 && wish.wanted[0].missing[0].to == n);
        }
        QVERIFY(ask(s.world, s.stranger, {s.bag.of(s.grant)}).wanted.empty());
        // A fork is his to find out at a push, and nothing to give here.
        guess.revision.header.n = 2;
        guess.revision.id = s.founding.id;
        QVERIFY(ask(s.world, s.bram, {guess}).wanted.empty());
    }

    // Seed 5: his last place had come by another way, and what was missing before it was not asked for.
    void placeThatIsHere_hidesNothingThatIsMissingBeforeIt_fromAReaderLetGo()
    {
        Shared s;
        const std::vector<Written> notes{s.anna.note(s.caseId, "1"), s.anna.note(s.caseId, "2"), s.anna.note(s.caseId, "3")};
        s.anna.push(notes);
        s.bag.pull(s.bram);
        s.anna.push({s.anna.share(s.caseId, s.bram.user(), Right::None, {s.grant.id})});
        s.setBack();
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(notes[2])}), QStringList{QStringLiteral("stored")});
        const auto wish = ask(s.world, s.bram, s.bag.items);
        QCOMPARE(wish.wanted.size(), std::size_t{1});
        QVERIFY(wish.wanted[0].missing.size() == 1 && wish.wanted[0].missing[0].from == 1 && wish.wanted[0].missing[0].to == 5);
        QCOMPARE(offer(s.world, s.bram, {s.bag.of(notes[0]), s.bag.of(notes[1])}).join(QLatin1Char(' ')), QStringLiteral("stored stored"));
        QVERIFY(ask(s.world, s.bram, s.bag.items).wanted.empty());
    }

    void forgedForeignOrInATakenPlace_isRefused_andCostsTheOthersNothing()
    {
        Shared s;
        const Written note = s.anna.note(s.caseId, "goed");
        s.anna.push({note});
        s.bag.pull(s.bram);
        s.setBack();
        auto bent = s.bag.of(note);
        bent.revision.signature = s.founding.signature;
        revision::Header header = note.header;
        header.region = makeUuid7<RegionId>(s.world.clock.nowMs(), s.world.random);
        const protocol::ReceivedRevision foreign{s.anna.sign(header, {{"text", "x"}}), {}, {}};
        header = s.grant.header;
        header.atMs += 1;
        const protocol::ReceivedRevision fork{s.anna.sign(header, {{"user", s.bram.user().text()}, {"right", "write"}}), {}, {}};
        QCOMPARE(offer(s.world, s.bram, {bent, foreign, fork, s.bag.of(note)}),
                 (QStringList{QStringLiteral("refused:bad_signature"), QStringLiteral("refused:wrong_author"),
                              QStringLiteral("refused:fork"), QStringLiteral("stored")}));
        QCOMPARE(findingsOf(s.world), 0u);
    }

    void whatWasAccepted_isToldAsAcceptedAgain_inWhateverOrderItComesBack_data()
    {
        QTest::addColumn<QList<int>>("order");
        QTest::newRow("work, edit, decision") << QList<int>{0, 1, 2};
        QTest::newRow("decision first") << QList<int>{2, 0, 1};
        QTest::newRow("decision, edit, work") << QList<int>{2, 1, 0};
        QTest::newRow("edit, decision, work") << QList<int>{1, 2, 0};
        QTest::newRow("work, decision, edit") << QList<int>{0, 2, 1};
    }
    void whatWasAccepted_isToldAsAcceptedAgain_inWhateverOrderItComesBack()
    {
        QFETCH(QList<int>, order);
        Shared s;
        const Written removal = s.anna.share(s.caseId, s.bram.user(), Right::None, {s.grant.id});
        s.anna.push({removal});
        const Written first = s.bram.note(s.caseId, "laat"), edit = s.bram.edit(first, "later");
        s.bram.push({first, edit});
        s.world.clock.advanceMs(1'000);
        const auto decide = [&](const char* verdict) {
            return s.anna.write({s.caseId, Part::General, s.anna.newRecord(), model::kDecision,
                                 {{"revisions", {first.id.text()}}, {"verdict", verdict}}});
        };
        const Written yes = decide("accept");
        QCOMPARE(s.anna.pushOne(yes), QStringLiteral("stored"));
        // A second word on the same has no effect, nor has an edit of later been accepted with it.
        s.world.clock.advanceMs(1'000);
        const Written again = decide("accept");
        const Written regrant = s.anna.share(s.caseId, s.bram.user(), Right::Write, {removal.id});
        s.anna.push({again, regrant});
        const Written after = s.bram.edit(edit, "weer erbij");
        QCOMPARE(s.bram.pushOne(after), QStringLiteral("stored"));
        Bag annas;
        annas.pull(s.anna);
        annas.pull(s.bram);  // nobody is sent his own
        s.setBack();
        const Written* const three[] = {&first, &edit, &yes};
        offer(s.world, s.anna, {annas.of(again)});
        for (const int i : order) offer(s.world, s.anna, {annas.of(*three[i])});
        offer(s.world, s.anna, {annas.of(after)});
        for (const Written* rev : {&first, &edit}) {
            QVERIFY(stored(s.world, *rev)->standing == Standing::Live);
            QVERIFY(stored(s.world, *rev)->decision == yes.id);
        }
        QVERIFY(stored(s.world, after)->standing == Standing::Live && !stored(s.world, after)->decision);
        QCOMPARE(findingsOf(s.world), 0u);
    }

    void pageThatIsNone_orTooLong_isAnError()
    {
        Shared s;
        Result<protocol::OfferAnswer> out = Error{};
        for (const Json& body : {Json::object(), Json{{"revisions", 1}}, Json{{"certificates", {1}}}}) {
            s.world.engine->offers().take(s.bram.session, body, [&](auto answer) { out = std::move(answer); });
            QCOMPARE(typeOf(out), body.empty() ? QStringLiteral("ok") : QStringLiteral("malformed_message"));
        }
        protocol::OfferAsk tooMuch;
        tooMuch.chains.assign(protocol::kPageRevisionsMax + 1, {s.founding.header.chain(), 1, s.founding.id});
        QCOMPARE(typeOf(protocol::OfferAsk::fromJson(tooMuch.toJson())), QStringLiteral("too_large"));
    }
};

QTEST_APPLESS_MAIN(OffersTest)
#include "offers_test.moc"
