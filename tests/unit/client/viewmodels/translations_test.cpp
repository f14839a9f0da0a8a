// Every string for people has its Dutch: lupdate reads the sources again, and nothing may be left to translate.
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest/QtTest>

namespace {

constexpr int kLupdateMs = 110'000;

struct Message {
    QString context, source, translation;
    bool finished = true;
};

QList<Message> messagesOf(const QString& path)
{
    QFile file(path);
    QList<Message> messages;
    if (!file.open(QIODevice::ReadOnly)) return messages;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (!xml.readNextStartElement()) continue;
        const QString tag = xml.name().toString();
        if (tag == QStringLiteral("name")) context = xml.readElementText();
        if (tag == QStringLiteral("message")) messages << Message{context, {}, {}, true};
        if (tag == QStringLiteral("source")) messages.last().source = xml.readElementText();
        if (tag != QStringLiteral("translation")) continue;
        messages.last().finished = xml.attributes().value(QStringLiteral("type")) != QStringLiteral("unfinished");
        messages.last().translation = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    }
    return messages;
}

QString placeholders(const QString& text)
{
    QStringList found;
    for (const char* mark : {"%1", "%2", "%3"})
        if (text.contains(QLatin1String(mark))) found << QLatin1String(mark);
    return found.join(QLatin1Char(' '));
}

}  // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyString_hasItsDutch()
    {
        const QDir source(qEnvironmentVariable("VELDPOST_SOURCE"));
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("veldpost_nl.ts"));
        QVERIFY(QFile::copy(source.filePath(QStringLiteral("qml/i18n/veldpost_nl.ts")), copy));
        // Only sources with words: the headers name the classes the contexts come from.
        QStringList arguments{QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
                              QStringLiteral("none"), QStringLiteral("-I"), source.path(),
                              source.filePath(QStringLiteral("client/viewmodels")), source.filePath(QStringLiteral("qml"))};
        arguments << QStringLiteral("-ts") << copy;
        QProcess lupdate;
        lupdate.start(QStringLiteral(VELDPOST_LUPDATE), arguments);
        QVERIFY(lupdate.waitForFinished(kLupdateMs));
        QCOMPARE(lupdate.exitCode(), 0);
        const QList<Message> messages = messagesOf(copy);
        QVERIFY(messages.size() > 200);
        for (const Message& message : messages) {
            const QString where = message.context + QStringLiteral(": ") + message.source;
            QVERIFY2(message.finished && !message.translation.isEmpty(), qPrintable(where));
            QVERIFY2(placeholders(message.source) == placeholders(message.translation), qPrintable(where));
        }
    }

    void english_hasItsPlurals()
    {
        const QDir source(qEnvironmentVariable("VELDPOST_SOURCE"));
        const auto messages = messagesOf(source.filePath(QStringLiteral("qml/i18n/veldpost_en.ts")));
        QVERIFY(!messages.isEmpty());
        for (const Message& message : messages)
            QVERIFY2(message.finished && !message.translation.isEmpty(), qPrintable(message.source));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "translations_test.moc"
