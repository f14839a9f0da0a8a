// The cases of tests/data/json/cases.tsv: what the reader of foreign text takes and refuses, one row a case.
#include "shared/revision/json.h"

#include <QtCore/QFile>
#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::revision;

namespace {

struct Case {
    QByteArray name;
    bool taken = false;
    QByteArray how;
    QByteArray text;
};

QByteArray unescaped(const QByteArray& text)
{
    QByteArray out;
    for (int i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
        } else if (text[i + 1] == '\\') {
            out += '\\';
            ++i;
        } else {
            out += QByteArray::fromHex(text.mid(i + 2, 2));
            i += 3;
        }
    }
    return out;
}

QByteArray made(const Case& c)
{
    const QList<QByteArray> words = c.how.split(' ');
    const int count = words.value(1).toInt();
    if (words[0] == "repeat") return c.text.repeated(count);
    if (words[0] == "nest") return QByteArray(count, '[') + QByteArray(count, ']');
    if (words[0] == "nestobj") return QByteArray("{\"a\":").repeated(count - 1) + "{}" + QByteArray(count - 1, '}');
    if (words[0] == "string") return '"' + QByteArray(count, 'a') + '"';
    return c.text;
}

QList<Case> readCases()
{
    QFile file(QString::fromLocal8Bit(qgetenv("VELDPOST_SOURCE")) + QStringLiteral("/tests/data/json/cases.tsv"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QList<Case> out;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().chopped(1);
        if (line.startsWith('#')) continue;
        const QList<QByteArray> columns = line.split('\t');
        if (columns.size() != 4) return {};
        out.append({columns[0], columns[1] == "take", columns[2], unescaped(columns[3])});
    }
    return out;
}

}  // namespace

class JsonCasesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cases_asTheListSays_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("taken");
        const QList<Case> cases = readCases();
        for (const Case& c : cases) QTest::newRow(c.name) << made(c) << c.taken;
    }
    void cases_asTheListSays()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, taken);
        const auto value = readJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        QCOMPARE(value.ok(), taken);
        if (!value.ok()) {
            QVERIFY(value.error().type == "malformed_json" || value.error().type == "too_large");
            return;
        }
        // What is taken has one canonical text, and the binary form carries the same.
        const std::string canonical = canonicalText(*value);
        const auto again = readJson(canonical);
        QVERIFY(again.ok());
        QCOMPARE(canonicalText(*again), canonical);
        const auto binary = readCbor(writeCbor(*value));
        QVERIFY(binary.ok() && *binary == *value);
    }

    void list_isWhole()
    {
        int published = 0, own = 0;
        const QList<Case> cases = readCases();
        for (const Case& c : cases) ++(c.name.startsWith("own_") ? own : published);
        QVERIFY2(published >= 318, QByteArray::number(published));
        QVERIFY2(own >= 40, QByteArray::number(own));
    }
};

QTEST_APPLESS_MAIN(JsonCasesTest)
#include "json_cases_test.moc"
