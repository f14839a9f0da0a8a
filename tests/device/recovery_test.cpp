// A forgotten passphrase costs no work: the region opens the key file's copy for the device that asked, when a coordinator
// has made sure who asks. And for nobody else.
#include "client/engine/recovery.h"
#include "tests/device/one_region.h"

using namespace veldpost;
using namespace veldpost::test;
using engine::OpenFor;

namespace {

constexpr char kNext[] = "een groene fiets zonder zadel";

// A colleague with work that only his tablet has, locked, and a coordinator.
struct Forgotten {
    explicit Forgotten(std::uint64_t seed = 1) : region(seed)
    {
        caseId = must(field.home->dossiers().createCase("A")).caseId;
        field.note(caseId, "only here");
        field.home.reset();
        field.vault.reset();
        field.vault = must(vault::Vault::open(field.folder(), field.around()));
    }

    engine::Recovery recovery() { return {field.folder(), must(engine::readContactCard(field.folder())), line, region.random}; }

    // The problem's type, or "ok".
    QString begin()
    {
        QString type = QStringLiteral("no answer");
        auto asking = recovery();
        asking.begin(must(field.vault->recoveryCopy()), [&](Result<engine::RecoveryBegun> answer) {
            type = answer.ok() ? QStringLiteral("ok") : QString::fromStdString(answer.error().type);
            if (answer.ok()) begun = *answer;
        });
        region.drain();
        return type;
    }

    QString approve(Device& by, const std::string& code)
    {
        engine::ServerCalls calls(by.home->store(), line, region.clock);
        QString type = QStringLiteral("no answer");
        const protocol::RecoveryApproval approval{begun.request, code};
        calls.post("/v1/recovery/approve", revision::writeCbor(approval.toJson()), [&](Result<revision::Json> answer) {
            type = answer.ok() ? QStringLiteral("ok") : QString::fromStdString(answer.error().type);
        });
        region.drain();
        return type;
    }

    // As the programs do: the key is tried on the store before the key file is changed.
    QString finish()
    {
        QString type = QStringLiteral("no answer");
        auto asking = recovery();
        asking.fetch([&](Result<crypto::SecretBytes> key) {
            if (!key.ok()) {
                type = QString::fromStdString(key.error().type);
                return;
            }
            const auto home = engine::OpenHome::open(field.vault->storeFile(), *key, region.clock, region.random, OpenFor::Delivery);
            const Status done = home.ok() ? field.vault->recover(*key, kNext, (*home)->identity().userName) : Status(home.error());
            type = done.ok() ? QStringLiteral("ok") : QString::fromStdString(done.error().type);
        });
        region.drain();
        return type;
    }

    QStringList events()
    {
        QStringList out;
        for (const std::string& entry : must(region.admin().auditOf(*CaseId::fromBytes(region.region.bytes())))) {
            const auto json = revision::Json::parse(entry);
            const auto code = QString::fromStdString(json["event"]["code"].get<std::string>());
            if (code.startsWith(QStringLiteral("recovery"))) out << code + QLatin1Char(' ') + QString::fromStdString(json["outcome"].get<std::string>());
        }
        return out;
    }

    OneRegion region;
    QueuedTransport line{region};
    Device field{region, "Noor de Wit", model::Role::Wijkteam};
    Device office{region, "Bram Özdemir", model::Role::Coordinator};
    CaseId caseId;
    engine::RecoveryBegun begun;
};

}  // namespace

class RecoveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void forgotten_approvedByTheCode_opensWithANewPassphrase_andNothingIsLost()
    {
        Forgotten f;
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        QCOMPARE(f.finish(), QStringLiteral("recovery_waits"));
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("ok"));
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("ok"));  // the answer was lost: once more
        QCOMPARE(f.finish(), QStringLiteral("ok"));
        QVERIFY(!f.field.vault->unlock(Device::kPassphrase).ok());
        QVERIFY(f.field.vault->unlock(kNext).ok());
        QVERIFY(f.field.vault->hasRecoveryCopy());
        f.field.home = must(engine::OpenHome::open(f.field.vault->storeFile(), f.field.vault->dataKey(), f.region.clock, f.region.random));
        QCOMPARE(must(f.field.home->dossiers().records({f.caseId, "note", true, 10, {}})).size(), std::size_t(1));
        QCOMPARE(f.events(), (QStringList{QStringLiteral("recovery_ask done"), QStringLiteral("recovery_answer recovery_waits"),
                                          QStringLiteral("recovery_approve done"), QStringLiteral("recovery_answer done")}));
        // The device says that it has its key: the request is over, here and there.
        bool told = false;
        auto asking = f.recovery();
        asking.end([&](const Status& status) { told = status.ok(); });
        f.region.drain();
        QVERIFY(told);
        QVERIFY(!f.field.has("recovery.json"));
        QVERIFY(must(f.region.engine().recoveries().waiting()).empty());
        QCOMPARE(f.finish(), QStringLiteral("recovery_not_begun"));
    }

    void approval_needsACoordinator_andTheRightCode()
    {
        Forgotten f;
        Device colleague(f.region, "Anna", model::Role::Wijkteam);
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        QCOMPARE(f.approve(colleague, f.begun.code), QStringLiteral("not_found"));
        QCOMPARE(f.approve(f.office, "AAAAA-AAAAA"), QStringLiteral("wrong_code"));
        QCOMPARE(f.finish(), QStringLiteral("recovery_waits"));
        QString typed = QString::fromStdString(f.begun.code).toLower();
        typed.replace(QLatin1Char('-'), QLatin1Char(' '));
        QCOMPARE(f.approve(f.office, typed.toStdString()), QStringLiteral("ok"));
        QCOMPARE(f.finish(), QStringLiteral("ok"));
    }

    void wrongCodes_endTheRequest()
    {
        Forgotten f;
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        for (int i = 0; i < protocol::kRecoveryCodesMax; ++i)
            QCOMPARE(f.approve(f.office, "AAAAA-AAAAA"), QStringLiteral("wrong_code"));
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("recovery_over"));
        QCOMPARE(f.finish(), QStringLiteral("recovery_over"));
    }

    void request_endsAfterADay_andWithTheNextOneOfTheDevice()
    {
        Forgotten f;
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        const auto first = f.begun;
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        QVERIFY(first.code != f.begun.code);
        QCOMPARE(must(f.region.engine().recoveries().waiting()).size(), std::size_t(1));
        f.region.clock.advanceMs(protocol::kRecoveryMs);
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("recovery_over"));
        QVERIFY(must(f.region.engine().recoveries().waiting()).empty());
    }

    void revokedDeviceAndDisabledUser_getNothing_atNoStep()
    {
        for (const bool revokes : {true, false}) {
            for (int step = 0; step < 3; ++step) {
                Forgotten f;
                if (step > 0) QCOMPARE(f.begin(), QStringLiteral("ok"));
                if (step > 1) QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("ok"));
                if (revokes) must(f.region.admin().revokeDevice(f.field.id));
                else must(f.region.admin().disableUser(f.field.user));
                if (step == 0) QCOMPARE(f.begin(), QStringLiteral("ok"));  // who is shut out is not told here
                if (step < 2) QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("recovery_over"));
                QCOMPARE(f.finish(), QStringLiteral("recovery_over"));
            }
        }
    }

    void tamperedCopy_isToldToBoth_andTheHomeStaysAsItIs()
    {
        Forgotten f;
        const auto path = f.field.folder() / "vault.json";
        QFile file(QString::fromStdString(path.string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        file.close();
        QByteArray changed = whole;
        const auto at = changed.lastIndexOf("\"sealed\":\"") + 10;
        changed[at] = changed[at] == '0' ? '1' : '0';
        f.field.vault.reset();
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(changed), changed.size());
        file.close();
        f.field.vault = must(vault::Vault::open(f.field.folder(), f.field.around()));
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("recovery_copy_damaged"));
        QCOMPARE(f.finish(), QStringLiteral("recovery_copy_damaged"));
        QVERIFY(f.field.vault->unlock(Device::kPassphrase).ok());
    }

    void answer_isForWhoAsked_aKeyOfAnotherHome_changesNothing()
    {
        Forgotten f;
        QCOMPARE(f.begin(), QStringLiteral("ok"));
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("ok"));
        // Who knows the request's id, and not its token, gets nothing.
        QCOMPARE(f.region.engine().recoveries().answer({f.begun.request, Sha256()}, "x").error().type, std::string("recovery_over"));
        // The copy of another home opens, but not this store.
        const std::string other = must(f.office.vault->recoveryCopy());
        auto asking = f.recovery();
        asking.begin(other, [&](Result<engine::RecoveryBegun> answer) { f.begun = must(std::move(answer)); });
        f.region.drain();
        QCOMPARE(f.approve(f.office, f.begun.code), QStringLiteral("ok"));
        QCOMPARE(f.finish(), QStringLiteral("wrong_key_or_damaged"));
        QVERIFY(f.field.vault->unlock(Device::kPassphrase).ok());
    }

    void manyRequests_areSlowedDown()
    {
        Forgotten f;
        QString came;
        for (int i = 0; i < 10 && came != QStringLiteral("too_many_requests"); ++i) came = f.begin();
        QCOMPARE(came, QStringLiteral("too_many_requests"));
    }

    void change_rewrapsTheSameKey()
    {
        Forgotten f;
        QVERIFY(f.field.vault->unlock(Device::kPassphrase).ok());
        const auto before = f.field.vault->dataKey().clone();
        QVERIFY(f.field.vault->changePassphrase(Device::kPassphrase, kNext, "Noor de Wit").ok());
        QVERIFY(f.field.vault->unlock(kNext).ok());
        QVERIFY(crypto::equalSecret(before.bytes(), f.field.vault->dataKey().bytes()));
        QVERIFY(f.field.vault->hasRecoveryCopy());
    }
};

QTEST_GUILESS_MAIN(RecoveryTest)
#include "recovery_test.moc"
