// veldpost: the app of a field worker. What it does stands in client/viewmodels and qml; here it is put together.
#include "client/app/demo_folder.h"
#include "client/app/running_app.h"
#include "client/app/screenshots.h"
#include "client/vault/process_guard.h"

#include <QGuiApplication>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <string_view>

namespace veldpost::app {

namespace {

// A Thursday evening in November, three days into a huisverbod: screenshots are the same on every day they are taken.
constexpr std::int64_t kScreenshotMs = 1'795'725'600'000;

int exitCodeOf(const Error& error)
{
    std::fprintf(stderr, "veldpost: %s. %s\n", error.title.c_str(), error.detail.c_str());
    switch (error.kind) {
    case ErrorKind::Usage: return 2;
    case ErrorKind::Locked: return 3;
    case ErrorKind::Unreachable: return 4;
    default: return 1;
    }
}

Status takeEnrolPage(const DemoFolder& demo, RandomSource& random, const Options& options)
{
    RunningApp running(demo.emptyFolder(), demo.clock(), random);
    running.app().setLanguage(options.language);
    VELDPOST_TRY(running.show());
    return Screenshots(running.app(), running.window(), options.screenshots).takeHere(QStringLiteral("enrol"));
}

Status takeScreenshots(RandomSource& random, const Options& options)
{
    DemoFolder demo(random, kScreenshotMs);
    VELDPOST_TRY(demo.make());
    VELDPOST_TRY(takeEnrolPage(demo, random, options));
    RunningApp running(demo.folder(), demo.clock(), random);
    running.app().setLanguage(options.language);
    VELDPOST_TRY(running.show());
    Screenshots shots(running.app(), running.window(), options.screenshots);
    VELDPOST_TRY(shots.takeHere(QStringLiteral("unlock")));
    running.app().unlock(QString::fromStdString(demo.passphrase()));
    running.untilReady();
    return shots.takeAll();
}

Result<int> runDemo(RandomSource& random, const Options& options)
{
    DemoFolder demo(random, 0);
    VELDPOST_TRY(demo.make());
    RunningApp running(demo.folder(), demo.clock(), random);
    running.app().setDemo(true);
    running.app().setLanguage(options.language);
    running.app().unlock(QString::fromStdString(demo.passphrase()));
    VELDPOST_TRY(running.show());
    std::printf("The demo's passphrase, should you lock it: %s\n", demo.passphrase().c_str());
    std::fflush(stdout);
    return QGuiApplication::exec();
}

Result<int> runApp(RandomSource& random, const Options& options)
{
    VELDPOST_ASSIGN(const QString home, homeFolder(options));
    const SystemClock clock{};
    RunningApp running(home.toStdString(), clock, random);
    const Preferences preferences(running.app());
    running.app().setLanguage(options.language);
    VELDPOST_TRY(running.show());
    if (options.exitWhenShown)
        QObject::connect(&running.window(), &QQuickWindow::frameSwapped, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    else QTimer::singleShot(0, &running.watch(), [&running] { running.watch().listen(); });
    return QGuiApplication::exec();
}

Result<int> run(const Options& options)
{
    crypto::SystemRandom random;
    if (options.offlineDemo && options.screenshots.isEmpty()) return runDemo(random, options);
    if (options.screenshots.isEmpty()) return runApp(random, options);
    VELDPOST_TRY(takeScreenshots(random, options));
    return 0;
}

// Screenshots need no screen: where there is none, Qt would end the program instead of drawing into memory.
void choosePlatform(int argc, char** argv)
{
    const bool pictures = std::any_of(argv, argv + argc, [](const char* argument) {
        return std::string_view(argument).starts_with("--screenshots");
    });
    const bool told = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
                      qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    if (pictures && !told) qputenv("QT_QPA_PLATFORM", "offscreen");
}

Result<int> start(int argc, char** argv)
{
    VELDPOST_TRY(vault::guardProcess());
    choosePlatform(argc, argv);
    // The same look everywhere; and where there is no screen there is no OpenGL either.
    qputenv("QT_QUICK_CONTROLS_STYLE", "Basic");
    const QGuiApplication gui(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("veldpost"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Veldpost"));
    QGuiApplication::setApplicationVersion(QStringLiteral(VELDPOST_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("nl.veldpost.Veldpost"));
    if (QGuiApplication::platformName() == QStringLiteral("offscreen"))
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    VELDPOST_ASSIGN(const Options options, readOptions(QGuiApplication::arguments()));
    if (options.help) std::printf("%s", qPrintable(helpText()));
    if (options.version) std::printf("veldpost %s\n", VELDPOST_VERSION);
    if (options.help || options.version) return 0;
    return run(options);
}

}  // namespace

}  // namespace veldpost::app

int main(int argc, char** argv)
{
    const veldpost::Result<int> ended = veldpost::app::start(argc, argv);
    return ended.ok() ? *ended : veldpost::app::exitCodeOf(ended.error());
}
