// conflict list and resolve, record history: as processes, on a real encrypted home in which several forms of one record
// were open at the same time.
#include "tests/unit/client/cli/made_home.h"

#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

using namespace veldpost;
using namespace veldpost::testing;
using nlohmann::json;

namespace {

QString word(const char* text) { return QString::fromUtf8(text); }

// The whole answer as it stands on standard output.
json answerOf(const CliResult& result)
{
    return json::parse(result.out.constData(), nullptr, false);
}

QString textOf(const json& value) { return QString::fromStdString(value.get<std::string>()); }

}  // namespace

class ConflictCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY2((m_home = std::make_unique<MadeHome>())->make(), qPrintable(m_home->error())); }

    void noConflict_isAnEmptyList()
    {
        QCOMPARE(answerOf(run("conflict list")), json::parse("{\"conflicts\":[]}"));
    }

    void conflict_isListed_asTheContractSays()
    {
        const QString record = noteWithVersions({"links", "rechts"});
        const json answer = answerOf(run("conflict list"));
        QCOMPARE(answer["conflicts"].size(), std::size_t(1));
        const json& conflict = answer["conflicts"][0];
        QCOMPARE(textOf(conflict["record"]), record);
        QCOMPARE(textOf(conflict["case"]), m_case);
        QCOMPARE(conflict["heads"].size(), std::size_t(2));
        QCOMPARE(conflict["fields"].size(), std::size_t(1));
        const json& field = conflict["fields"][0];
        QCOMPARE(textOf(field["field"]), word("text"));
        QCOMPARE(textOf(field["before"]), word("eerst"));
        QCOMPARE(field["values"].size(), std::size_t(2));
        for (const json& value : field["values"]) {
            QCOMPARE(textOf(value["user"]), QString::fromStdString(m_home->user().text()));
            QVERIFY(QRegularExpression(word("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+0[12]:00$")).match(textOf(value["at"])).hasMatch());
            QVERIFY(value["value"] == "links" || value["value"] == "rechts");
            QCOMPARE(textOf(value["revision"]).size(), 64);
        }
        QCOMPARE(answerOf(m_home->run({word("conflict"), word("list"), word("--case"), m_case})), answer);
        QCOMPARE(answerOf(run("status"))["conflicts"], json(1));
        const json note = answerOf(m_home->run({word("note"), word("list"), m_case}))["notes"][0];
        QCOMPARE(note["conflict"], json(true));
        QCOMPARE(note["safe"], json(false));
        QCOMPARE(textOf(note["state"]), word("on_device"));
        QVERIFY(note["state_reason"].is_null());
    }

    void take_settlesIt_andTheHistorySaysWhoChoseWhatAndWhy()
    {
        const QString record = noteWithVersions({"links", "rechts"});
        const json value = answerOf(run("conflict list"))["conflicts"][0]["fields"][0]["values"][1];
        const CliResult done = resolve(record, {word("--take"), word("text=") + textOf(value["revision"])}, "nagevraagd");
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const json answer = answerOf(done);
        QCOMPARE(textOf(answer["record"]), record);
        QCOMPARE(answer["still_in_conflict"], json::array());
        QCOMPARE(answerOf(run("conflict list"))["conflicts"].size(), std::size_t(0));
        const json note = answerOf(m_home->run({word("note"), word("list"), m_case}))["notes"][0];
        QCOMPARE(note["text"], value["value"]);
        const json history = answerOf(m_home->run({word("record"), word("history"), record}))["revisions"];
        QCOMPARE(history.size(), std::size_t(4));
        const json& last = history[3];
        QCOMPARE(last["revision"], answer["revision"]);
        QCOMPARE(last["parents"].size(), std::size_t(2));
        QCOMPARE(textOf(last["payload"]["reason"]), word("nagevraagd"));
        QCOMPARE(textOf(last["settled"][0]["field"]), word("text"));
        QCOMPARE(last["settled"][0]["values"].size(), std::size_t(2));
        QCOMPARE(textOf(last["state"]), word("on_device"));
        QCOMPARE(history[0]["settled"], json::array());
    }

    void set_writesAThird()
    {
        const QString record = noteWithVersions({"links", "rechts"});
        QCOMPARE(resolve(record, {word("--set"), word("text=links = rechts")}, "beide").exitCode, 0);
        QCOMPARE(textOf(answerOf(m_home->run({word("note"), word("list"), m_case}))["notes"][0]["text"]), word("links = rechts"));
    }

    void retracted_isAFieldToDecide()
    {
        const QString record = noteWithVersions({"twee"}, true);
        const json field = answerOf(run("conflict list"))["conflicts"][0]["fields"][0];
        QCOMPARE(textOf(field["field"]), word("retracted"));
        QCOMPARE(field["before"], json(false));
        QCOMPARE(resolve(record, {word("--set"), word("retracted=true")}, "verkeerd huis").exitCode, 0);
        QCOMPARE(answerOf(m_home->run({word("note"), word("list"), m_case}))["notes"].size(), std::size_t(0));
    }

    void shownOn_leavesWhatArrivedSinceBesideTheChoice()
    {
        const QString record = noteWithVersions({"links", "rechts", "derde"});
        const json conflict = answerOf(run("conflict list"))["conflicts"][0];
        const json first = conflict["fields"][0]["values"][0]["revision"];
        const json second = conflict["fields"][0]["values"][1]["revision"];
        const CliResult done = resolve(record, {word("--shown-on"), textOf(first), word("--shown-on"), textOf(second),
                                                word("--take"), word("text=") + textOf(first)}, "gekozen");
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QCOMPARE(answerOf(done)["still_in_conflict"], json::array({"text"}));
        QCOMPARE(answerOf(run("conflict list"))["conflicts"][0]["fields"][0]["values"].size(), std::size_t(2));
    }

    void badChoice_isSaid_andNothingIsWritten_data()
    {
        QTest::addColumn<QStringList>("choice");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("exitCode");
        const QString nobodys(64, QLatin1Char('0'));
        QTest::newRow("nothing") << QStringList() << "x" << "nothing_chosen" << 2;
        QTest::newRow("blank reason") << QStringList{word("--set"), word("text=x")} << " " << "reason_needed" << 2;
        QTest::newRow("no field") << QStringList{word("--set"), word("x")} << "x" << "bad_choice" << 2;
        QTest::newRow("no revision") << QStringList{word("--take"), word("text=x")} << "x" << "bad_id" << 2;
        QTest::newRow("nobody's revision") << QStringList{word("--take"), word("text=") + nobodys} << "x" << "no_such_value" << 1;
        QTest::newRow("not in conflict") << QStringList{word("--set"), word("retracted=true")} << "x" << "not_in_conflict" << 1;
        QTest::newRow("unknown field") << QStringList{word("--set"), word("colour=x")} << "x" << "rule_broken" << 1;
        QTest::newRow("twice") << QStringList{word("--set"), word("text=x"), word("--set"), word("text=y")} << "x" << "chosen_twice" << 2;
    }
    void badChoice_isSaid_andNothingIsWritten()
    {
        QFETCH(QStringList, choice);
        QFETCH(QString, reason);
        QFETCH(QString, type);
        QFETCH(int, exitCode);
        const QString record = noteWithVersions({"links", "rechts"});
        const json before = answerOf(run("conflict list"));
        const CliResult result = resolve(record, choice, reason.toUtf8().constData());
        QCOMPARE(result.problemType(), type);
        QCOMPARE(result.exitCode, exitCode);
        QCOMPARE(answerOf(run("conflict list")), before);
    }

    void forPeople_saysWhatToType()
    {
        noteWithVersions({"links", "rechts"});
        QStringList arguments = m_home->common();
        arguments.removeAll(word("--json"));
        const CliResult result = runCli({QStringList{word("conflict"), word("list")} + arguments});
        const QString out = QString::fromUtf8(result.out);
        for (const char* words : {"text", "before: eerst", "links", "rechts", "--take text="}) QVERIFY2(out.contains(word(words)), words);
    }

    void noteEdit_thatSettlesAConflict_saysSo()
    {
        const QString record = noteWithVersions({"links", "rechts"});
        const CliResult result = m_home->run({word("note"), word("edit"), record, word("--text-file"), word("-")}, "samen");
        QCOMPARE(answerOf(result)["settled"], json::array({"text"}));
        const CliResult again = m_home->run({word("note"), word("edit"), record, word("--text-file"), word("-")}, "nog eens");
        QCOMPARE(answerOf(again)["settled"], json::array());
    }

