#include "client/vault/common_passphrases.h"
#include "client/vault/passphrase_policy.h"
#include "vault_fixture.h"

using namespace veldpost;
using namespace veldpost::vault;

class PassphrasePolicyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passphrase_isJudged_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("type");
        row("unrelated words", "vier natte schapen op de dijk", "ok");
        row("no spaces", "paarsewolkeneterij", "ok");
        row("spaces count", "a b c f k m q t", "ok");
        row("random", "kT9#vQ2!mZ7$wX4", "ok");
        row("fifteen accented letters", "\xc3\xa9\xc3\xa8\xc3\xab\xc3\xaf\xc3\xb6\xc3\xbc\xc3\xa1\xc3\xb3\xc3\xba"
            "\xc3\xad\xc3\xb1\xc3\xa7\xc3\xa5\xc3\xb8\xc3\xa6", "ok");
        row("fifteen bytes, eight letters", "\xc3\xa9\xc3\xa8\xc3\xab\xc3\xaf\xc3\xb6\xc3\xbc\xc3\xa1x",
            "passphrase_too_short");
        row("fourteen", "vier natte sch", "passphrase_too_short");
        row("empty", "", "passphrase_too_short");
        row("1024 bytes", mixedLetters(1024), "ok");
        row("1025 bytes", mixedLetters(1025), "passphrase_too_long");
        row("not UTF-8", "vier natte schapen \xff\xfe", "passphrase_not_text");
        row("listed", "ditismijnwachtwoord", "passphrase_common");
        row("listed, spelled otherwise", "Dit is mijn Wachtwoord!", "passphrase_common");
        row("listed with a year", "Welkom bij de politie 2026!!", "passphrase_common");
        row("listed with letters as digits", "W3lk0m bij d3 p0litie", "passphrase_common");
        row("the famous four words", "Correct-Horse-Battery-Staple", "passphrase_common");
        row("a short word and a long number", "welkom123456789", "passphrase_common");
        row("one letter", "aaaaaaaaaaaaaaaaa", "passphrase_common");
        row("few letters", "abababbabaabbabaab", "passphrase_common");
        row("a word twice", "schapenschapenschapen", "passphrase_common");
        row("a word twice and a bit", "dijkwachtdijkwachtdijk", "passphrase_common");
        row("alphabet", "abcdefghijklmnopq", "passphrase_common");
        row("digits", "12345678901234567890", "passphrase_common");
        row("keyboard rows", "qwertyuiopasdfgh", "passphrase_common");
        row("keyboard columns", "1qaz2wsx3edc4rfv5tgb", "passphrase_common");
        row("backwards", "zyxwvutsrqponmlk", "passphrase_common");
        row("the user's name", "Jansen-Bakker, Marieke", "passphrase_common");
        row("the user's name and a year", "jansenbakkermarieke1984", "passphrase_common");
        for (const char* common : {"wachtwoord12345", "password1234567", "Password123456!", "geheim123456789", "Welkom2024Welkom",
                                   "Zomer2026Zomer!", "Zomer2026Winter2027", "welkom 1234 welkom", "Januari-2026-Januari",
                                   "VeiligThuis2026!", "Veilig1Thuis2026", "maandag 23 november 2026", "2026 december 2026",
                                   "September2026!!", "password-password1", "Welkom#Zomer#2026"})
            row(common, common, "passphrase_common");
        for (const char* own : {"vier gele fietsen zingen", "zomer op een houten steiger", "maandag eet oma geen soep",
                                "welkom thuis zegt de papegaai", "7 geheime tulpen onder 1 brug", "oranje kat 19 drinkt limonade",
                                "november ruikt naar nat hooi", "4821 blauwe 77 ganzen 1"})
            row(own, own, "ok");
        row("signs only", "!?!-!?!-!?!-!?!-!", "passphrase_common");
    }
    void passphrase_isJudged()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, type);
        QCOMPARE(typeOf(checkPassphrase(text.toStdString(), "Jansen-Bakker Marieke")), type);
    }

    void everyEntryOfTheList_isRefusedWhenLongEnough()
    {
        const auto list = commonPassphrases();
        QVERIFY(list.size() >= 500);
        QVERIFY(std::ranges::is_sorted(list));
        int judged = 0;
        for (const std::string_view entry : list) {
            std::string padded(entry);
            while (padded.size() < kPassphraseCharactersMin) padded += "1";
            const auto status = checkPassphrase(padded, "");
            QVERIFY2(!status.ok() && status.error().type == "passphrase_common", padded.c_str());
            ++judged;
        }
        QCOMPARE(judged, static_cast<int>(list.size()));
    }

    void refusal_doesNotRepeatThePassphrase()
    {
        const auto status = checkPassphrase("ditismijnwachtwoord", "anna");
        QVERIFY((status.error().title + status.error().detail).find("ditismijn") == std::string::npos);
    }

private:
    static QByteArray mixedLetters(int count)
    {
        QByteArray text;
        SeededRandom random(6);
        while (text.size() < count) text.append(static_cast<char>('a' + random.below(26)));
        return text;
    }
    static void row(const char* name, const QByteArray& text, const char* type)
    {
        QTest::newRow(name) << text << QString::fromLatin1(type);
    }
};

QTEST_APPLESS_MAIN(PassphrasePolicyTest)
#include "passphrase_policy_test.moc"
