#include "shared/protocol/limits.h"
#include "shared/protocol/messages.h"
#include "shared/protocol/offer.h"
#include "shared/protocol/rekey.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::protocol;

class MessagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void certificate_roundTrip_andOtherSignersRefused()
    {
        SeededRandom random(1);
        const auto server = crypto::SigningKey::generate(random);
        const auto other = crypto::SigningKey::generate(random);
        const Certificate issued = issueCertificate(fields(random), server);
        const auto read = certificateFrom(certificateJson(issued));
        QVERIFY(read.ok());
        QVERIFY(read->signedBy(server.publicKey()));
        QVERIFY(!read->signedBy(other.publicKey()));
        QCOMPARE(read->device, issued.device);
        std::string bent = issued.bytes;
        bent[bent.find("epoch-1") + 6] = '2';
        QVERIFY(!Certificate::fromBytes(bent, issued.signature)->signedBy(server.publicKey()));
    }

    void certificate_otherSpellings_areRefused_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a role inside") << QByteArray("{") << QByteArray("{\"a_role\":\"coordinator\",");
        QTest::newRow("white space") << QByteArray("\",\"") << QByteArray("\", \"");
        QTest::newRow("another version") << QByteArray("\"v\":1") << QByteArray("\"v\":2");
        QTest::newRow("upper case") << QByteArray("\"key\":\"") << QByteArray("\"key\":\"A");
    }
    void certificate_otherSpellings_areRefused()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        SeededRandom random(1);
        const auto server = crypto::SigningKey::generate(random);
        const Certificate issued = issueCertificate(fields(random), server);
        QByteArray bytes = QByteArray::fromStdString(issued.bytes);
        const auto at = bytes.indexOf(from);
        QVERIFY(at >= 0);
        bytes.replace(at, from.size(), to);
        QVERIFY(!Certificate::fromBytes(bytes.toStdString(), issued.signature).ok());
    }

    void stamp_isOfOneIdAndOneMoment()
    {
        SeededRandom random(2);
        const auto key = crypto::SecretBytes::random(32, random);
        const auto otherKey = crypto::SecretBytes::random(32, random);
        const auto id = *RevisionId::parse(std::string(64, 'a'));
        const auto other = *RevisionId::parse(std::string(64, 'b'));
        const Stamp stamp = makeStamp(key, id, 1000);
        QVERIFY(stampHolds(key, id, 1000, stamp));
        QVERIFY(!stampHolds(key, id, 1001, stamp));
        QVERIFY(!stampHolds(key, other, 1000, stamp));
        QVERIFY(!stampHolds(otherKey, id, 1000, stamp));
    }

    void pushAnswer_roundTrip()
    {
        PushAnswer a;
        a.epoch = "e";
        a.serverTimeMs = 5;
        a.results = {{Outcome::Stored, "", 7, Stamp()}, {Outcome::Quarantined, "not_member", {}, {}}};
        a.receipts = {{CaseId(), revision::Part::Medical, 3, RevisionId()}};
        const auto read = PushAnswer::fromJson(*readMessage(revision::writeCbor(a.toJson()), true));
        QVERIFY(read.ok());
        QCOMPARE(read->results.size(), std::size_t(2));
        QCOMPARE(read->results[1].reason, std::string("not_member"));
        QCOMPARE(read->results[0].receivedAtMs.value_or(0), std::int64_t(7));
        QCOMPARE(read->receipts[0].part, revision::Part::Medical);
        QCOMPARE(read->receipts[0].n, std::int64_t(3));
    }

    void everyMessage_withoutOneKey_isMalformed()
    {
        SeededRandom random(3);
        const auto server = crypto::SigningKey::generate(random);
        EnrolAnswer enrol{issueCertificate(fields(random), server), server.publicKey(), {}, "wijkteam", "Anna", "e", 1, 2};
        everyKeyNeeded<EnrolAnswer>(enrol.toJson(), {"user", "device", "region"});
        everyKeyNeeded<SessionAnswer>(SessionAnswer{"t", 1, "e", 2, 3, false}.toJson(), {});
        everyKeyNeeded<EnrolRequest>(EnrolRequest{"c", server.publicKey()}.toJson(), {});
        everyKeyNeeded<Receipt>(Receipt{}.toJson(), {});
        everyKeyNeeded<Stub>(Stub{}.toJson(), {});
        everyKeyNeeded<HaveAnswer>(HaveAnswer{{}, "", "e"}.toJson(), {"receipts", "known"});
        everyKeyNeeded<HaveRequest>(HaveRequest{"", {RevisionId()}}.toJson(), {"ids"});
        everyKeyNeeded<RekeyRequest>(RekeyRequest{{}, server.publicKey(), {}}.toJson(), {});
        everyKeyNeeded<RekeyAnswer>(RekeyAnswer{enrol.certificate, 2}.toJson(), {});
        everyKeyNeeded<OfferedChain>(OfferedChain{{}, 1, {}}.toJson(), {});
        everyKeyNeeded<OfferWish>(OfferWish{{}, {}, "e"}.toJson(), {"wanted", "unknown"});
        everyKeyNeeded<WantedChain>(WantedChain{0, {}}.toJson(), {"missing"});
        PullPage page;
        everyKeyNeeded<PullPage>(page.toJson(), {"purge", "stubs", "certificates", "revisions"});
    }

    void idsAskedAfter_areIds_andNotTooMany()
    {
        HaveRequest many{"", std::vector<RevisionId>(kHaveIdsMax)};
        QCOMPARE(HaveRequest::fromJson(many.toJson())->ids.size(), kHaveIdsMax);
        many.ids.emplace_back();
        QVERIFY(!HaveRequest::fromJson(many.toJson()).ok());
        Json wrong = HaveRequest{}.toJson();
        wrong["ids"] = {"no id"};
        QVERIFY(!HaveRequest::fromJson(wrong).ok());
        const HaveAnswer answer{{}, "", "e", {RevisionId()}};
        QCOMPARE(HaveAnswer::fromJson(answer.toJson())->known.size(), std::size_t(1));
    }

    void wantedPlaces_outOfOrderOrHalf_areMalformed()
    {
        const WantedChain wanted{3, {{1, 2}, {5, 5}}};
        const auto read = WantedChain::fromJson(wanted.toJson());
        QVERIFY(read.ok() && read->index == 3 && read->missing.size() == 2 && read->missing[1].to == 5);
        for (const Json& places : {Json{1}, Json{2, 1}, Json{1, 3, 3, 4}, Json{0, 1}, Json{1, "2"}})
            QVERIFY(!WantedChain::fromJson({{"index", 0}, {"missing", places}}).ok());
        QVERIFY(!WantedChain::fromJson({{"index", -1}, {"missing", Json::array()}}).ok());
        QVERIFY(!OfferedChain::fromJson(OfferedChain{{}, 0, {}}.toJson()).ok());
    }

    void problem_survivesTheWire_andRubbishBecomesAStatus()
    {
        const Error e{ErrorKind::Conflict, "fork", "Another revision stands there", "n 4"};
        const Error back = problemFrom(409, revision::canonicalText(problemJson(e, 409)));
        QCOMPARE(back.type, e.type);
        QVERIFY(back.kind == ErrorKind::Conflict);
        QCOMPARE(problemFrom(502, "<html>bad gateway</html>").type, std::string("http_502"));
        QVERIFY(problemFrom(502, "").kind == ErrorKind::Busy);
    }

private:
    static Certificate fields(SeededRandom& random)
    {
        Certificate c;
        c.region = makeUuid7<RegionId>(1, random);
        c.device = makeUuid7<DeviceId>(1, random);
        c.user = makeUuid7<UserId>(1, random);
        c.key = crypto::SigningKey::generate(random).publicKey();
        c.issuedAtMs = 123;
        c.epoch = "epoch-1";
        return c;
    }

    template <typename T>
    void everyKeyNeeded(const Json& whole, const std::vector<std::string>& optional)
    {
        QVERIFY(T::fromJson(whole).ok());
        for (const auto& [key, value] : whole.items()) {
            Json without = whole;
            without.erase(key);
            const bool mayMiss = std::find(optional.begin(), optional.end(), key) != optional.end();
            QVERIFY2(T::fromJson(without).ok() == mayMiss, key.c_str());
            if (value.is_structured() || mayMiss) continue;
            Json wrong = whole;
            wrong[key] = Json::array();
            QVERIFY2(!T::fromJson(wrong).ok(), key.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(MessagesTest)
#include "messages_test.moc"
