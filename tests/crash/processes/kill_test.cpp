// Real programs over real HTTP through nginx, killed at a chosen write, sync, rename or send, more than a hundred times:
// whatever was answered as saved is there, once, on both tablets and the server.
#include "shared/base/random.h"
#include "tests/support/cli_home.h"
#include "tests/support/nginx_proxy.h"

#include <QtTest/QtTest>

#include <csignal>

using namespace veldpost::testing;

namespace {

constexpr int kKills = 105;
constexpr int kRoundsMax = 260;     // a chosen call that is never reached kills nobody
constexpr quint64 kSeed = 20261126;

// How many calls the programs make about; a point beyond the end ends in no kill.
constexpr int kCallsOfSave = 40;
constexpr int kCallsOfSync = 70;
constexpr int kCallsOfServer = 150;
constexpr qsizetype kPhotoBytes = 400'000;

QStringList killedAt(int call)
{
    return {word("LD_PRELOAD=") + builtProgram(word("kill_at.so")), word("VELDPOST_KILL_AT=%1").arg(call),
            word("ASAN_OPTIONS=verify_asan_link_order=0")};
}

// Two colleagues, one case, and what they were told.
class Story {
public:
    explicit Story(quint64 seed) : m_random(seed) {}

    bool begin()
    {
        if (!m_region.start()) return fail(m_region.why());
        if (!m_nginx.start(m_region.address())) return fail(m_nginx.error());
        const QString bram = m_region.addUser(word("Bram"), "wijkteam");
        for (const auto& [home, user] : {std::pair(&m_homes[0], m_region.addUser(word("Noor"), "wijkteam")), std::pair(&m_homes[1], bram)}) {
            const QString code = m_region.invite(user).value(word("code")).toString();
            const CliResult made = home->enrol({word("--server"), m_nginx.url(), word("--ca"), m_nginx.caFile(), word("--code"), code});
            if (made.exitCode != 0) return fail(QString::fromUtf8(made.err));
        }
        m_case = m_homes[0].newCase("Huis aan de dijk");
        m_homes[0].sync();  // to know the colleague
        if (m_homes[0].run({word("case"), word("share"), m_case, word("--user"), bram}).exitCode != 0) return fail(word("not shared"));
        return m_homes[0].sync().value(word("all_safe")).toBool() && m_homes[1].sync().value(word("all_safe")).toBool()
                   ? true : fail(word("the beginning is not safe"));
    }

    // One of the programs is killed, or came through. False: something is wrong.
    bool round()
    {
        switch (below(5)) {
        case 0: return killSave();
        case 1: return killSync();
        case 2: return killPhoto();
        default: return killServer();
        }
    }

    int kills() const { return m_kills; }
    QString why() const { return m_why; }

    // All is well again: both homes come to rest with the same notes, nothing is missing, twice, or unsafe.
    bool heal()
    {
        for (int turn = 0; turn < 3; ++turn)
            for (const Home& home : m_homes)
                if (!home.sync().value(word("all_safe")).toBool()) return fail(word("not all is safe after the last sync"));
        const QStringList there = texts(m_homes[0]);
        if (there != texts(m_homes[1])) return fail(word("the two tablets differ"));
        QStringList once = there;
        once.removeDuplicates();
        if (once != there) return fail(word("a note is there twice"));
        for (const QString& text : m_saved)
            if (!there.contains(text)) return fail(word("was answered as saved and is gone: ") + text);
        if (!samePhotos()) return false;
        for (const QString& text : there)
            if (!m_tried.contains(text)) return fail(word("nobody wrote: ") + text);
        return soundness();
    }

private:
    bool fail(const QString& why)
    {
        m_why = why;
        return false;
    }

    // An end that is neither ours nor an answer.
    bool isCrash(const CliResult& result) { return result.exitCode == -1 && result.signal != SIGKILL; }

    int below(int end) { return static_cast<int>(m_random.below(static_cast<std::uint64_t>(end))); }
    Home& someHome() { return m_homes[below(2)]; }

    bool killSave()
    {
        const QString text = word("Notitie %1").arg(m_tried.size());
        m_tried << text;
        const CliResult result = someHome().run({word("note"), word("add"), m_case, word("--text-file"), word("-")}, text.toUtf8(),
                                                killedAt(below(kCallsOfSave)));
        if (isCrash(result)) return fail(word("note add ended by signal %1").arg(result.signal));
        if (result.signal == SIGKILL) ++m_kills;
        else if (result.exitCode == 0) m_saved << text;
        else return fail(word("note add: ") + QString::fromUtf8(result.err));
        return true;
    }

    bool save(const Home& home)
    {
        const QString text = word("Notitie %1").arg(m_tried.size());
        m_tried << text;
        const CliResult result = home.addNote(m_case, text.toUtf8());
        if (result.exitCode != 0) return fail(word("note add: ") + QString::fromUtf8(result.err));
        m_saved << text;
        m_record = result.json().value(word("record")).toString();
        return true;
    }

