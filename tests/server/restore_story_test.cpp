// The server is put back to yesterday's backup, with real processes: what was written since comes back from whoever has
// it, once, and who was let go since stays out.
#include "tests/support/cli_home.h"

#include <QCryptographicHash>
#include <QtTest/QtTest>

#include <csignal>

using namespace veldpost;
using namespace veldpost::testing;

namespace {

// How many calls that write or send a sync makes about, and how many of them to open the home.
constexpr int kCallsBeforeTheServer = 80;
constexpr int kCallsOfSync = 400;

QByteArray noise(int size)
{
    QByteArray out(size, '\0');
    quint32 seed = 7;
    for (char& c : out) {
        seed = seed * 1664525u + 1013904223u;
        c = static_cast<char>(seed >> 24);
    }
    return out;
}

// "author: text" of each note that counts, sorted.
QStringList texts(const Home& home, const QString& caseId)
{
    QStringList out;
    for (const QJsonValue& note : home.run({word("note"), word("list"), caseId}).json().value(word("notes")).toArray())
        out << note.toObject().value(word("author")).toString() + word(": ") + note.toObject().value(word("text")).toString();
    out.sort();
    return out;
}

QJsonObject status(const Home& home) { return home.run({word("status")}).json(); }

// A region with its colleagues, yesterday's backup, and what they did since.
struct Region2Days {
    Region region;
    TestFolder folder;
    QString annaId, bramId, ceesId, dirkId;
    Home anna, bram, cees, dirk;
    std::unique_ptr<Home> els = std::make_unique<Home>();  // her tablet will be gone
    QString caseId, photo;
    const QByteArray picture = noise(300'000);

    bool enrol(const Home& home, const QString& user) { return home.enrolBare(region, user).exitCode == 0; }
    bool share(const QString& user)
    {
        return anna.run({word("case"), word("share"), caseId, word("--user"), user}).exitCode == 0 && isSafe(anna);
    }
    static bool isSafe(const Home& home) { return home.sync().value(word("all_safe")).toBool(); }

    bool yesterday()
    {
        if (!region.start()) return false;
        annaId = region.addUser(word("Anna"), "wijkteam");
        bramId = region.addUser(word("Bram"), "wijkteam");
        ceesId = region.addUser(word("Cees"), "wijkteam");
        const QString elsId = region.addUser(word("Els"), "wijkteam");
        if (!enrol(anna, annaId) || !enrol(bram, bramId) || !enrol(cees, ceesId) || !enrol(*els, elsId)) return false;
        caseId = anna.newCase("Huis aan de dijk");
        if (anna.addNote(caseId, "Van gisteren.").exitCode != 0 || !isSafe(anna)) return false;
        if (!share(bramId) || !share(ceesId) || !share(elsId)) return false;
        return isSafe(bram) && isSafe(cees) && isSafe(*els) &&
               !region.admin({word("backup"), folder.path(word("backup.db"))}).isEmpty();
    }

    bool today()
    {
        // A colleague of today edits a note of yesterday, and writes one.
        dirkId = region.addUser(word("Dirk"), "wijkteam");
        anna.sync();
        if (!enrol(dirk, dirkId) || !share(dirkId) || !isSafe(dirk)) return false;
        const QString record = dirk.note(caseId).value(word("record")).toString();
        if (dirk.run({word("note"), word("edit"), record, word("--text-file"), word("-")}, "Van gisteren, verbeterd.").exitCode != 0)
            return false;
        if (dirk.addNote(caseId, "Van Dirk.").exitCode != 0 || !isSafe(dirk)) return false;
        // Els writes and photographs; Cees has it on his tablet, and then hers is gone.
        const QString of = els->addNote(caseId, "Van Els.").json().value(word("record")).toString();
        folder.write(word("foto.jpg"), picture);
        photo = els->run({word("photo"), word("add"), of, folder.path(word("foto.jpg"))}).json().value(word("blob")).toString();
        if (photo.isEmpty() || !isSafe(*els) || !isSafe(cees)) return false;
        els.reset();
        // Bram writes, and is taken out.
        if (bram.addNote(caseId, "Van Bram.").exitCode != 0 || !isSafe(bram)) return false;
        if (anna.sync().isEmpty() || anna.run({word("case"), word("unshare"), caseId, word("--user"), bramId}).exitCode != 0) return false;
        return isSafe(anna) && bram.sync().value(word("purged_cases")).toInt() == 1 && isSafe(cees) && isSafe(dirk);
    }

    bool setBack()
    {
        if (region.stop() != 0) return false;
        const QJsonObject restored = region.admin({word("restore"), folder.path(word("backup.db"))});
        return !restored.value(word("epoch")).toString().isEmpty() && region.restart();
    }
};

}  // namespace

class RestoreStoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void backupOfYesterday_losesNothing_doublesNothing_andLetsNobodyBackIn()
    {
        Region2Days r;
        QVERIFY2(r.yesterday(), qPrintable(r.region.why()));
        QVERIFY(r.today());
        const QStringList before = texts(r.cees, r.caseId);
        QCOMPARE(before, (QStringList{word("Anna: Van gisteren, verbeterd."), word("Bram: Van Bram."), word("Dirk: Van Dirk."),
                                      word("Els: Van Els.")}));
        for (const Home* home : {&r.anna, &r.cees, &r.dirk}) QCOMPARE(status(*home).value(word("unsafe_revisions")).toInt(-1), 0);
        QVERIFY(r.setBack());

