// Invitations, enrolment, challenges, sessions.
#include "server_fixture.h"

#include "shared/crypto/hash.h"
#include "shared/protocol/invitation.h"

using namespace veldpost;
using namespace veldpost::server;

class AccountsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enrol_answersAVerifiableCertificate()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Field", Role::Wijkteam);
        TestDevice device(world, user);
        const auto& answer = device.enrolment;
        QVERIFY(answer.certificate.signedBy(answer.serverKey));
        QVERIFY(answer.certificate.user == user);
        QVERIFY(answer.certificate.region == world.region);
        QVERIFY(answer.certificate.key == device.key().publicKey());
        QCOMPARE(answer.role, std::string("wijkteam"));
        QCOMPARE(answer.userName, std::string("Field"));
        QCOMPARE(answer.epoch, world.engine->epoch());
        QVERIFY(answer.recoveryKey != decltype(answer.recoveryKey){});
    }

    void enrol_wrongUsedAndExpiredCodes_areToldApartOnlyToWhoHadThem()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Field", Role::Wijkteam);
        const auto key = crypto::SigningKey::generate(world.random).publicKey();
        const Invitation used = must(world.engine->admin().invite(user));
        const Invitation old = must(world.engine->admin().invite(user));
        QCOMPARE(enrol(world, used.code, key), QStringLiteral("ok"));
        QCOMPARE(enrol(world, used.code, key), QStringLiteral("code_used"));
        QCOMPARE(enrol(world, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", key), QStringLiteral("bad_code"));
        world.clock.advanceMs(protocol::kInvitationMs - 1);
        const Invitation fresh = must(world.engine->admin().invite(user));
        world.clock.advanceMs(1);
        QCOMPARE(enrol(world, old.code, key), QStringLiteral("code_expired"));
        QString typed = QString::fromStdString(fresh.code).toLower();
        typed.replace(QLatin1Char('-'), QLatin1Char(' '));
        QCOMPARE(enrol(world, typed.toStdString(), key), QStringLiteral("ok"));
    }

    void lease_isThatOfTheRole_threeDaysUntilSet()
    {
        ServerWorld world;
        const UserId field = addUser(world, "Field", Role::Wijkteam);
        const UserId doctor = addUser(world, "Doctor", Role::Vertrouwensarts);
        const auto leaseOf = [&](const UserId& user) {
            TestDevice device(world, user);
            const auto challenge = must(world.engine->accounts().challenge({device.id()}, "x")).challenge;
            const auto signature = device.key().signFor(crypto::Purpose::Session, protocol::sessionBytes(device.id(), challenge));
            const auto answer = must(world.engine->accounts().openSession({device.id(), challenge, signature}, "x"));
            VELDPOST_CHECK(answer.leaseMs == device.enrolment.leaseMs);
            return answer.leaseMs / (60 * 60 * 1000);
        };
        QCOMPARE(leaseOf(field), std::int64_t(72));
        must(world.engine->admin().setLease(Role::Wijkteam, 12));
        QCOMPARE(leaseOf(field), std::int64_t(12));
        QCOMPARE(leaseOf(doctor), std::int64_t(72));
        world.restart();
        QCOMPARE(leaseOf(field), std::int64_t(12));
        for (const std::int64_t hours : {0, -1, 745})
            QCOMPARE(typeOf(world.engine->admin().setLease(Role::Wijkteam, hours)), QStringLiteral("bad_lease"));
        QCOMPARE(must(world.engine->admin().leases()).at(0).second, std::int64_t(12));
    }

    void enrol_smallOrderKeyAndDisabledUser_areRefused()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Field", Role::Wijkteam);
        const Invitation invitation = must(world.engine->admin().invite(user));
        QCOMPARE(enrol(world, invitation.code, crypto::PublicKey()), QStringLiteral("weak_key"));
        must(world.engine->admin().disableUser(user));
        const auto key = crypto::SigningKey::generate(world.random).publicKey();
        QCOMPARE(enrol(world, invitation.code, key), QStringLiteral("user_disabled"));
        QCOMPARE(typeOf(world.engine->admin().invite(user)), QStringLiteral("user_disabled"));
        QCOMPARE(typeOf(world.engine->admin().invite(UserId())), QStringLiteral("unknown_user"));
    }

    void enrol_manyAttempts_areSlowedDown()
    {
        ServerWorld world;
        const auto key = crypto::SigningKey::generate(world.random).publicKey();
        int tries = 0;
        while (enrol(world, "wrong", key) == QStringLiteral("bad_code") && tries < 1000) ++tries;
        QVERIFY(tries < 1000);
        QCOMPARE(enrol(world, "wrong", key), QStringLiteral("too_many_requests"));
        world.clock.advanceMs(1000);
        QCOMPARE(enrol(world, "wrong", key), QStringLiteral("bad_code"));
    }

    void challenges_forEverNewDevices_areSlowedDown_byAddress()
    {
        ServerWorld world;
        Accounts& accounts = world.engine->accounts();
        const auto ask = [&](const char* address) {
            return typeOf(accounts.challenge({makeUuid7<DeviceId>(1, world.random)}, address));
        };
        int tries = 0;
        while (ask("10.0.0.1") == QStringLiteral("ok") && tries < 5000) ++tries;
        QVERIFY(tries < 5000);
        QCOMPARE(ask("10.0.0.1"), QStringLiteral("too_many_requests"));
        QCOMPARE(ask("10.0.0.2"), QStringLiteral("ok"));
        world.clock.advanceMs(1000);
        QCOMPARE(ask("10.0.0.1"), QStringLiteral("ok"));
    }

    void namesAreSignedClean_orNotAtAll()
    {
        ServerWorld world;
        Admin& admin = world.engine->admin();
        const auto bad = admin.addUser("RR", "bad\xff", Role::Wijkteam);
        QCOMPARE(typeOf(bad), QStringLiteral("invalid_utf8"));
        QVERIFY(bad.error().kind == ErrorKind::Usage);
        QCOMPARE(typeOf(admin.addRegion("XX", "bad\xff")), QStringLiteral("invalid_utf8"));
        QCOMPARE(typeOf(admin.addRegion("X\xff", "good")), QStringLiteral("bad_region_code"));
        const UserId id = must(admin.addUser("RR", "Cafe\xcc\x81", Role::Wijkteam));
        must(admin.addRegion("NH", "Cafe\xcc\x81"));
        QCOMPARE(must(must(world.store->view())->user(id))->name, std::string("Caf\xc3\xa9"));
        QCOMPARE(must(admin.regions())[1].name, std::string("Caf\xc3\xa9"));
        TestDevice device(world, id);
        for (const auto& page : device.pullAll())
            for (const auto& item : page.revisions)
                QVERIFY(item.revision.payloadBytes.find("Cafe\xcc\x81") == std::string::npos);
    }

    void challenge_servesOnce_forAMinute_forItsDevice()
    {
        ServerWorld world;
        TestDevice device(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice other(world, addUser(world, "Other", Role::Wijkteam));
        std::string challenge = ask(world, device);
        QCOMPARE(open(world, device, challenge), QStringLiteral("ok"));
        QCOMPARE(open(world, device, challenge), QStringLiteral("not_enrolled"));
        challenge = ask(world, device);
        QCOMPARE(open(world, other, challenge), QStringLiteral("not_enrolled"));
        world.clock.advanceMs(protocol::kChallengeMs);
        QCOMPARE(open(world, device, challenge), QStringLiteral("not_enrolled"));
        challenge = ask(world, device);
        protocol::SessionRequest forged{device.id(), challenge, {}};
        forged.signature = other.key().signFor(crypto::Purpose::Session, protocol::sessionBytes(device.id(), challenge));
        QCOMPARE(typeOf(world.engine->accounts().openSession(forged, "test")), QStringLiteral("not_enrolled"));
        QCOMPARE(open(world, device, challenge), QStringLiteral("not_enrolled"));  // the attempt used it up
    }

    void token_endsAfterItsTime_andWithTheProcess()
    {
        ServerWorld world;
        TestDevice device(world, addUser(world, "Field", Role::Wijkteam));
        const std::string token = tokenOf(world, device);
        QCOMPARE(typeOf(world.engine->accounts().authenticate(token, "x")), QStringLiteral("ok"));
        std::string near = token;
        near.back() = near.back() == '0' ? '1' : '0';
        QCOMPARE(typeOf(world.engine->accounts().authenticate(near, "x")), QStringLiteral("no_session"));
        world.clock.advanceMs(protocol::kSessionMs);
        QCOMPARE(typeOf(world.engine->accounts().authenticate(token, "x")), QStringLiteral("no_session"));
        const std::string second = tokenOf(world, device);
        world.restart();
        QCOMPARE(typeOf(world.engine->accounts().authenticate(second, "x")), QStringLiteral("no_session"));
    }

    void revocation_changesARunningSessionAtOnce()
    {
        ServerWorld world;
        TestDevice device(world, addUser(world, "Field", Role::Wijkteam));
        const std::string token = tokenOf(world, device);
        QVERIFY(!must(world.engine->accounts().authenticate(token, "x")).deliverOnly);
        must(world.engine->admin().revokeDevice(device.id()));
        QVERIFY(must(world.engine->accounts().authenticate(token, "x")).deliverOnly);
        const auto devices = must(world.engine->admin().devices());
        QCOMPARE(devices.size(), 1u);
        QVERIFY(devices[0].revoked);
        QCOMPARE(typeOf(world.engine->admin().revokeDevice(DeviceId())), QStringLiteral("unknown_device"));
    }

    void deviceList_saysHowFarBehindADeviceIs()
    {
        ServerWorld world;
        TestDevice field(world, addUser(world, "Field", Role::Wijkteam));
        TestDevice office(world, addUser(world, "Office", Role::Coordinator));
        office.pullAll();
        field.push({field.foundCase("Family")});
        const auto devices = must(world.engine->admin().devices());
        const auto behind = [&](const DeviceId& id) {
            const auto it = std::find_if(devices.begin(), devices.end(), [&](const auto& d) { return d.device == id; });
            return it->behind;
        };
        QCOMPARE(behind(office.id()), Seq{1});
        QCOMPARE(behind(field.id()), Seq{6});  // region, two users, two roles, the case
    }

    void invitation_isOneString_thatHoldsAllADeviceNeeds()
    {
        ServerWorld world;
        const UserId user = addUser(world, "Field", Role::Wijkteam);
        const Invitation made = must(world.engine->admin().invite(user, "https://veldpost.example", crypto::sha256("ca")));
        const auto read = must(protocol::Invitation::parse(made.invite));
        QCOMPARE(read.url, std::string("https://veldpost.example"));
        QVERIFY(read.caSha256 == crypto::sha256("ca"));
        QCOMPARE(read.code, made.code);
        QCOMPARE(read.epoch, world.engine->epoch());
        QCOMPARE(made.expiresAtMs, world.clock.nowMs() + protocol::kInvitationMs);
    }

    void regionsAndUsers_badInput_isRefusedAndLeavesNothing()
    {
        ServerWorld world;
        Admin& admin = world.engine->admin();
        QCOMPARE(typeOf(admin.addRegion("RR", "again")), QStringLiteral("region_exists"));
        QCOMPARE(typeOf(admin.addRegion("no spaces", "x")), QStringLiteral("bad_region_code"));
        QCOMPARE(typeOf(admin.addRegion("XX", "")), QStringLiteral("rule_broken"));
        QCOMPARE(typeOf(admin.addUser("NO", "Name", Role::Wijkteam)), QStringLiteral("unknown_region"));
        QCOMPARE(typeOf(admin.addUser("RR", " ", Role::Wijkteam)), QStringLiteral("rule_broken"));
        QCOMPARE(must(admin.regions()).size(), 1u);
        QVERIFY(must(admin.users()).empty());
    }

private:
    static QString enrol(ServerWorld& world, const std::string& code, const crypto::PublicKey& key)
    {
        QString out;
        world.engine->accounts().enrol({code, key}, "test", [&](auto answer) { out = typeOf(answer); });
        return out;
    }
    static std::string ask(ServerWorld& world, const TestDevice& device)
    {
        return must(world.engine->accounts().challenge({device.id()}, "test")).challenge;
    }
    static protocol::SessionRequest signedBy(const TestDevice& device, const std::string& challenge)
    {
        return {device.id(), challenge,
                device.key().signFor(crypto::Purpose::Session, protocol::sessionBytes(device.id(), challenge))};
    }
    static QString open(ServerWorld& world, const TestDevice& device, const std::string& challenge)
    {
        return typeOf(world.engine->accounts().openSession(signedBy(device, challenge), "test"));
    }
    static std::string tokenOf(ServerWorld& world, const TestDevice& device)
    {
        return must(world.engine->accounts().openSession(signedBy(device, ask(world, device)), "test")).token;
    }
};

QTEST_APPLESS_MAIN(AccountsTest)
#include "accounts_test.moc"
