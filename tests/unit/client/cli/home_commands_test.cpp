// Every command that works on a home, as a process, on a real encrypted home; the server is away.
#include "shared/revision/signed_revision.h"
#include "tests/support/free_port.h"
#include "tests/support/process.h"
#include "tests/unit/client/cli/made_home.h"

#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

using namespace veldpost;
using namespace veldpost::testing;

namespace {

QString word(const char* text) { return QString::fromUtf8(text); }

QStringList words(const char* text) { return word(text).split(QLatin1Char(' ')); }

QJsonArray listOf(const CliResult& result, const char* key) { return result.json().value(word(key)).toArray(); }

QJsonValue first(const CliResult& result, const char* list, const char* key)
{
    return listOf(result, list).at(0).toObject().value(word(key));
}

constexpr char kInjury[] = "{\"type\":\"bruise\",\"region\":\"cheek\",\"laterality\":\"left\",\"length_mm\":32,\"width_mm\":18,\n"
"    \"colours\":[\"blue\"],\"patterned\":false,\"remarks\":\"as a hand\"}";

constexpr const char* kBadInjuries[] = {"{\"type\":\"bruise\",\"region\":\"cheek\",\"laterality\":\"left\",\"weight\":1}",
    "{\"type\":\"bruise\"}", "{\"type\":\"bruise\",\"region\":\"cheeck\",\"laterality\":\"left\"}"};

constexpr char kHalfAnInjury[] = "{\"type\":\"bru";

constexpr char kNothingYet[] = "{\"unsafe_revisions\":0,\"unsafe_blobs\":0,\"last_sync_at\":null,\"lease_until\":null,\n"
"    \"lease_over\":false,\"deliver_only\":false,\"conflicts\":0,\"quarantined\":0,\"stopped_chains\":0}";

}  // namespace

class HomeCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_home.make(), qPrintable(m_home.error())); }

    void wrongPassphrase_isLocked()
    {
        const TestFolder other;
        QVERIFY(other.write(word("passphrase"), "heel andere woorden op een rij"));
        const CliResult result = runCli({{word("status"), word("--json"), word("--home"), m_home.home(),
                                          word("--passphrase-file"), other.path(word("passphrase"))}});
        QCOMPARE(result.problemType(), word("wrong_passphrase"));
        QCOMPARE(result.exitCode, 3);
        QCOMPARE(m_home.run({word("status")}).exitCode, 0);
    }

    void leaseOver_showsNothing_andStillDelivers()
    {
        MadeHome away;
        constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;
        away.enrolledAt(SystemClock().nowMs() - 4 * kDayMs, 3 * kDayMs);
        QVERIFY2(away.make(), qPrintable(away.error()));
        for (const QStringList& command : {QStringList{word("case"), word("list")}, {word("case"), word("create"), word("--title"), word("A")},
                                           {word("search"), word("kind")}, {word("verify")}, {word("user"), word("list")}}) {
            const CliResult result = away.run(command);
            QCOMPARE(result.problemType(), word("lease_over"));
            QCOMPARE(result.exitCode, 3);
            QCOMPARE(result.out, QByteArray());
        }
        const CliResult status = away.run({word("status")});
        QCOMPARE(status.exitCode, 0);
        QCOMPARE(status.json().value(word("lease_over")), QJsonValue(true));
        const CliResult sync = away.run({word("sync"), word("--timeout"), word("5")});  // nobody listens there
        QCOMPARE(sync.problemType(), word("no_connection"));
        QCOMPARE(sync.exitCode, 4);
    }

    void passphrase_notGiven_isWrongUse()
    {
        const CliResult result = runCli({{word("status"), word("--json"), word("--home"), m_home.home()}});
        QCOMPARE(result.problemType(), word("no_passphrase"));
        QCOMPARE(result.exitCode, 2);
        const QString file = m_home.common().last();
        const CliResult byEnvironment = runCli({{word("status"), word("--json"), word("--home"), m_home.home()}, {},
                                                {word("VELDPOST_PASSPHRASE_FILE=") + file}});
        QCOMPARE(byEnvironment.exitCode, 0);
    }

    void status_newHome_hasEveryKey()
    {
        MadeHome home;
        QVERIFY(home.make());
        const CliResult result = home.run({word("status")});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.json(), QJsonDocument::fromJson(kNothingYet).object());
    }

    void cases_made_areListed()
    {
        MadeHome home;
        QVERIFY(home.make());
        QCOMPARE(listOf(home.run(words("case list")), "cases"), QJsonArray());
        const QString made = home.newCase(word("Zoë & <b>Co</b>"));
        QVERIFY(!made.isEmpty());
        const CliResult list = home.run(words("case list"));
        QCOMPARE(listOf(list, "cases").size(), 1);
        QCOMPARE(first(list, "cases", "case").toString(), made);
        QCOMPARE(first(list, "cases", "title").toString(), word("Zoë & <b>Co</b>"));
        QCOMPARE(first(list, "cases", "records").toInt(), 0);
        QCOMPARE(first(list, "cases", "conflicts").toInt(), 0);
        QCOMPARE(first(list, "cases", "unsafe").toInt(), 1);
        const CliResult members = home.run({word("case"), word("members"), made});
        QCOMPARE(first(members, "members", "user").toString(), QString::fromStdString(home.user().text()));
        QCOMPARE(first(members, "members", "right").toString(), word("own"));
        const CliResult empty = home.run({word("case"), word("create"), word("--title"), word("")});
        QVERIFY(empty.exitCode != 0);
        QCOMPARE(listOf(home.run(words("case list")), "cases").size(), 1);
    }

    void note_writtenChangedRetracted_keepsItsHistory()
    {
        const QString caseId = m_home.newCase();
        const CliResult added = m_home.addNote(caseId, "Moeder opent de deur.\nZe is moe.");
        QCOMPARE(added.exitCode, 0);
        const QString record = added.json().value(word("record")).toString();
        const CliResult list = m_home.run({word("note"), word("list"), caseId});
        QCOMPARE(first(list, "notes", "text").toString(), word("Moeder opent de deur.\nZe is moe."));
        QCOMPARE(first(list, "notes", "record").toString(), record);
        QCOMPARE(first(list, "notes", "safe"), QJsonValue(false));
        QCOMPARE(first(list, "notes", "conflict"), QJsonValue(false));
        QVERIFY(QRegularExpression(word("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0[12]:00$"))
                    .match(first(list, "notes", "at").toString())
                    .hasMatch());

        QCOMPARE(m_home.run({word("note"), word("edit"), record, word("--text-file"), word("-")}, "Vader ook.").exitCode, 0);
        QCOMPARE(first(m_home.run({word("note"), word("list"), caseId}), "notes", "text").toString(), word("Vader ook."));
        QCOMPARE(m_home.run({word("note"), word("retract"), record, word("--reason"), word("verkeerd huis")}).exitCode, 0);
        QCOMPARE(listOf(m_home.run({word("note"), word("list"), caseId}), "notes"), QJsonArray());
        QCOMPARE(listOf(m_home.run({word("note"), word("list"), caseId, word("--all")}), "notes").size(), 1);

        const QJsonArray history = listOf(m_home.run({word("record"), word("history"), record}), "revisions");
        QCOMPARE(history.size(), 3);
        QCOMPARE(history.at(0).toObject().value(word("revision")), added.json().value(word("revision")));
        QCOMPARE(history.at(1).toObject().value(word("parents")).toArray().at(0), added.json().value(word("revision")));
        const QJsonObject last = history.at(2).toObject().value(word("payload")).toObject();
        QCOMPARE(last.value(word("reason")).toString(), word("verkeerd huis"));
    }

    void note_badText_savesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("type");
        QTest::newRow("invalid UTF-8") << QByteArray("caf\xe9") << word("invalid_utf8");
        QTest::newRow("a surrogate") << QByteArray("\xed\xa0\x80") << word("invalid_utf8");
        QTest::newRow("nothing") << QByteArray() << word("empty_text");
        QTest::newRow("blanks") << QByteArray(" \n\t \n") << word("empty_text");
        QTest::newRow("one byte too many") << QByteArray(64 * 1024 + 1, 'x') << word("too_large");
        QTest::newRow("five megabytes") << QByteArray(5'000'000, 'x') << word("too_large");
    }
    void note_badText_savesNothing()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, type);
        const QString caseId = m_home.newCase();
        const CliResult piped = m_home.addNote(caseId, text);
        QCOMPARE(piped.problemType(), type);
        QCOMPARE(piped.exitCode, 1);
        QVERIFY(m_home.folder().write(word("text"), text));
        const CliResult file = m_home.run({word("note"), word("add"), caseId, word("--text-file"), m_home.folder().path(word("text"))});
        QCOMPARE(file.problemType(), type);
        QCOMPARE(listOf(m_home.run({word("note"), word("list"), caseId}), "notes"), QJsonArray());
    }

    void note_largestText_isKept()
    {
        const QString caseId = m_home.newCase();
        const QByteArray text(64 * 1024, 'x');
        QCOMPARE(m_home.addNote(caseId, text).exitCode, 0);
        QCOMPARE(first(m_home.run({word("note"), word("list"), caseId}), "notes", "text").toString().toUtf8(), text);
    }

    void wrongNames_haveTheirOwnProblem_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("exitCode");
        const QString nobody = word("00000000-0000-7000-8000-000000000000");
        const auto row = [](const char* name, const QStringList& arguments, const char* type, int exitCode) {
            QTest::newRow(name) << arguments << word(type) << exitCode;
        };
        row("unknown case", {word("note"), word("list"), nobody}, "unknown_case", 1);
        row("no id", {word("note"), word("list"), word("case1")}, "bad_id", 2);
        row("upper case id", {word("case"), word("members"), word("ABCDEF00-0000-7000-8000-000000000000")}, "bad_id", 2);
        row("unknown record", {word("record"), word("history"), nobody}, "unknown_record", 1);
        row("edit of nothing", {word("note"), word("retract"), nobody, word("--reason"), word("r")}, "unknown_record", 1);
        row("missing file", {word("note"), word("add"), nobody, word("--text-file"), word("/nowhere")}, "file_missing", 1);
        row("folder as a file", {word("note"), word("add"), nobody, word("--text-file"), word("/")}, "file_not_read", 1);
        row("bad time", {word("huisverbod"), word("add"), nobody, word("--imposed"), word("soon")}, "bad_date", 2);
        row("bad user", {word("case"), word("share"), nobody, word("--user"), word("me")}, "bad_id", 2);
        row("bad right", {word("case"), word("share"), nobody, word("--user"), nobody, word("--right"), word("all")}, "bad_right", 2);
        row("fhir", {word("export"), nobody, word("--format"), word("fhir"), word("/tmp/x")}, "format_not_offered", 2);
        row("bad timeout", {word("sync"), word("--timeout"), word("0")}, "bad_timeout", 2);
    }
    void wrongNames_haveTheirOwnProblem()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, type);
        QFETCH(int, exitCode);
        const CliResult result = m_home.run(arguments);
        QCOMPARE(result.problemType(), type);
        QCOMPARE(result.exitCode, exitCode);
        QCOMPARE(result.out, QByteArray());
    }

    void share_unknownUser_isToldOffline()
    {
        const QString caseId = m_home.newCase();
        const CliResult result = m_home.run({word("case"), word("share"), caseId, word("--user"),
                                             word("00000000-0000-7000-8000-000000000000")});
        QCOMPARE(result.problemType(), word("unknown_user"));
        QCOMPARE(result.exitCode, 1);
    }

    void person_added_isListed()
    {
        const QString caseId = m_home.newCase();
        QCOMPARE(m_home.run({word("person"), word("add"), caseId, word("--name"), word("Zoë"), word("--born"), word("2019-05"),
                             word("--role"), word("child")}).exitCode, 0);
        const CliResult list = m_home.run({word("person"), word("list"), caseId});
        QCOMPARE(first(list, "persons", "name").toString(), word("Zoë"));
        QCOMPARE(first(list, "persons", "born").toString(), word("2019-05"));
        const CliResult bad = m_home.run({word("person"), word("add"), caseId, word("--name"), word("A"), word("--born"), word("then")});
        QCOMPARE(bad.problemType(), word("rule_broken"));
        QCOMPARE(bad.exitCode, 1);
    }

    void injury_fromFile_isListedAsItCame()
    {
        const QString caseId = m_home.newCase();
        const QStringList add{word("injury"), word("add"), caseId, word("--from"), word("-")};
        QCOMPARE(m_home.run(add, kInjury).exitCode, 0);
        const QJsonObject listed = listOf(m_home.run({word("injury"), word("list"), caseId}), "injuries").at(0).toObject();
        const QJsonObject given = QJsonDocument::fromJson(kInjury).object();
        for (const QString& key : given.keys()) QCOMPARE(listed.value(key), given.value(key));
        for (const char* bad : kBadInjuries) {
            const CliResult refused = m_home.run(add, bad);
            QCOMPARE(refused.problemType(), word("bad_injury"));
            QCOMPARE(refused.exitCode, 1);
        }
        QCOMPARE(m_home.run(add, kHalfAnInjury).problemType(), word("malformed_json"));
        QCOMPARE(listOf(m_home.run({word("injury"), word("list"), caseId}), "injuries").size(), 1);
    }

    void huisverbod_extendedAndWithdrawn_movesItsState()
    {
        const QString caseId = m_home.newCase();
        const QStringList list{word("huisverbod"), word("list"), caseId};
        const CliResult added = m_home.run({word("huisverbod"), word("add"), caseId, word("--imposed"), word("2010-03-27T20:00"),
                                            word("--municipality"), word("Enschede"), word("--ecli"), word("ECLI:NL:X:2010:1")});
        QCOMPARE(added.exitCode, 0);
        const QString record = added.json().value(word("record")).toString();
        QCOMPARE(first(m_home.run(list), "huisverboden", "imposed_at").toString(), word("2010-03-27T20:00:00+01:00"));
        QCOMPARE(first(m_home.run(list), "huisverboden", "ends_at").toString(), word("2010-04-06T20:00:00+02:00"));
        QCOMPARE(first(m_home.run(list), "huisverboden", "state").toString(), word("ended"));
        QCOMPARE(first(m_home.run(list), "huisverboden", "precision").toString(), word("time"));
        QCOMPARE(m_home.run({word("huisverbod"), word("extend"), record, word("--until"), word("2010-04-24T20:00"),
                             word("--decided"), word("2010-04-05T10:00")}).exitCode, 0);
        QCOMPARE(first(m_home.run(list), "huisverboden", "ends_at").toString(), word("2010-04-24T20:00:00+02:00"));
        QCOMPARE(first(m_home.run(list), "huisverboden", "computed_ends_at").toString(), word("2010-04-06T20:00:00+02:00"));
        QCOMPARE(m_home.run({word("huisverbod"), word("withdraw"), record, word("--at"), word("2010-04-10T12:00")}).exitCode, 0);
        QCOMPARE(first(m_home.run(list), "huisverboden", "state").toString(), word("withdrawn"));
        QCOMPARE(first(m_home.run(list), "huisverboden", "retracted"), QJsonValue(false));
        QCOMPARE(m_home.run({word("note"), word("retract"), record, word("--reason"), word("r")}).problemType(), word("wrong_kind"));
    }

    void import_realRulings_eachImportedOrRefused()
    {
        const QString caseId = m_home.newCase();
        const QStringList import{word("huisverbod"), word("import"), caseId, sourceFile(word("packaging/samples/huisverbod_rulings.json"))};
        const QJsonObject once = m_home.run(import).json();
        const int imported = once.value(word("imported")).toInt();
        const int refused = static_cast<int>(once.value(word("refused")).toArray().size());
        QCOMPARE(imported + refused, 36);
        QVERIFY(imported > 25);
        QVERIFY(!once.value(word("flagged")).toArray().isEmpty());
        const QJsonArray refusals = once.value(word("refused")).toArray();
        for (const auto& item : refusals)
            QCOMPARE(item.toObject().value(word("reason")).toString(), word("imposed_at_missing"));
        QCOMPARE(listOf(m_home.run({word("huisverbod"), word("list"), caseId}), "huisverboden").size(), imported);

        const QJsonObject twice = m_home.run(import).json();
        QCOMPARE(twice.value(word("imported")).toInt(), 0);
        QCOMPARE(twice.value(word("refused")).toArray().size(), 36);
        QCOMPARE(listOf(m_home.run({word("huisverbod"), word("list"), caseId}), "huisverboden").size(), imported);
    }

    void import_halfAFile_importsNothing()
    {
        QFile sample(sourceFile(word("packaging/samples/huisverbod_rulings.json")));
        QVERIFY(sample.open(QIODevice::ReadOnly));
        const QByteArray whole = sample.readAll();
        const QString caseId = m_home.newCase();
        const CliResult half = m_home.run({word("huisverbod"), word("import"), caseId, word("-")}, whole.left(whole.size() / 2));
        QCOMPARE(half.problemType(), word("malformed_json"));
        QCOMPARE(half.exitCode, 1);
        const CliResult other = m_home.run({word("huisverbod"), word("import"), caseId, word("-")}, "{\"rules\":[]}");
        QCOMPARE(other.problemType(), word("bad_rulings"));
        QCOMPARE(listOf(m_home.run({word("huisverbod"), word("list"), caseId}), "huisverboden"), QJsonArray());
    }

    void search_findsWords()
    {
        const QString caseId = m_home.newCase();
        const CliResult added = m_home.addNote(caseId, "Een zeldzaamwoord in de gang");
        const CliResult hit = m_home.run({word("search"), word("zeldzaamw")});
        QCOMPARE(listOf(hit, "hits").size(), 1);
        QCOMPARE(first(hit, "hits", "record"), added.json().value(word("record")));
        QCOMPARE(first(hit, "hits", "case").toString(), caseId);
        QCOMPARE(first(hit, "hits", "kind").toString(), word("note"));
        QVERIFY(first(hit, "hits", "snippet").toString().contains(word("zeldzaamwoord")));
        QCOMPARE(m_home.run({word("search"), word("\"'*(")}).exitCode, 0);
        // A word that is a command's name is a word all the same.
        QCOMPARE(m_home.run({word("search"), word("note")}).exitCode, 0);
    }

    void export_canBeVerifiedByOthers()
    {
        const QString caseId = m_home.newCase();
        QCOMPARE(m_home.addNote(caseId, "eerste").exitCode, 0);
        QCOMPARE(m_home.addNote(caseId, "tweede").exitCode, 0);
        const QString file = m_home.folder().path(word("case.json"));
        const CliResult result = m_home.run({word("export"), caseId, word("--format"), word("json"), file});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
        const auto document = nlohmann::json::parse(m_home.folder().read(word("case.json")).toStdString());
        QCOMPARE(document["revisions"].size(), std::size_t(3));
        const auto& device = document["devices"].at(0);
        const auto key = crypto::PublicKey::parse(device["public_key"].get<std::string>());
        QVERIFY(key.has_value());
        for (const auto& item : document["revisions"]) {
            const auto header = revision::Header::fromJson(item["header"]);
            const auto signature = crypto::Signature::parse(item["signature"].get<std::string>());
            QVERIFY(header.ok() && signature.has_value());
            const auto rev = revision::SignedRevision::fromParts(header->canonicalBytes(),
                                                                 revision::canonicalText(item["payload"]), *signature);
            QVERIFY(rev.ok());
            QCOMPARE(rev->id.text(), item["id"].get<std::string>());
            QVERIFY(revision::payloadMatches(*rev));
            QVERIFY(revision::signatureHolds(*rev, *key));
            QCOMPARE(rev->header.device.text(), device["device"].get<std::string>());
        }
    }

    void verify_soundStore_findsNothing()
    {
        const QString caseId = m_home.newCase();
        const CliResult added = m_home.addNote(caseId, "gaat goed");
        const QString record = added.json().value(word("record")).toString();
        QCOMPARE(m_home.run({word("note"), word("edit"), record, word("--text-file"), word("-")}, "gaat beter").exitCode, 0);
        const CliResult result = m_home.run({word("verify")});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.json().value(word("revisions")).toInt() >= 3);
        QCOMPARE(result.json().value(word("bad")).toArray(), QJsonArray());
    }

    void damagedStore_isToldAndLeft()
    {
        MadeHome home;
        QVERIFY(home.make());
        const QString caseId = home.newCase();
        for (int i = 0; i < 20; ++i) QCOMPARE(home.addNote(caseId, QByteArray(3000, 'n')).exitCode, 0);
        QFile store(home.home() + word("/store.db"));
        QVERIFY(store.open(QIODevice::ReadWrite));
        QByteArray bytes = store.readAll();
        for (qsizetype at = 9000; at < bytes.size(); at += 4096) bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
        QVERIFY(store.seek(0));
        QCOMPARE(store.write(bytes), bytes.size());
        store.close();
        const CliResult result = home.run({word("verify")});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(!result.problemType().isEmpty(), (result.out + result.err).constData());
    }

    void homeInUse_isBusy()
    {
        MadeHome home;
        QVERIFY(home.make());
        {
            const auto held = vault::Vault::open(home.home().toStdString(), home.surroundings());
            QVERIFY(held.ok());
            const CliResult result = home.run({word("status")});
            QCOMPARE(result.problemType(), word("store_in_use"));
            QCOMPARE(result.exitCode, 1);
        }
        QCOMPARE(home.run({word("status")}).exitCode, 0);
    }

    void passphrase_changed_onlyTheNewOneOpens()
    {
        MadeHome home;
        QVERIFY(home.make());
        const QString next = home.folder().path(word("next"));
        QVERIFY(home.folder().write(word("next"), "kort"));
        const CliResult refused = home.run({word("passphrase"), word("change"), word("--new-passphrase-file"), next});
        QCOMPARE(refused.problemType(), word("passphrase_too_short"));
        QCOMPARE(refused.exitCode, 2);
        QVERIFY(home.folder().write(word("next"), "een verse rij gewone woorden\n"));
        QCOMPARE(home.run({word("passphrase"), word("change"), word("--new-passphrase-file"), next}).exitCode, 0);
        QCOMPARE(home.run({word("status")}).exitCode, 3);
        QCOMPARE(runCli({{word("status"), word("--json"), word("--home"), home.home(), word("--passphrase-file"), next}}).exitCode, 0);
    }

    void sync_serverAway_keepsTheWork()
    {
        MadeHome home(word("http://127.0.0.1:%1").arg(freePort()));
        QVERIFY(home.make());
        const QString caseId = home.newCase();
        QCOMPARE(home.addNote(caseId, "blijft hier").exitCode, 0);
        const CliResult result = home.run({word("sync")});
        QCOMPARE(result.problemType(), word("no_connection"));
        QCOMPARE(result.exitCode, 4);
        QCOMPARE(home.run({word("status")}).json().value(word("unsafe_revisions")).toInt(), 2);
        const CliResult watched = home.run({word("sync"), word("--watch"), word("--timeout"), word("1")});
        QCOMPARE(watched.exitCode, 4);
    }

    void sync_serverSilent_endsInTime()
    {
        QTcpServer silent;  // takes the connection and never answers
        QVERIFY(silent.listen(QHostAddress::LocalHost, 0));
        MadeHome home(word("http://127.0.0.1:%1").arg(silent.serverPort()));
        QVERIFY(home.make());
        const CliResult result = home.run({word("sync"), word("--timeout"), word("1")});
        QCOMPARE(result.problemType(), word("timed_out"));
        QCOMPARE(result.exitCode, 4);
    }

    void watch_endedBySignal_saysTheTotals()
    {
        MadeHome home(word("http://127.0.0.1:%1").arg(freePort()));
        QVERIFY(home.make());
        // For people it prints a line when it cannot reach the server: then it is known to run.
        QStringList arguments = QStringList{word("sync"), word("--watch")} + home.common();
        arguments.removeAll(word("--json"));
        Process watch;
        const auto line = watch.start({builtProgram(word("veldpostctl")), arguments, "20"});
        QVERIFY2(line.has_value(), qPrintable(watch.error()));
        QCOMPARE(watch.stop(), 0);
    }

    void people_neverSeeControlCharacters()
    {
        const QString caseId = m_home.newCase(word("Titel \x1b[31mrood"));
        QCOMPARE(m_home.addNote(caseId, "tekst \x1b]0;weg\x07 en \xe2\x80\xae omgekeerd").exitCode, 0);
        for (const QStringList& command : {QStringList{word("case"), word("list")}, QStringList{word("note"), word("list"), caseId}}) {
            QStringList arguments = command + m_home.common();
            arguments.removeAll(word("--json"));
            const CliResult result = runCli({arguments});
            QCOMPARE(result.exitCode, 0);
            QVERIFY(!result.out.contains('\x1b') && !result.out.contains('\x07') && !result.out.contains("\xe2\x80\xae"));
            QVERIFY(!result.out.contains('{'));
        }
    }

private:
    MadeHome m_home;
};

QTEST_GUILESS_MAIN(HomeCommandsTest)
#include "home_commands_test.moc"