        // "Safe on the server" is taken back before it is true again: seen where a sync ends in the middle.
        bool wasTakenBack = false;
        for (int call = kCallsBeforeTheServer; call < kCallsOfSync && !wasTakenBack; call += 3) {
            const CliResult cut = r.dirk.run({word("sync"), word("--timeout"), word("60")}, {},
                                             {word("LD_PRELOAD=") + builtProgram(word("kill_at.so")),
                                              word("VELDPOST_KILL_AT=%1").arg(call), word("ASAN_OPTIONS=verify_asan_link_order=0")});
            if (cut.signal != SIGKILL) break;
            wasTakenBack = status(r.dirk).value(word("unsafe_revisions")).toInt() > 0;
        }
        QVERIFY(wasTakenBack);

        // The one who was let go first of all: he finds a server that never heard of his removal but by its ledger.
        r.bram.sync();
        QVERIFY(r.bram.run({word("case"), word("list")}).json().value(word("cases")).toArray().isEmpty());
        QVERIFY(r.isSafe(r.dirk));  // whom the server does not know: his certificate lets him in
        QVERIFY(r.isSafe(r.cees));
        QVERIFY(r.isSafe(r.anna));
        for (int turn = 0; turn < 2; ++turn)
            for (const Home* home : {&r.dirk, &r.cees, &r.anna, &r.bram}) home->sync();

        for (const Home* home : {&r.anna, &r.cees, &r.dirk}) {
            QCOMPARE(texts(*home, r.caseId), before);
            const QJsonObject quiet = home->sync();
            QCOMPARE(quiet.value(word("all_safe")), QJsonValue(true));
            QCOMPARE(quiet.value(word("pushed")).toInt() + quiet.value(word("pulled")).toInt(), 0);
            QCOMPARE(status(*home).value(word("unsafe_revisions")).toInt(-1), 0);
            QCOMPARE(home->run({word("verify")}).exitCode, 0);
        }
        QVERIFY(r.bram.run({word("case"), word("list")}).json().value(word("cases")).toArray().isEmpty());
        QCOMPARE(r.bram.sync().value(word("all_safe")), QJsonValue(true));  // his note came back, by others' hands

        // Also for somebody who comes new: note and photo of a tablet that is gone.
        const QString fransId = r.region.addUser(word("Frans"), "wijkteam");
        Home frans;
        QVERIFY(r.enrol(frans, fransId));
        r.anna.sync();
        QVERIFY(r.share(fransId));
        frans.sync();
        QCOMPARE(texts(frans, r.caseId), before);
        QCOMPARE(frans.run({word("photo"), word("get"), r.photo, r.folder.path(word("kopie.jpg"))}).exitCode, 0);
        QCOMPARE(r.folder.read(word("kopie.jpg")), r.picture);
        QVERIFY(r.region.admin({word("verify")}).value(word("bad")).toArray().isEmpty());
        QCOMPARE(r.region.stop(), 0);
    }
};

QTEST_GUILESS_MAIN(RestoreStoryTest)
#include "restore_story_test.moc"
