#include "tests/sync/cast.h"

#include "tests/sync/sim_server.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

namespace veldpost::sync {

namespace {

struct Person {
    const char* name;
    model::Role role;
};
constexpr Person kPeople[] = {
    {"Anna", model::Role::Wijkteam},     {"Bram", model::Role::Wijkteam},  {"Carla", model::Role::Coordinator},
    {"Dirk", model::Role::Vertrouwensarts}, {"Eva", model::Role::Wijkteam}, {"Femke", model::Role::Wijkteam},
    {"Gijs", model::Role::Wijkteam},     {"Anna", model::Role::Wijkteam},  {"Bram", model::Role::Wijkteam},
};

// In memory where there is such a folder: every commit of a world is synced, which a real disk makes slow.
QString folderTemplate()
{
    const QString shared = QStringLiteral("/dev/shm");
    return (QDir(shared).exists() ? shared : QDir::tempPath()) + QStringLiteral("/veldpost-sim-XXXXXX");
}

// A line on which nothing goes wrong.
class PlainLine final : public engine::Transport {
public:
    explicit PlainLine(SimServer& server) : m_server(server) {}
    void send(engine::HttpRequest request, Done done) override
    {
        m_server.handle(request, [done = std::move(done)](engine::HttpAnswer answer) { done(std::move(answer)); });
    }
    void cancelAll() override {}

private:
    SimServer& m_server;
};

}  // namespace

crypto::SecretBytes Cast::homeKey()
{
    const std::array<std::uint8_t, 32> bytes{9};
    return crypto::SecretBytes(bytes);
}

Cast::Cast() : m_folder(folderTemplate())
{
    VELDPOST_CHECK(m_folder.isValid());
    enrolAll();
    remember(serverFile());
    remember(SimServer::ledgerOf(serverFile()));
    for (const Member& member : m_members) remember(fileOf(member));
}

void Cast::enrolAll()
{
    FakeClock clock;
    SeededRandom random(1);
    FaultRates calm;
    FaultCounts counts;
    SimServer server(serverFile(), clock, random, {random, calm, counts});
    server.found();
    VELDPOST_CHECK(server.start().ok());
    VELDPOST_CHECK(server.admin().addRegion("RR", "Rotterdam-Rijnmond").ok());
    PlainLine line(server);
    std::map<std::string, UserId> users;
    for (const Person& person : kPeople) {
        Member member{person.name, person.name, person.role, {}, {}};
        if (users.contains(person.name)) {
            member.name += "2";
        } else {
            const auto user = server.admin().addUser("RR", person.name, person.role);
            VELDPOST_CHECK(user.ok());
            users[person.name] = *user;
        }
        member.user = users[person.name];
        const auto invitation = server.admin().invite(member.user, "http://127.0.0.1:1", {});
        VELDPOST_CHECK(invitation.ok());
        const auto key = crypto::SigningKey::generate(random);
        engine::enrol(line, invitation->code, key, [&](Result<protocol::EnrolAnswer> answer) {
            VELDPOST_CHECK(answer.ok());
            engine::Identity identity;
            identity.certificate = answer->certificate;
            identity.serverKey = answer->serverKey;
            identity.recoveryKey = answer->recoveryKey;
            identity.role = answer->role;
            identity.userName = answer->userName;
            VELDPOST_CHECK(engine::OpenHome::create(fileOf(member), homeKey(), identity, key, clock, random,
                                                    engine::contactOf(*answer)).ok());
            member.device = identity.device();
        });
        VELDPOST_CHECK(!member.device.isNil());
        m_members.push_back(member);
    }
    server.stop();
    m_foundedAtMs = clock.nowMs();
}

void Cast::remember(const std::string& file)
{
    QFile in(QString::fromStdString(file));
    VELDPOST_CHECK(in.open(QIODevice::ReadOnly));
    m_files.emplace_back(file, in.readAll().toStdString());
}

void Cast::lay() const
{
    const QDir folder(m_folder.path());
    for (const QString& name : folder.entryList(QDir::Files)) VELDPOST_CHECK(QFile::remove(folder.filePath(name)));
    for (const auto& [path, bytes] : m_files) {
        QFile out(QString::fromStdString(path));
        VELDPOST_CHECK(out.open(QIODevice::WriteOnly));
        VELDPOST_CHECK(out.write(bytes.data(), static_cast<qint64>(bytes.size())) == static_cast<qint64>(bytes.size()));
    }
}

}  // namespace veldpost::sync
