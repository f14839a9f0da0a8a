#include "shared/model/text.h"

#include <QtTest/QtTest>

#include <rapidcheck.h>

using namespace veldpost;
using namespace veldpost::model;

class TextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanText_decomposed_isComposed()
    {
        QCOMPARE(*cleanText("Cafe\xcc\x81"), std::string("Caf\xc3\xa9"));
        QCOMPARE(*cleanText("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"), std::string("\xed\x95\x9c"));  // Hangul
        QCOMPARE(*cleanText("\xe2\x84\xab"), std::string("\xc3\x85"));                              // Ångström sign
        QCOMPARE(*cleanText("q\xcc\x87\xcc\xa3"), std::string("q\xcc\xa3\xcc\x87"));                // marks in order
        QCOMPARE(*cleanText("\xef\xac\x81"), std::string("\xef\xac\x81"));  // a ligature is no composed form: stays
    }

    void cleanText_noncharacters_becomeReplacement()
    {
        const std::string replacement = "\xef\xbf\xbd";
        for (const char* text : {"\xef\xb7\x90", "\xef\xb7\xaf", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xf0\x9f\xbf\xbe", "\xf4\x8f\xbf\xbf"})
            QCOMPARE(*cleanText(text), replacement);
        QCOMPARE(*cleanText("\xef\xb7\x8f"), std::string("\xef\xb7\x8f"));  // just before the first
    }

    void cleanText_controlCharacters_stay()
    {
        const std::string text("a\0b\r\n\t\x1b\x7f \xc2\x85", 11);
        QCOMPARE(*cleanText(text), text);
        const std::string withAccent = text + "e\xcc\x81";
        QCOMPARE(*cleanText(withAccent), text + "\xc3\xa9");
    }

    void cleanText_invalid_isRefused()
    {
        for (const char* text : {"\x80", "\xc0\xaf", "\xed\xa0", "\xed\xc0\x80", "abc\xe2\x82", "\xf4\x90\x80\x80"}) {
            const auto clean = cleanText(text);
            QVERIFY(!clean.ok());
            QCOMPARE(clean.error().type, std::string("invalid_utf8"));
            QCOMPARE(clean.error().kind, ErrorKind::Malformed);
        }
    }

    void cleanText_overTheLimit_isTooLarge()
    {
        QVERIFY(cleanText(std::string(kTextBytesMax, 'a')).ok());
        QCOMPARE(cleanText(std::string(kTextBytesMax + 1, 'a')).error().type, std::string("too_large"));
        // U+0958 is written as two characters in the composed form: twice as long after as before
        std::string grows;
        while (grows.size() + 3 <= kTextBytesMax) grows += "\xe0\xa5\x98";
        QCOMPARE(cleanText(grows).error().type, std::string("too_large"));
    }

    void cleanText_twice_changesNothingMore()
    {
        QVERIFY(rc::check("clean text is clean", [] {
            std::string text;
            const auto points = *rc::gen::container<std::vector<int>>(
                rc::gen::oneOf(rc::gen::inRange(0, 0x800), rc::gen::inRange(0x300, 0x370), rc::gen::inRange(0xe000, 0x10000)));
            for (const int c : points) {
                if (c < 0x80) text.push_back(static_cast<char>(c));
                else if (c < 0x800) { text.push_back(static_cast<char>(0xc0 | c >> 6)); text.push_back(static_cast<char>(0x80 | (c & 0x3f))); }
                else {
                    text.push_back(static_cast<char>(0xe0 | c >> 12));
                    text.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3f)));
                    text.push_back(static_cast<char>(0x80 | (c & 0x3f)));
                }
            }
            const auto once = cleanText(text);
            RC_ASSERT(once.ok());
            const auto twice = cleanText(*once);
            RC_ASSERT(twice.ok());
            RC_ASSERT(*twice == *once);
        }));
    }

    void surrogatesByThemselves_becomeReplacementCharacters()
    {
        QCOMPARE(*cleanText("a\xed\xa0\x80""b\xed\xbf\xbf"), std::string("a\xef\xbf\xbd""b\xef\xbf\xbd"));
        QCOMPARE(*cleanText("\xed\x9f\xbf"), std::string("\xed\x9f\xbf"));  // U+D7FF, the last before them
    }

    void cleanTexts_reachesEveryText()
    {
        const revision::Json in{{"a", "e\xcc\x81"}, {"list", {"e\xcc\x81", 1, nullptr}}, {"in", {{"b", "e\xcc\x81"}}}};
        const auto out = cleanTexts(in);
        QVERIFY(out.ok());
        QCOMPARE(*out, (revision::Json{{"a", "\xc3\xa9"}, {"list", {"\xc3\xa9", 1, nullptr}}, {"in", {{"b", "\xc3\xa9"}}}}));
        QVERIFY(!cleanTexts(revision::Json{{"list", {"\xff"}}}).ok());
    }

    void foldedWords_compareAsPeopleRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("case and accents") << QByteArray("Zoë's ÉÉN café") << QByteArray("zoe s een cafe");
        QTest::newRow("accents not composed") << QByteArray("Zoe\xcc\x88") << QByteArray("zoe");
        QTest::newRow("the Dutch ligature") << QByteArray("\xc4\xb2sland \xc4\xb3s") << QByteArray("ijsland ijs");
        QTest::newRow("typographic marks end words") << QByteArray("Zoë\xe2\x80\x99s \xe2\x80\x9cthuis\xe2\x80\x9d\xe2\x80\x94nu")
                                                      << QByteArray("zoe s thuis nu");
        QTest::newRow("digits") << QByteArray("06-1234 (5%)") << QByteArray("06 1234 5");
        QTest::newRow("other scripts") << QByteArray("Мама, أمي") << QByteArray("мама امي");
        QTest::newRow("no word") << QByteArray(" \t-*\"\xf0\x9f\x98\x80 ") << QByteArray("");
    }
    void foldedWords_compareAsPeopleRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, words);
        QCOMPARE(QByteArray::fromStdString(foldedWords(text.toStdString())), words);
    }

    void foldedWords_ofFoldedWords_areTheSame()
    {
        QVERIFY(rc::check("folding once is enough", [](const std::vector<std::uint32_t>& points) {
            std::string text;
            for (const std::uint32_t p : points) text += QString::fromUcs4(std::array<char32_t, 1>{p % 0xd800}.data(), 1).toStdString();
            const std::string once = foldedWords(text);
            RC_ASSERT(foldedWords(once) == once);
        }));
    }

    void blank_andCount()
    {
        QVERIFY(isBlank(""));
        QVERIFY(isBlank(" \t\r\n\xc2\xa0\xe3\x80\x80\xef\xbb\xbf\xe2\x80\x8b"));
        QVERIFY(!isBlank(" . "));
        QCOMPARE(countCharacters("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"), std::size_t{4});
    }
};

QTEST_APPLESS_MAIN(TextTest)
#include "text_test.moc"
