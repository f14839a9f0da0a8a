#include "client/app/options.h"

#include <QCommandLineParser>
#include <QStandardPaths>

namespace veldpost::app {

namespace {

struct Parser {
    QCommandLineParser parser;
    QCommandLineOption home{QStringLiteral("home"), QStringLiteral("The folder of one user's encrypted store."),
                            QStringLiteral("DIR")};
    QCommandLineOption demo{QStringLiteral("offline-demo"),
                            QStringLiteral("The whole app on sample data, without a server; nothing is kept.")};
    QCommandLineOption screenshots{QStringLiteral("screenshots"),
                                   QStringLiteral("Write a PNG of every screen into DIR and end."), QStringLiteral("DIR")};
    QCommandLineOption language{QStringLiteral("language"), QStringLiteral("nl (default) or en."), QStringLiteral("CODE")};
    QCommandLineOption exitWhenShown{QStringLiteral("exit-when-shown"), QString()};
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("This text.")};
    QCommandLineOption version{QStringLiteral("version"), QStringLiteral("The version.")};

    Parser()
    {
        exitWhenShown.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.setApplicationDescription(QStringLiteral("Veldpost: the app of a field worker."));
        for (const QCommandLineOption& option : {home, demo, screenshots, language, exitWhenShown, help, version})
            parser.addOption(option);
    }
};

Error wrongUse(const QString& why)
{
    return {ErrorKind::Usage, "wrong_use", "Wrong use", why.toStdString()};
}

}  // namespace

Result<Options> readOptions(const QStringList& arguments)
{
    Parser known;
    if (!known.parser.parse(arguments)) return wrongUse(known.parser.errorText());
    if (!known.parser.positionalArguments().isEmpty()) return wrongUse(QStringLiteral("Only options are taken."));
    Options options;
    options.home = known.parser.value(known.home);
    options.screenshots = known.parser.value(known.screenshots);
    options.language = known.parser.value(known.language);
    options.offlineDemo = known.parser.isSet(known.demo);
    options.exitWhenShown = known.parser.isSet(known.exitWhenShown);
    options.help = known.parser.isSet(known.help);
    options.version = known.parser.isSet(known.version);
    const bool languageKnown = options.language.isEmpty() || options.language == QStringLiteral("nl") ||
                               options.language == QStringLiteral("en");
    if (!languageKnown) return wrongUse(QStringLiteral("--language takes nl or en."));
    if (known.parser.isSet(known.screenshots) && options.screenshots.isEmpty())
        return wrongUse(QStringLiteral("--screenshots needs a folder."));
    return options;
}

QString helpText()
{
    return Parser().parser.helpText();
}

Result<QString> homeFolder(const Options& options)
{
    if (!options.home.isEmpty()) return options.home;
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    if (data.isEmpty()) return Error{ErrorKind::Usage, "no_home", "Where is the home?", "Name its folder with --home."};
    return data + QStringLiteral("/veldpost");
}

}  // namespace veldpost::app
