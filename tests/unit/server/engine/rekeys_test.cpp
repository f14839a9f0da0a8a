// New keys for devices whose chains go another way here, and work that stands there again under another id.
#include "server/engine/verify.h"
#include "tests/unit/server/engine/server_fixture.h"

using namespace veldpost;
using namespace veldpost::server;

namespace {

protocol::SessionAnswer openSession(ServerWorld& world, const TestDevice& device)
{
    const std::string challenge = must(world.engine->accounts().challenge({device.id()}, "test")).challenge;
    const auto signature = device.key().signFor(crypto::Purpose::Session, protocol::sessionBytes(device.id(), challenge));
    return must(world.engine->accounts().openSession({device.id(), challenge, signature}, "test"));
}

std::optional<DeviceRow> rowOf(ServerWorld& world, const DeviceId& id)
{
    return must(must(world.store->view())->device(id));
}

std::size_t badRows(ServerWorld& world)
{
    return must(verifyStore(*must(world.store->view()), world.engine->keys())).bad.size();
}

std::size_t rekeysInTheAudit(ServerWorld& world)
{
    std::size_t count = 0;
    must(must(world.store->view())->everyAudit([&](const AuditRow& row) {
        count += row.entry.find("\"rekey\"") != std::string::npos;
        return true;
    }));
    return count;
}

}  // namespace

class RekeysTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDevice_goesOnUnderANewKey_andOneKeyHasOneCertificate()
    {
        ServerWorld world;
        TestDevice first(world, addUser(world, "Sanne", Role::Wijkteam));
        const auto key = crypto::SigningKey::generate(world.random).publicKey();
        const auto answer = must(first.rekey(key));
        QVERIFY(answer.certificate.signedBy(world.engine->keys().signing.publicKey()));
        QVERIFY(answer.certificate.device != first.id());
        QVERIFY(answer.certificate.user == first.user());
        QVERIFY(answer.certificate.key == key);
        QVERIFY(answer.certificate.rekeyedFrom == first.id());
        QCOMPARE(must(first.rekey(key)).certificate.bytes, answer.certificate.bytes);  // the first answer was lost
        QCOMPARE(rekeysInTheAudit(world), std::size_t(1));
        const TestDevice second(world, first);
        QVERIFY(second.id() != answer.certificate.device);
        QCOMPARE(typeOf(second.rekey(key)), QStringLiteral("key_in_use"));
        const auto devices = must(listDevices(*must(world.store->view()), world.region));
        const auto listed = std::find_if(devices.begin(), devices.end(), [&](const auto& e) { return e.device == second.id(); });
        QVERIFY(listed != devices.end() && listed->rekeyedFrom == first.id());
    }

    void onlyTheDeviceItself_withItsOwnKey_isGivenAnother()
    {
        ServerWorld world;
        TestDevice sanne(world, addUser(world, "Sanne", Role::Wijkteam));
        TestDevice bram(world, addUser(world, "Bram", Role::Wijkteam));
        const auto key = crypto::SigningKey::generate(world.random).publicKey();
        auto ask = [&](const DeviceId& device, const crypto::SigningKey& signer, const Session& session) {
            protocol::RekeyRequest request{device, key, {}};
            request.signature = signer.signFor(crypto::Purpose::Rekey, request.signedBytes(world.region));
            return typeOf(world.engine->rekeys().rekey(session, request));
        };
        QCOMPARE(ask(bram.id(), bram.key(), sanne.session), QStringLiteral("bad_rekey"));
        QCOMPARE(ask(sanne.id(), bram.key(), sanne.session), QStringLiteral("bad_rekey"));
        protocol::RekeyRequest otherPurpose{sanne.id(), key, {}};
        otherPurpose.signature = sanne.key().signFor(crypto::Purpose::Session, otherPurpose.signedBytes(world.region));
        QCOMPARE(typeOf(world.engine->rekeys().rekey(sanne.session, otherPurpose)), QStringLiteral("bad_rekey"));
        QCOMPARE(typeOf(sanne.rekey(crypto::PublicKey())), QStringLiteral("weak_key"));
        must(world.engine->admin().revokeDevice(sanne.id()));  // its session still says that it may read
        QCOMPARE(typeOf(sanne.rekey(key)), QStringLiteral("deliver_only"));
        QCOMPARE(rekeysInTheAudit(world), std::size_t(0));
    }

    void whoAsksAgainAndAgain_isAskedToWait()
    {
        ServerWorld world;
        TestDevice device(world, addUser(world, "Sanne", Role::Wijkteam));
        QString last;
        int given = 0;
        for (; given < 50; ++given) {
            last = typeOf(device.rekey(crypto::SigningKey::generate(world.random).publicKey()));
            if (last != QLatin1String("ok")) break;
        }
        QCOMPARE(last, QStringLiteral("too_many_requests"));
        QVERIFY(given >= 5);
    }

    void revokingADevice_endsAllThatComeFromIt_andNoneBeforeIt()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Sanne", Role::Wijkteam);
        TestDevice first(world, user), other(world, user);
        const TestDevice second(world, first), third(world, second), beside(world, first);
        must(world.engine->admin().revokeDevice(second.id()));
        QVERIFY(rowOf(world, second.id())->revoked && rowOf(world, third.id())->revoked);
        QVERIFY(!rowOf(world, first.id())->revoked && !rowOf(world, beside.id())->revoked);
        must(world.engine->admin().revokeDevice(first.id()));
        QVERIFY(rowOf(world, first.id())->revoked && rowOf(world, beside.id())->revoked);
        QVERIFY(!rowOf(world, other.id())->revoked);
        QVERIFY(openSession(world, third).deliverOnly);
        QCOMPARE(badRows(world), std::size_t(0));
    }

    void aLineThatIsPartlyRevoked_isFoundByVerify()
    {
        ServerWorld world;
        TestDevice first(world, addUser(world, "Sanne", Role::Wijkteam));
        const TestDevice second(world, first);
        must(world.engine->admin().revokeDevice(first.id()));
        QCOMPARE(badRows(world), std::size_t(0));
        tamper(world, "UPDATE device SET revoked = 0 WHERE instr(CAST(certificate AS TEXT), 'rekeyed_from') > 0");
        QCOMPARE(badRows(world), std::size_t(1));
    }

    void workSignedAgain_counts_andStandsBehindTheOldWhenThatComesLater()
    {
        ServerWorld world;
        TestDevice first(world, addUser(world, "Sanne", Role::Wijkteam));
        const Written founding = first.foundCase("Family");
        const Written note = first.note(founding.header.caseId, "kept");
        const Written edited = first.edit(note, "kept, and more");
        first.push({founding});
        TestDevice second(world, first);
        const Written noteAgain = second.again(note);
        const Written editedAgain = second.again(edited, {noteAgain.id});
        QCOMPARE(second.pushOne(noteAgain), QStringLiteral("stored"));
        QCOMPARE(second.pushOne(editedAgain), QStringLiteral("stored"));
        // The other copy delivers what both had.
        QCOMPARE(first.pushOne(note), QStringLiteral("stored"));
        QCOMPARE(first.pushOne(edited), QStringLiteral("stored"));
        const auto state = revision::stateOf(stateNodes(must(must(world.store->view())->recordRevisions(note.header.recordKey()))));
        QCOMPARE(state.heads, std::vector<RevisionId>{edited.id});
        QCOMPARE(state.value("text"), Json("kept, and more"));
        // And an edit of either is an edit of the one that counts.
        QCOMPARE(second.pushOne(second.edit(editedAgain, "third")), QStringLiteral("stored"));
        const auto after = revision::stateOf(stateNodes(must(must(world.store->view())->recordRevisions(note.header.recordKey()))));
        QCOMPARE(after.value("text"), Json("third"));
        QCOMPARE(after.heads.size(), std::size_t(1));
    }

    void whatIsNotTheVeryWork_orNotOfTheLine_replacesNothing()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Sanne", Role::Wijkteam);
        TestDevice first(world, user), other(world, user);
        const Written founding = first.foundCase("Family");
        const Written note = first.note(founding.header.caseId, "inconvenient");
        const Written second = first.note(founding.header.caseId, "beside it");
        first.push({founding, note, second});
        TestDevice next(world, first);
        Written changed = note;
        changed.payloadBytes = revision::Payload{revision::makeSalt(world.random), {{"text", "nothing"}}, {}}.canonicalBytes();
        QCOMPARE(next.pushOne(next.again(changed)), QStringLiteral("quarantined:rule_broken"));
        Written elsewhere = note;
        elsewhere.header.record = second.header.record;
        QCOMPARE(next.pushOne(next.again(elsewhere)), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(other.pushOne(other.again(note)), QStringLiteral("quarantined:rule_broken"));
        QCOMPARE(next.pushOne(next.again(note)), QStringLiteral("stored"));
    }

    void workThatStandsThereTwice_isNoSecondHead()
    {
        ServerWorld world;
        TestDevice first(world, addUser(world, "Sanne", Role::Wijkteam));
        const Written founding = first.foundCase("Family");
        const Written note = first.note(founding.header.caseId, "one");
        first.push({founding, note});
        TestDevice second(world, first);
        std::vector<Written> branches;
        for (std::size_t i = 0; i < protocol::kHeadsPerDeviceMax; ++i) {
            branches.push_back(first.edit(note, std::to_string(i)));
            QCOMPARE(first.pushOne(branches.back()), QStringLiteral("stored"));
        }
        for (const Written& branch : branches)
            QCOMPARE(second.pushOne(second.again(branch, {note.id})), QStringLiteral("stored"));
        QCOMPARE(second.pushOne(second.edit(note, "of its own")), QStringLiteral("stored"));
    }

    void have_saysWhichOfItsUsersRevisionsAreHere()
    {
        ServerWorld world;
        TestDevice first(world, addUser(world, "Sanne", Role::Wijkteam));
        TestDevice bram(world, addUser(world, "Bram", Role::Wijkteam));
        const Written founding = first.foundCase("Family");
        const Written note = first.note(founding.header.caseId, "unsent");
        const Written theirs = bram.foundCase("Another");
        first.push({founding});
        bram.push({theirs});
        TestDevice second(world, first);
        const auto answer = must(world.engine->lookups().have(second.session, {"", {note.id, founding.id, theirs.id}}));
        QCOMPARE(answer.known, std::vector<RevisionId>{founding.id});
        QVERIFY(answer.receipts.empty());  // its own chains begin anew
    }

    void aSession_saysHowMuchIsHeldOfTheDevice()
    {
        ServerWorld world;
        TestDevice first(world, addUser(world, "Sanne", Role::Wijkteam));
        QCOMPARE(openSession(world, first).held, std::optional<std::int64_t>(0));
        const Written founding = first.foundCase("Family"), another = first.foundCase("Another");
        first.push({founding, first.note(founding.header.caseId, "a"), another});
        QCOMPARE(openSession(world, first).held, std::optional<std::int64_t>(3));
        QCOMPARE(openSession(world, TestDevice(world, first)).held, std::optional<std::int64_t>(0));
    }
};

QTEST_APPLESS_MAIN(RekeysTest)
#include "rekeys_test.moc"
