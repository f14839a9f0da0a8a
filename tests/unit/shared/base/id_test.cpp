#include "shared/base/id.h"
#include "shared/base/random.h"

#include <QtTest/QtTest>

using namespace veldpost;

class IdTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void text_ofParsed_isTheSame()
    {
        const auto id = CaseId::parse("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506");
        QVERIFY(id.has_value());
        QCOMPARE(id->text(), std::string("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506"));
    }

    void parse_otherSpellings_areRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("upper case") << QByteArray("0192F3A4-5B6C-7D8E-9FA0-B1C2D3E4F506");
        QTest::newRow("no dashes") << QByteArray("0192f3a45b6c7d8e9fa0b1c2d3e4f506");
        QTest::newRow("dash moved") << QByteArray("0192f3a45-b6c-7d8e-9fa0-b1c2d3e4f506");
        QTest::newRow("a dash too many") << QByteArray("0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f5-6");
        QTest::newRow("braces") << QByteArray("{192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f50}");
        QTest::newRow("empty") << QByteArray("");
    }
    void parse_otherSpellings_areRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!CaseId::parse(std::string_view(text.constData(), text.size())).has_value());
    }

    void uuid7_holdsTimeVersionVariant()
    {
        SeededRandom random(1);
        const auto id = makeUuid7<RecordId>(0x0192f3a45b6cLL, random);
        const std::string text = id.text();
        QCOMPARE(text.substr(0, 13), std::string("0192f3a4-5b6c"));
        QCOMPARE(text[14], '7');
        QVERIFY(std::string("89ab").find(text[19]) != std::string::npos);
    }

    void seededRandom_sameSeed_sameBytes()
    {
        SeededRandom a(42), b(42), c(43);
        const auto first = a.next64();
        QCOMPARE(first, b.next64());
        QVERIFY(first != c.next64());
    }
};

QTEST_APPLESS_MAIN(IdTest)
#include "id_test.moc"