private:
    CliResult run(const char* command) const { return m_home->run(word(command).split(QLatin1Char(' '))); }

    CliResult resolve(const QString& record, const QStringList& choice, const char* reason) const
    {
        return m_home->run(QStringList{word("conflict"), word("resolve"), record} + choice + QStringList{word("--reason"), word(reason)});
    }

    // A note "eerst" with versions that do not know of each other, and maybe a retract beside them. Its record's id.
    QString noteWithVersions(const std::vector<const char*>& texts, bool retracted = false)
    {
        m_case = m_home->newCase();
        const QString id = QString::fromStdString(answerOf(m_home->addNote(m_case, "eerst")).value("record", ""));
        const Status written = write(*RecordId::parse(id.toStdString()), texts, retracted);
        return written.ok() ? id : QString::fromStdString(written.error().type);
    }

    Status write(const RecordId& record, const std::vector<const char*>& texts, bool retracted)
    {
        const vault::Surroundings surroundings = m_home->surroundings();
        VELDPOST_ASSIGN(const auto vault, vault::Vault::open(m_home->home().toStdString(), surroundings));
        VELDPOST_TRY(vault->unlock(MadeHome::kPassphrase));
        VELDPOST_ASSIGN(const auto home, engine::OpenHome::open(vault->storeFile(), vault->dataKey(), surroundings.clock, surroundings.random));
        VELDPOST_ASSIGN(const engine::RecordRow row, home->dossiers().record(record));
        for (const char* text : texts) VELDPOST_TRY(home->dossiers().edit(record, row.heads, {{"text", text}}));
        if (retracted) VELDPOST_TRY(home->dossiers().edit(record, row.heads, {{"retracted", true}}, "verkeerd huis"));
        return done();
    }

    std::unique_ptr<MadeHome> m_home;
    QString m_case;
};

QTEST_GUILESS_MAIN(ConflictCommandsTest)
#include "conflict_commands_test.moc"