    // A photo of a new note, killed while it is added, or on its way.
    bool killPhoto()
    {
        const Home& home = someHome();
        if (!save(home)) return false;
        QByteArray bytes(kPhotoBytes, Qt::Uninitialized);
        m_random.fill(std::span(reinterpret_cast<std::uint8_t*>(bytes.data()), kPhotoBytes));
        const QString file = m_folder.path(word("photo%1").arg(m_photos.size()));
        if (!m_folder.write(word("photo%1").arg(m_photos.size()), bytes)) return fail(word("no photo"));
        const bool early = below(2) == 0;
        const CliResult added = home.run({word("photo"), word("add"), m_record, file}, {},
                                         early ? killedAt(below(kCallsOfSave)) : QStringList());
        if (isCrash(added)) return fail(word("photo add ended by signal %1").arg(added.signal));
        if (added.signal == SIGKILL) {
            ++m_kills;
            return true;
        }
        if (added.exitCode != 0) return fail(word("photo add: ") + QString::fromUtf8(added.err));
        m_photos.insert(added.json().value(word("blob")).toString(), bytes);
        return early || killSyncOf(home);
    }

    // Every photo that was answered as added is on both tablets, as it was.
    bool samePhotos()
    {
        const QString copy = m_folder.path(word("copy"));
        for (const Home& home : m_homes)
            for (auto photo = m_photos.cbegin(); photo != m_photos.cend(); ++photo) {
                QFile::remove(copy);
                const CliResult got = home.run({word("photo"), word("get"), photo.key(), copy});
                if (got.exitCode != 0) return fail(word("photo get: ") + QString::fromUtf8(got.err));
                if (m_folder.read(word("copy")) != photo.value()) return fail(word("a photo has other bytes: ") + photo.key());
            }
        return true;
    }

    bool killSync()
    {
        const Home& home = someHome();
        return save(home) && killSyncOf(home);
    }

    bool killSyncOf(const Home& home)
    {
        const CliResult result = home.run({word("sync"), word("--timeout"), word("30")}, {}, killedAt(below(kCallsOfSync)));
        if (isCrash(result)) return fail(word("sync ended by signal %1").arg(result.signal));
        if (result.signal == SIGKILL) ++m_kills;
        else if (result.exitCode != 0) return fail(word("sync: ") + QString::fromUtf8(result.err));
        return true;
    }

    // The server dies under somebody's sync, or while it starts; the next round finds it started again.
    bool killServer()
    {
        const Home& home = someHome();
        if (!save(home)) return false;
        m_region.kill();
        if (m_region.restart(killedAt(below(kCallsOfServer)))) {
            const CliResult result = home.run({word("sync"), word("--timeout"), word("30")});
            if (isCrash(result)) return fail(word("sync ended by signal %1").arg(result.signal));
            // 4: not reached, also when it broke at the end only.
            if (result.exitCode != 0 && result.exitCode != 4) return fail(word("sync: ") + QString::fromUtf8(result.err));
            if (result.exitCode == 0 && !result.json().value(word("all_safe")).toBool())
                return fail(word("a sync through a dying server says: ") + QString::fromUtf8(result.out));
        }
        if (!m_region.isRunning()) {
            if (m_region.endSignal() != SIGKILL) return fail(word("the server ended by signal %1").arg(m_region.endSignal()));
            ++m_kills;
        }
        m_region.kill();
        return m_region.restart() ? true : fail(word("the server does not start again: ") + m_region.why());
    }

    QStringList texts(const Home& home) const
    {
        QStringList out;
        for (const QJsonValue& note : home.run({word("note"), word("list"), m_case}).json().value(word("notes")).toArray())
            out << note.toObject().value(word("text")).toString();
        out.sort();
        return out;
    }

    bool soundness()
    {
        for (const Home& home : m_homes) {
            const CliResult report = home.run({word("verify")});
            if (report.exitCode != 0 || !report.json().value(word("bad")).toArray().isEmpty())
                return fail(word("verify: ") + QString::fromUtf8(report.out + report.err));
        }
        const QJsonObject report = m_region.admin({word("verify")});
        if (report.value(word("revisions")).toInt() < m_saved.size() || !report.value(word("bad")).toArray().isEmpty())
            return fail(word("the server's verify: ") + QString::fromUtf8(QJsonDocument(report).toJson()));
        return true;
    }

    veldpost::SeededRandom m_random;
    Region m_region;
    NginxProxy m_nginx;
    Home m_homes[2];
    QString m_case;
    QStringList m_tried, m_saved;
    QString m_record;                      // of the note saved last
    QMap<QString, QByteArray> m_photos;    // by blob: what was answered as added
    TestFolder m_folder;
    int m_kills = 0;
    QString m_why;
};

}  // namespace

class KillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void killedAnywhere_whatWasSavedIsThereOnce()
    {
        bool given = false;
        const quint64 seed = qEnvironmentVariable("VELDPOST_CRASH_SEED").toULongLong(&given);
        Story story(given ? seed : kSeed);
        QVERIFY2(story.begin(), qPrintable(story.why()));
        int rounds = 0;
        for (; story.kills() < kKills && rounds < kRoundsMax; ++rounds)
            QVERIFY2(story.round(), qPrintable(word("seed %1, round %2: ").arg(given ? seed : kSeed).arg(rounds) + story.why()));
        qInfo("kills %d in %d rounds", story.kills(), rounds);
        QVERIFY2(story.heal(), qPrintable(word("seed %1: ").arg(given ? seed : kSeed) + story.why()));
        QVERIFY(story.kills() >= kKills);
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
