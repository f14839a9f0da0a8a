#include "shared/calendar/zone.h"
#include "shared/model/field_text.h"

#include <QtTest/QtTest>

using namespace veldpost;
using namespace veldpost::model;

class FieldTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void text_isReadAsItsFieldHasIt_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");  // JSON; empty: refused
        const auto row = [](const char* name, const char* kind, const char* field, const char* text, const char* value) {
            QTest::newRow(name) << kind << field << text << value;
        };
        row("plain text", "note", "text", "Moeder belde.", "\"Moeder belde.\"");
        row("a text that looks like a number", "note", "text", "12", "\"12\"");
        row("a text that looks like JSON", "note", "text", "{}", "\"{}\"");
        row("text made NFC", "note", "text", "Zoe\xcc\x88", "\"Zo\xc3\xab\"");
        row("required, nothing given", "note", "text", "", "");
        row("blank", "note", "text", "  ", "");
        row("part of a date", "person", "born", "2014-05", "\"2014-05\"");
        row("no date", "person", "born", "vorig jaar", "");
        row("cleared by nothing", "person", "born", "", "null");
        row("cleared by null", "person", "born", "null", "null");
        row("boolean", "injury", "patterned", "true", "true");
        row("boolean in words", "injury", "patterned", "ja", "");
        row("number", "injury", "count", "3", "3");
        row("number out of range", "injury", "count", "0", "");
        row("code", "injury", "type", "bruise", "\"bruise\"");
        row("unknown code", "injury", "type", "blauw", "");
        row("list", "injury", "colours", "[\"blue\"]", "[\"blue\"]");
        row("object", "injury", "size", "{\"length_mm\":12}", "{\"length_mm\":12}");
        row("moment on the clock of Amsterdam", "huisverbod", "imposed_at", "2026-12-03T21:30", "\"2026-12-03T21:30:00+01:00\"");
        row("moment with its offset", "huisverbod", "imposed_at", "2026-12-03T20:30Z", "\"2026-12-03T21:30:00+01:00\"");
        row("day", "huisverbod", "imposed_at", "2026-12-03", "\"2026-12-03\"");
        row("no moment", "huisverbod", "imposed_at", "2026-13-03", "");
        row("decided end as a moment", "huisverbod", "end", "2026-12-03T21:30", "{\"at\":\"2026-12-03T21:30:00+01:00\"}");
        row("decided end as JSON", "huisverbod", "end", "{\"at\":\"2026-12-03\",\"inclusive\":true}",
            "{\"at\":\"2026-12-03\",\"inclusive\":true}");
        row("retracted", "note", "retracted", "false", "false");
        row("retracted in words", "note", "retracted", "nee", "");
        row("no such field", "note", "colour", "blue", "");
    }
    void text_isReadAsItsFieldHasIt()
    {
        QFETCH(QString, kind);
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, value);
        const auto read = parseFieldText(kind.toStdString(), field.toStdString(), text.toStdString());
        QCOMPARE(read.ok(), !value.isEmpty());
        if (value.isEmpty()) QCOMPARE(QString::fromStdString(read.error().type), QStringLiteral("rule_broken"));
        else QCOMPARE(*read, Json::parse(value.toStdString()));
    }
};

QTEST_APPLESS_MAIN(FieldTextTest)
#include "field_text_test.moc"
